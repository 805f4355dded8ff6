"""The base: dollars for a pupil of weight 1, as printed, or by a cost index."""

from __future__ import annotations

from decimal import Decimal

from bsa_xl.policy import Base

from .expression import Expression, Named, part
from .functions import rounded
from .model import Setting
from .work import Work

BASE = "base_rate"


def base_of(work: Work) -> Named | None:
    """The cell of the base in force; None where none holds."""
    base = work.case.policy.base
    if base is None or not base.holds(work.case.year):
        return None
    if work.base:
        return Named(work.base)
    if BASE in work.model.settings:
        return Named(BASE)
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
    if base.cost_index is None:
        return None
    index = work.dated(base.cost_index.values, "cost_index", "Cost index", "factor")
    share = work.dated(base.cost_index.share, "cost_index_share", "Share of the base", "share")
    return None if index is None or share is None else (index - 1) * share + part(1)
