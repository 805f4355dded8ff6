"""A written ledger file read back from its own bytes, and added up once more."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .layout import ENCODINGS, LINE_ENDS, SHAPES, UNITS, Layout, LayoutField
from .ledger_file import amounts_of
from .ledger_values import Amounts

_DOLLARS = re.compile(r"([0-9]+)\.([0-9]{2})")
_CENTS = re.compile(r"[0-9]+")


class UnreadableFileError(ValueError):
    """A written file that is not what its layout says; the message is the fact."""


@dataclass(frozen=True, slots=True)
class LedgerTotals:
    """What a written file comes to.

    Attributes:
        amounts: of its lines, as they are written.
        told: what its header and trailer say, by source; only what they say at all.
    """

    amounts: Amounts
    told: dict[str, int]

    def differences(self, wanted: Amounts) -> tuple[str, ...]:
        """Where the file differs from what it was meant to be, in sentences."""
        said = []
        meant = _by_name(wanted)
        for name, value in _by_name(self.amounts).items():
            if value != meant[name]:
                said.append(f"The {name} of the written file are {value:,}, not {meant[name]:,}.")
        for name, value in self.told.items():
            if value != meant[name]:
                said.append(f"The file itself tells of {value:,} {name}, not {meant[name]:,}.")
        return tuple(said)


def readd_ledger_file(data: bytes, layout: Layout) -> LedgerTotals:
    """Add up a file that was written in a layout.

    Args:
        data: the whole file.
        layout: that it was written in.

    Raises:
        UnreadableFileError: it is not of this layout.
    """
    lines = list(_lines(data.decode(ENCODINGS[layout.encoding]), layout))
    told: dict[str, int] = {}
    if layout.header:
        told |= _told(_cut(lines.pop(0), layout.header, layout), layout.header, layout)
    if layout.trailer:
        told |= _told(_cut(lines.pop(), layout.trailer, layout), layout.trailer, layout)
    if layout.headings:
        lines.pop(0)
    place = layout.place("amount")
    letter = layout.place("debit_or_credit") if layout.amount.sign == "letter" else None
    cents = []
    for line in lines:
        fields = _cut(line, layout.columns, layout)
        size = amount_in(fields[place], layout.columns[place], layout)
        if letter is not None and fields[letter].strip() == layout.amount.credit:
            size = -size
        cents.append(size)
    return LedgerTotals(amounts_of(cents), told)


def amount_in(text: str, field: LayoutField, layout: Layout) -> int:
    """Integer cents of a written amount.

    Raises:
        UnreadableFileError: it is not written as the layout says.
    """
    form, bare = layout.amount, text.strip(" ")
    size = bare
    match form.sign:
        case "minus_before":
            size = bare.removeprefix("-")
        case "minus_after":
            size = bare.removesuffix("-")
        case "parentheses" if bare.startswith("(") and bare.endswith(")"):
            size = bare[1:-1]
    whole = _CENTS.fullmatch(size) if UNITS[form.unit] == 1 else _DOLLARS.fullmatch(size)
    if whole is None:
        raise UnreadableFileError(f"{field.name} has '{text}', which is no amount")
    cents = int("".join(whole.groups()) if whole.groups() else whole[0])
    return -cents if size != bare else cents


def _lines(text: str, layout: Layout) -> Iterator[str | list[str]]:
    if layout.is_fixed or layout.quotes == "never":
        yield from text.split(LINE_ENDS[layout.line_end])[:-1]
        return
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=SHAPES[layout.shape], strict=True)
    yield from rows


def _cut(line: str | list[str], fields: Sequence[LayoutField], layout: Layout) -> list[str]:
    """A line's fields, by their widths or by what separates them."""
    if isinstance(line, list):
        cut = line
    elif layout.is_fixed:
        cut, start = [], 0
        for field in fields:
            cut.append(line[start : start + field.width])
            start += field.width
        if start != len(line):
            raise UnreadableFileError(f"a line has {len(line)} characters, and not {start}")
    else:
        cut = line.split(SHAPES[layout.shape])
    if len(cut) != len(fields):
        raise UnreadableFileError(f"a line has {len(cut)} fields, and not {len(fields)}")
    return cut


def _told(cut: Sequence[str], fields: Sequence[LayoutField], layout: Layout) -> dict[str, int]:
    """What a header or trailer says of rows and sums."""
    told = {}
    for text, field in zip(cut, fields, strict=True):
        if field.is_amount:
            told[field.sources[0]] = amount_in(text, field, layout)
        elif field.sources == ("rows",):
            told["rows"] = int(text)
    return told


def _by_name(amounts: Amounts) -> dict[str, int]:
    return {
        "rows": amounts.rows,
        "total": amounts.total,
        "debits": amounts.debits,
        "credits": amounts.credits,
    }
