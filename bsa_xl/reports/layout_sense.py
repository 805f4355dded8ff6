"""Whether a layout makes sense as a whole: what it must have, and what does not go together."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from .layout import (
    AMOUNTS,
    ENCODINGS,
    OF_FILES,
    OF_POSTINGS,
    OF_TOTALS,
    Layout,
    LayoutField,
)
from .shown_text import fit_to_show

#: Table, which of its entries, key, problem, remedy.
Fault = tuple[str, int, str, str, str]
_OF_ONE_POSTING = ("posting_id", "row_key")


def senseless(layout: Layout) -> Iterator[Fault]:
    """Every fault of a layout whose values are all well written."""
    yield from _amount_column(layout)
    yield from _signs(layout)
    yield from _names(layout)
    for table, fields, allowed in (
        ("column", layout.columns, (*OF_POSTINGS, *OF_FILES)),
        ("header", layout.header, (*OF_FILES, *OF_TOTALS)),
        ("trailer", layout.trailer, (*OF_FILES, *OF_TOTALS)),
    ):
        for number, field in enumerate(fields):
            for key, problem, remedy in _field(layout, field, allowed):
                yield table, number, key, problem, remedy


def _amount_column(layout: Layout) -> Iterator[Fault]:
    many = sum("amount" in column.sources for column in layout.columns)
    if many != 1:
        found = "No column has" if many == 0 else f"{many} columns have"
        remedy = 'Give exactly one [[column]] from = "amount".'
        yield "column", 0, "", f"{found} the amount.", remedy
    if layout.rows == "together":
        for number, column in enumerate(layout.columns):
            for source in column.sources:
                if source in _OF_ONE_POSTING:
                    problem = f"'{source}' is of one posting, and rows are added up together."
                    remedy = 'Leave it out, or write rows = "posting".'
                    yield "column", number, "from", problem, remedy


def _signs(layout: Layout) -> Iterator[Fault]:
    amount = layout.amount
    has_letter = layout.uses("debit_or_credit")
    if amount.sign == "letter":
        if not has_letter:
            remedy = 'Give a [[column]] from = "debit_or_credit".'
            yield "amount", 0, "sign", "Amounts have no sign, and no column says which.", remedy
        if not amount.debit or not amount.credit or amount.debit == amount.credit:
            remedy = 'Write debit = "D" and credit = "C", or your ledger\'s own letters.'
            yield "amount", 0, "debit", "Debit and credit cannot be told apart.", remedy
        for table, fields in (("header", layout.header), ("trailer", layout.trailer)):
            for number, field in enumerate(fields):
                if "total" in field.sources:
                    problem = "Amounts have no sign, and a total may be below zero."
                    remedy = 'Give from = "debits" and from = "credits" instead.'
                    yield table, number, "from", problem, remedy


def _names(layout: Layout) -> Iterator[Fault]:
    met: set[str] = set()
    for number, column in enumerate(layout.columns):
        if column.name and column.name in met:
            problem = f"Two columns are called '{column.name}'."
            yield "column", number, "name", problem, "Give each column a name of its own."
        met.add(column.name)


def _field(
    layout: Layout, field: LayoutField, allowed: tuple[str, ...]
) -> Iterator[tuple[str, str, str]]:
    if bool(field.sources) == bool(field.text):
        remedy = 'Write from = "..." for what changes, or text = "..." for what does not.'
        has = "both 'from' and 'text'" if field.text else "neither 'from' nor 'text'"
        yield "from", f"'{field.name}' has {has}.", remedy
    for source in field.sources:
        if source not in allowed:
            near = difflib.get_close_matches(source, allowed, n=1)
            remedy = f"Write '{near[0]}'." if near else f"Use {', '.join(allowed)}."
            yield "from", f"'{fit_to_show(source)}' is not known here.", remedy
        elif source in AMOUNTS and len(field.sources) > 1:
            yield "from", "An amount stands alone.", "Give it a field of its own."
    if layout.is_fixed and not field.width:
        yield "width", f"'{field.name}' has no width.", "Write width = 10, or what it takes."
    if len(field.pad) != 1:
        yield "pad", "'pad' is not one character.", 'Write pad = "0" or pad = " ".'
    elif field.is_amount:
        yield from _amount_field(layout, field)
    text = f"{field.name}{field.text}{field.join}{field.pad}"
    if not _has(layout.encoding, text):
        problem = f"'{field.name}' has letters that the encoding {layout.encoding} has not."
        yield "name", problem, 'Write encoding = "utf-8", or use other letters.'


def _amount_field(layout: Layout, field: LayoutField) -> Iterator[tuple[str, str, str]]:
    if field.cut:
        yield "cut", "An amount is never cut off.", "Leave cut out, and give it enough width."
    if field.pad not in " 0":
        yield "pad", "An amount is filled up with zeros or blanks.", 'Write pad = "0" or " ".'
    if field.pad == "0" and (field.align != "right" or layout.amount.sign == "parentheses"):
        problem = "Zeros would change this amount."
        yield "pad", problem, 'Write align = "right", and no parentheses; or pad = " ".'


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(ENCODINGS[encoding])
    except UnicodeEncodeError:
        return False
    return True
