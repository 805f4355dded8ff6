"""FTE and TRM: positions, their shares and steps, the required ones, and money that ends."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bsa_xl.budget import ProgramMoney, StaffingLine
from bsa_xl.finding import Fault, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import format_dollars

from .rules import SchoolCase, rule
from .wording import INPUT_WORDS, fte_text, plain, title_words

WHOLE = 100


@rule(
    "FTE-01",
    "Shares of a row do not come to 100",
    Severity.FATAL,
    essential=True,
    remedy="Make the shares of the row come to 100, each with its funding source.",
)
def shares_off(case: SchoolCase) -> Iterator[Fault]:
    """A part of a position's cost that no program takes would be paid by nobody."""
    for line in case.budget.staffing:
        if not line.share_fault:
            continue
        total = sum(line.shares)
        if total == WHOLE:
            share = line.shares[int(line.share_fault[-1]) - 1]
            problem = f"{INPUT_WORDS[line.share_fault]} is empty, and {share} % is charged to it."
            remedy = "Choose the funding source that pays this share, or clear the share."
        else:
            problem = f"the shares of the row come to {total} %, not 100 %, and {_missed(line)}."
            remedy = "Change the shares of the row until they come to 100."
        where = line.row.place.at(line.share_fault)
        yield Fault(where, problem, remedy, abs(line.unassigned_cents))


def _missed(line: StaffingLine) -> str:
    missed, cost = format_dollars(abs(line.unassigned_cents)), format_dollars(line.cents)
    if line.unassigned_cents < 0:
        return f"charge {missed} more than the {cost} it costs"
    return f"leave {missed} of {cost} to nobody"


@rule(
    "FTE-02",
    "FTE is off its title's step",
    Severity.FATAL,
    remedy="Type an FTE in the steps of the position.",
)
def off_step(case: SchoolCase) -> Iterator[Fault]:
    """A position is filled in the steps in which people are hired for it."""
    for line in case.budget.staffing:
        if line.step_fault and line.title is not None:
            step = line.title.step_parts
            yield Fault(
                line.row.place.at(line.step_fault),
                f"FTE each is {fte_text(line.each_parts)}, and {plain(line.title.label)} is "
                f"planned in steps of {fte_text(step)}.",
                f"Type {_nearest_steps(line.each_parts, step)}.",
            )


def _nearest_steps(parts: int, step: int) -> str:
    below = parts // step * step
    above = fte_text(below + step)
    return f"{fte_text(below)} or {above}" if below else above


@rule(
    "FTE-15",
    "Required position is missing",
    Severity.FATAL,
    remedy="Plan the missing FTE on Staffing.",
)
def required_missing(case: SchoolCase) -> Iterator[Fault]:
    """Some positions every school must have, whatever else it plans."""
    budget = case.budget
    for required in budget.setting.required:
        planned = budget.required_planned_parts(required.codes)
        if required.fte_parts > 0 and planned < required.fte_parts:
            titles = " or ".join(title_words(budget, code) for code in required.codes)
            yield Fault(
                budget.plan.anchor(f"required:{required.id}"),
                f"{plain(required.label)}: {fte_text(required.fte_parts)} FTE is required, and "
                f"{fte_text(planned)} FTE is planned.",
                f"Plan {fte_text(required.fte_parts - planned)} FTE more of {titles} on Staffing.",
            )


@rule(
    "TRM-01",
    "Ongoing position on one-time money",
    Severity.WARNING,
    remedy="Give the position an end, pay it from ongoing money, or explain who pays later.",
)
def ongoing_on_one_time(case: SchoolCase) -> Iterator[Fault]:
    """A position without an end outlives money that ends, and is then paid by nobody."""
    ending = {m.label.lower(): m for m in case.budget.setting.programs if m.one_time}
    year = case.budget.setting.fiscal_year
    for line in case.budget.staffing:
        if line.is_closed or line.fte_parts <= 0 or isinstance(line.row.end, Decimal):
            continue
        taken = _taken_by(line, ending)
        if not taken:
            continue
        first = taken[0]
        money = ending[line.programs[first].lower()]
        cents = sum(line.split[number] for number in taken)
        unpaid = _last_year(money, year).following.on_paper
        yield Fault(
            line.row.place.at(f"program_{first + 1}"),
            f"{format_dollars(cents)} of {format_dollars(line.cents)} is one-time money of "
            f"{plain(money.label)}, and the position has no end; from {unpaid} on it is unpaid.",
            "Type the end date of the position, pay it from ongoing money, or say on Checks who "
            f"pays from {unpaid} on.",
            cents,
        )


def _taken_by(line: StaffingLine, ending: dict[str, ProgramMoney]) -> list[int]:
    """Which of the row's three programs are one-time money with a share above zero."""
    return [
        number
        for number in range(3)
        if line.shares[number] > 0 and line.programs[number].lower() in ending
    ]


def _last_year(money: ProgramMoney, year: FiscalYear) -> FiscalYear:
    """The last year that the money pays; the year budgeted where the program names none."""
    try:
        return FiscalYear.parse(money.available_until)
    except ValueError:
        return year
