"""What the arithmetic starts from: the policy, the schools of the year, and what was supplied.

It is read here from the district and the policy alone, and never from a result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bsa_xl.district import CountState, District, School
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import Adjustment, Component, DatedValue, Policy, SchoolGate

from .expression import Value
from .model import NO_LINE, NO_ROW, NONE, NOT_ELIGIBLE, TO_COME, YES

_MOST_PUPILS = 10**9
_WORDS = {
    CountState.NOT_SUPPLIED: "not supplied",
    CountState.SUPPRESSED: "suppressed",
}
NOT_SUPPLIED = _WORDS[CountState.NOT_SUPPLIED]


@dataclass(frozen=True, slots=True)
class Case:
    """A district, its policy and a fiscal year.

    Attributes:
        schools: open on at least one day of the year, in the district's order.
    """

    district: District
    policy: Policy
    year: FiscalYear
    schools: tuple[School, ...]

    @classmethod
    def of(cls, district: District, policy: Policy, year: FiscalYear) -> Case:
        """The case; finds the schools that take part."""
        month, day = district.profile.year_starts
        first = date(year.ends_in - (0 if (month, day) == (1, 1) else 1), month, day)
        last = date(first.year + 1, month, day) - timedelta(days=1)
        taking_part = tuple(
            school
            for school in district.schools
            if (school.closes_on is None or school.closes_on > first)
            and (school.opened is None or school.opened <= last)
        )
        return cls(district, policy, year, taking_part)

    def in_force(self, values: DatedValue) -> Decimal | None:
        """The value of the year; None where none holds."""
        return values.value(self.year)

    def gate(self, gate: SchoolGate, let_in: str = YES) -> list[str]:
        """For every school ``let_in``, or why it gets nothing.

        Args:
            gate: the conditions.
            let_in: the word for those that pass; ``to come`` where the line itself is.
        """
        return [self._judged(gate, school, let_in) for school in self.schools]

    def gate_of(self, component: Component) -> list[str]:
        """The gate of a component, whose line may itself be to come."""
        return self.gate(component.schools, TO_COME if component.status == TO_COME else YES)

    def gate_of_adjustment(self, adjustment: Adjustment) -> list[str]:
        """The gate of an adjustment: whom it does not concern has no such line."""
        judged = self.gate(adjustment.schools)
        return [word if word in (YES, TO_COME) else NO_LINE for word in judged]

    def _judged(self, gate: SchoolGate, school: School, let_in: str) -> str:
        if gate.schools and school.school_id not in gate.schools:
            return NO_LINE
        word = let_in
        for conditions, keeps in ((gate.where, True), (gate.except_where, False)):
            for name, values in conditions.items():
                text = self._text(school, name)
                if text is None:
                    word = TO_COME if word == let_in else word
                elif (text in values) != keeps:
                    word = NOT_ELIGIBLE
        return word

    def _text(self, school: School, name: str) -> str | None:
        """A field of a school; None where no school has such a field."""
        try:
            return school.field_text(name)
        except KeyError:
            has = any(name in each.attributes for each in self.schools)
            return "" if has else None

    def before(self, years_ago: int) -> FiscalYear:
        """The fiscal year so many years before."""
        return FiscalYear(self.year.ends_in - years_ago)

    def counts(self, group: str, measure: str, years_ago: int = 0) -> list[Value]:
        """A group's count at every school, or the words for why there is none."""
        table = self.district.table(self.before(years_ago), measure)
        if table is None or group not in table.columns:
            return [NOT_SUPPLIED] * len(self.schools)
        return [
            _count(table.count(school.school_id, group)) if school.school_id in table else NO_ROW
            for school in self.schools
        ]

    def has_column(self, group: str, measure: str, years_ago: int = 0) -> bool:
        """Whether any school's count of a group was supplied."""
        table = self.district.table(self.before(years_ago), measure)
        return table is not None and group in table.columns

    def amounts(self, line: str, programs: Iterable[str] | None = None) -> list[Value]:
        """Dollars of a line of amounts.csv at every school; ``none`` where there are none.

        Args:
            line: of amounts.csv.
            programs: the only ones that an amount may name, and one amount a school: a second one
                makes it ``to come``. None for any, added up, an amount for each program.
        """
        allowed = None if programs is None else frozenset(programs)
        found: defaultdict[str, list[int]] = defaultdict(list)
        seen: set[tuple[str, str]] = set()
        for amount in self.district.amounts:
            if amount.line != line or amount.fiscal_year != self.year:
                continue
            if allowed is not None and amount.program not in allowed:
                continue
            key = (amount.school_id, amount.program)
            if allowed is not None or key not in seen:
                found[amount.school_id].append(amount.cents)
            seen.add(key)
        return [_dollars(found.get(each.school_id, []), allowed is None) for each in self.schools]


def _count(count: Decimal | CountState) -> Value:
    if isinstance(count, CountState):
        return _WORDS[count]
    return count if 0 <= count <= _MOST_PUPILS else f"{count} is no count"


def _dollars(cents: list[int], may_be_several: bool) -> Value:
    if not cents:
        return NONE
    if len(cents) > 1 and not may_be_several:
        return TO_COME
    return Decimal(sum(cents)).scaleb(-2)
