"""What a layout's fields say of one posting, or of a whole file, as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bsa_xl.budget import Posting
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import to_dollars

from .layout import DATES, UNITS, AmountForm, Layout, LayoutField
from .shown_text import not_a_formula
from .table import Shown, number_text

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is the same in every line of a ledger file.

    Attributes:
        day: the day that stands in the file.
        year_starts: month and day on which a fiscal year starts.
        widths: the segments of the district's account string, with their widths.
    """

    fiscal_year: FiscalYear
    event: str
    district: str
    day: date
    year_starts: tuple[int, int] = (7, 1)
    widths: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Amounts:
    """What the lines of a file come to, as they are written: an expense is a debit.

    Attributes:
        debits: integer cents of all lines above zero.
        credits: integer cents of all lines below zero, as a positive number.
    """

    rows: int
    total: int
    debits: int
    credits: int


def file_values(facts: FileFacts, layout: Layout) -> dict[str, str]:
    """The values of `OF_FILES`."""
    year, form = facts.fiscal_year, DATES[layout.date_form]
    starts = first_day(year, facts.year_starts)
    ends = first_day(year.following, facts.year_starts) - _ONE_DAY
    return {
        "fiscal_year": str(year),
        "year": str(year.ends_in),
        "year_before": str(year.previous.ends_in),
        "event": not_a_formula(facts.event),
        "date": facts.day.strftime(form),
        "year_start": starts.strftime(form),
        "year_end": ends.strftime(form),
        "district": not_a_formula(facts.district),
    }


def first_day(year: FiscalYear, starts: tuple[int, int]) -> date:
    """The day on which a fiscal year starts: FY2026 on July 1, 2025, or on January 1, 2026."""
    month, day = starts
    return date(year.ends_in if month == 1 and day == 1 else year.ends_in - 1, month, day)


class PostingTexts:
    """What the columns of a layout say of a posting; only what a column asks for is worked out.

    Texts are never what a spreadsheet would run as a formula.
    """

    def __init__(self, layout: Layout, facts: FileFacts) -> None:
        """Look once at what the columns ask for."""
        self._form = layout.amount
        self._same = file_values(facts, layout)
        asked = {source for column in layout.columns for source in column.sources}
        self._asked = sorted(asked - self._same.keys() - {"line_number"})
        self._widths = facts.widths or {}
        self._safe: dict[str, str] = {}

    def values(self, posting: Posting) -> dict[str, str]:
        """The values of a posting by source, but for the line's number."""
        return {**self._same, **{source: self._value(source, posting) for source in self._asked}}

    def _value(self, source: str, posting: Posting) -> str:
        match source:
            case "amount":
                cents = -posting.cents if self._form.flip else posting.cents
                return amount_text(cents, self._form)
            case "debit_or_credit":
                is_credit = (posting.cents < 0) is not self._form.flip and posting.cents != 0
                return self._form.credit if is_credit else self._form.debit
            case "fte":
                return number_text(posting.fte_parts, Shown.FTE)
            case "plan_goal":
                text = posting.goal
            case "account" | "program" | "school_id" | "posting_id" | "row_key" | "title":
                text = getattr(posting, source)
            case _:
                text = posting.segments.get(source, "").rjust(self._widths.get(source, 0), "0")
        safe = self._safe.get(text)
        if safe is None:
            safe = self._safe[text] = not_a_formula(text)
        return safe


def amount_text(cents: int, form: AmountForm) -> str:
    """An amount as the layout writes it, without what fills it up."""
    size = str(abs(cents)) if UNITS[form.unit] == 1 else str(to_dollars(abs(cents)))
    if cents >= 0 or form.sign == "letter":
        return size
    if form.sign == "parentheses":
        return f"({size})"
    return f"{size}-" if form.sign == "minus_after" else f"-{size}"


def total_values(amounts: Amounts, form: AmountForm) -> dict[str, str]:
    """The values of `OF_TOTALS`."""
    return {
        "rows": str(amounts.rows),
        "total": amount_text(amounts.total, form),
        "debits": amount_text(amounts.debits, form),
        "credits": amount_text(amounts.credits, form),
    }


class TooLongError(ValueError):
    """A value that the width of its field cannot hold; the message is the fact."""


def field_text(field: LayoutField, values: Mapping[str, str], *, fixed: bool) -> str:
    """A field's value, filled up to its width.

    Args:
        field: says what and how wide.
        values: of the line.
        fixed: whether every field has exactly its width; otherwise blanks are not written.

    Raises:
        TooLongError: it is longer, and may not be cut.
    """
    text = field.text or field.join.join(values[source] for source in field.sources)
    if not field.width or len(text) == field.width:
        return text
    if len(text) > field.width:
        if not field.cut:
            problem = f"'{text}' has {len(text)} characters, and {field.name} takes {field.width}"
            raise TooLongError(problem)
        return text[: field.width]
    if field.pad == " " and not fixed:
        return text
    if field.align == "left":
        return text.ljust(field.width, field.pad)
    if field.is_amount and text.startswith("-") and field.pad == "0":
        return text.zfill(field.width)
    return text.rjust(field.width, field.pad)
