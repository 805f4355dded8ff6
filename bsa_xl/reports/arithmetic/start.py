"""The sheet Start: what the workbook is, how to use it, and the same dollars added up in ways."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bsa_xl import __version__
from bsa_xl.reports.cells import put_text
from bsa_xl.workbook import style

from .expression import Value
from .model import TO_COME, Kind, Part
from .pen import Pen
from .places import FIRST_SCHOOL, KNOWN_ROW, VALUE_LETTER, DistrictPlaces, SchoolPlaces
from .totals import known_key
from .work import Work

START = "Start"
_WIDTHS = (56, 22, 22, 16, 40)
_ABOUT = (
    "This workbook works out the allocation a second time, with formulas that you can follow. It "
    "was made from the policy and the counts alone, not from the allocation's results."
)
_USES = (
    (
        "Click on any grey number: its formula names the cells that it comes from. Names such as "
        "base_rate stand on the sheet Values."
    ),
    (
        "Change a number in a pale yellow cell (a count, a rate, a weight, a pool), and every "
        "figure that depends on it follows."
    ),
    (
        "Words in the place of a number mean that it is not known. What depends on it is "
        "'to come', and never 0."
    ),
    (
        "Nothing that you change here changes anybody's budget. Close without saving to have the "
        "true figures again."
    ),
)
_OF_ALL = (
    "This is one school's workbook. A sum over all schools is what the others have, as a number, "
    "and what this school has; a place among all schools is a number, worked out over all of them."
)


def empty_start(pen: Pen) -> None:
    """The sheet with its title, to be filled."""
    pen.book.page(START, "Show me the arithmetic", _WIDTHS)


def put_start(pen: Pen, work: Work, places: DistrictPlaces | SchoolPlaces) -> None:
    """Fill the sheet.

    Args:
        pen: writes.
        work: the arithmetic.
        places: where everything stands.
    """
    sheet = pen.book.sheet(START)
    row = _text(pen, 4, _ABOUT)
    row = _heading(pen, row + 1, "How to use it")
    for use in (*_USES, *([_OF_ALL] if isinstance(places, SchoolPlaces) else [])):
        row = _text(pen, row, use)
    row = _legend(pen, row + 1)
    row = _totals(pen, work, places, row + 1)
    put_text(sheet[f"A{row + 1}"], f"Made by BSA-XL {__version__}.")
    style.second(sheet[f"A{row + 1}"])


def _heading(pen: Pen, row: int, text: str) -> int:
    cell = pen.book.sheet(START)[f"A{row}"]
    put_text(cell, text)
    style.heading(cell)
    return row + 1


def _text(pen: Pen, row: int, text: str) -> int:
    """A sentence over the width of the page."""
    sheet = pen.book.sheet(START)
    put_text(sheet[f"A{row}"], text)
    style.plain(sheet[f"A{row}"], wraps=True)
    sheet.merge_cells(f"A{row}:E{row}")
    lines = -(-len(text) // (sum(_WIDTHS) * 6 // 5))
    sheet.row_dimensions[row].height = 16 * lines + 2
    return row + 1


def _legend(pen: Pen, row: int) -> int:
    sheet = pen.book.sheet(START)
    row = _heading(pen, row, "What the colours mean")
    dressed = (
        (style.sample_input, "a number or a word as supplied or decided: change it"),
        (style.sample_computed, "a formula: follow it"),
    )
    for dress, says in dressed:
        put_text(sheet[f"A{row}"], says)
        dress(sheet[f"A{row}"])
        row += 1
    return row


def _totals(pen: Pen, work: Work, places: DistrictPlaces | SchoolPlaces, row: int) -> int:
    """Control totals: the same dollars over programs, over lines, over schools."""
    sheet = pen.book.sheet(START)
    row = _heading(pen, row, "Totals, each added up in two ways")
    for letter, head in zip("ABCD", ("What", "One way", "Another way", "Verdict"), strict=True):
        put_text(sheet[f"{letter}{row}"], head)
        style.table_head(sheet[f"{letter}{row}"], right=letter in "BC", indent=int(letter == "D"))
    for what, one, other, value in _controls(work, places):
        row += 1
        put_text(sheet[f"A{row}"], what)
        style.plain(sheet[f"A{row}"])
        for letter, text in (("B", one), ("C", other)):
            pen.wardrobe.dress(sheet[f"{letter}{row}"], Kind.DOLLARS, [Decimal("0.1")], typed=False)
            pen.formula(sheet, sheet[f"{letter}{row}"], text, value)
        verdict = f'IF(ROUND(B{row}-C{row},2)=0,"same","differs")'
        pen.wardrobe.dress(sheet[f"D{row}"], Kind.WORD, [], typed=False)
        pen.formula(sheet, sheet[f"D{row}"], verdict, "same")
    row += 1
    if not work.lines:
        put_text(sheet[f"A{row}"], "No line of the formula holds in this year.")
        return row + 1
    put_text(sheet[f"A{row}"], "Lines that are to come")
    style.plain(sheet[f"A{row}"])
    cell = sheet[f"B{row}"]
    pen.wardrobe.dress(cell, Kind.NUMBER, [], typed=False)
    cells, many = _to_come(work, places)
    pen.formula(sheet, cell, f'COUNTIF({cells},"{TO_COME}")', many)
    return row + 1


def _controls(
    work: Work, places: DistrictPlaces | SchoolPlaces
) -> Iterator[tuple[str, str, str, Value]]:
    """What, two formulas for it, and the value that both have."""
    model = work.model
    planned = [line.cell.key for line in work.lines if line.is_planned]
    if not planned:
        return
    programs = [
        known_key(f"total/{program.id}")
        for program in work.case.policy.programs
        if f"total/{program.id}" in model.fields
    ]
    totals, lines = Part.TOTALS.value, Part.LINES.value

    def at(sheet: str, key: str) -> str:
        return f"{sheet}!{places.address(key, KNOWN_ROW)}"

    over_programs = "+".join(f"N({at(totals, key)})" for key in programs)
    first, last = (places.address(key, KNOWN_ROW) for key in (planned[0], planned[-1]))
    over_lines = f"SUM({lines}!{first}:{last})"
    if isinstance(places, SchoolPlaces):
        value: Value = model.values[known_key("total")][places.row]
    else:
        value = model.totals[known_key("total")]
        letter = places.letters[known_key("total")]
        over_schools = f"SUM({totals}!{letter}{FIRST_SCHOOL}:{letter}{places.last})"
        yield (
            "Planned by schools, what is known: over lines, over schools",
            over_lines,
            over_schools,
            value,
        )
    yield (
        "Planned by schools, what is known: over lines, over programs",
        over_lines,
        over_programs,
        value,
    )


def _to_come(work: Work, places: DistrictPlaces | SchoolPlaces) -> tuple[str, Decimal]:
    """The cells of all lines, and how many of them are to come."""
    keys = [each.key for each in work.model.fields_of(Part.LINES)]
    lines = Part.LINES.value
    if isinstance(places, SchoolPlaces):
        rows = places.rows
        cells = f"{lines}!{VALUE_LETTER}{rows[keys[0]]}:{VALUE_LETTER}{rows[keys[-1]]}"
        many = sum(work.model.values[key][places.row] == TO_COME for key in keys)
    else:
        first, last = places.letters[keys[0]], places.letters[keys[-1]]
        cells = f"{lines}!{first}{FIRST_SCHOOL}:{last}{places.last}"
        many = sum(value == TO_COME for key in keys for value in work.model.values[key])
    return cells, Decimal(many)
