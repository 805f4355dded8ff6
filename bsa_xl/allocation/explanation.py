"""One school's allocation, each line as a sentence that a principal can check with a pencil."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bsa_xl.district import District
from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import EXACT, to_dollars
from bsa_xl.policy import (
    Bands,
    Component,
    Foundation,
    Given,
    GradeSpans,
    LumpSum,
    Policy,
    Pool,
    RankAndServe,
    Ratio,
    RoundedBlock,
    Weight,
)

from .allocation import Allocation
from .arithmetic import LineRounding, quantised
from .causes import findings_of
from .line_words import pool_cents_of, pool_said, staff_said
from .lines import AllocationLine, LineStatus, LineUnit
from .sums import ProgramTotal, labels_to_come, program_totals, sum_dict, sum_said
from .whole_dollars import ROUNDING
from .wording import amount, dollars, number, pupils


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """A line and what it means.

    Attributes:
        weight: share of the base, where the rate is one; else None.
        base: dollars for a pupil of weight 1, where the rate is a share of it; else None.
        pool_cents: what is shared out, where the line is a share of a pool; else None.
        sentence: the line in words.
    """

    line: AllocationLine
    program_title: str
    weight: Decimal | None
    base: Decimal | None
    pool_cents: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A school's allocation explained.

    Attributes:
        lines: in the order of the policy.
        programs: totals of the programs that the school has lines in, in the order of the policy.
        total_cents: dollars that the school plans itself, of the lines that are known.
        central_cents: dollars that the central office holds for it, likewise.
        findings: what is wrong or missing for this school, what is fatal for all, and what at
            other schools leaves a line of this one to come.
        to_come: labels of the lines that the school plans itself and that are to come.
        central_to_come: labels of those that the central office holds.
        unit: how the policy rounds lines; totals in whole dollars are printed without cents.
    """

    school_id: str
    school_name: str
    fiscal_year: FiscalYear
    event: str
    lines: tuple[ExplainedLine, ...]
    programs: tuple[ProgramTotal, ...]
    total_cents: int
    central_cents: int
    findings: tuple[Finding, ...]
    to_come: tuple[str, ...] = ()
    central_to_come: tuple[str, ...] = ()
    unit: LineRounding = "cent"

    def text(self) -> str:
        """The explanation as plain text, a line to a sentence, ending with the total."""
        year = self.fiscal_year.on_paper
        said = [f"{self.school_name} ({self.school_id}), {year}, {self.event}", ""]
        said += [explained.sentence for explained in self.lines]
        said.append("")
        for each in self.programs:
            said.append(f"{each.title}: {sum_said(each.cents, each.to_come, self.unit)}")
        total = sum_said(self.total_cents, self.to_come, self.unit)
        said.append(f"Total that the school plans: {total}")
        if self.central_cents or self.central_to_come:
            held = sum_said(self.central_cents, self.central_to_come, self.unit)
            said.append(f"Held by the central office for the school, not in the total: {held}")
        if self.findings:
            said += ["", "To be settled:", *(str(finding) for finding in self.findings)]
        return "\n".join(said) + "\n"

    def as_dict(self) -> dict[str, Any]:
        """For JSON: numbers as text, so that no reader turns them into floats.

        A sum of which a part is to come is null, and what is known of it stands beside it.
        """
        return {
            "school_id": self.school_id,
            "school": self.school_name,
            "fiscal_year": str(self.fiscal_year),
            "event": self.event,
            "lines": [_line_dict(explained) for explained in self.lines],
            "programs": [each.as_dict() for each in self.programs],
            **sum_dict("total", self.total_cents, self.to_come),
            **sum_dict(
                "held_by_central",
                self.central_cents,
                self.central_to_come,
                "held_by_central_to_come",
            ),
            "findings": [str(finding) for finding in self.findings],
        }


def explain(
    allocation: Allocation, district: District, policy: Policy, school_id: str
) -> Explanation:
    """Say how one school's allocation came about.

    Args:
        allocation: made by `allocate` from the same district and policy.
        district: for the school's name.
        policy: for weights, base, pools and the programs' titles.
        school_id: a school that takes part.

    Raises:
        KeyError: the school is not in the allocation.
    """
    school = allocation.lines(school_id)
    components = {component.id: component for component in policy.components}
    base = None
    if allocation.base is not None:
        base = allocation.base.at(allocation.school_ids.index(school_id))
    elif policy.base is not None:
        base = policy.base.value(allocation.fiscal_year)
    explained = tuple(
        _explained(line, components.get(line.component), policy, base) for line in school.lines
    )
    in_dollars = [line for line in school.lines if line.unit is LineUnit.USD]
    planned = [line for line in in_dollars if line.is_plannable]
    held = [line for line in in_dollars if not line.is_plannable]
    return Explanation(
        school_id=school_id,
        school_name=district.school(school_id).name,
        fiscal_year=allocation.fiscal_year,
        event=allocation.event,
        lines=explained,
        programs=program_totals(school, policy),
        total_cents=school.total_cents,
        central_cents=sum(line.cents for line in held),
        findings=findings_of(allocation, policy, school_id),
        to_come=labels_to_come(planned),
        central_to_come=labels_to_come(held),
        unit=policy.rounding.lines,
    )


def _explained(
    line: AllocationLine,
    component: Component | None,
    policy: Policy,
    per_pupil: Decimal | None,
) -> ExplainedLine:
    weight = _weight(line, component)
    base = pool_cents = None
    if weight is not None and policy.base is not None:
        base = per_pupil
    if isinstance(component, Pool):
        pool_cents = pool_cents_of(component, line.fiscal_year)
    title = policy.program(line.program).title
    sentence = f"{line.label}: {_what(line, component, weight, base, policy)}"
    if line.status is not LineStatus.NOT_ELIGIBLE and line.component != ROUNDING:
        sentence += f", in program {title}"
    if line.status is LineStatus.ESTIMATE:
        sentence += ", an estimate"
    if line.held_by == "central":
        sentence += ", held by the central office"
    sentence += f" ({line.source})." if line.source else "."
    sentence += f" {line.note}" if line.note else ""
    return ExplainedLine(line, title, weight, base, pool_cents, sentence)


def _what(
    line: AllocationLine,
    component: Component | None,
    weight: Decimal | None,
    base: Decimal | None,
    policy: Policy,
) -> str:
    """What is given, and how it is worked out."""
    if line.status is LineStatus.TO_COME:
        return "to come"
    if line.status is LineStatus.NOT_ELIGIBLE:
        served = isinstance(component, RankAndServe) and line.counted
        return f"not served; {line.counted}" if served else "not eligible"
    rounding = policy.rounding
    money = amount(line.cents, rounding.lines)
    if line.unit is LineUnit.FTE:
        fte = number(line.fte or Decimal(0), least=1)
        basis = f", {line.basis}" if line.basis else ""
        return f"{fte} FTE of {line.counted} ({line.position_code}){basis}"
    match component:
        case Pool():
            pool = pool_said(component, line, rounding.lines)
            said = f"{money}, the share of {line.counted} in {pool}"
        case Given():
            said = f"{money}, taken as given"
        case LumpSum():
            said = f"{money} for the school"
        case Foundation() | Ratio() | Bands() if not line.is_whole:
            said = staff_said(line, money)
        case _ if line.is_whole or component is None:
            said = f"{money}; {line.counted}" if line.counted else money
        case _:
            basis = f" ({line.basis})" if line.basis else ""
            share = basis or _share_said(weight, base, _places(component, policy))
            said = f"{_who(line)} x {dollars(line.rate or Decimal(0))}{share} = {money}"
    return said


def _places(component: Component | None, policy: Policy) -> int:
    """The decimals that a component's rates keep."""
    if isinstance(component, RoundedBlock) and component.rounding.rates is not None:
        return component.rounding.rates
    return policy.rounding.rates


def _share_said(weight: Decimal | None, base: Decimal | None, places: int) -> str:
    """`` (0.1 of the base of $5,174.4996)``, where the rate is a share of the base."""
    if weight is None or base is None:
        return ""
    if weight == 1:
        return " (the base)"
    exact = EXACT.multiply(weight, base)
    rounded = "" if quantised(exact, places) == exact else f", rounded to {places} decimals"
    return f" ({number(weight)} of the base of {dollars(base)}{rounded})"


def _who(line: AllocationLine) -> str:
    """``106 pupils``, and who they are where the label does not say it."""
    counted = line.counted.rpartition(", ")[0]
    many = pupils(line.count or Decimal(0))
    made = f" ({line.made})" if line.made else ""
    if counted.startswith("pupils "):
        return many + counted.removeprefix("pupils") + made
    if counted.casefold() == line.label.casefold():
        return many + made
    return f"{many} ({counted}{f': {line.made}' if line.made else ''})"


def _weight(line: AllocationLine, component: Component | None) -> Decimal | None:
    """The share of the base that a line's rate is, if it is one."""
    if isinstance(component, Weight):
        return component.values.value(line.fiscal_year)
    if isinstance(component, GradeSpans) and component.unit == "share of base":
        for span in component.spans:
            if line.line_id == f"{line.school_id}:{component.id}:{span.id}":
                return span.values.value(line.fiscal_year)
    return None


def _line_dict(explained: ExplainedLine) -> dict[str, Any]:
    line = explained.line
    has_amount = line.unit is LineUnit.USD and line.count is not None
    numbers = {
        "count": line.count,
        "weight": explained.weight,
        "base": explained.base,
        "rate": line.rate,
        "fte": line.fte,
        "amount": to_dollars(line.cents) if has_amount else None,
        "pool": None if explained.pool_cents is None else to_dollars(explained.pool_cents),
    }
    return {
        "line_id": line.line_id,
        "component": line.component,
        "label": line.label,
        "program": line.program,
        "program_title": explained.program_title,
        "unit": line.unit.value,
        "counted": line.counted,
        **{name: None if value is None else f"{value:f}" for name, value in numbers.items()},
        "status": line.status.value,
        "held_by": line.held_by,
        "source": None if line.source is None else str(line.source),
        "sentence": explained.sentence,
    }
