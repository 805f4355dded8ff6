"""A setting's records as JSON: what a snapshot is written with."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from operator import attrgetter
from typing import Any

from bsa_xl.budget import (
    AsIssued,
    BenefitCost,
    FteTrade,
    GivenFte,
    ItemRate,
    NowPosition,
    ProgramMoney,
    RateSheet,
    RequiredFte,
    RuleSetting,
    TitleRate,
)
from bsa_xl.fiscal_year import FiscalYear


def dump(value: object) -> str:
    """Records, mappings, numbers and texts as JSON, in ASCII and without blanks."""
    return _ENCODER.encode(value)


def _other(value: object) -> object:
    """What JSON has no form for: a record as its fields by name, a number and a year as texts."""
    known = _RECORDS.get(type(value))
    if known is not None:
        names, of = known
        return dict(zip(names, of(value), strict=True))
    if isinstance(value, Decimal | FiscalYear):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    others = getattr(value, "__dataclass_fields__", None)
    if others is None:
        raise TypeError(type(value).__name__)
    return {name: getattr(value, name) for name in others}


def _reading(record: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """A record's fields, and what takes all of them at once."""
    names = tuple(field.name for field in fields(record))
    return names, attrgetter(*names)


#: The records that most of a snapshot consists of; each has more than one field.
_RECORDS: Mapping[type, tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]] = {
    record: _reading(record)
    for record in (
        AsIssued, BenefitCost, FteTrade, GivenFte, ItemRate, NowPosition, ProgramMoney, RateSheet,
        RequiredFte, RuleSetting, TitleRate,
    )
}  # fmt: skip

#: Nothing in a setting holds itself, so nothing is looked for that does.
_ENCODER = json.JSONEncoder(
    default=_other, ensure_ascii=True, separators=(",", ":"), check_circular=False
)
