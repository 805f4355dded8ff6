"""A cell's text as a count, a number or dollars, in exact decimals; what is not certain is refused.

Numbers are never floats: the text itself is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.finding import FindingKind, Severity
from bsa_xl.money import round_half_away

from .counts import CountState
from .grid import TypedPercent
from .kinds import (
    NEGATIVE,
    NO_CACHED_VALUE,
    NOT_A_NUMBER,
    SPREADSHEET_ERROR,
    SUPPRESSED_OTHERWISE,
    TIDIED_NUMBER,
    TOO_FINE,
    WORD_FOR_NUMBER,
)
from .words import NO_VALUE_WORDS, is_error, shown, without_unsafe

#: What the workbook reader writes for a formula whose value was never saved.
UNSAVED_FORMULA = "#FORMULA"

_PLAIN = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}([, ][0-9]{3})+(\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?([0-9]{1,3}(\.[0-9]{3})+|[0-9]+),[0-9]+")
_EXPONENT = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]{1,2}")
_SUPPRESSED = re.compile(
    r"\*+|[*n ]*(<|≤|<=|&lt;) *[0-9]+|[0-9]+ *or (fewer|less)|suppressed|supp\.?|ds"
)
_LOOKALIKES = str.maketrans("OoQDIl|SsBZ", "00001115582")
_DASHES = frozenset({"-", "--", "–", "—", "."})
_BLANKS = str.maketrans("\u00a0\u202f\u2009\u2212", "   -")
#: Whole digits that a count may have, so that its ten-thousandths fit 64 bits with room to spare.
_MOST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """What a column holds.

    Attributes:
        decimals: how many are kept; more are refused.
        what: what one writes in the column, for messages: ``the number of students``.
        negative: whether below zero makes sense.
        suppressed: whether * has a meaning.
        money: whether $ and (1,234.00) are understood.
        percent: whether a percent sign is understood.
    """

    decimals: int
    what: str
    negative: bool = False
    suppressed: bool = False
    money: bool = False
    percent: bool = False


COUNT = NumberStyle(4, "the number of students", suppressed=True)
FTE = NumberStyle(4, "a number such as 0.5")
QUANTITY = NumberStyle(4, "a number such as 10.5")
PRICE = NumberStyle(2, "dollars such as 1234.50", money=True)
SIGNED_DOLLARS = NumberStyle(2, "dollars such as 1234.50", negative=True, money=True)
BENEFIT = NumberStyle(6, "a number such as 19.1", money=True, percent=True)
SHARE = NumberStyle(0, "a whole percent such as 50", percent=True)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says.

    Attributes:
        value: the number; None where there is none.
        state: GIVEN also where the text is refused; then `kind` is fatal and `value` None.
        kind: what has to be told about it; None for nothing.
    """

    value: Decimal | None
    state: CountState = CountState.GIVEN
    kind: FindingKind | None = None
    problem: str = ""
    remedy: str = ""

    @property
    def refused(self) -> bool:
        """Whether a person must mend the cell."""
        return self.kind is not None and self.kind.severity is Severity.FATAL


_NOTHING = Reading(None, CountState.NOT_SUPPLIED)
_HIDDEN = Reading(None, CountState.SUPPRESSED)


def read_number(text: str, style: NumberStyle, *, decimal_comma: bool = False) -> Reading:
    """A cell's number, or what to tell about it.

    Args:
        text: the cell as it stands in the file.
        style: what the column holds.
        decimal_comma: whether the file is separated by semicolons, so that 12,5 may be 12.5.
    """
    if style.percent and isinstance(text, TypedPercent):
        text = text.with_sign
    if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS:
        return Reading(Decimal(text))
    whole, _, decimals = text.partition(".")  # most amounts: plain, and of no more decimals
    is_plain = text.isascii() and whole.isdecimal() and decimals.isdecimal()
    if is_plain and len(whole) <= _MOST_DIGITS and len(decimals) <= style.decimals:
        return Reading(Decimal(text))
    bare = without_unsafe(text)[0].translate(_BLANKS).strip()
    if not bare:
        return _NOTHING
    if bare == "*" and style.suppressed:
        return _HIDDEN
    number, tidied = _certain(bare, style, decimal_comma=decimal_comma)
    if number is None:
        return _without_number(text, bare, style, decimal_comma=decimal_comma)
    return _in_bounds(text, number, style, tidied=tidied or bare != text)


def plain_cents(text: str) -> int | None:
    """Dollars in plain digits, as most amounts are, in integer cents; None for any other text."""
    whole, point, decimals = text.partition(".")
    if not text.isascii() or not whole.isdecimal() or len(whole) > _MOST_DIGITS:
        return None
    if not point:
        return int(whole) * 100
    if not decimals.isdecimal() or len(decimals) > PRICE.decimals:
        return None
    return int(whole + decimals.ljust(PRICE.decimals, "0"))


def _certain(bare: str, style: NumberStyle, *, decimal_comma: bool) -> tuple[Decimal | None, bool]:
    """The only number that the text can mean, and whether it had to be tidied for that."""
    if _PLAIN.fullmatch(bare):
        return Decimal(bare), False
    body = bare.removeprefix("'")
    if style.percent:
        body = body.removesuffix("%").rstrip()
    if style.money:
        inner = re.fullmatch(r"\((.*)\)", body)
        body = "-" + inner[1].strip() if inner else body
        body = re.sub(r"^(-?) *\$ *", r"\1", body)
    if _PLAIN.fullmatch(body):
        return Decimal(body), True
    if decimal_comma:
        if _DECIMAL_COMMA.fullmatch(body) and not re.fullmatch(r"-?[0-9]{1,3},[0-9]{3}", body):
            return Decimal(body.replace(".", "").replace(",", ".")), True
    elif _GROUPED.fullmatch(body):
        return Decimal(body.replace(",", "").replace(" ", "")), True
    return None, False


def _in_bounds(text: str, number: Decimal, style: NumberStyle, *, tidied: bool) -> Reading:
    if number < 0 and not style.negative:
        problem = f"'{shown(text)}' is below zero."
        return Reading(None, kind=NEGATIVE, problem=problem, remedy=f"Write {style.what}, or 0.")
    if number.adjusted() >= _MOST_DIGITS:
        problem = f"'{shown(text)}' is larger than any school's number."
        return _refused(problem, f"Write {style.what}.")
    if (rounded := round_half_away(number, style.decimals)) != number:
        decimals = {0: "decimals", 1: "more than 1 decimal"}.get(
            style.decimals, f"more than {style.decimals} decimals"
        )
        return Reading(
            None,
            kind=TOO_FINE,
            problem=f"'{shown(text)}' has {decimals}.",
            remedy=_rounded_or_else(number, rounded, style),
        )
    if tidied:
        plain = written(number)
        problem = f"'{shown(text)}' was read as {plain}."
        remedy = f"Write plain digits such as {plain} to be sure."
        return Reading(number, kind=TIDIED_NUMBER, problem=problem, remedy=remedy)
    return Reading(number)


def _rounded_or_else(number: Decimal, rounded: Decimal, style: NumberStyle) -> str:
    """What to write instead of a number with too many decimals; of a part of 1, its percent."""
    percent = number * 100
    if style is SHARE and 0 < number < 1:
        if percent == percent.to_integral_value():
            return f"Write {written(percent)} if {written(percent)} percent are meant."
        return f"Write {style.what}."
    return f"Write {written(rounded)}, or correct it."


def _without_number(text: str, bare: str, style: NumberStyle, *, decimal_comma: bool) -> Reading:
    word, quoted = bare.casefold(), shown(text)
    if bare == UNSAVED_FORMULA:
        problem = "the formula in this cell has no saved value."
        remedy = "Open the workbook in Excel, save it, and try again."
        return Reading(None, kind=NO_CACHED_VALUE, problem=problem, remedy=remedy)
    if is_error(bare):
        problem = f"the cell shows the error {quoted}."
        return Reading(
            None, kind=SPREADSHEET_ERROR, problem=problem, remedy=f"Write {style.what} instead."
        )
    if word in NO_VALUE_WORDS or bare in _DASHES:
        problem = f"'{quoted}' was read as not supplied."
        remedy = "Leave the cell empty, or write 0 where it means none."
        return Reading(None, CountState.NOT_SUPPLIED, WORD_FOR_NUMBER, problem, remedy)
    if style.suppressed and _SUPPRESSED.fullmatch(word):
        problem = f"'{quoted}' was read as suppressed."
        remedy = "Write * for a suppressed count."
        return Reading(None, CountState.SUPPRESSED, SUPPRESSED_OTHERWISE, problem, remedy)
    return _refused(*_refusal(quoted, bare, style, decimal_comma=decimal_comma))


def _refusal(quoted: str, bare: str, style: NumberStyle, *, decimal_comma: bool) -> tuple[str, str]:
    """Problem and remedy for a text that is no certain number."""
    if bare.endswith("%"):
        return f"'{quoted}' is a percentage.", f"Write {style.what}."
    if _EXPONENT.fullmatch(bare):
        return (
            f"'{quoted}' is a number that a spreadsheet has shortened.",
            f"Write it in full, such as {written(Decimal(bare))}, if that is what it was.",
        )
    if decimal_comma and re.fullmatch(r"[0-9]{1,3},[0-9]{3}", bare):
        both = f"{bare.replace(',', '')} or {bare.replace(',', '.')}"
        return f"'{quoted}' may mean {both}.", "Write it without a comma."
    guess = bare.translate(_LOOKALIKES)
    if _PLAIN.fullmatch(guess) or _GROUPED.fullmatch(guess):
        guess = guess.replace(",", "").replace(" ", "")
        return f"'{quoted}' is not a number.", f"Write digits only, such as {guess}."
    if _DECIMAL_COMMA.fullmatch(bare):
        swapped = bare.replace(".", "").replace(",", ".")
        return f"'{quoted}' is not a number.", f"Write it with a point, such as {swapped}."
    return f"'{quoted}' is not a number.", f"Write {style.what}, in digits only."


def _refused(problem: str, remedy: str) -> Reading:
    return Reading(None, kind=NOT_A_NUMBER, problem=problem, remedy=remedy)


def written(number: Decimal) -> str:
    """A number as files write it: no exponent, no zeros at the end of its decimals."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
