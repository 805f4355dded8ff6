"""What the central office keeps of a total before the rest reaches schools."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.finding import FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import round_ratio
from bsa_xl.policy import SetAside

from .arithmetic import LineRounding, scaled, unit_of

MORE_THAN_ALL = FindingKind(
    "ALO-53",
    "Set-asides take more than there is",
    Severity.FATAL,
    "What is kept back before money reaches schools cannot be more than the money.",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """An amount of a total that no school's line carries.

    Attributes:
        id: the set-aside's in its component; ``rest`` for what nobody was given.
        cents: integer cents.
    """

    id: str
    label: str
    cents: int


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """Dollars that came in from elsewhere, and what the lines of a component gave out of them.

    Attributes:
        component: the policy component's id: a pool, or amounts taken as given.
        given_cents: the pool, or the sum of the amounts supplied.
        allocated_cents: the sum of the component's lines.
        kept: what the central office keeps of it.
    """

    component: str
    label: str
    given_cents: int
    allocated_cents: int
    kept: tuple[Kept, ...] = ()

    @property
    def kept_cents(self) -> int:
        """What no school's line carries."""
        return sum(each.cents for each in self.kept)

    @property
    def foots(self) -> bool:
        """Whether nothing was lost and nothing added."""
        return self.given_cents == self.allocated_cents + self.kept_cents


def kept_of(
    set_asides: Iterable[SetAside], whole: Decimal, year: FiscalYear, lines: LineRounding
) -> tuple[Kept, ...]:
    """What each set-aside keeps of a whole in dollars, rounded once as lines are."""
    return tuple(
        Kept(each.id, each.label, in_units(each.dollars_of(whole, year), lines))
        for each in set_asides
    )


def in_units(dollars: Decimal, lines: LineRounding) -> int:
    """Dollars as cents under the line rounding: half away from zero, or cut."""
    exact, unit = scaled(dollars), unit_of(lines)
    number, whole = exact.number * 100, 10**exact.places
    if lines != "truncate":
        return round_ratio(number, whole, unit)
    size: int = abs(number) // (whole * unit) * unit
    return size if number >= 0 else -size
