"""The first page of the allocation's workbook: totals, each block added up to the same dollars."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from bsa_xl.allocation import Allocation, SchoolAllocation
from bsa_xl.district import District, School
from bsa_xl.policy import Policy

from .allocation_totals import component_totals, program_totals
from .book import Book, Placed
from .controls import Control, Side, put_controls
from .pupils import all_pupils, per_pupil
from .table import Column, Shown, Table, Value

_NOT_GIVEN = "(not given)"
_PLANNED, _HELD, _ALL = "Planned by schools", "Held by the central office", "All dollars"
_DOLLARS = (
    Column(_PLANNED, Shown.DOLLARS, adds_up=True),
    Column(_HELD, Shown.DOLLARS, adds_up=True),
    Column(_ALL, Shown.DOLLARS, adds_up=True),
)
_SCHOOLS = Column("Schools", Shown.WHOLE)
_PER_PUPIL = Column("Per pupil", Shown.DOLLARS)
_FIRST_ROW = 4
#: The block before which a printer starts a new page.
_ON_NEXT_PAGE = "By level"


def put_summary(
    book: Book,
    sheet: Worksheet,
    allocation: Allocation,
    district: District,
    policy: Policy,
    pupils: Mapping[str, Decimal],
    placed: Mapping[str, Placed],
) -> None:
    """Fill the page.

    Args:
        book: that the page belongs to.
        sheet: the page.
        allocation: of the district.
        district: for levels and regions.
        policy: for the programs.
        pupils: by school, where known.
        placed: the sheets Schools and Lines.
    """
    schools = tuple(allocation)
    tables = {
        "By program": _by_program(schools, policy),
        "By line of the formula": _by_component(schools, policy),
        "By level": _by(schools, district, pupils, "Level", lambda school: school.level),
        "By region": _by(schools, district, pupils, "Region", lambda school: school.region),
    }
    row = _FIRST_ROW
    where = dict(placed)
    everything = _everything(allocation, pupils)
    row = book.block(sheet, row, "The district", everything).last + 2
    for name, table in tables.items():
        if name == _ON_NEXT_PAGE:
            sheet.row_breaks.append(Break(id=row - 1))
        where[name] = book.block(sheet, row, name, table, total="Total")
        row = where[name].last + 3
    positions = _positions(allocation, district)
    if positions.rows:
        row = book.block(sheet, row, "Positions that the formula gives", positions).last + 2
    put_controls(book, sheet, row, _controls(allocation, where), where)


def _everything(allocation: Allocation, pupils: Mapping[str, Decimal]) -> Table:
    columns = (Column("What"), _SCHOOLS, Column("Pupils", Shown.NUMBER), *_DOLLARS, _PER_PUPIL)
    known = all_pupils(pupils, allocation.school_ids)
    planned, central = allocation.total_cents, allocation.central_cents
    each = per_pupil(planned, known)
    row = ("All schools", len(allocation), known, planned, central, planned + central, each)
    return Table(columns, [row])


def _by_program(schools: tuple[SchoolAllocation, ...], policy: Policy) -> Table:
    columns = (Column("Program"), _SCHOOLS, Column("Id"), *_DOLLARS, Column("Law"))
    rows = [
        (
            each.title,
            each.schools,
            each.program,
            each.school_cents,
            each.central_cents,
            each.school_cents + each.central_cents,
            "restricted" if each.restricted else "unrestricted",
        )
        for each in program_totals(schools, policy)
    ]
    return Table(columns, rows)


def _by_component(schools: tuple[SchoolAllocation, ...], policy: Policy) -> Table:
    columns = (
        Column("Line"),
        _SCHOOLS,
        Column("Count", Shown.NUMBER),
        *_DOLLARS,
        Column("FTE", Shown.NUMBER),
        Column("Who is counted", Shown.LONG_TEXT),
    )
    rows: list[tuple[Value, ...]] = []
    for each in component_totals(schools, policy):
        own = each.cents if each.held_by == "school" else 0
        dollars: tuple[Value, ...] = (own, each.cents - own, each.cents)
        if each.fte is not None:
            dollars = (None, None, None)
        rows.append((each.label, each.schools, each.count, *dollars, each.fte, each.counted))
    return Table(columns, rows)


def _by(
    schools: tuple[SchoolAllocation, ...],
    district: District,
    pupils: Mapping[str, Decimal],
    head: str,
    group_of: Callable[[School], str],
) -> Table:
    groups: dict[str, list[SchoolAllocation]] = {}
    for school in schools:
        group = group_of(district.school(school.school_id)) or _NOT_GIVEN
        groups.setdefault(group, []).append(school)
    columns = (Column(head), _SCHOOLS, Column("Pupils", Shown.NUMBER), *_DOLLARS, _PER_PUPIL)
    rows: list[tuple[Value, ...]] = []
    for group, members in sorted(groups.items()):
        planned = sum(each.total_cents for each in members)
        every = sum(line.cents for each in members for line in each.lines)
        known = all_pupils(pupils, (each.school_id for each in members))
        dollars = planned, every - planned, every
        rows.append((group, len(members), known, *dollars, per_pupil(planned, known)))
    return Table(columns, rows)


def _positions(allocation: Allocation, district: District) -> Table:
    titles = {position.code: position.title for position in district.positions}
    columns = (Column("Position"), Column("Code"), Column("FTE", Shown.NUMBER))
    rows = [(titles.get(code, ""), code, fte) for code, fte in allocation.fte_totals().items()]
    return Table(columns, rows)


def _controls(allocation: Allocation, placed: Mapping[str, Placed]) -> list[Control]:
    """Each block beside the lines, the schools beside the programs, pools beside their lines."""
    every = Side(allocation.dollars_of_all_lines, "the lines, one by one", ("Lines", "amount"))
    controls = []
    for name in ("By program", "By line of the formula", "By level", "By region"):
        table = placed[name].table
        added = Side(table.total(table.place(_ALL)), f"the block '{name}'", (name, _ALL))
        controls.append(Control(f"All dollars: {name[0].lower()}{name[1:]}", every, added))
    programs, schools = placed["By program"].table, placed["Schools"].table
    by_program = Side(
        programs.total(programs.place(_PLANNED)), "the programs", ("By program", _PLANNED)
    )
    head = "Planned by the school"
    by_school = Side(schools.total(schools.place(head)), "the sheet Schools", ("Schools", head))
    controls.append(Control("Dollars that schools plan", by_program, by_school))
    for total in allocation.controls:
        given = Side(total.given_cents, "what came in")
        lines = Side(total.allocated_cents, "its lines")
        controls.append(Control(f"Nothing lost: {total.label}", given, lines))
    return controls
