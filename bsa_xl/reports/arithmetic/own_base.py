"""The base of each school, where schools differ: its level's, and by an index of its own."""

from __future__ import annotations

from bsa_xl.policy import Base, CostIndex

from .claims import index_of
from .counting import Asked, field_of
from .expression import Cell, Expression, Named
from .functions import both, equal, is_number, less, rounded, when
from .model import TO_COME, YES, Block, Field, Kind, Part, Setting
from .naming import named
from .work import Work

_BLOCK = "own_base"
_RATE = f"{_BLOCK}/rate"
_NO_LEVEL = "all others"


def base_by_school(work: Work, base: Base) -> Cell | None:
    """The field of every school's base; None where none holds in the year."""
    if _RATE in work.model.fields:
        return Cell(_RATE)
    printed = _printed(work, base)
    if printed is None:
        return None
    made: Expression = printed
    known = is_number(printed)
    index = base.cost_index
    share = None if index is None else work.dated(
        index.share, "cost_index_share", "Share of the base", "share"
    )  # fmt: skip
    own = None if index is None or share is None else _index(work, index)
    if own is not None and share is not None:
        made = made * (less(own, 1) * share + 1)
        known = both(known, is_number(own))
        if base.decimals is not None:
            made = rounded(made, base.decimals)
    field = Field(_RATE, _BLOCK, base.label, Kind.RATE, "the printed base x its index")
    return work.model.made(field, when(known, made, TO_COME))


def _printed(work: Work, base: Base) -> Cell | None:
    """The printed base of each school's level."""
    held = [level for level in base.levels if work.case.in_force(level.values) is not None]
    others = base.values.entry(work.case.year)
    of_others: Named | None = None
    if others is not None and others.value is not None:
        of_others = work.model.setting(
            Setting("base_rate", "Base", base.label, others.value, base.unit, str(others.since),
                    str(others.source or base.source))
        )  # fmt: skip
    if of_others is None and not held:
        return None
    work.model.block(Block(_BLOCK, Part.FORMULA, base.label, f"Source: {base.source}."))
    words = [_NO_LEVEL] * len(work.case.schools)
    printed: Expression = when(equal(1, 1), TO_COME, TO_COME) if of_others is None else of_others
    for level in held:
        judged = work.case.gate(level.schools)
        for row, word in enumerate(judged):
            if word == TO_COME or (word == YES and words[row] != _NO_LEVEL):
                words[row] = TO_COME
            elif word == YES:
                words[row] = level.label
    field = Field(f"{_BLOCK}/level", _BLOCK, "Level", Kind.WORD, "by the policy's condition")
    mine = work.model.typed(field, words)
    for level in held:
        value = work.dated(level.values, named("base", "level", level.id), level.label, base.unit)
        if value is not None:
            printed = when(equal(mine, level.label), value, printed)
    field = Field(f"{_BLOCK}/printed", _BLOCK, "Printed base", Kind.RATE, "of its level")
    return work.model.made(field, when(equal(mine, TO_COME), TO_COME, printed))


def _index(work: Work, index: CostIndex) -> Cell | Named | None:
    """The index of the district, or the field with each school's."""
    if index.values is not None:
        return work.dated(index.values, "cost_index", "Cost index", "factor")
    if index.counts is not None:
        measure = index.measure or work.case.policy.measure
        return field_of(Asked(work, index.counts, measure, 0))
    column = index.column or ""
    field = Field(f"{_BLOCK}/index", _BLOCK, "Cost index", Kind.COUNT, f"schools.csv, {column}")
    rows = range(len(work.case.schools))
    return work.model.typed(field, [index_of(work, row, column) for row in rows])
