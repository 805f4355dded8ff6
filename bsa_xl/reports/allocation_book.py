"""The allocation of a district as a workbook: totals, schools, every line, findings, about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from bsa_xl import __version__
from bsa_xl.allocation import COLUMNS, Allocation, SchoolAllocation, values_of
from bsa_xl.district import District, School
from bsa_xl.finding import Finding
from bsa_xl.policy import Policy, Program

from .about_page import put_about
from .allocation_summary import put_summary
from .book import Book, Placed
from .finding_table import findings_table
from .pupils import enrollment, per_pupil
from .table import Column, Shown, Table, Value

_DRAFT = "DRAFT - NOT AN ALLOCATION"
_LINE_KINDS = {
    "count": Shown.NUMBER,
    "rate": Shown.NUMBER,
    "fte": Shown.NUMBER,
    "amount": Shown.DOLLARS,
}
_AMOUNT = COLUMNS.index("amount")


def write_allocation_book(
    allocation: Allocation,
    district: District,
    policy: Policy,
    *,
    made_at: datetime | None = None,
) -> bytes:
    """The allocation as an .xlsx file, for people and for programs.

    Amounts have their exact digits and two decimals, texts are never formulas, ids keep their
    zeros. The sheet Lines has the frozen columns of an allocation file and nothing else. Equal
    allocations give equal bytes.

    Args:
        allocation: worked out from the same district and policy.
        district: for the schools' names, levels, regions and pupils.
        policy: for the programs, in their order.
        made_at: told on the sheet About; nothing is told where not given.
    """
    book = Book(
        f"{district.profile.name}: allocation {allocation.fiscal_year}",
        _whose(allocation, district, policy),
        places=2 if policy.rounding.lines == "cent" else 0,
        made_at=made_at,
    )
    schools = tuple(allocation)
    pupils = enrollment(district, allocation.fiscal_year, policy.measure, allocation.school_ids)
    summary = book.page("Summary", "What the schools are given", _SUMMARY_WIDTHS)
    placed = {
        "Schools": _schools(book, schools, district, policy, pupils),
        "Lines": _lines(book, schools),
    }
    put_summary(book, summary, allocation, district, policy, pupils, placed)
    remark = "What is wrong, missing or worth knowing. A fatal finding stops the issue."
    names = {school.school_id: school.name for school in district.schools}
    table = findings_table(allocation.findings, names, _source)
    book.paper("Findings", "What was found", table, remark=remark, frozen=2)
    put_about(book, "About this workbook", _about(allocation, district, policy, made_at))
    return book.to_bytes()


_SUMMARY_WIDTHS = (48, 10, 18, 20, 20, 20, 14, 48)


def _whose(allocation: Allocation, district: District, policy: Policy) -> str:
    said = f"{district.profile.name} · {allocation.fiscal_year.on_paper} · {allocation.event}"
    return f"{_DRAFT} · {said}" if policy.status == "draft" else said


def _schools(
    book: Book,
    schools: tuple[SchoolAllocation, ...],
    district: District,
    policy: Policy,
    pupils: Mapping[str, Decimal],
) -> Placed:
    programs = [each for each in policy.programs if each.held_by == "school"]
    columns = (
        Column("School id"),
        Column("School"),
        Column("Level"),
        Column("Region"),
        Column("Pupils", Shown.NUMBER),
        *(Column(head, Shown.DOLLARS, adds_up=True) for head in _heads(programs)),
        Column("Planned by the school", Shown.DOLLARS, adds_up=True),
        Column("Per pupil", Shown.DOLLARS),
        Column("Held by the central office", Shown.DOLLARS, adds_up=True),
        Column("Budgeted with"),
    )
    rows = [
        _school(each, district.school(each.school_id), programs, pupils.get(each.school_id))
        for each in schools
    ]
    remark = (
        "One row a school or centre. Dollars that the central office holds for a school are not "
        "the school's to plan."
    )
    return book.paper("Schools", "School by school", Table(columns, rows), remark=remark, frozen=2)


def _school(
    allocation: SchoolAllocation, school: School, programs: list[Program], pupils: Decimal | None
) -> tuple[Value, ...]:
    total = allocation.total_cents
    return (
        school.school_id,
        school.name,
        school.level,
        school.region,
        pupils,
        *(allocation.program_cents(program.id) for program in programs),
        total,
        per_pupil(total, pupils),
        sum(line.cents for line in allocation.lines) - total,
        school.budgeted_with,
    )


def _heads(programs: list[Program]) -> list[str]:
    """The programs' titles; where two are alike, with their ids."""
    titles = [program.title for program in programs]
    return [
        each.title if titles.count(each.title) == 1 else f"{each.title} ({each.id})"
        for each in programs
    ]


def _lines(book: Book, schools: tuple[SchoolAllocation, ...]) -> Placed:
    """Exactly the frozen columns, so that programs read it like the CSV file."""
    columns = tuple(Column(name, _LINE_KINDS.get(name, Shown.TEXT)) for name in COLUMNS)
    rows: list[tuple[Value, ...]] = []
    for school in schools:
        for line in school.lines:
            values: list[Value] = list(values_of(line))
            if values[_AMOUNT] is not None:
                values[_AMOUNT] = line.cents
            rows.append(tuple(values))
    return book.data("Lines", Table(columns, rows), frozen=2)


def _source(finding: Finding) -> str:
    return str(finding.where)


def _about(
    allocation: Allocation, district: District, policy: Policy, made_at: datetime | None
) -> tuple[tuple[str, str], ...]:
    status = "draft: nothing in this workbook is an allocation yet"
    if policy.status == "adopted":
        day = f" on {policy.adopted_on}" if policy.adopted_on else ""
        status = f"adopted{day}" + (f", {policy.resolution}" if policy.resolution else "")
    made = f", {made_at:%Y-%m-%d %H:%M} UTC" if made_at else ""
    return (
        ("District", district.profile.name),
        ("Fiscal year and event", f"{allocation.fiscal_year.on_paper}, {allocation.event}"),
        ("Policy", f"{policy.title} ({policy.policy})"),
        ("Status of the policy", status),
        ("Pupils", f"Enrollment, measure '{policy.measure}'."),
        *_HOW_TO_READ,
        ("Made by", f"BSA-XL {__version__}{made}"),
    )


_HOW_TO_READ = (
    (
        "Summary",
        (
            "Totals by program, line of the formula, level and region, and the control totals: "
            "each figure added up in two ways, by live formulas."
        ),
    ),
    (
        "Schools",
        (
            "One row a school or centre. Filter it, and the total above the headers follows the "
            "rows shown; the row below it stays what all schools get."
        ),
    ),
    ("Lines", "Every line, in the columns of the district's allocation file, for programs."),
    (
        "Amounts",
        "Dollars, exact to the cent. A blank amount is to come, or none is due; never zero.",
    ),
    (
        "Never added together",
        "Dollars and FTE; dollars that schools plan, and dollars held by the central office.",
    ),
)
