"""The base: dollars for a pupil of weight 1, as printed, by a cost index, or from a pool."""

from __future__ import annotations

from decimal import Decimal

from bsa_xl.policy import Base, BasePool, is_weighted

from .expression import Cell, Expression, Named, Total, part
from .functions import added, compared, cut, largest, less, rounded, when, whole
from .keeping import kept_units
from .model import TO_COME, Setting
from .over_all import SchoolsWith
from .own_base import base_by_school
from .work import Line, Work

BASE = "base_rate"
_WEIGHING = "base/pupils"
_CENTS = 100


def base_of(work: Work) -> Named | Cell | None:
    """The cell of the base in force, or the field with each school's own.

    None where none holds, or it cannot be solved.
    """
    base = work.case.policy.base
    if base is None or not base.holds(work.case.year):
        return None
    if base.is_by_school(work.case.year):
        return base_by_school(work, base)
    known = work.base or (BASE if BASE in work.model.settings else "")
    if known:
        return Named(known)
    if base.pool is None or base.pool_in(work.case.year) is None:
        return _printed(work, base)
    was_tried = any(key.startswith(_WEIGHING) for key in work.model.blocks)
    return None if was_tried else _solved(work, base, base.pool)


def _printed(work: Work, base: Base) -> Named | None:
    """The base as printed, times its cost index."""
    factor = _index(work, base)
    name = BASE if factor is None else "base_printed"
    entry = base.values.entry(work.case.year)
    if entry is None or entry.value is None:
        return None
    said = "assumption: no document gives this" if entry.assumption else ""
    setting = Setting(
        name, "Base", base.label, entry.value, base.unit, str(entry.since),
        said or str(entry.source or base.source),
    )  # fmt: skip
    printed = work.model.setting(setting)
    if factor is None:
        return printed
    made: Expression = printed * factor
    if base.decimals is not None:
        made = rounded(made, base.decimals)
    figure = Setting(BASE, "Base", f"{base.label}, by the cost index", Decimal(0), base.unit)
    return work.model.figure(figure, made)


def _index(work: Work, base: Base) -> Expression | None:
    """What the cost index multiplies by: (index - 1) x share + 1."""
    if base.cost_index is None or base.cost_index.values is None:
        return None
    index = work.dated(base.cost_index.values, "cost_index", "Cost index", "factor")
    share = work.dated(base.cost_index.share, "cost_index_share", "Share of the base", "share")
    return None if index is None or share is None else less(index, 1) * share + 1


def _solved(work: Work, base: Base, pool: BasePool) -> Named | None:
    """The largest base, in steps of its last decimal, whose lines do not overspend the pool.

    It is tried: the lines are worked out beside the allocation at a first base, and again at a
    lower one while they come to more than the pool. None where it cannot be solved.
    """
    money = work.dated(pool.values, "base_pool", f"{base.label}: pool", "USD per district")
    weighed = _tried(work, pool, _WEIGHING, _one(work), rounds=False)
    waiting = sum(each == TO_COME for line in weighed for each in work.model.values[line.cell.key])
    if money is None or not weighed or waiting:
        return None
    pupils = _figure(work, base, "base_pupils", "Weighted pupils", _sum(weighed), "pupils")
    by = _CENTS if work.case.policy.rounding.lines == "cent" else 1
    left: Expression = money
    for each in pool.set_asides:
        kept = kept_units(work, "base", base, each, money)
        left = left if kept is None else left - kept / by
    if pool.set_asides:
        money = _figure(work, base, "base_to_share", "Left to share", left, "USD per district")
    cents = rounded(money, 2)
    if work.model.settings[pupils.key].value <= 0 or work.model.settings[money.key].value <= 0:
        return None
    _gaps(work, base, weighed)
    places = work.case.policy.rounding.rates if base.decimals is None else base.decimals
    step = part(Decimal(1).scaleb(-places))
    number, trial = (
        1,
        _figure(work, base, "base_trial_1", "First base", cut(money / pupils, places)),
    )
    while True:
        lines = _tried(work, pool, f"base/trial{number}", trial)
        label = f"Lines at base {number}"
        spent = _figure(work, base, f"base_spent_{number}", label, _sum(lines), "USD per district")
        over = rounded(spent - cents, 2)
        steps = largest(whole(over / (pupils * step)), 1)
        lower = rounded(largest(trial - steps * step, 0), places)
        found = when(compared(over, ">", 0), lower, trial)
        fits = work.model.settings[spent.key].value <= work.model.settings[money.key].value
        if fits or work.model.settings[trial.key].value == 0:
            return _figure(work, base, BASE, f"{base.label}, solved from its pool", found)
        number += 1
        trial = _figure(work, base, f"base_trial_{number}", f"Base {number}", found)


def _one(work: Work) -> Named:
    return work.constant("base_of_one", "Base", "To weigh pupils", 1, "USD per pupil")


def _tried(
    work: Work, pool: BasePool, aside: str, base: Named, *, rounds: bool = True
) -> list[Line]:
    """The lines of the pool's components at a base, worked out beside the allocation."""
    beside = work.beside(aside, base=base.key, rounds=rounds)
    for component in work.case.policy.components:
        if component.id in pool.of or (not pool.of and is_weighted(component)):
            work.write(component, beside)
    return beside.lines


def _sum(lines: list[Line]) -> Expression:
    return added([part(0), *(Total(line.cell.key) for line in lines)])


def _gaps(work: Work, base: Base, lines: list[Line]) -> None:
    """How many counts are to come; the base is only solved where none is."""
    gaps = added([part(0), *(SchoolsWith(line.cell.key, TO_COME) for line in lines)])
    _figure(work, base, "base_gaps", "Lines to come; must be 0", gaps, "lines")


def _figure(
    work: Work, base: Base, name: str, label: str, made: Expression, unit: str = "USD per pupil"
) -> Named:
    return work.model.figure(Setting(name, base.label, label, Decimal(0), unit), made)
