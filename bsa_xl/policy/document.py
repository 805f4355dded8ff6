"""The grammar that all blocks of a policy file share: strict keys, sources, dated values, gates.

A **source** is ``{title: Board Policy 3110, section: §4(b), url: ...}``, or the title alone. A
**dated value** gives a value for each fiscal year in which it changes; each holds until the next,
and ``null`` ends it. An entry is a number, or a number with its own source, or one that says that
no document gives it::

    values:
      FY2025: 5120
      FY2026: {value: 5275, source: {title: Board Resolution 25-014, section: Table 1}}
      FY2027: {value: 5400, assumption: true}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, model_validator

from bsa_xl.citation import Citation

from .dated import DatedEntry, DatedValue
from .marks import Role, Stands
from .scalars import Line, Name, Number, Truth, Year

#: The source of a block whose every value is marked ``assumption: true``.
ASSUMPTION = Citation("Assumption: no document gives this")
_YEAR = re.compile(r"FY\d+")


class Block(BaseModel):
    """A block of the file: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True
    )


class SourceBlock(Block):
    """A citation as the file writes it."""

    title: Line
    section: str = ""
    url: str = ""


def _citation(written: object) -> Citation:
    if isinstance(written, Citation):
        return written
    if isinstance(written, str):
        written = {"title": written}
    block = SourceBlock.model_validate(written)
    return Citation(block.title, block.section, block.url)


SourceField = Annotated[Citation, BeforeValidator(_citation)]


class DatedBlock(Block):
    """A value that carries a source of its own, or is marked as an assumption."""

    value: Number | None
    source: SourceField | None = None
    assumption: Truth = False


def _entry(written: object) -> object:
    """A number alone as the block that it stands for."""
    return written if isinstance(written, Mapping | DatedBlock) else {"value": written}


_HISTORY: TypeAdapter[dict[Any, DatedBlock]] = TypeAdapter(
    Annotated[
        dict[Year, Annotated[DatedBlock, BeforeValidator(_entry)]],
        Field(min_length=1),
    ]
)


def _dated(written: object) -> DatedValue:
    if isinstance(written, DatedValue):
        return written
    history = _HISTORY.validate_python(written)
    entries = [
        DatedEntry(year, entry.value, entry.source, entry.assumption)
        for year, entry in history.items()
    ]
    return DatedValue(tuple(sorted(entries, key=lambda entry: entry.since)))


DatedField = Annotated[DatedValue, BeforeValidator(_dated)]
BaseValues = Annotated[DatedField, Role.BASE]
Weights = Annotated[DatedField, Role.WEIGHT]
Rates = Annotated[DatedField, Role.RATE]
WeightsOrRates = Annotated[DatedField, Role.BY_UNIT]
Dollars = Annotated[DatedField, Role.LUMP]
Totals = Annotated[DatedField, Role.TOTAL]
Fte = Annotated[DatedField, Role.FTE]
FteOrDollars = Annotated[DatedField, Role.STAFF_BY_UNIT]
Shares = Annotated[DatedField, Role.SHARE]
Claims = Annotated[DatedField, Role.CLAIM]
Factors = Annotated[DatedField, Role.FACTOR]

CountName = Annotated[Name, Stands.COUNT]
ComponentName = Annotated[Name, Stands.COMPONENT]
PositionCode = Annotated[Line, Stands.POSITION]
AmountLine = Annotated[str, Stands.AMOUNT]
SchoolColumn = Annotated[Name, Stands.COLUMN]
ServiceCode = Annotated[Line, Stands.SERVICE]


class SourcedBlock(Block):
    """A block whose values need a source.

    ``source`` may be left out where every value has a source of its own or is marked
    ``assumption: true``; it then reads as `ASSUMPTION`.
    """

    @model_validator(mode="before")
    @classmethod
    def _assumptions_need_no_source(cls, written: object) -> object:
        if isinstance(written, Mapping) and "source" not in written and _is_covered(written):
            return {**written, "source": ASSUMPTION}
        return written


def _is_covered(block: Mapping[Any, Any]) -> bool:
    """Whether every value below the block says where it comes from, or that it is an assumption."""
    told = list(_says(block))
    return bool(told) and all(told)


def _says(part: object) -> Iterator[bool]:
    """For every dated entry below, whether it says whence it comes; a part with a source does."""
    if isinstance(part, DatedValue):
        yield from (bool(entry.source or entry.assumption) for entry in part.entries)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from [True] if isinstance(each, Mapping) and "source" in each else _says(each)
    elif isinstance(part, Mapping):
        for key, value in part.items():
            if _YEAR.fullmatch(str(key)):
                yield value is None or _says_whence(value)
            else:
                yield from _says(value)


def _says_whence(entry: object) -> bool:
    if not isinstance(entry, Mapping):
        return False
    return bool(entry.get("source")) or str(entry.get("assumption")).lower() in {"true", "yes"}


class SchoolGate(Block):
    """Which schools a block is for: every condition must hold; none given lets every school in.

    Attributes:
        where: field or attribute of schools.csv to the values that are let in (as text).
        except_where: the same, to the values that are kept out.
        schools: only these ids; left out for no such limit. A list that was emptied is refused: it
            reads as nobody, and would let everybody in.
    """

    where: dict[str, Annotated[tuple[str, ...], Field(min_length=1)]] = Field(default_factory=dict)
    except_where: dict[str, Annotated[tuple[str, ...], Field(min_length=1)]] = Field(
        default_factory=dict
    )
    schools: Annotated[tuple[str, ...], Field(min_length=1)] = ()
