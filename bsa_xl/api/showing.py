"""Show the arithmetic: a district's allocation, or a school's, as a workbook of live formulas.

The workbook is a second calculation, made from the policy and the counts alone. Here the two meet:
every line of one is held against the other before anybody sees the workbook.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from bsa_xl.allocation import (
    Allocation,
    AllocationLine,
    LineStatus,
    LineUnit,
    allocate,
    findings_of,
)
from bsa_xl.district import District
from bsa_xl.filing import write_durably
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location
from bsa_xl.money import to_dollars
from bsa_xl.policy import PolicyFile
from bsa_xl.reports import NotCoveredError, Work, arithmetic, write_arithmetic

from .opened import POLICY_FILE, open_district
from .outcome import Answer
from .outputs import over_inputs
from .school_names import find_school

NOT_SHOWN = FindingKind(
    "ALO-90",
    "Line cannot be shown as formulas",
    Severity.FATAL,
    "A workbook that left a line out would come to another total than the allocation.",
)
DIFFERS = FindingKind(
    "ALO-91",
    "The second calculation differs from the allocation",
    Severity.FATAL,
    "Two calculations from the same policy and counts have one answer; until they do, neither is "
    "to be paid.",
)
_GIVEN = (LineStatus.FINAL, LineStatus.ESTIMATE)


@dataclass(frozen=True, slots=True)
class ArithmeticOrder:
    """What is to be shown, and where it is written.

    Attributes:
        district: the folder or workbook of the district.
        out: the workbook to write.
        school: the school's id or name; empty for the whole district.
        event: as in `AllocateOrder`.
    """

    district: Path
    year: FiscalYear
    out: Path
    school: str = ""
    event: str = "adopted"


@dataclass(frozen=True, slots=True)
class ArithmeticShown:
    """What was written.

    Attributes:
        schools: how many the arithmetic was worked out for.
        lines: how many lines of schools were compared with the allocation's.
        differing: those of them that are not the same, as ``school:line``.
        total_cents: dollars that schools plan themselves, by the second calculation, of the lines
            that are known.
        to_come: the lines that are not: the label, and at how many schools.
        written: the workbook; None where nothing was written.
    """

    answer: Answer
    schools: int = 0
    lines: int = 0
    differing: tuple[str, ...] = ()
    total_cents: int = 0
    to_come: tuple[tuple[str, int], ...] = ()
    written: Path | None = None


def show_arithmetic(order: ArithmeticOrder) -> ArithmeticShown:
    """Write the arithmetic of a district or a school as a workbook, held against the allocation.

    It is written even where the two differ, so that the line at fault can be looked at.

    Args:
        order: what and where.

    Raises:
        UnknownNameError: no such school takes part in the year.
        CannotWriteError: the workbook cannot be written.
    """
    opened = open_district(order.district, order.year)
    district, policy_file = opened.district, opened.policy_file
    over = tuple(over_inputs(opened, [order.out]))
    if district is None or policy_file is None or not opened.is_usable or over:
        return ArithmeticShown(Answer.of((*opened.findings, *over)))
    try:
        work = arithmetic(district, policy_file.policy, order.year)
    except NotCoveredError as refused:
        return ArithmeticShown(Answer.of((*opened.findings, _not_shown(refused, policy_file))))
    ids = work.model.school_ids
    school_id = find_school(district, ids, order.school, order.year) if order.school else ""
    allocation = allocate(district, policy_file.policy, order.year, event=order.event)
    differing = tuple(differences(allocation, work))
    write_durably(order.out, write_arithmetic(work, school_id))
    told = (_differs(differing, district),) if differing else ()
    policy = policy_file.policy
    found = findings_of(allocation, policy, school_id) if school_id else allocation.findings
    return ArithmeticShown(
        answer=Answer.of((*opened.findings, *found, *told)),
        schools=len(ids),
        lines=sum(len(school.lines) for school in allocation),
        differing=tuple(f"{each.school_id}:{each.key}" for each in differing),
        total_cents=work.planned_cents(),
        to_come=work.waiting(),
        written=order.out,
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """A line on which the two calculations do not agree, as each has it."""

    school_id: str
    key: str
    allocated: str
    worked_out: str


def differences(allocation: Allocation, work: Work) -> Iterator[Difference]:
    """Every line that is not the same, or that only one of the two has.

    Args:
        allocation: the engine's.
        work: the arithmetic of the same district, policy and year.
    """
    rows = {school_id: row for row, school_id in enumerate(work.model.school_ids)}
    found: set[tuple[str, str]] = set()
    keys = {line.key: line.cell.key for line in work.lines}
    for school in allocation:
        for line in school.lines:
            key = line.line_id.partition(":")[2]
            found.add((school.school_id, key))
            ours, row = _said(line), rows.get(school.school_id)
            theirs = "no line" if row is None or key not in keys else work.said(keys[key], row)
            if ours != theirs:
                yield Difference(school.school_id, key, ours, theirs)
    for key, cell in keys.items():
        for school_id, row in rows.items():
            if (school_id, key) not in found and not work.is_nothing(cell, row):
                yield Difference(school_id, key, "no line", work.said(cell, row))


def _said(line: AllocationLine) -> str:
    """The amount, the FTE, or the words of a line."""
    if line.status not in _GIVEN:
        return str(line.status)
    number = line.fte if line.unit is LineUnit.FTE else to_dollars(line.cents)
    return f"{(number or Decimal(0)).normalize():f}"


def _not_shown(refused: NotCoveredError, policy_file: PolicyFile) -> Finding:
    return NOT_SHOWN.at(
        Location(file=policy_file.file or POLICY_FILE),
        f"{refused.what} '{refused.label}' is of kind '{refused.kind}', which no workbook of "
        "formulas can show yet.",
        "Use bsa-xl explain DISTRICT SCHOOL, which says every line as a sentence.",
    )


def _differs(differing: tuple[Difference, ...], district: District) -> Finding:
    first = differing[0]
    many = f"{len(differing):,} lines" if len(differing) > 1 else "1 line"
    school = district.school(first.school_id)
    return DIFFERS.at(
        Location(file=POLICY_FILE),
        f"{many} of the workbook's own arithmetic differ, first '{first.key}' of {school.name} "
        f"({first.school_id}): {first.worked_out} there, and {first.allocated} in the allocation.",
        "Issue nothing, and send the district's folder to whoever looks after BSA-XL.",
        school_id=first.school_id,
    )
