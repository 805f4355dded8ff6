"""What leaves a school's lines to come: its own faults, and those of other schools that reach it.

A pool is to come everywhere while one school's count is missing. Whoever reads about another
school is told of that count, and not only that its own share is to come.
"""

from __future__ import annotations

from collections.abc import Iterator

from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import Adjustment, ClassCost, Component, Policy, is_weighted

from .allocation import Allocation
from .arithmetic import Mask


def findings_of(allocation: Allocation, policy: Policy, school_id: str) -> tuple[Finding, ...]:
    """What concerns a school, in the order in which it was found.

    Its own findings, whatever is fatal for all, and the fatal findings of other schools by which a
    line of this one is to come.

    Args:
        allocation: made by `allocate` from the policy.
        policy: says what stands on what.
        school_id: a school that takes part.

    Raises:
        KeyError: the school is not in the allocation.
    """
    from_others = _Reach(allocation, policy).that_reach(school_id)
    return tuple(
        finding
        for finding in allocation.findings
        if finding.school_id == school_id
        or (finding.is_fatal and (not finding.school_id or finding in from_others))
    )


class _Reach:
    """How far a fault at one school reaches: to its own line, or to the lines of all."""

    __slots__ = ("_behind", "_every", "_met", "_policy", "_rows", "_shares", "_waits")

    def __init__(self, allocation: Allocation, policy: Policy) -> None:
        self._policy, self._met = policy, allocation.met
        self._every: tuple[Component | Adjustment, ...] = (*policy.components, *policy.adjustments)
        self._rows = {school_id: row for row, school_id in enumerate(allocation.school_ids)}
        self._behind: dict[str, frozenset[Finding]] = {}
        self._waits: dict[str, Mask] = {}
        for column in allocation.columns:
            name, waits = column.terms.component, column.to_come
            if waits.any():
                self._waits[name] = waits | self._waits.get(name, waits)
        self._shares = _solved_together(policy, allocation.fiscal_year)

    def that_reach(self, school_id: str) -> frozenset[Finding]:
        """The findings, of whatever school, by which a line of this one is to come."""
        row, found = self._rows[school_id], frozenset[Finding]()
        for place, ruled in enumerate(self._every):
            waits = self._waits.get(ruled.id)
            if waits is not None and waits[row] and self._is_shared(place, waits):
                found |= self._all_behind(place)
        return found

    def _is_shared(self, place: int, waits: Mask) -> bool:
        """Whether it is to come at a school for which nothing of its own says why."""
        alone = waits.copy()
        for finding in self._met.get(self._every[place].id, ()):
            if finding.is_fatal and finding.school_id in self._rows:
                alone[self._rows[finding.school_id]] = False
        for under in self._under(place):
            if self._every[under].id in self._waits:
                alone &= ~self._waits[self._every[under].id]
        return bool(alone.any())

    def _all_behind(self, place: int) -> frozenset[Finding]:
        """All that was found about a line, and about those that it stands on and that wait."""
        name = self._every[place].id
        if name not in self._behind:
            self._behind[name] = frozenset(self._met.get(name, ()))
            beside = self._shares if place in self._shares else ()
            for under in (*self._under(place), *beside):
                if self._every[under].id in self._waits:
                    self._behind[name] |= self._all_behind(under)
        return self._behind[name]

    def _under(self, place: int) -> Iterator[int]:
        """The lines that one stands on: those that it names; for an adjustment, all above it."""
        of = getattr(self._every[place], "of", ())
        if isinstance(of, tuple) and of:
            yield from (n for n, each in enumerate(self._every) if each.id in of and n != place)
        elif place >= len(self._policy.components):
            yield from range(place)


def _solved_together(policy: Policy, year: FiscalYear) -> frozenset[int]:
    """The components whose pupils decide a base that is solved from its pool."""
    base = policy.base
    if base is None or base.pool is None or base.pool_in(year) is None:
        return frozenset()
    of = base.pool.of
    return frozenset(
        place
        for place, each in enumerate(policy.components)
        if each.id in of or is_weighted(each) or isinstance(each, ClassCost)
    )
