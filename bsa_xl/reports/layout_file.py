"""A layout read from its file: strict, all faults at once, each with its line."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Mapping
from importlib import resources

from bsa_xl.finding import Finding
from bsa_xl.location import Location

from .layout import (
    DATES,
    ENCODINGS,
    LINE_ENDS,
    QUOTES,
    ROWS,
    SHAPES,
    SIGNS,
    UNITS,
    AmountForm,
    Layout,
    LayoutField,
)
from .layout_kinds import NO_LAYOUT
from .layout_lines import LayoutLines, lines_of
from .layout_sense import senseless
from .shown_text import fit_to_show

_MOST_BYTES = 200_000
_MOST_SHOWN = 60
_WIDEST = 2_000
_LINE = re.compile(r" \(at line (\d+), column \d+\)")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_ENDING = re.compile(r"\.[a-z0-9]{1,5}")
_TOP = (
    "layout", "title", "file", "encoding", "line_end", "shape", "quotes", "headings", "rows",
    "amount", "date", "column", "header", "trailer",
)  # fmt: skip
_AMOUNT = ("unit", "sign", "flip", "debit", "credit")
_FIELD = ("name", "from", "text", "join", "width", "align", "pad", "cut")
_PACKAGE, _SUFFIX = "bsa_xl.reports.layouts", ".toml"


def layout_names() -> tuple[str, ...]:
    """The layouts that come with the product."""
    files = resources.files(_PACKAGE).iterdir()
    return tuple(
        sorted(each.name[: -len(_SUFFIX)] for each in files if each.name.endswith(_SUFFIX))
    )


def shipped_layout(name: str) -> bytes | None:
    """The file of a layout that comes with the product; None where there is none of that name."""
    if name not in layout_names():
        return None
    return (resources.files(_PACKAGE) / f"{name}{_SUFFIX}").read_bytes()


def read_layout(data: bytes, file: str) -> tuple[Layout | None, tuple[Finding, ...]]:
    """Read a layout.

    Args:
        data: bytes of a TOML file.
        file: its name, for messages.

    Returns:
        The layout, None where anything is wrong with it, and every fault met.
    """
    findings: list[Finding] = []
    text = _text(data, file, findings)
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        where = Location(file=file, line=int(found[1]) if found else 0)
        remedy = "Compare it with the layouts that come with the product."
        findings.append(NO_LAYOUT.at(where, "This line is not written as TOML.", remedy))
    if findings:
        return None, tuple(findings)
    reader = _Reader(written, file, lines_of(text), findings)
    layout = _layout(reader)
    for table, number, key, problem, remedy in senseless(layout):
        reader.within({}, table, number).fault(key, problem, remedy)
    findings.sort(key=lambda finding: finding.where.line)
    return (None if findings else layout), tuple(findings)


def _text(data: bytes, file: str, findings: list[Finding]) -> str:
    """The file's text; empty, with a finding, where it is none."""
    if len(data) > _MOST_BYTES:
        problem = "The file is too large for a layout."
        findings.append(NO_LAYOUT.at(Location(file=file), problem, "Choose the layout's own file."))
        return ""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        problem = "The file is not text in UTF-8."
        findings.append(NO_LAYOUT.at(Location(file=file), problem, "Save it as UTF-8."))
        return ""


def _layout(reader: _Reader) -> Layout:
    reader.refuse_unknown(_TOP)
    dates, amount = reader.table("date"), reader.table("amount")
    dates.refuse_unknown(("form",))
    amount.refuse_unknown(_AMOUNT)
    return Layout(
        name=reader.text("layout", shape=_NAME, example="my-ledger", needed=True),
        title=reader.text("title"),
        file=reader.text("file", shape=_ENDING, example=".txt", usual=".txt"),
        encoding=reader.one_of("encoding", ENCODINGS, "utf-8"),
        line_end=reader.one_of("line_end", LINE_ENDS, "crlf"),
        shape=reader.one_of("shape", SHAPES, "comma"),
        quotes=reader.one_of("quotes", QUOTES, "needed"),
        headings=reader.truth("headings", usual=True),
        rows=reader.one_of("rows", ROWS, "posting"),
        amount=AmountForm(
            unit=amount.one_of("unit", UNITS, "dollars"),
            sign=amount.one_of("sign", SIGNS, "minus_before"),
            flip=amount.truth("flip", usual=False),
            debit=amount.text("debit", usual="D"),
            credit=amount.text("credit", usual="C"),
        ),
        date_form=dates.one_of("form", DATES, "YYYY-MM-DD"),
        columns=tuple(map(_field, reader.entries("column"))),
        header=tuple(map(_field, reader.entries("header"))),
        trailer=tuple(map(_field, reader.entries("trailer"))),
    )


def _field(reader: _Reader) -> LayoutField:
    reader.refuse_unknown(_FIELD)
    return LayoutField(
        name=reader.text("name", needed=True, example="AMOUNT"),
        sources=reader.sources(),
        text=reader.text("text"),
        join=reader.text("join"),
        width=reader.width(),
        align=reader.one_of("align", ("left", "right"), "left"),
        pad=reader.text("pad", usual=" "),
        cut=reader.truth("cut", usual=False),
    )


class _Reader:
    """Takes values out of one table, and remembers what is wrong with them.

    Args:
        written: the table's keys and values.
        file: for messages.
        lines: of the whole file.
        findings: of the whole file; faults are added to it.
        table: the table's name; empty for the top of the file.
        number: which of the tables of that name, from 0.
    """

    def __init__(
        self,
        written: Mapping[str, object],
        file: str,
        lines: LayoutLines,
        findings: list[Finding],
        table: str = "",
        number: int = 0,
    ) -> None:
        self._written = written
        self._file = file
        self._lines = lines
        self._findings = findings
        self._table = table
        self._number = number

    def within(self, written: Mapping[str, object], table: str, number: int = 0) -> _Reader:
        """The same for a table inside."""
        return _Reader(written, self._file, self._lines, self._findings, table, number)

    def fault(self, key: str, problem: str, remedy: str) -> None:
        """Remember a fault and its line."""
        line = self._lines.line(self._table, self._number, key)
        where = Location(file=self._file, line=line)
        self._findings.append(NO_LAYOUT.at(where, problem, remedy))

    def refuse_unknown(self, keys: Collection[str]) -> None:
        """Every key that means nothing is a fault."""
        for key in self._written:
            if key not in keys:
                self.fault(key, f"'{_shown(key)}' is not known here.", _use(key, keys))

    def table(self, name: str) -> _Reader:
        """A table of the file; empty where it has none."""
        found = self._written.get(name, {})
        if isinstance(found, dict):
            return self.within(found, name)
        self.fault(name, f"'{name}' is not a table.", f"Write [{name}] on a line of its own.")
        return self.within({}, name)

    def entries(self, name: str) -> list[_Reader]:
        """The repeated tables of a name."""
        found = self._written.get(name, [])
        if isinstance(found, list) and all(isinstance(each, dict) for each in found):
            return [self.within(each, name, number) for number, each in enumerate(found)]
        remedy = f"Write [[{name}]] on a line of its own, before each."
        self.fault(name, f"'{name}' is not a list of fields.", remedy)
        return []

    def text(
        self,
        key: str,
        *,
        usual: str = "",
        needed: bool = False,
        shape: re.Pattern[str] | None = None,
        example: str = "",
    ) -> str:
        """A text on one line."""
        value = self._written.get(key)
        if value is None:
            if needed:
                self.fault(key, f"There is no '{key}'.", f'Add {key} = "{example}".')
            return usual
        if not isinstance(value, str) or not value.isprintable() or (needed and not value):
            problem = f"'{key}' is not a text on one line."
            self.fault(key, problem, f'Write {key} = "..." in quotes.')
            return usual
        if shape is not None and not shape.fullmatch(value):
            problem = f"'{_shown(value)}' is no {key} that can be used."
            self.fault(key, problem, f"Write it like {example}.")
        return value

    def one_of(self, key: str, words: Collection[str], usual: str) -> str:
        """One of some words."""
        value = self._written.get(key, usual)
        if isinstance(value, str) and value in words:
            return value
        self.fault(key, f"{key} '{_shown(value)}' is not known.", f"Use {', '.join(words)}.")
        return usual

    def truth(self, key: str, *, usual: bool) -> bool:
        """True or false."""
        value = self._written.get(key, usual)
        if isinstance(value, bool):
            return value
        problem = f"{key} '{_shown(value)}' is neither true nor false."
        self.fault(key, problem, f"Write {key} = true or {key} = false.")
        return usual

    def width(self) -> int:
        """Characters of a field; 0 where none is given."""
        value = self._written.get("width", 0)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _WIDEST:
            return value
        problem = f"width '{_shown(value)}' is not a number of characters."
        self.fault("width", problem, f"Write a whole number from 1 to {_WIDEST:,}.")
        return 0

    def sources(self) -> tuple[str, ...]:
        """What a field is made from: one name, or a list of names."""
        value = self._written.get("from", [])
        names = [value] if isinstance(value, str) else value
        if isinstance(names, list) and all(isinstance(name, str) for name in names):
            return tuple(names)
        remedy = 'Write from = "object", or from = ["fund", "resource"].'
        self.fault("from", "'from' is not a name or a list of names.", remedy)
        return ()


def _use(word: str, words: Collection[str]) -> str:
    near = difflib.get_close_matches(word, words, n=1)
    return f"Write '{near[0]}'." if near else f"Use {', '.join(words)}."


def _shown(value: object) -> str:
    return fit_to_show(str(value), _MOST_SHOWN)
