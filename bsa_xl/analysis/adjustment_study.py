"""A study of adjustments over all schools: how many, how many large ones, what they come to.

The form is that of the SSFR case study (Hill, Archer, Brown and Jubb, AEFP, March 2011): of so many
schools so many were adjusted, so many by more than a threshold, by so much a pupil.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.allocation import Allocation, allocate
from bsa_xl.district import District
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import round_half_away, to_dollars
from bsa_xl.policy import ASSUMPTION, Adjustment, Attendance, Policy, Salary

from .balances import LevelBalance, balances
from .groupings import enrolled

#: What the case study calls a large adjustment, in cents.
LARGE_CENTS = 65_000_00
#: The id of a salary adjustment that the policy does not make.
WOULD_BE = "salary-study"
#: The same of an attendance adjustment.
ATTENDANCE_WOULD_BE = "attendance-study"
_ADA = "ada"
_NOT_IN_POLICY = "(not in the policy: what it would be)"


@dataclass(frozen=True, slots=True)
class AdjustedSchool:
    """A school that was adjusted.

    Attributes:
        pupils: enrollment; None where it is not known.
        cents: signed.
    """

    school_id: str
    name: str
    level: str
    pupils: Decimal | None
    cents: int

    @property
    def per_pupil(self) -> int | None:
        """Whole dollars a pupil, halves away from zero; None without pupils."""
        return _per_pupil(self.cents, self.pupils)


@dataclass(frozen=True, slots=True)
class AdjustmentSummary:
    """One adjustment over the schools that are studied.

    Attributes:
        adjustment: its id.
        in_policy: False where the policy does not make it, and this is what it would be.
        considered: how many schools are studied.
        schools: those that were adjusted, the largest adjustment first.
        to_come: ids of schools where it is not known yet.
        large_cents: an adjustment beyond it, either way, is a large one.
    """

    adjustment: str
    label: str
    in_policy: bool
    considered: int
    schools: tuple[AdjustedSchool, ...]
    to_come: tuple[str, ...]
    large_cents: int

    @property
    def large(self) -> int:
        """How many schools are adjusted by more than the threshold, either way."""
        return sum(1 for school in self.schools if abs(school.cents) > self.large_cents)

    @property
    def raised_cents(self) -> int:
        """What schools are given more."""
        return sum(school.cents for school in self.schools if school.cents > 0)

    @property
    def lowered_cents(self) -> int:
        """What schools are given less, zero or below."""
        return sum(school.cents for school in self.schools if school.cents < 0)

    @property
    def total_cents(self) -> int:
        """All of it, signed."""
        return self.raised_cents + self.lowered_cents

    @property
    def per_pupil(self) -> int | None:
        """Whole dollars a pupil of the adjusted schools; None where pupils are not known."""
        known = [school.pupils for school in self.schools if school.pupils is not None]
        whole = sum(known, Decimal(0)) if len(known) == len(self.schools) else None
        return _per_pupil(self.total_cents, whole)


@dataclass(frozen=True, slots=True)
class AdjustmentStudy:
    """Every adjustment of a year, and which schools are in deficit.

    Attributes:
        adjustments: in the policy's order; those that it does not make stand last.
        balances: by level, then of all schools; empty where nothing says what schools cost.
        balance_by: what the schools' money is held against, for people.
    """

    adjustments: tuple[AdjustmentSummary, ...]
    balances: tuple[LevelBalance, ...] = ()
    balance_by: str = ""


def summary_of(
    label: str,
    schools: Iterable[AdjustedSchool],
    considered: int,
    *,
    adjustment: str = "",
    in_policy: bool = True,
    to_come: Iterable[str] = (),
    large_cents: int = LARGE_CENTS,
) -> AdjustmentSummary:
    """An adjustment summed up; schools with an adjustment of zero are left out."""
    adjusted = [school for school in schools if school.cents]
    ranked = sorted(adjusted, key=lambda each: (-abs(each.cents), each.name, each.school_id))
    return AdjustmentSummary(
        adjustment, label, in_policy, considered, tuple(ranked), tuple(to_come), large_cents
    )


def study_adjustments(
    district: District,
    policy: Policy,
    allocation: Allocation,
    *,
    schools: Collection[str] | None = None,
    large_cents: int = LARGE_CENTS,
) -> AdjustmentStudy:
    """Study every adjustment of an allocation.

    Where the policy makes no salary adjustment and the roster says what staff cost, or none for
    attendance and there are counts of measure ``ada``, what such an adjustment would be is studied
    too; it is given to nobody.

    Args:
        district: the facts.
        policy: the decisions.
        allocation: made of both.
        schools: ids to be studied; None for all.
        large_cents: the threshold.
    """
    chosen = [one for one in allocation.school_ids if schools is None or one in schools]
    year = allocation.fiscal_year
    labels = {one.id: one.label for one in policy.adjustments}
    made = [
        _summary(each, label, (district, policy), allocation, chosen, large_cents)
        for each, label in labels.items()
    ]
    for one in _not_made(district, policy, year):
        policy_with = policy.model_copy(update={"adjustments": (*policy.adjustments, one)})
        would_be = allocate(district, policy_with, year, event=allocation.event)
        facts = (district, policy)
        made.append(_summary(one.id, one.label, facts, would_be, chosen, large_cents))
    by, levels = balances(district, policy, allocation, chosen)
    return AdjustmentStudy(tuple(made), levels, by)


def _not_made(district: District, policy: Policy, year: FiscalYear) -> Iterator[Adjustment]:
    """Adjustments that the policy does not make, and that the facts are there for."""
    kinds = {type(one) for one in policy.adjustments}
    terms: dict[str, object] = {
        "unit": "share of difference",
        "source": ASSUMPTION,
        "program": policy.programs[0].id,
        "values": {str(year): 1},
    }
    attended = district.table(year, _ADA)
    if attended is not None and "enrollment" in attended.columns and Attendance not in kinds:
        yield Attendance.model_validate(
            terms
            | {
                "id": ATTENDANCE_WOULD_BE,
                "kind": "attendance",
                "label": f"Attendance against the district's rate {_NOT_IN_POLICY}",
                "attended": {"counts": "enrollment", "measure": _ADA},
                "enrolled": {"counts": "enrollment", "measure": policy.measure},
                "direction": "school_over_district",
                "of": _unrestricted(policy),
            }
        )
    if district.staff and Salary not in kinds:
        yield Salary.model_validate(
            terms
            | {
                "id": WOULD_BE,
                "kind": "salary",
                "label": f"Staff above the average by position {_NOT_IN_POLICY}",
                "direction": "credit",
            }
        )


def _unrestricted(policy: Policy) -> tuple[str, ...]:
    """The components whose dollars schools plan for any purpose."""
    found = []
    for component in policy.components:
        program = policy.program(component.program)
        if not program.restricted and (component.held_by or program.held_by) == "school":
            found.append(component.id)
    return tuple(found)


def _summary(
    adjustment: str,
    label: str,
    facts: tuple[District, Policy],
    allocation: Allocation,
    chosen: list[str],
    large_cents: int,
) -> AdjustmentSummary:
    district, policy = facts
    cents, to_come = dict.fromkeys(chosen, 0), dict.fromkeys(chosen, False)
    for column in allocation.columns:
        if column.terms.component != adjustment:
            continue
        paid, waiting = column.cents.tolist(), column.to_come.tolist()
        for school_id, added, waits in zip(allocation.school_ids, paid, waiting, strict=True):
            if school_id in cents:
                cents[school_id] += added
                to_come[school_id] |= waits
    pupils = enrolled(district, allocation.fiscal_year, policy.measure, chosen)
    known = {one: district.school(one) for one in chosen}
    found = [
        AdjustedSchool(one, known[one].name, known[one].level, pupils.get(one), cents[one])
        for one in chosen
    ]
    return summary_of(
        label, found, len(chosen), adjustment=adjustment,
        in_policy=adjustment not in (WOULD_BE, ATTENDANCE_WOULD_BE),
        to_come=[one for one in chosen if to_come[one]], large_cents=large_cents,
    )  # fmt: skip


def _per_pupil(cents: int, pupils: Decimal | None) -> int | None:
    return int(round_half_away(to_dollars(cents) / pupils, 0)) if pupils else None
