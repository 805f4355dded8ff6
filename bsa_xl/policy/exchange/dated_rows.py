"""Numbers by fiscal year as rows of one sheet: a column for every year, then who decided each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bsa_xl.policy.numbers import parse_number

from .cells import Seen
from .citations import ASSUMED, Sources
from .families import Raw
from .leaves import Form, Leaf
from .sheets import (
    ABOUT,
    ENDS,
    KEY,
    OF_A_YEAR,
    PART,
    ROW,
    SHEET,
    SOURCES,
    UNIT,
    VALUE_OF,
    VALUES,
    Column,
    Role,
    Row,
    Sheet,
    at,
    dotted,
    is_grouped,
    key_of,
)
from .walking import Placed

YEAR = re.compile(r"FY[12]\d{3}", re.ASCII)
_NO_YEAR = "FY2026"
#: What stands behind the source of a value that is an assumption as well.
_AND_ASSUMED = f" [{ASSUMED}]"


@dataclass(frozen=True, slots=True)
class Entry:
    """One year's value as the sheet shows it.

    Attributes:
        value: a number, `ENDS`, or None where nothing changes.
        source: name of its own source, `ASSUMED`, both, or None.
    """

    value: Seen = None
    source: str | None = None


def entry_of(raw: Raw, sources: Sources) -> Entry:
    """What the sheet shows of one year's entry, as the file writes it."""
    number = raw.get("value") if isinstance(raw, dict) else raw
    source = raw.get("source") if isinstance(raw, dict) else None
    assumed = isinstance(raw, dict) and str(raw.get("assumption")).lower() in {"true", "yes"}
    name = sources.name_of(source) if source is not None else None
    if assumed:
        name = ASSUMED if name is None else f"{name}{_AND_ASSUMED}"
    if number is None:
        return Entry(ENDS, name)
    known = parse_number(number) if isinstance(number, str) else None
    return Entry(str(number) if known is None else known, name)


def source_in(text: str) -> tuple[str, bool]:
    """A source's name, empty for none, and whether the value is an assumption."""
    if text.casefold() == ASSUMED.casefold():
        return "", True
    if text.endswith(_AND_ASSUMED):
        return text.removesuffix(_AND_ASSUMED), True
    return text, False


def years_in(placed: Iterable[Placed]) -> tuple[str, ...]:
    """Every year that a value names, oldest first, and the one that comes next."""
    found = {
        str(year)
        for block in placed
        for leaf in block.having(Form.DATED)
        for year in _history(block, leaf.path)
        if YEAR.fullmatch(str(year))
    }
    latest = max(found, default="")
    following = f"FY{int(latest[2:]) + 1:04}" if latest else _NO_YEAR
    return (*sorted(found), following)


def values_sheet(placed: tuple[Placed, ...], sources: Sources) -> Sheet:
    """The sheet Values.

    Args:
        placed: every block of the policy.
        sources: takes the sources of single values.
    """
    years, rows = years_in(placed), []
    for block in placed:
        for leaf in block.having(Form.DATED):
            history = _history(block, leaf.path)
            if not history and not leaf.is_needed:
                continue
            entries = [
                entry_of(history[year], sources) if year in history else Entry() for year in years
            ]
            before = (
                block.address.sheet, block.address.row or None, block.address.part or None,
                dotted(leaf.path), block.label or None, _unit(block, leaf),
            )  # fmt: skip
            cells = (*before, *(e.value for e in entries), *(e.source for e in entries))
            grouped = frozenset(
                len(before) + place
                for place, year in enumerate(years)
                if is_grouped(_number(history.get(year)), entries[place].value)
            )
            rows.append(Row(key_of((*block.steps, *leaf.path)), cells, grouped))
    holds = "A value holds from its year until the next one in its row."
    whose = "Right of the years: who decided that year's value, if not the row's own source."
    adding = (
        "A further value: a row below. A further year: a column whose header is FY and the year."
    )
    hints = (
        f"{holds} An empty cell changes nothing; the word '{ENDS}' ends the value.",
        f"{whose} {adding}",
    )
    return Sheet(VALUES, hints, _columns(years), tuple(rows))


def _columns(years: tuple[str, ...]) -> tuple[Column, ...]:
    about = "Numbers from this year on. Empty: as before. The word ends: no longer."
    source = "Who decided this year's value, if it is not its row's own source; or Assumption."
    return (
        Column(KEY, Role.KEY, width=8),
        Column(SHEET, choices=SHEET, width=15, prompt="The sheet on which its owner stands."),
        Column(ROW, choices=ROW, width=22, prompt="The id or name of its owner."),
        Column(PART, width=19, prompt="The part that it is for, as spans: k-3; else empty."),
        Column(VALUE_OF, choices=VALUE_OF, width=17, prompt="What the numbers are; often values."),
        Column(ABOUT, Role.SHOWN, width=36),
        Column(UNIT, Role.SHOWN, width=22),
        *(Column(f"{year}", width=11, prompt=about) for year in years),
        *(Column(f"{year}{OF_A_YEAR}", choices=SOURCES, width=30, prompt=source) for year in years),
    )


def _history(block: Placed, path: tuple[str, ...]) -> dict[str, Raw]:
    history = at(block.raw, path)
    return history if isinstance(history, dict) else {}


def _number(raw: Raw) -> Raw:
    return raw.get("value") if isinstance(raw, dict) else raw


def _unit(block: Placed, leaf: Leaf) -> str | None:
    """The unit of a block's own values; of others, what the model says of them."""
    if leaf.key == "values" and block.unit:
        return block.unit
    return f"{leaf.about[:1].upper()}{leaf.about[1:]}" or None
