"""Formulas, numbers and texts in one form, whichever program saved them.

Programs write the same formula in several ways. LibreOffice writes ``TRUE()`` for ``TRUE`` and
``0.5`` for ``.5``, Excel puts ``_xlfn.`` before functions younger than 2007 and capitals into
names, and both decide for themselves which sheet names stand in quotes. None of this is a change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, TypeVar

from bsa_xl.workbook.package import Cell, CellKind
from bsa_xl.workbook.package.values import XML_SPACE, visible

#: What a spreadsheet keeps of a number; Excel's own files hold two digits more, which are noise.
SIGNIFICANT = Context(prec=15, rounding=ROUND_HALF_UP)

# A formula cut into texts, sheet names in quotes, and what stands between; a quote alone is kept.
_PIECES = re.compile(r"""("(?:[^"]|"")*")|('(?:[^']|'')*'!)|([^"']+)|(.)""", re.DOTALL)
# A space between two operands is Excel's operator for what they share; every other one is layout.
_SPACES = re.compile(r"((?<=[\w)}\]])\s+(?=[\w({\[$]))|\s+")
_OPERAND = re.compile(r"[\w)}\]]\s+\Z")
_PREFIX = re.compile(r"_XL(?:FN|WS|UDF)\.")
_TRUTH = re.compile(r"\b(TRUE|FALSE)\(\)")
_SHEET = re.compile(r"([^\W\d][\w.]*)!")
_NUMBER = re.compile(r"(?<![\w.$])(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?(?![\w.(!])")
_REFERENCE = re.compile(r"(?<![\w.])(\$?)([A-Z]{1,3})(\$?)([1-9]\d{0,6})(?![\w.(!])")
_WHOLE_ROWS = re.compile(r"(?<![A-Z$\d])\$?\d+:\$?\d")
_MOST_REMEMBERED = 200_000
_Key = TypeVar("_Key")


def canonical_formula(text: str) -> str:
    """A formula, without the equals sign, in its one form."""
    parts: list[str] = []
    before = ""
    for quoted, sheet, plain, odd in _PIECES.findall(text):
        if sheet:
            shares = _OPERAND.search(before) is not None
            parts.append(f" {sheet.upper()}" if shares else sheet.upper())
        else:
            parts.append(_plain(plain) if plain else quoted or odd)
        before = plain
    return "".join(parts)


def _plain(text: str) -> str:
    """What stands outside quotes."""
    upper = _SPACES.sub(_space, text.strip()).upper()
    if "_XL" in upper:
        upper = _PREFIX.sub("", upper)
    if "()" in upper:
        upper = _TRUTH.sub(r"\1", upper)
    if "!" in upper:
        upper = _SHEET.sub(r"'\1'!", upper)
    return _NUMBER.sub(_number, upper)


def _space(found: re.Match[str]) -> str:
    return " " if found[1] else ""


def _number(found: re.Match[str]) -> str:
    text = found[0]
    is_shortest = text.isdigit() and len(text) < SIGNIFICANT.prec and "0" not in (text[0], text[-1])
    return text if is_shortest else canonical_number(text)


def canonical_number(text: str) -> str:
    """A number's shortest form with at most 15 significant digits: ``1.50`` and ``15E-1`` alike."""
    number = SIGNIFICANT.create_decimal(text)
    return str(number.normalize(SIGNIFICANT)) if number else "0"


def canonical_text(text: str) -> str:
    """A text as it comes back: invisible characters gone, every line end a line feed.

    Spaces at its ends are left out: not every program keeps them.
    """
    return (text if text.isprintable() else visible(text)[0]).strip(XML_SPACE)


def relative_form(canonical: str, column: int, row: int) -> str:
    """A canonical formula with its references as distances from its own cell.

    Two cells hold "the same" formula, in a spreadsheet's sense, when these are equal.

    Args:
        canonical: as `canonical_formula` gives it.
        column: of the formula's own cell, from 1.
        row: likewise.
    """

    def distance(found: re.Match[str]) -> str:
        fixed_column, letters, fixed_row, digits = found.groups()
        across = letters if fixed_column else f"[{_column(letters) - column}]"
        down = digits if fixed_row else f"[{int(digits) - row}]"
        return f"{{{across},{down}}}"

    pieces = _PIECES.findall(canonical)
    return "".join(
        quoted or sheet or (_REFERENCE.sub(distance, plain) if plain else odd)
        for quoted, sheet, plain, odd in pieces
    )


class FilledDown:
    """A canonical formula that was filled down its column, for every row of it.

    Args:
        canonical: as it stands in its first cell.
        row: of that cell.
    """

    __slots__ = ("_pieces", "_row", "_rows", "is_simple")

    def __init__(self, canonical: str, row: int) -> None:
        self._row = row
        self._pieces: list[str] = [""]
        self._rows: list[int] = []
        self.is_simple = True
        for quoted, sheet, plain, odd in _PIECES.findall(canonical):
            if not plain:
                self._pieces[-1] += quoted or sheet or odd
                continue
            self.is_simple &= _WHOLE_ROWS.search(plain) is None
            kept_from = 0
            for found in _REFERENCE.finditer(plain):
                if not found[3]:
                    self._pieces[-1] += plain[kept_from : found.start(4)]
                    self._pieces.append("")
                    self._rows.append(int(found[4]))
                    kept_from = found.end()
            self._pieces[-1] += plain[kept_from:]
        self.is_simple &= all(each >= row for each in self._rows)

    def at(self, row: int) -> str:
        """The canonical formula in another row below; only where ``is_simple``."""
        down = row - self._row
        parts = [""] * (2 * len(self._pieces) - 1)
        parts[0::2] = self._pieces
        parts[1::2] = [str(each + down) for each in self._rows]
        return "".join(parts)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


#: Written before what is no text, so that the number 5 and the text "5" differ.
_MARKS = {
    CellKind.NUMBER: "\x01",
    CellKind.BOOLEAN: "\x02",
    CellKind.ERROR: "\x03",
    CellKind.DATE: "\x04",
    CellKind.MALFORMED: "\x05",
}
FORMULA_MARK = "\x06"
NUMBER_MARK = _MARKS[CellKind.NUMBER]


#: What is known of values of another class.
_NONE: Mapping[Any, str] = {}


class CanonicalTexts:
    """Canonical forms, each worked out once; a worker that reads many files keeps one of these."""

    __slots__ = ("_formulas", "_numbers", "_values")

    def __init__(self) -> None:
        self._formulas: dict[str, str] = {}
        self._numbers: dict[str, str] = {}
        # By class, for 1 and TRUE are equal keys; within these classes what is equal has one form.
        self._values: dict[type, dict[Any, str]] = {str: {}, int: {}, Decimal: {}}

    def formula(self, text: str) -> str:
        """`canonical_formula`, remembered."""
        return _remembered(self._formulas, text, canonical_formula)

    def number(self, text: str) -> str:
        """`canonical_number`, remembered."""
        return _remembered(self._numbers, text, canonical_number)

    def values(self, values: Iterable[object]) -> list[str]:
        """Of each `canonical_value`; most texts and numbers of a workbook stand in all others."""
        known = self._values
        return [
            ""
            if value is None
            else found
            if (found := known.get(value.__class__, _NONE).get(value)) is not None
            else self._value(value)
            for value in values
        ]

    def _value(self, value: object) -> str:
        known = self._values.get(type(value))
        if known is None:
            return canonical_value(value)
        return _remembered(known, value, canonical_value)

    def cell(self, cell: Cell) -> str:
        """What a cell holds: its formula, or else its value with what kind it is; blank is empty.

        The stored result of a formula is not part of it.
        """
        kind, text, source, _ = cell
        if source is not None:
            return FORMULA_MARK + self.formula(cell.formula or "")
        if kind is CellKind.TEXT or kind is CellKind.BLANK:
            return text.strip(XML_SPACE)
        return _MARKS[kind] + (self.number(text) if kind is CellKind.NUMBER else text)


def _remembered(known: dict[_Key, str], key: _Key, work: Callable[[_Key], str]) -> str:
    found = known.get(key)
    if found is None:
        if len(known) >= _MOST_REMEMBERED:
            known.clear()
        found = known[key] = work(key)
    return found


def canonical_value(value: object) -> str:
    """A value as it is stamped, in the form in which `CanonicalTexts.cell` gives it back.

    Args:
        value: an int, a Decimal, a text, or None for a blank cell.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return canonical_text(value)
    if isinstance(value, int):
        return NUMBER_MARK + (canonical_number(str(value)) if value else "0")
    if isinstance(value, Decimal):
        return NUMBER_MARK + canonical_number(str(value))
    raise TypeError(type(value).__name__)
