"""Plain arithmetic typed into a cell: numbers, ``+ - * / ( )``, percent, and single cells.

A closed grammar, worked out exactly in fractions; nothing else that a spreadsheet knows is let in.
Percent binds before the sign and the sign before the product, as in Excel.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from bsa_xl.workbook.package.address import parse_cell
from bsa_xl.workbook.package.refusal import shown
from bsa_xl.workbook.sealing import SIGNIFICANT

#: Characters of one formula, and brackets and references within one another.
LONGEST, DEEPEST = 500, 40
_LARGEST_EXPONENT = 60

_TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?(?![\w.]))
    | (?P<cell>(?:(?:'(?P<quoted>(?:[^'\[\]]|'')+)'|(?P<sheet>[^\W\d][\w.]*))!)?
        (?P<ref>\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})(?![\w.(!:\[]))
    | (?P<sign>[-+*/()%])
    | (?P<text>")
    | (?P<file>\[|'[^']*\[)
    | (?P<gone>\#REF!)
    | (?P<word>[\w.]+|\#[A-Z/0-9]+[!?]?)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)

#: Gives the number in a cell; its arguments are the sheet's name, empty for the formula's own,
#: and the cell.
Resolve = Callable[[str, str], Fraction]


class NotArithmeticError(ValueError):
    """The formula cannot be worked out; the text is the reason, to follow "and"."""


class _Token(NamedTuple):
    kind: str
    text: str
    sheet: str = ""


def work_out(formula: str, resolve: Resolve, depth: int = 0) -> Fraction:
    """What a formula comes to, exactly.

    Args:
        formula: without its equals sign.
        resolve: gives the numbers of the cells it refers to.
        depth: how many references led here.

    Raises:
        NotArithmeticError: it is not plain arithmetic, or divides by zero.
    """
    if len(formula) > LONGEST:
        raise NotArithmeticError(f"it is longer than {LONGEST} characters")
    parser = _Parser(list(_tokens(formula)), resolve, depth)
    value = parser.sum()
    if parser.next is not None:
        raise NotArithmeticError("it is not complete")
    return value


def rounded(value: Fraction) -> Decimal:
    """A fraction with the 15 significant digits that a spreadsheet keeps."""
    return SIGNIFICANT.divide(Decimal(value.numerator), Decimal(value.denominator))


def _tokens(formula: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(formula):
        kind = found.lastgroup or ""
        if found["cell"]:
            sheet = (found["quoted"] or "").replace("''", "'") or found["sheet"] or ""
            yield _Token("cell", found["ref"].replace("$", "").upper(), sheet)
        elif kind in ("sign", "number"):
            yield _Token(kind, found[0])
        elif kind != "space":
            raise NotArithmeticError(_reason(kind, found, formula))


_REASONS = {"text": "it holds a text", "gone": "it refers to a cell that is gone"}


def _reason(kind: str, found: re.Match[str], formula: str) -> str:
    """Why a token is not let in."""
    after = formula[found.end() :].lstrip()
    if kind == "file" or (kind == "word" and after.startswith(("[", "|"))):
        return "it takes a value from outside this workbook"
    if kind in _REASONS:
        return _REASONS[kind]
    if kind == "word" and after.startswith("("):
        return f"it uses the function {shown(found[0])}"
    if kind == "word" and after.startswith(":"):
        return "it refers to more than one cell at once"
    if kind == "word":
        return f"it uses {shown(found[0])}, which is neither a number nor a cell"
    return f"it uses the sign {shown(found[0])}"


class _Parser:
    """A parser by recursive descent over the tokens of one formula."""

    __slots__ = ("_at", "_depth", "_resolve", "_tokens")

    def __init__(self, tokens: list[_Token], resolve: Resolve, depth: int) -> None:
        self._tokens = tokens
        self._resolve = resolve
        self._depth = depth
        self._at = 0

    @property
    def next(self) -> _Token | None:
        """The token that is looked at; None at the end."""
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def sum(self) -> Fraction:
        """Products, added and subtracted."""
        value = self._product()
        while sign := self._take("+-"):
            other = self._product()
            value = value + other if sign == "+" else value - other
        return value

    def _product(self) -> Fraction:
        value = self._signed()
        while sign := self._take("*/"):
            other = self._signed()
            if sign == "/" and not other:
                raise NotArithmeticError("it divides by zero")
            value = value * other if sign == "*" else value / other
        return value

    def _signed(self) -> Fraction:
        is_negative = False
        while sign := self._take("+-"):
            is_negative ^= sign == "-"
        value = self._single()
        while self._take("%"):
            value /= 100
        return -value if is_negative else value

    def _single(self) -> Fraction:
        token = self.next
        if token is None or (token.kind == "sign" and token.text != "("):
            raise NotArithmeticError("it is not complete")
        self._at += 1
        if token.kind == "number":
            return _literal(token.text)
        if token.kind == "cell":
            if parse_cell(token.text) is None:
                raise NotArithmeticError(f"there is no cell {token.text}")
            return self._resolve(token.sheet, token.text)
        self._depth += 1
        if self._depth > DEEPEST:
            raise NotArithmeticError("it has too many brackets within one another")
        value = self.sum()
        if not self._take(")"):
            raise NotArithmeticError("it is not complete")
        self._depth -= 1
        return value

    def _take(self, signs: str) -> str:
        """The next token's text if it is one of these signs; else nothing, and it stays."""
        token = self.next
        if token is None or token.kind != "sign" or token.text not in signs:
            return ""
        self._at += 1
        return token.text


def _literal(text: str) -> Fraction:
    number = SIGNIFICANT.create_decimal(text)
    if abs(number.adjusted()) > _LARGEST_EXPONENT:
        raise NotArithmeticError(f"it holds the number {shown(text)}")
    return Fraction(number)
