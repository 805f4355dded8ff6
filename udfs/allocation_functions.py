"""Worksheet functions over a district's allocation, as adopted: what stands behind every dollar."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bsa_xl import api

from .answers import in_words, names_in, numbers_in, shown_rows
from .cells import Grid, NoAnswerError, number_of, text_of
from .desk import Desk

_LETTER = (
    "Line", "What it is", "Who is counted", "Count", "Rate", "FTE", "Amount", "Program", "Status",
    "Held by", "In words",
)  # fmt: skip
_PEERS = ("School", "Name", "Pupils", "Share in need", "Allocation", "Per pupil")
_LINES = ("Line", "What it is", "Unit", "As it is", "With the changes", "Difference")
_MOST_PEERS = 100


def rate(desk: Desk, district: str, year: str, schools: Grid, components: Grid) -> Grid:
    """Dollars per unit of count of components at schools: a row a school, a column a component.

    Args:
        desk: Of whoever offers the function.
        district: The district's folder or workbook, with its whole path.
        year: The fiscal year, such as FY2026.
        schools: Ids or names, one below another; an empty cell is answered by an empty row.
        components: Ids of components, adjustments or their lines, side by side; empty where a
            school has no such line.
    """
    return _figures(desk, district, year, api.Figure.RATE, schools, components)


def count(desk: Desk, district: str, year: str, schools: Grid, components: Grid) -> Grid:
    """Who is counted for components at schools, as a number: a row a school, a column a component.

    Args:
        desk: Of whoever offers the function.
        district: The district's folder or workbook, with its whole path.
        year: The fiscal year, such as FY2026.
        schools: Ids or names, one below another; an empty cell is answered by an empty row.
        components: Ids of components, adjustments or their lines, side by side; empty where a
            school has no such line.
    """
    return _figures(desk, district, year, api.Figure.COUNT, schools, components)


def fte(desk: Desk, district: str, year: str, schools: Grid, components: Grid) -> Grid:
    """FTE that components give schools: a row a school, a column a component.

    Args:
        desk: Of whoever offers the function.
        district: The district's folder or workbook, with its whole path.
        year: The fiscal year, such as FY2026.
        schools: Ids or names, one below another; an empty cell is answered by an empty row.
        components: Ids of components or their lines, side by side; empty where a school is given
            no FTE by it.
    """
    return _figures(desk, district, year, api.Figure.FTE, schools, components)


def amount(desk: Desk, district: str, year: str, schools: Grid, components: Grid) -> Grid:
    """Dollars that components give schools: a row a school, a column a component.

    Args:
        desk: Of whoever offers the function.
        district: The district's folder or workbook, with its whole path.
        year: The fiscal year, such as FY2026.
        schools: Ids or names, one below another; an empty cell is answered by an empty row.
        components: Ids of components, adjustments, their lines or programs, or total, side by side;
            0 where a school has no such line.
    """
    return _figures(desk, district, year, api.Figure.AMOUNT, schools, components)


def sentence(desk: Desk, district: str, year: str, schools: Grid, components: Grid) -> Grid:
    """How components came about at schools, in words: a row a school, a column a component.

    Args:
        desk: Of whoever offers the function.
        district: The district's folder or workbook, with its whole path.
        year: The fiscal year, such as FY2026.
        schools: Ids or names, one below another; an empty cell is answered by an empty row.
        components: Ids of components, adjustments, their lines or programs, or total, side by side.
    """
    opened = desk.year(district, year)
    with in_words():
        told = api.sentences_of(
            opened, names_in(schools, "the school"), names_in(components, "the component")
        )
    return shown_rows(told)


def allocation(desk: Desk, district: str, year: str, school: str) -> Grid:
    """A school's whole allocation letter, line by line below a header; no total line.

    Args:
        desk: Of whoever offers the function.
        district: The district's folder or workbook, with its whole path.
        year: The fiscal year, such as FY2026.
        school: The school's id or name.
    """
    opened = desk.year(district, year)
    with in_words():
        lines = api.letter_of(opened, text_of(school, "the school"))
    rows: list[Sequence[Decimal | str | None]] = [_LETTER]
    rows += [
        (
            line.name, line.label, line.counted, line.count, line.rate, line.fte, line.amount,
            line.program, line.status, line.held_by, line.sentence,
        )
        for line in lines
    ]  # fmt: skip
    return shown_rows(rows)


def what_if(
    desk: Desk, district: str, year: str, schools: Grid, groups: Grid, counts: Grid
) -> Grid:
    """Schools' dollars with other counts: as they are, with the changes, the difference.

    Args:
        desk: Of whoever offers the function.
        district: The district's folder or workbook, with its whole path.
        year: The fiscal year, such as FY2026.
        schools: Ids or names, one below another; an empty cell is answered by an empty row.
        groups: Columns of counts.csv, side by side, such as el; of another measure, census:el.
        counts: A row a school and a column a group; an empty cell leaves the count as it is, but
            one empty cell alone is 0 in LibreOffice. All changes hold at once, and pools are shared
            anew.
    """
    opened = desk.year(district, year)
    named, columns = names_in(schools, "the school"), names_in(groups, "the group")
    numbers = _sized(numbers_in(counts, "the count"), len(named), len(columns))
    with in_words():
        made = api.what_if(opened, named, columns, numbers)
    return shown_rows(
        (None, None, None) if each is None else (each.now, each.then, each.difference)
        for each in made
    )


def what_if_lines(
    desk: Desk, district: str, year: str, school: str, groups: Grid, counts: Grid
) -> Grid:
    """A school's lines with other counts, below a header; dollars and FTE, not an allocation.

    Args:
        desk: Of whoever offers the function.
        district: The district's folder or workbook, with its whole path.
        year: The fiscal year, such as FY2026.
        school: The school's id or name.
        groups: Columns of counts.csv, side by side, such as el; of another measure, census:el.
        counts: One for each group; an empty cell leaves the count as it is, but one empty cell
            alone is 0 in LibreOffice.
    """
    opened = desk.year(district, year)
    columns = names_in(groups, "the group")
    [numbers] = _sized(numbers_in(counts, "the count"), 1, len(columns))
    with in_words():
        lines = api.what_if_lines(opened, text_of(school, "the school"), columns, numbers)
    rows: list[Sequence[Decimal | str | None]] = [_LINES]
    rows += [
        (line.name, line.label, line.unit, line.now, line.then, line.difference) for line in lines
    ]
    return shown_rows(rows)


def peers(desk: Desk, district: str, year: str, school: str, how_many: float = 5) -> Grid:
    """Schools of the same level nearest in enrollment and share in need, below a header.

    Args:
        desk: Of whoever offers the function.
        district: The district's folder or workbook, with its whole path.
        year: The fiscal year, such as FY2026.
        school: The school's id or name; it is not in the table itself.
        how_many: Schools at most, 1 to 100; 5 if left out. An empty cell is 5 in Excel and an error
            in LibreOffice.
    """
    most = number_of(how_many, "how many")
    if most != int(most) or not 1 <= most <= _MOST_PEERS:
        raise NoAnswerError(f"How many must be a whole number from 1 to {_MOST_PEERS}.")
    opened = desk.year(district, year)
    with in_words():
        found = api.peers_of(opened, text_of(school, "the school"), int(most))
    rows: list[Sequence[Decimal | str | None]] = [_PEERS]
    rows += [
        (each.school_id, each.name, each.pupils, each.need_share, each.amount, each.per_pupil)
        for each in found
    ]
    return shown_rows(rows)


def _figures(
    desk: Desk, district: str, year: str, figure: api.Figure, schools: Grid, components: Grid
) -> Grid:
    opened = desk.year(district, year)
    named, columns = names_in(schools, "the school"), names_in(components, "the component")
    with in_words():
        return shown_rows(api.figures_of(opened, figure, named, columns))


def _sized(
    counts: list[list[Decimal | None]], rows: int, columns: int
) -> list[list[Decimal | None]]:
    """The counts, a row for each school and a column for each group.

    A single row or column may lie the other way.
    """
    if rows == 1 and len(counts) == columns and all(len(row) == 1 for row in counts):
        counts = [[row[0] for row in counts]]
    found = (len(counts), len(counts[0]) if counts else 0)
    if found != (rows, columns):
        raise NoAnswerError(
            f"The counts are {found[0]} x {found[1]} cells, and {rows} x {columns} belong there: a "
            "row for each school, a column for each group."
        )
    return counts
