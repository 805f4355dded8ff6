"""What each school claims of a pool: its groups' counts x weight x index, each in a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.policy import Claim, Pool

from .counting import counted
from .expression import Cell, Expression, Named, Value, part
from .functions import Added, are_numbers, equal, when
from .model import UNKNOWN, YES, Field, Kind
from .naming import named, said_group
from .work import Work

_INDEX = re.compile(r"\d{1,9}(\.\d{1,6})?")


@dataclass(frozen=True, slots=True)
class Claims:
    """A school's claim.

    Attributes:
        cell: words where it is not known, empty where the school takes no part.
        scale: what makes every claim a whole number.
    """

    cell: Cell
    scale: int


def claims_of(work: Work, block: str, component: Pool, gate: Cell | None) -> Claims:
    """The fields of a pool's claims, one for each group and one for their sum."""
    made: list[Cell] = []
    places = 0
    for number, claim in enumerate(component.claims, start=1):
        weight = None
        if claim.weight is not None:
            weight = work.dated(
                claim.weight, named(component.id, "claim", str(number)),
                f"Claim of {said_group(claim.counts)}", "per pupil", component,
            )  # fmt: skip
            if weight is None:
                continue
            places = max(places, _places(work.model.settings[weight.key].value))
        cell = _claim(work, f"{block}/claim{number}", (component, claim), weight)
        made.append(cell)
        places = max(places, _deepest(work, cell))
    field = Field(f"{block}/claim", block, "Claim", Kind.COUNT, "added up", adds_up=True)
    claim_: Expression = part(0)
    if made:
        total = Added(tuple(cell.key for cell in made))
        claim_ = when(are_numbers(made), total, UNKNOWN)
    if gate is not None:
        claim_ = when(equal(gate, YES), claim_, "")
    return Claims(work.model.made(field, claim_), 10**places)


def _claim(work: Work, key: str, of: tuple[Pool, Claim], weight: Named | None) -> Cell:
    """One group's claim: count x weight x index, 0 where its own condition lets nobody in."""
    component, claim = of
    block = key.rpartition("/")[0]
    count = counted(work, claim.counts, component.measure)
    heading = work.model.fields[count.key].heading
    known: list[Cell] = [count]
    product: Expression = count if weight is None else count * weight
    if claim.index is not None:
        field = Field(f"{key}/index", block, f"Index, {claim.index}", Kind.COUNT, "schools.csv")
        index = work.model.typed(field, [index_of(work, row, claim.index) for row in _rows(work)])
        known.append(index)
        product = product * index
    made = when(are_numbers(known), product, UNKNOWN)
    words = work.case.gate(claim.schools)
    if any(word != YES for word in words):
        field = Field(f"{key}/gate", block, "Has this claim", Kind.WORD, "by its own condition")
        made = when(equal(work.model.typed(field, words), YES), made, 0)
    says = "count x weight" if claim.index is None else "count x weight x index"
    field = Field(key, block, heading, Kind.COUNT, says, adds_up=True)
    return work.model.made(field, made)


def _rows(work: Work) -> range:
    return range(len(work.case.schools))


def index_of(work: Work, row: int, column: str) -> Value:
    """The number that a school has in a column; words where it has none."""
    try:
        text = work.case.schools[row].field_text(column).strip()
    except KeyError:
        return "not supplied"
    return Decimal(text) if _INDEX.fullmatch(text) else "not supplied"


def _deepest(work: Work, cell: Cell) -> int:
    """The most decimals of a claim."""
    values = work.model.values[cell.key]
    return max((_places(each) for each in values if isinstance(each, Decimal)), default=0)


def _places(number: Decimal) -> int:
    """Decimals that are not trailing zeros."""
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
