"""Whether a snapshot's JSON is what this product writes, before anything is made of it.

A snapshot comes back in a file that anybody may have written. What passes here can be priced and
laid out without a surprise; whether it is true is the digest's business.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from bsa_xl.budget import Setting
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.workbook.case import ShownLine
from bsa_xl.workbook.own_setting import SHARED_FIELDS

Check = Callable[[Any], bool]

_MOST_DIGITS = 15
_DECIMAL = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:E[+-]?[0-9]{1,2})?")
#: Halves of characters beyond the first 65,536; a half alone is no text that a file can hold.
_HALVES = re.compile(r"\\ud[89a-f]", re.IGNORECASE)


def load(text: str) -> Any:  # noqa: ANN401 - it may be anything
    """JSON with whole numbers of at most 15 digits, and no others.

    Raises:
        ValueError: it is something else.
    """
    try:
        found = json.loads(text, parse_int=_whole, parse_float=_none, parse_constant=_none)
        if _HALVES.search(text):
            json.dumps(found, ensure_ascii=False).encode()  # fails for half a character
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return found


def _whole(text: str) -> int:
    if len(text.lstrip("-")) > _MOST_DIGITS:
        raise ValueError("too large a number")
    return int(text)


def _none(text: str) -> object:
    raise ValueError(f"not a whole number: {text}")


def shared_checks() -> Mapping[str, Check]:
    """What the parts of the shared snapshot must be, by name."""
    return {name: check for name, check in _of(Setting).items() if name in SHARED_FIELDS}


def own_checks() -> Mapping[str, Check]:
    """What the parts of the school's own snapshot must be, by name."""
    return {name: check for name, check in _of(Setting).items() if name not in SHARED_FIELDS}


def is_letter(value: object) -> bool:
    """Whether it is a letter as the snapshot carries it."""
    if not isinstance(value, dict) or value.keys() != _LETTER.keys():
        return False
    return all(check(value[name]) for name, check in _LETTER.items())


def is_opened(value: object) -> bool:
    """Whether it says what stands in the rows of required positions."""
    return _OPENED(value)


def conform(values: object, checks: Mapping[str, Check]) -> bool:
    """Whether a JSON object has exactly these parts, each as it must be."""
    if not isinstance(values, dict) or values.keys() != checks.keys():
        return False
    return all(check(values[name]) for name, check in checks.items())


def _of(record: Any) -> dict[str, Check]:  # noqa: ANN401 - the class of a record
    hints = get_type_hints(record)
    return {each.name: _check(hints[each.name]) for each in fields(record)}


def _check(hint: Any) -> Check:  # noqa: ANN401 - a type as it is annotated
    """What a value must be to become what the annotation says."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        (wanted,) = [_check(each) for each in arguments if each is not NoneType]
        return lambda value: value is None or wanted(value)
    if origin is tuple and arguments[-1] is Ellipsis:
        return _list_of(_check(arguments[0]))
    if origin is tuple:
        return _row_of([_check(each) for each in arguments])
    return _plain_check(hint) if origin is None else _object_of(_check(arguments[1]))


def _plain_check(hint: Any) -> Check:  # noqa: ANN401 - a type as it is annotated
    """The same for a type without arguments."""
    if hint is Decimal:
        return _is_decimal
    if hint is FiscalYear:
        return _is(str)
    return _record_of(_of(hint)) if is_dataclass(hint) else _is(hint)


def _is(kind: type) -> Check:
    return lambda value: type(value) is kind


def _is_decimal(value: object) -> bool:
    return isinstance(value, str) and _DECIMAL.fullmatch(value) is not None


def _list_of(check: Check) -> Check:
    return lambda value: type(value) is list and all(map(check, value))


def _row_of(checks: list[Check]) -> Check:
    def is_row(value: object) -> bool:
        return (
            isinstance(value, list)
            and len(value) == len(checks)
            and all(check(each) for check, each in zip(checks, value, strict=True))
        )

    return is_row


def _object_of(check: Check) -> Check:
    return lambda value: type(value) is dict and all(map(check, value.values()))


def _record_of(checks: Mapping[str, Check]) -> Check:
    return lambda value: conform(value, checks)


_LINES = _list_of(_row_of(list(_of(ShownLine).values())))
_LETTER: Mapping[str, Check] = {
    "dollars": _LINES,
    "positions": _LINES,
    "central": _LINES,
    "enrollment": _check(Decimal | None),
    "facts": _object_of(_is(str)),
}
_OPENED = _object_of(
    _row_of(
        [_check(str | None), _check(str | None), _check(Decimal | None), _check(Decimal | None)]
    )
)
