"""What a formula is corrected by: attendance, what staff really cost, a norm beside it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from bsa_xl.district import StaffPosition, price_of
from bsa_xl.policy import Attendance, MatchNorm, Salary

from .adjustments import adjusted, begun, so_far
from .counting import counted
from .expression import Cell, Expression, Total, Value, part
from .functions import (
    added,
    are_numbers,
    both,
    compared,
    equal,
    is_number,
    largest,
    less,
    number_or_zero,
    rounded,
    when,
)
from .model import NOT_ELIGIBLE, TO_COME, UNKNOWN, YES, Field, Kind
from .naming import named
from .over_all import SchoolsWith
from .remainders import figure
from .titles import title_of
from .work import Line, Work

_WHOLE = 100


def attendance(work: Work, adjustment: Attendance) -> None:
    """Share x the lines above x (one rate / the other - 1)."""
    share = work.dated(
        adjustment.values, named(adjustment.id, "share"), "Share", adjustment.unit, adjustment
    )
    if share is None:
        return
    says = "The lines above follow the school's rate of attendance against the district's."
    block, gate = begun(work, adjustment, says)
    above = so_far(work, block, adjustment.of)
    attended = _in_measure(work, block, adjustment, "attended")
    enrolled = _in_measure(work, block, adjustment, "enrolled")
    every = _district(work, block, adjustment, (attended, enrolled))
    own, average = attended * every[1], enrolled * every[0]
    over = own - average if adjustment.direction == "school_over_district" else average - own
    by = average if adjustment.direction == "school_over_district" else own
    known = both(
        are_numbers([above, attended, enrolled]), every[2],
        compared(number_or_zero(attended), ">", 0), compared(number_or_zero(enrolled), ">", 0),
        compared(attended, "<=", enrolled),
    )  # fmt: skip
    line = when(known, work.on_line(above * share * over / by), TO_COME)
    adjusted(work, block, adjustment, gate, line, "share x lines x (rate / other rate - 1)")


def _in_measure(work: Work, block: str, adjustment: Attendance, what: str) -> Cell:
    """A count that the rate is made of."""
    count = adjustment.attended if what == "attended" else adjustment.enrolled
    source = counted(work, count.counts, count.measure)
    field = Field(f"{block}/{what}", block, what.capitalize(), Kind.COUNT, "pupils", adds_up=True)
    return work.model.made(field, source)


def _district(
    work: Work, block: str, adjustment: Attendance, own: tuple[Cell, Cell]
) -> tuple[Expression, Expression, Expression]:
    """Pupils who attend and who are enrolled in the district, and whether both are known."""
    words = [word if word == YES else NOT_ELIGIBLE for word in work.case.gate(adjustment.among)]
    among = None
    if any(word != YES for word in words):
        field = Field(f"{block}/among", block, "In the district's rate", Kind.WORD, "by condition")
        among = work.model.typed(field, words)
    totals: list[Expression] = []
    sound: list[Expression] = []
    for what, cell in zip(("attended", "enrolled"), own, strict=True):
        over = both(are_numbers(own), compared(own[0], ">", own[1]))
        mine = when(over, UNKNOWN, when(is_number(cell), cell, UNKNOWN))
        if among is not None:
            mine = when(equal(among, YES), mine, 0)
        field = Field(
            f"{block}/all_{what}", block, f"District: {what}", Kind.COUNT, "added up", adds_up=True
        )
        each = work.model.made(field, mine)
        gaps = figure(
            work, named(block, what, "gaps"), adjustment.label, f"Schools not known: {what}",
            SchoolsWith(each.key, UNKNOWN),
        )  # fmt: skip
        totals.append(Total(each.key))
        sound += [equal(gaps, 0), compared(Total(each.key), ">", 0)]
    return totals[0], totals[1], both(*sound)


def salary(work: Work, adjustment: Salary) -> None:
    """Share x what filled positions cost above the district's average, charged or credited."""
    share = work.dated(
        adjustment.values, named(adjustment.id, "share"), "Share", adjustment.unit, adjustment
    )
    if share is None:
        return
    says = "What the school's staff really cost against the average of each title, from staff.csv."
    block, gate = begun(work, adjustment, says)
    costs = _costs(work, adjustment)
    cells = [
        work.model.typed(
            Field(f"{block}/{what}", block, heading, Kind.DOLLARS, "FTE x cost", adds_up=True),
            [each[place] for each in costs],
        )
        for place, (what, heading) in enumerate(
            (("actual", "Actual cost"), ("average", "At average cost"))
        )
    ]
    more = less(cells[0], cells[1])
    signed = part(0) - more if adjustment.direction == "charge" else more
    line = when(are_numbers(cells), work.on_line(signed * share), TO_COME)
    adjusted(
        work, block, adjustment, gate, line, f"share x (actual - average), {adjustment.direction}d"
    )


def _costs(work: Work, adjustment: Salary) -> list[tuple[Value, Value]]:
    """Actual and average dollars of every school's filled positions; words where one is missing."""
    district = work.case.district
    averages = {
        each.code: each.salary_cents
        if adjustment.compares == "salary"
        else price_of(each, district.benefits).full_time_cents
        for each in district.positions
    }
    found: dict[str, list[tuple[Decimal, Decimal] | None]] = {}
    whole = _by_title(district.staff, adjustment) if adjustment.cost == "school_average" else {}
    for each in district.staff:
        percent = _percent(each, adjustment)
        own = whole.get((each.school_id, each.code))
        if not percent or (not each.filled and own is None):
            continue
        before = adjustment.hired_before
        actual, average = _actual(each, adjustment), averages.get(each.code)
        unknown = each.filled and (actual is None or average is None)
        if unknown or (before is not None and each.hired is None):
            found.setdefault(each.school_id, []).append(None)
            continue
        cost, average = own or actual or 0, average or 0
        if before is not None and each.hired is not None and each.hired >= before:
            continue
        if adjustment.only == "above" and cost <= average:
            continue
        fte = each.fte * percent / (_WHOLE * _WHOLE)
        found.setdefault(each.school_id, []).append((fte * cost, fte * average))
    return [
        _added(found.get(school_id, []), supplied=bool(district.staff))
        for school_id in work.model.school_ids
    ]


def _by_title(staff: Iterable[StaffPosition], adjustment: Salary) -> dict[tuple[str, str], Decimal]:
    """Cents of 1.0 FTE at each school's own average of a title, rounded to whole cents."""
    filled = [each for each in staff if each.filled and _actual(each, adjustment) is not None]
    fte: dict[tuple[str, str], Fraction] = {}
    cents: dict[tuple[str, str], Fraction] = {}
    for each in filled:
        key, share = (each.school_id, each.code), Fraction(each.fte)
        fte[key] = fte.get(key, Fraction(0)) + share
        cents[key] = cents.get(key, Fraction(0)) + share * (_actual(each, adjustment) or 0)
    halves = {key: cents[key] / fte[key] + Fraction(1, 2) for key in fte}
    return {key: Decimal(each.numerator // each.denominator) for key, each in halves.items()}


def _added(pairs: list[tuple[Decimal, Decimal] | None], *, supplied: bool) -> tuple[Value, Value]:
    if not supplied or None in pairs:
        return "not supplied", "not supplied"
    known = [pair for pair in pairs if pair is not None]
    nothing = Decimal(0)
    return sum((one for one, _ in known), nothing), sum((other for _, other in known), nothing)


def _percent(each: StaffPosition, adjustment: Salary) -> int:
    """The percent of a position that is compared."""
    if adjustment.positions and each.code not in adjustment.positions:
        return 0
    if not adjustment.paid_by:
        return _WHOLE
    return sum(share for program, share in each.shares if program in adjustment.paid_by)


def _actual(each: StaffPosition, adjustment: Salary) -> int | None:
    """Cents of 1.0 FTE as it is; None where the roster does not say."""
    if adjustment.compares == "salary" or each.actual_salary_cents is None:
        return each.actual_salary_cents
    benefits = each.actual_benefits_cents
    return None if benefits is None else each.actual_salary_cents + benefits


def match_norm(work: Work, adjustment: MatchNorm) -> None:
    """Share x (norm - the lines above); only what is missing, where the norm is a floor."""
    share = work.dated(
        adjustment.values, named(adjustment.id, "share"), "Share", adjustment.unit, adjustment
    )
    if share is None:
        return
    aside = work.beside(f"{adjustment.id}/norm")
    for component in adjustment.norm:
        work.write(component.model_copy(update={"program": adjustment.program}), aside)
    says = "The lines above are brought to a norm-based budget, worked out beside them."
    block, gate = begun(work, adjustment, says)
    norm = [_worth(work, block, number, line) for number, line in enumerate(aside.lines, start=1)]
    known = [compared(each, "<>", TO_COME) for each in norm]
    total = added([part(0), *(number_or_zero(each) for each in norm)])
    field = Field(f"{block}/norm", block, "Norm", Kind.DOLLARS, "the norm's lines", adds_up=True)
    whole = work.model.made(field, when(both(*known), total, TO_COME) if known else total)
    above = so_far(work, block, adjustment.of)
    difference: Expression = whole - above
    if adjustment.only == "up":
        difference = largest(difference, 0)
    line = when(are_numbers([whole, above]), work.on_line(rounded(difference, 2) * share), TO_COME)
    adjusted(work, block, adjustment, gate, line, "share x (norm - lines above)")


def _worth(work: Work, block: str, number: int, line: Line) -> Cell:
    """The dollars of a norm's line; of positions, what they cost at average."""
    heading = f"{line.label}, at average cost"
    field = Field(
        f"{block}/norm{number}", block, heading, Kind.DOLLARS, "of the norm", adds_up=True
    )
    if line.in_dollars:
        return work.model.made(field, line.cell)
    title = title_of(work, line.position)
    if title is None or title.cost is None:
        gone = compared(number_or_zero(line.cell), "=", 0)
        return work.model.made(field, when(both(is_number(line.cell), gone), TO_COME, TO_COME))
    cost = work.on_line(line.cell * title.cost)
    return work.model.made(field, when(is_number(line.cell), cost, line.cell))
