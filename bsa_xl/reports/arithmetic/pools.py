"""A fixed total shared out in proportion to claims, by largest remainder, every step in a cell."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.policy import Pool

from .counting import counted
from .expression import Cell, Expression, Named, Total, part
from .functions import (
    Rank,
    SchoolsWith,
    added,
    are_numbers,
    both,
    compared,
    equal,
    is_number,
    rounded,
    sign_of,
    size,
    when,
    whole,
)
from .model import TO_COME, UNKNOWN, YES, Field, Kind, Part, Setting
from .pupils import finish
from .work import ORDER, NotCoveredError, Work, named

#: A spreadsheet finds whole numbers and remainders exactly up to here, with room for a change.
_FOLLOWED = Decimal(2) ** 46
_CENTS = 100


@dataclass(frozen=True, slots=True)
class Shared:
    """What a pool is shared out by.

    Attributes:
        units: the total, in the lines' unit (cents, or dollars), without its sign.
        parts: each school's claim as a whole number; 0 where it has none.
        sign: 1 or -1.
        unknown: how many schools have a claim that is not known.
    """

    units: Expression
    parts: Cell
    sign: Expression
    unknown: Expression


def pool(work: Work, component: Pool) -> None:
    """Claims, shares, remainders, ranks and the amount."""
    total = work.dated(
        component.values, named(component.id, "pool"), "Pool", component.unit, component
    )
    if total is None:
        return
    says = (
        "The pool x the school's claim / all claims; what is left goes to the largest remainders."
    )
    block = work.block(Part.POOLS, component.id, component, component.label, says)
    gate = work.gate(block, work.case.gate_of(component))
    claim, scale = _claim(work, block, component, gate)
    parts = work.model.made(
        Field(f"{block}/parts", block, "Claim in whole parts", Kind.NUMBER,
              f"claim x {scale}, so that nothing is lost", adds_up=True),
        when(is_number(claim), rounded(claim * scale, 0), 0),
    )  # fmt: skip
    shared = Shared(
        units=_units(work, component.id, component.label, total),
        parts=parts,
        sign=sign_of(total),
        unknown=_figure(
            work, named(component.id, "claims_not_known"), component.label,
            "Schools whose claim is not known", SchoolsWith(claim.key, UNKNOWN),
        ),
    )  # fmt: skip
    amount = largest_remainder(work, block, shared)
    if gate is not None:
        amount = when(equal(gate, YES), amount, gate)
    finish(work, block, component, component.label, amount, "the share in dollars")


def _claim(work: Work, block: str, component: Pool, gate: Cell | None) -> tuple[Cell, int]:
    """Count x weight, added up over the groups; and what makes it a whole number."""
    counts: list[Cell] = []
    weighted: list[Expression] = []
    places = 0
    for number, each in enumerate(component.claims, start=1):
        count = counted(work, each.counts, component.measure)
        heading = work.model.fields[count.key].heading
        if each.weight is None:
            weighted.append(count)
            counts.append(count)
            continue
        weight = work.dated(
            each.weight, named(component.id, "claim", str(number)), f"Claim of {heading}",
            "per pupil", component,
        )  # fmt: skip
        if weight is not None:
            weighted.append(count * weight)
            counts.append(count)
            places = max(places, _places(work.model.settings[weight.key].value))
    known = [work.model.values[count.key] for count in counts]
    places += max(
        (_places(each) for column in known for each in column if isinstance(each, Decimal)),
        default=0,
    )
    claim: Expression = when(are_numbers(counts), added(weighted), UNKNOWN) if counts else part(0)
    if gate is not None:
        claim = when(equal(gate, YES), claim, "")
    field = Field(f"{block}/claim", block, "Claim", Kind.COUNT, "count x weight", adds_up=True)
    return work.model.made(field, claim), 10**places


def _places(number: Decimal) -> int:
    """Decimals that are not trailing zeros."""
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _units(work: Work, key: str, label: str, total: Expression) -> Expression:
    """A total of dollars in the unit of the lines, cut to whole units, without its sign."""
    cents = rounded(size(total) * _CENTS, 0)
    in_cents = work.case.policy.rounding.lines == "cent"
    made = cents if in_cents else whole(cents / _CENTS)
    unit = "cents" if in_cents else "dollars"
    return _figure(work, named(key, "units"), label, f"To share, in {unit}", made, unit)


def _figure(
    work: Work, name: str, about: str, label: str, made: Expression, unit: str = "schools"
) -> Named:
    setting = Setting(name, about, label, Decimal(0), unit)
    return work.model.figure(setting, made)


def largest_remainder(work: Work, block: str, shared: Shared) -> Expression:
    """The fields from the exact share to the last unit; gives the amount in dollars.

    Args:
        work: takes the fields.
        block: that they stand in.
        shared: what is shared out, and by what.
    """
    every, label = Total(shared.parts.key), work.model.blocks[block].title
    known = both(equal(shared.unknown, 0), compared(every, ">", 0))
    each, over = _split(work, block, shared, known)
    within = work.model.made(
        Field(f"{block}/whole", block, "Whole units", Kind.NUMBER,
              "the part of the share before the point", adds_up=True),
        when(known, each * shared.parts + whole(over * shared.parts / every), 0),
    )  # fmt: skip
    rest = work.model.made(
        Field(f"{block}/rest", block, "Remainder", Kind.NUMBER,
              "what division leaves, of all claims in parts"),
        when(known, over * shared.parts - whole(over * shared.parts / every) * every, 0),
    )  # fmt: skip
    rank = work.model.made(
        Field(f"{block}/rank", block, "Rank by remainder", Kind.NUMBER,
              "the largest first; of equal ones, the first school id"),
        Rank(rest.key, ORDER),
    )  # fmt: skip
    left = _figure(
        work, named(block, "left"), label, "Units left for the largest remainders",
        shared.units - Total(within.key), "units",
    )  # fmt: skip
    one = work.model.made(
        Field(f"{block}/extra", block, "One unit more", Kind.NUMBER,
              "1 for the first ranks, as many as there are units left", adds_up=True),
        when(known, when(compared(rank, "<=", left), 1, 0), 0),
    )  # fmt: skip
    in_dollars = (within + one) * shared.sign
    if work.case.policy.rounding.lines == "cent":
        in_dollars = rounded(in_dollars / _CENTS, 2)
    return when(known, in_dollars, TO_COME)


def _split(
    work: Work, block: str, shared: Shared, known: Expression
) -> tuple[Expression, Expression]:
    """Units that each part gets for certain, and the units to be divided after that.

    Products stay small enough for a spreadsheet to find remainders exactly.
    """
    every, label = Total(shared.parts.key), work.model.blocks[block].title
    parts = work.model.values[shared.parts.key]
    largest_claim = max((each for each in parts if isinstance(each, Decimal)), default=Decimal(0))
    if largest_claim * work.model.totals[shared.parts.key] >= _FOLLOWED:
        raise NotCoveredError("The pool", "with claims beyond a spreadsheet's digits", label)
    each = _figure(
        work, named(block, "each"), label, "Whole units for every part of a claim",
        when(known, whole(shared.units / every), 0), "units",
    )  # fmt: skip
    over = _figure(
        work, named(block, "over"), label, "Units to divide after that",
        shared.units - each * every, "units",
    )  # fmt: skip
    return each, over
