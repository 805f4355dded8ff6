"""BAL: what is planned against what was given, in dollars and in FTE."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bsa_xl.finding import Fault, Severity
from bsa_xl.money import format_dollars, round_ratio, to_cents

from .rules import SchoolCase, rule
from .wording import fte_text, plain, title_words


@rule(
    "BAL-01",
    "Budget exceeds allocation",
    Severity.FATAL,
    remedy="Take what is over off rows that this funding source pays.",
)
def over_allocated(case: SchoolCase) -> Iterator[Fault]:
    """A school may plan to spend what it was allocated, and not a dollar more."""
    program = case.program
    money, over = program.money, program.over_cents
    if over <= 0:
        return
    limit = f"the {format_dollars(money.allocated_cents)} allocated"
    if money.accepted_cents:
        limit += f" and the accepted deficit of {format_dollars(money.accepted_cents)}"
    label = plain(money.label)
    yield Fault(
        case.budget.plan.anchor(f"left:{money.id}"),
        f"{label}: {format_dollars(program.budgeted_cents)} is budgeted, {format_dollars(over)} "
        f"more than {limit}.",
        f"Take {format_dollars(over)} off rows of Staffing or Spending that are paid from {label}.",
        over,
    )


@rule(
    "BAL-02",
    "Money is left unplanned",
    Severity.FATAL,
    pending=True,
    remedy="Plan what is left on Staffing or Spending, or explain it where that is allowed.",
)
def left_unplanned(
    case: SchoolCase, *, share: Decimal = Decimal(0), dollars: Decimal = Decimal(0)
) -> Iterator[Fault]:
    """Money that no row plans reaches no pupil."""
    program = case.program
    money, left = program.money, program.left_cents
    tolerance = max(to_cents(dollars), _share_of(money.allocated_cents, share, case.unit))
    if left <= tolerance:
        return
    label = plain(money.label)
    may = f"at most {format_dollars(tolerance)}" if tolerance > 0 else "nothing"
    modes = {each.rule: each.mode for each in case.budget.setting.rules}
    or_explain = ", or explain it on Checks" if modes.get("BAL-02") == "W" else ""
    yield Fault(
        case.budget.plan.anchor(f"left:{money.id}"),
        f"{label}: {format_dollars(left)} of the {format_dollars(money.allocated_cents)} allocated "
        f"is left to budget, and {may} may be left.",
        f"Plan it on Staffing or Spending in rows that are paid from {label}{or_explain}.",
        left,
    )


def _share_of(cents: int, share: Decimal, unit: int) -> int:
    numerator, denominator = share.as_integer_ratio()
    return round_ratio(cents * numerator, denominator, unit)


@rule(
    "BAL-03",
    "Allocation differs from its letter",
    Severity.FATAL,
    essential=True,
    remedy="Ask the central office for a corrected workbook before you go on.",
)
def lines_differ_from_letter(case: SchoolCase) -> Iterator[Fault]:
    """The lines of a school's allocation add up to the total that its letter names."""
    setting = case.budget.setting
    lines = sum(setting.line_cents)
    difference = abs(lines - setting.letter_cents)
    if difference:
        yield Fault(
            case.budget.plan.anchor("total"),
            f"the lines of the allocation come to {format_dollars(lines)}, and its letter says "
            f"{format_dollars(setting.letter_cents)}.",
            "Ask the central office for a corrected workbook before you go on.",
            difference,
        )


@rule(
    "BAL-06",
    "Title is planned above the FTE given",
    Severity.FATAL,
    remedy="Lower how many or FTE each until no more is planned than may be.",
)
def title_above_given(case: SchoolCase) -> Iterator[Fault]:
    """Positions that the formula gives are planned as given, or traded as the policy lists."""
    budget = case.budget
    for code in dict.fromkeys(given.code for given in budget.setting.given_fte):
        planned, allowed = budget.fte_by_code.get(code, 0), budget.may_plan_parts(code)
        if planned > allowed:
            title = title_words(budget, code)
            yield Fault(
                budget.plan.anchor(f"given:{code}"),
                f"{title}: {fte_text(planned)} FTE is planned, and {fte_text(allowed)} FTE may be, "
                "trades included.",
                f"Lower how many or FTE each of that title on Staffing by "
                f"{fte_text(planned - allowed)} FTE.",
            )
