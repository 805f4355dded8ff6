"""Scenarios beside the formula as it is, as a workbook: cost, who gains and loses, schools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.worksheet import Worksheet

from bsa_xl.workbook import style

from .about_page import put_about
from .book import Book, Placed
from .group_tables import GROUP_WIDTHS, group_table
from .table import Column, Shown, Table, Value

if TYPE_CHECKING:
    from bsa_xl.analysis import Grouping, GroupMove, Outcome
    from bsa_xl.district import District

#: For one scenario: each grouping with the moves of its groups.
Groups = Sequence[tuple["Grouping", Sequence["GroupMove"]]]
_COST = "Cost"
_MOST_BARS = 12


def write_scenario_book(
    outcomes: Sequence[Outcome],
    groups: Mapping[str, Groups],
    district: District,
    whose: str,
    *,
    places: int = 2,
    made_at: datetime | None = None,
) -> bytes:
    """The comparison as an .xlsx file; equal comparisons give equal bytes.

    Args:
        outcomes: the formula as it is, then every scenario that could be worked out.
        groups: by scenario name.
        district: for the schools' names and levels.
        whose: district, year and event.
        places: 2, or 0 where the policy's lines are whole dollars.
        made_at: when; not told where not given.
    """
    book = Book("Scenarios", f"SCENARIOS - NOT AN ALLOCATION · {whose}", places=places,
                made_at=made_at)  # fmt: skip
    page = book.page("Compare", "What other decisions would do", (34, 52, 20, 20, 10, 10, 20))
    placed = book.block(page, 4, "Scenarios", _scenarios(outcomes))
    _chart(book, page, placed)
    for outcome in outcomes[1:]:
        _put_groups(book, outcome, groups[outcome.name])
    book.paper("Schools", "School by school", _schools(outcomes, district),
               remark="What each scenario would change at each school.", frozen=2)  # fmt: skip
    put_about(book, "About this workbook", _ABOUT)
    return book.to_bytes()


_ABOUT = (
    (
        "What this is",
        (
            "Questions asked of the formula. Nothing here is an allocation; a scenario's changes "
            "are assumptions, and every line of it is worked out by the same formula."
        ),
    ),
    ("Cost", "What schools would plan in all, less what they plan by the formula as it is."),
    (
        "Hold harmless",
        "The dollars of the lines that keep schools at a share of their prior year's amount.",
    ),
)


def _scenarios(outcomes: Sequence[Outcome]) -> Table:
    columns = (
        Column("Scenario"), Column("What it asks", Shown.LONG_TEXT),
        Column("Schools plan", Shown.DOLLARS), Column(_COST, Shown.DOLLARS),
        Column("Gain", Shown.WHOLE), Column("Lose", Shown.WHOLE),
        Column("Hold harmless", Shown.DOLLARS),
    )  # fmt: skip
    rows = [
        (one.name, one.title, one.total, one.cost, one.winners, one.losers, one.hold_harmless)
        for one in outcomes
    ]
    return Table(columns, rows)


def _put_groups(book: Book, outcome: Outcome, groups: Groups) -> None:
    page = book.page(_sheet_name(outcome.name), outcome.title, GROUP_WIDTHS)
    row = 4
    for grouping, moves in groups:
        table = group_table(grouping.title, moves)
        row = book.block(page, row, f"By {grouping.title.lower()}", table, total="Total").last + 3


def _sheet_name(name: str) -> str:
    """A scenario's id as a sheet's name, which Excel limits to 31 characters."""
    return f"S {name}"[:31]


def _schools(outcomes: Sequence[Outcome], district: District) -> Table:
    known = {school.school_id: school for school in district.schools}
    first, *others = outcomes
    as_is = first.allocation.school_totals() if first.allocation else {}
    columns = (
        Column("School id"), Column("School"), Column("Level"),
        Column("As it is", Shown.DOLLARS, adds_up=True),
        *(Column(f"Change: {one.name}", Shown.DOLLARS, adds_up=True) for one in others),
    )  # fmt: skip
    ids = dict.fromkeys([*as_is, *(one for other in others for one in other.changes)])
    rows: list[tuple[Value, ...]] = []
    for one in ids:
        school = known.get(one)
        named = (school.name, school.level) if school else ("", "")
        changes = [other.changes.get(one, 0) for other in others]
        rows.append((one, *named, as_is.get(one, 0), *changes))
    return Table(columns, rows)


def _chart(book: Book, sheet: Worksheet, placed: Placed) -> None:
    """The cost of each scenario, as bars; none where there are too many to be told apart."""
    rows = len(placed.table.rows)
    if not 1 < rows <= _MOST_BARS:
        return
    chart = BarChart()
    chart.type, chart.style, chart.legend = "bar", 10, None
    chart.title = "Cost of each scenario beside the formula as it is"
    column = placed.table.place(_COST) + 1
    data = Reference(sheet, min_col=column, min_row=placed.first, max_row=placed.last)
    chart.add_data(data, titles_from_data=False)
    chart.series[0].graphicalProperties.solidFill = style.HEAD_FILL
    chart.set_categories(Reference(sheet, min_col=1, min_row=placed.first, max_row=placed.last))
    chart.x_axis.delete, chart.y_axis.delete = False, False
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.tickLblPos = "low"
    chart.y_axis.numFmt, chart.y_axis.majorGridlines = '"$"#,##0', None
    chart.width, chart.height = 26, max(7, 1.4 * rows + 4)
    sheet.add_chart(chart, f"A{placed.last + 3}")
    book.chart_words("Bar chart: what each scenario would cost beside the formula as it is.")
