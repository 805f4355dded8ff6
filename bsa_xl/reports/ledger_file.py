"""Postings as the file that a district's ledger takes, in the order and the words of a layout."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bsa_xl.budget import Posting
from bsa_xl.finding import Finding
from bsa_xl.location import Location

from .layout import ENCODINGS, LINE_ENDS, SHAPES, WORDS, Layout, LayoutField
from .layout_kinds import DOES_NOT_FIT, LETTERS_REPLACED
from .ledger_values import (
    Amounts,
    FileFacts,
    PostingTexts,
    TooLongError,
    field_text,
    file_values,
    total_values,
)
from .letters import UNKNOWN, in_encoding

_MOST_TOLD = 20
_QUOTING = {"needed": csv.QUOTE_MINIMAL, "all": csv.QUOTE_ALL, "never": csv.QUOTE_MINIMAL}


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A file for the ledger.

    Attributes:
        data: its bytes; empty where a finding is fatal.
        amounts: what its lines come to, as they were meant to be written.
    """

    data: bytes
    amounts: Amounts
    findings: tuple[Finding, ...] = ()


def write_ledger_file(postings: Iterable[Posting], layout: Layout, facts: FileFacts) -> LedgerFile:
    """Write postings as a layout wants them.

    Texts are made safe: what a spreadsheet would run as a formula has an apostrophe before it.

    Args:
        postings: in the order to be written; negative where something is taken back.
        layout: of the district's ledger.
        facts: what stands in every line alike.

    Returns:
        The file. Where a code does not fit its column there is none, and every such fault, up to
        twenty, is told.
    """
    maker = _Maker(layout, facts)
    rows = maker.rows(postings)
    amounts = amounts_of(cents for _, cents in rows)
    values = {**file_values(facts, layout), **total_values(amounts, layout.amount)}
    lines = []
    if layout.header:
        lines.append(maker.line(layout.header, values, "the header"))
    if layout.headings:
        lines.append(maker.headings())
    lines += [row for row, _ in rows]
    if layout.trailer:
        lines.append(maker.line(layout.trailer, values, "the trailer"))
    if any(finding.is_fatal for finding in maker.findings):
        return LedgerFile(b"", amounts, tuple(maker.findings[:_MOST_TOLD]))
    data = _text(lines, layout).encode(ENCODINGS[layout.encoding])
    return LedgerFile(data, amounts, tuple(maker.findings))


def amounts_of(cents: Iterable[int]) -> Amounts:
    """What some lines come to."""
    listed = list(cents)
    debits = sum(each for each in listed if each > 0)
    negative = sum(each for each in listed if each < 0)
    return Amounts(len(listed), debits + negative, debits, -negative)


class _Maker:
    """Makes the lines of one file, and remembers what does not fit."""

    def __init__(self, layout: Layout, facts: FileFacts) -> None:
        self._layout = layout
        self._texts = PostingTexts(layout, facts)
        self._encoding = ENCODINGS[layout.encoding]
        self._told_letters = False
        self.findings: list[Finding] = []

    def rows(self, postings: Iterable[Posting]) -> list[tuple[list[str], int]]:
        """The lines with their cents as they are written, one a posting or added up together."""
        layout = self._layout
        made = postings if layout.rows == "posting" else self._together(postings)
        with_fte = layout.uses("fte")
        kept = [each for each in made if each.cents or (with_fte and each.fte_parts)]
        sign = -1 if layout.amount.flip else 1
        return [
            (self._row(posting, number), sign * posting.cents)
            for number, posting in enumerate(kept, start=1)
        ]

    def _row(self, posting: Posting, number: int) -> list[str]:
        values = self._texts.values(posting)
        values["line_number"] = str(number)
        what = f"posting {posting.posting_id} of school {posting.school_id}"
        return self.line(self._layout.columns, values, what)

    def _together(self, postings: Iterable[Posting]) -> list[Posting]:
        """Postings whose lines would be alike but for the amount, added up."""
        columns = [each for each in self._layout.columns if not _adds_up(each)]
        added: dict[tuple[str, ...], Posting] = {}
        for posting in postings:
            values = self._texts.values(posting)
            key = tuple(values[source] for column in columns for source in column.sources)
            known = added.get(key)
            if known is None:
                added[key] = posting
            else:
                cents, fte = known.cents + posting.cents, known.fte_parts + posting.fte_parts
                added[key] = replace(known, cents=cents, fte_parts=fte)
        return [added[key] for key in sorted(added)]

    def headings(self) -> list[str]:
        """The names of the columns; in a fixed-width file cut to their widths."""
        columns = self._layout.columns
        if not self._layout.is_fixed:
            return [column.name for column in columns]
        return [column.name[: column.width].ljust(column.width) for column in columns]

    def line(
        self, fields: Sequence[LayoutField], values: Mapping[str, str], what: str
    ) -> list[str]:
        """One line's fields; a value that does not fit is a finding."""
        made = []
        for field in fields:
            try:
                text = field_text(field, values, fixed=self._layout.is_fixed)
            except TooLongError as error:
                remedy = "Give the column more width in the layout, or shorten the code."
                self.findings.append(DOES_NOT_FIT.at(Location(), f"In {what}, {error}.", remedy))
                text = ""
            made.append(self._encodable(text, field, what))
        return made

    def _encodable(self, text: str, field: LayoutField, what: str) -> str:
        if text.isascii():
            return text
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            encoding = self._layout.encoding
            if not WORDS.issuperset(field.sources):
                problem = f"In {what}, '{text}' has letters that the encoding {encoding} has not."
                remedy = 'Write encoding = "utf-8" in the layout, or change the code.'
                self.findings.append(DOES_NOT_FIT.at(Location(), problem, remedy))
                return text
            plainer = in_encoding(text, self._encoding)
            if UNKNOWN in plainer.replace(UNKNOWN, "", text.count(UNKNOWN)):
                self._tell_letters(field)
            return plainer
        return text

    def _tell_letters(self, field: LayoutField) -> None:
        if not self._told_letters:
            self._told_letters = True
            problem = (
                f"In {field.name}, letters that {self._layout.encoding} has not are written as "
                f"'{UNKNOWN}'."
            )
            remedy = 'Write encoding = "utf-8" in the layout if the ledger takes it.'
            self.findings.append(LETTERS_REPLACED.at(Location(), problem, remedy))


def _adds_up(column: LayoutField) -> bool:
    return any(each in {"amount", "debit_or_credit", "fte"} for each in column.sources) or (
        column.sources == ("line_number",)
    )


def _text(lines: Sequence[Sequence[str]], layout: Layout) -> str:
    """The lines as one text, separated as the layout says."""
    end = LINE_ENDS[layout.line_end]
    if layout.is_fixed:
        return "".join(f"{''.join(line)}{end}" for line in lines)
    separator = SHAPES[layout.shape]
    if layout.quotes == "never":
        safe = ([field.replace(separator, " ") for field in line] for line in lines)
        return "".join(f"{separator.join(line)}{end}" for line in safe)
    out = io.StringIO(newline="")
    quoting = _QUOTING[layout.quotes]
    csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=end).writerows(lines)  # type: ignore[arg-type]
    return out.getvalue()
