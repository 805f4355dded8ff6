"""The grammar that all blocks of a policy file share: strict keys, sources, dated values, gates."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, TypeAdapter

from bsa_xl.citation import Citation
from bsa_xl.fiscal_year import FiscalYear

from .dated import DatedEntry, DatedValue

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]


class Block(BaseModel):
    """A block of the file: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class SourceBlock(Block):
    """A citation as the file writes it."""

    title: str
    section: str = ""
    url: str = ""


class DatedBlock(Block):
    """A value that carries a source of its own, or is marked as an assumption."""

    value: Decimal | None
    source: SourceBlock | None = None
    assumption: bool = False


def _citation(written: object) -> Citation:
    if isinstance(written, Citation):
        return written
    if isinstance(written, str):
        return Citation(written)
    block = SourceBlock.model_validate(written)
    return Citation(block.title, block.section, block.url)


_HISTORY = TypeAdapter(dict[str, DatedBlock | Decimal | None])


def _dated(written: object) -> DatedValue:
    if isinstance(written, DatedValue):
        return written
    entries = []
    for year, entry in _HISTORY.validate_python(written).items():
        since = FiscalYear.parse(year)
        if isinstance(entry, DatedBlock):
            source = None if entry.source is None else _citation(entry.source)
            entries.append(DatedEntry(since, entry.value, source, entry.assumption))
        else:
            entries.append(DatedEntry(since, entry))
    return DatedValue(tuple(sorted(entries, key=lambda entry: entry.since)))


SourceField = Annotated[Citation, BeforeValidator(_citation)]
DatedField = Annotated[DatedValue, BeforeValidator(_dated)]


class SchoolGate(Block):
    """Which schools a block is for: every condition must hold; none given lets every school in.

    Attributes:
        where: field or attribute of schools.csv to the values that are let in (as text).
        except_where: the same, to the values that are kept out.
        schools: only these ids; empty for no such limit.
    """

    where: dict[str, tuple[str, ...]] = {}
    except_where: dict[str, tuple[str, ...]] = {}
    schools: tuple[str, ...] = ()
