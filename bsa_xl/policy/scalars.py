"""The single values of a policy, read from their text: numbers, years, days, yes or no, words.

A value that cannot be read raises a `PydanticCustomError` whose type is the id of the finding's
kind, and which carries the two sentences of the message.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from bsa_xl.finding import FindingKind
from bsa_xl.fiscal_year import FiscalYear

from .kinds import GRAMMAR, TOO_MANY_DIGITS
from .numbers import MOST_DIGITS, digits_of, meant_number, parse_number
from .sentences import quote

LONGEST_LINE = 200
LONGEST_PARAGRAPH = 2000
MOST_RATE_DECIMALS = 8
_MOST_YEARS_AGO = 9

_SHORT_YEAR = re.compile(r"(?:FY|fy|Fy)?[ -]?(?:(20)?(\d\d))")
_TWO_YEARS = re.compile(r"(?:20)?(\d\d)[-/–](?:20)?(\d\d)")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def told(kind: FindingKind, problem: str, remedy: str) -> PydanticCustomError:
    """A fault that already has its two sentences; ``'{key}'`` in the first becomes the key."""
    return PydanticCustomError(
        kind.id,
        "{problem} {remedy}",
        {"problem": problem, "remedy": remedy},
    )


def read_number(written: object) -> Decimal:
    """A number from its text, exact; see `numbers.parse_number` for what is one."""
    if isinstance(written, Decimal | int) and not isinstance(written, bool):
        return Decimal(written)
    if written is None or written == "":
        raise told(GRAMMAR, "'{key}' has no number.", "Write digits, such as 0.24 or 215_000.")
    if not isinstance(written, str):
        raise told(GRAMMAR, "'{key}' needs one number.", "Write digits, such as 0.24 or 215_000.")
    value = parse_number(written)
    if value is None:
        meant = meant_number(written)
        remedy = f"Write {meant}." if meant else "Write digits, such as 0.24 or 215_000."
        raise told(GRAMMAR, f"{quote(written)} is not a number.", remedy)
    if digits_of(value) > MOST_DIGITS:
        raise told(
            TOO_MANY_DIGITS,
            f"{quote(written)} has {digits_of(value)} digits.",
            f"Write at most {MOST_DIGITS}, which is what a spreadsheet keeps.",
        )
    return value


def read_rate_decimals(written: object) -> int:
    """How many decimals a rate keeps, 0 to 8."""
    if written in range(MOST_RATE_DECIMALS + 1) and not isinstance(written, bool):
        return int(str(written))
    if isinstance(written, str) and re.fullmatch("[0-8]", written):
        return int(written)
    shown = quote(str(written)) if isinstance(written, str | int) else "'{key}'"
    raise told(GRAMMAR, f"{shown} is not a number of decimals.", "Write a whole number, 0 to 8.")


def read_years_ago(written: object) -> int:
    """How many fiscal years ago, 0 to 9."""
    if written in range(_MOST_YEARS_AGO + 1) and not isinstance(written, bool):
        return int(str(written))
    if isinstance(written, str) and re.fullmatch("[0-9]", written):
        return int(written)
    shown = quote(str(written)) if isinstance(written, str | int) else "'{key}'"
    raise told(GRAMMAR, f"{shown} is not a number of years.", "Write a whole number, 0 to 9.")


def read_truth(written: object) -> bool:
    """True or false, also as yes or no."""
    if isinstance(written, bool):
        return written
    if isinstance(written, str) and written.lower() in {"true", "yes", "false", "no"}:
        return written.lower() in {"true", "yes"}
    shown = quote(written) if isinstance(written, str) else "'{key}'"
    raise told(GRAMMAR, f"{shown} is neither true nor false.", "Write true or false.")


def read_year(written: object) -> FiscalYear:
    """A fiscal year, written FY2026."""
    if isinstance(written, FiscalYear):
        return written
    if isinstance(written, str) and re.fullmatch(r"FY[12]\d{3}", written, re.ASCII):
        try:
            return FiscalYear.parse(written)
        except ValueError:
            pass
    text = written if isinstance(written, str) else ""
    raise told(GRAMMAR, f"{quote(text)} is not a fiscal year.", _how_to_write_year(text))


def _how_to_write_year(text: str) -> str:
    if ":" in text:
        return "Put a space after the colon: FY2026: 0.24."
    short, two = _SHORT_YEAR.fullmatch(text.strip()), _TWO_YEARS.fullmatch(text.strip())
    if two and (int(two[1]) + 1) % 100 == int(two[2]):
        year = FiscalYear(2000 + int(two[2]))
    elif short:
        year = FiscalYear(2000 + int(short[2]))
    else:
        return "Write it like FY2026, which is 2025-26."
    return f"Write {year} for {year.on_paper}."


def read_day(written: object) -> date | None:
    """A day of the calendar, year first: 2025-06-24."""
    if written is None or isinstance(written, date):
        return written
    if isinstance(written, str) and re.fullmatch(r"[12]\d{3}-\d\d-\d\d", written, re.ASCII):
        try:
            return date.fromisoformat(written)
        except ValueError:
            pass
    shown = quote(written) if isinstance(written, str) else "'{key}'"
    raise told(GRAMMAR, f"{shown} is not a date.", "Write the year first: 2025-06-24 is June 24.")


def _no_unseen_letters(text: str) -> str:
    for letter in text:
        if _UNSEEN.match(letter) or not (letter.isprintable() or letter in "\n\t\u00a0\u202f"):
            raise told(
                GRAMMAR,
                f"'{{key}}' holds a character that cannot be seen, U+{ord(letter):04X}.",
                "Delete it and type the text again.",
            )
    return text


def _one_line(text: str) -> str:
    if not text.strip():
        raise told(GRAMMAR, "'{key}' is empty.", "Give it a text.")
    if "\n" in text:
        raise told(GRAMMAR, "'{key}' runs over several lines.", "Write it on one line.")
    return _no_longer_than(LONGEST_LINE, text)


def _paragraph(text: str) -> str:
    return _no_longer_than(LONGEST_PARAGRAPH, text)


def _no_longer_than(most: int, text: str) -> str:
    if len(text) > most:
        raise told(
            GRAMMAR, f"'{{key}}' has {len(text)} characters.", f"Shorten it to at most {most}."
        )
    return _no_unseen_letters(text)


def _last_year(text: str) -> str:
    return str(read_year(text)) if text else text


Number = Annotated[Decimal, BeforeValidator(read_number)]
RateDecimals = Annotated[int, BeforeValidator(read_rate_decimals)]
YearsAgo = Annotated[int, BeforeValidator(read_years_ago)]
Truth = Annotated[bool, BeforeValidator(read_truth)]
Year = Annotated[FiscalYear, BeforeValidator(read_year)]
Day = Annotated[date | None, BeforeValidator(read_day)]
#: An id: small letters, digits, ``-`` and ``_``.
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{2,4}-\d{2}$")]
#: Text on one line, not blank.
Line = Annotated[str, AfterValidator(_one_line)]
#: Text that may be empty or run over several lines.
Paragraph = Annotated[str, AfterValidator(_paragraph)]
#: The last fiscal year of something, FY2026, that year included; empty for no end.
LastYear = Annotated[str, AfterValidator(_last_year)]
Severity = Literal["fatal", "warning", "informational"]
