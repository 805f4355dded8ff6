"""What the central office keeps of a whole before the rest is shared, in the unit of the lines."""

from __future__ import annotations

from bsa_xl.policy import Base, Pool, RankAndServe, SetAside

from .expression import Expression, Named, part
from .functions import added, cut, rounded
from .naming import named
from .remainders import figure
from .work import Work

_CENTS = 100


def in_units(work: Work, dollars: Expression) -> Expression:
    """Dollars as whole units, rounded as lines are."""
    match work.case.policy.rounding.lines:
        case "cent":
            return rounded(dollars * _CENTS, 0)
        case "dollar":
            return rounded(dollars, 0)
        case _:
            return cut(dollars, 0)


def kept_units(
    work: Work,
    key: str,
    component: Pool | RankAndServe | Base,
    set_aside: SetAside,
    whole: Expression,
) -> Named | None:
    """What a set-aside keeps of a whole, in units; None where it keeps nothing in the year."""
    label, made = f"{component.label}: {set_aside.label}", part(0)
    stem = named(key, set_aside.id)
    dollars = share = None
    if set_aside.dollars is not None:
        dollars = work.dated(set_aside.dollars, f"{stem}_dollars", label, "USD per district")
    if set_aside.share is not None:
        share = work.dated(set_aside.share, f"{stem}_share", label, "share")
    if dollars is None and share is None:
        return None
    made = added([each for each in (dollars, None if share is None else whole * share) if each])
    return figure(work, f"{stem}_kept", component.label, f"Kept: {set_aside.label}",
                  in_units(work, made), "units")  # fmt: skip
