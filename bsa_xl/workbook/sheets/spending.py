"""The Spending sheet: everything that is not a position."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from bsa_xl.budget import AMOUNT, QUANTITY, SpendingLine, Typed
from bsa_xl.workbook.declare import (
    LONG_TEXT,
    SHORT_TEXT,
    Choice,
    Column,
    Kind,
    Role,
    computed,
    hidden,
    listed,
)
from bsa_xl.workbook.fault_letters import FaultTest, fault_columns, misfit
from bsa_xl.workbook.number_formats import RATE, TYPED_DOLLARS
from bsa_xl.workbook.package.address import column_letters

from .staffing_hidden import partner
from .views import SpendingView

SHEET = "Spending"
HEAD = 6


def columns(places: int, account_formula: str) -> tuple[Column, ...]:
    """The columns from left to right.

    Args:
        places: decimals of dollars.
        account_formula: joins the account segments of the row's item and program.
    """
    shown = (
        Column("key", "Row key", 6, Kind.TEXT, Role.FIXED, lambda v: v.key, is_hidden=True),
        *_inputs(),
        *_shown(places, account_formula),
    )
    first, *others = (*_partners(places), *_faults())
    return (*shown, replace(first, at=column_letters(len(shown) + 2)), *others)


def _inputs() -> Iterator[Column]:
    lists = {
        "item": Choice(names="Item_labels", refusal="Choose an item from the list."),
        "quantity": Choice(
            high=QUANTITY.high, refusal="Type how many units: a number from 0 to 1,000,000."
        ),
        "amount": Choice(high=AMOUNT.high, refusal="Type dollars as a number, such as 1250.50."),
        "program": Choice(names="Program_labels", refusal="Choose a funding source from the list."),
    }
    yield _typed("item", "Item", 30, "Choose what you want to buy from the list.", lists["item"])
    yield computed(
        "description", "What it is", 36, Kind.TEXT,
        'IF({t}=0,"",INDEX(Item_descriptions,{t})&"")',
        lambda v: v.line.item.description if v.line.item else "", wraps=True, is_remark=True,
    )  # fmt: skip
    yield _typed("quantity", "Quantity", 9, "How many units. Leave it empty for a lump sum.",
                 lists["quantity"], kind=Kind.NUMBER)  # fmt: skip
    yield computed("unit", "Unit", 7, Kind.TEXT, 'IF({t}=0,"",INDEX(Item_units,{t})&"")',
                   lambda v: v.line.item.unit if v.line.item else "")  # fmt: skip
    yield computed("rate", "Rate with benefits", 12, Kind.FTE, "IF({t}=0,0,INDEX(Item_rates,{t}))",
                   lambda v: v.line.item.loaded_parts if v.line.item else 0,
                   shows=RATE)  # fmt: skip
    yield _typed("amount", "Lump sum", 15, "Dollars, only for an item whose unit is lump.",
                 lists["amount"], kind=Kind.NUMBER, shows=TYPED_DOLLARS)  # fmt: skip
    yield _typed("program", "Funding source", 18, "Choose the funding source that pays.",
                 lists["program"])  # fmt: skip
    yield _typed("goal", "Plan goal", 12, "The goal of your school plan that it serves.",
                 SHORT_TEXT)  # fmt: skip
    yield _typed("justification", "Why it is needed", 25, "One sentence for the council.",
                 LONG_TEXT)  # fmt: skip
    yield _typed("note", "Note", 16, "Anything you want to remember or tell.",
                 LONG_TEXT)  # fmt: skip


def _typed(
    name: str,
    header: str,
    width: float,
    prompt: str,
    choice: Choice,
    *,
    kind: Kind = Kind.TEXT,
    shows: str = "",
) -> Column:
    return Column(
        name,
        header,
        width,
        kind,
        Role.INPUT,
        lambda v: getattr(v.line.row, name),
        choice=choice,
        prompt=prompt,
        wraps=kind is Kind.TEXT,
        shows=shows,
    )


def _shown(places: int, account_formula: str) -> Iterator[Column]:
    yield computed("cost", "Amount", 16, Kind.CENTS,
                   f"IF({{t}}=0,0,IF({{lump}}=1,{{a}},ROUND({{q}}*{{rate}},{places})))",
                   lambda v: v.line.cents, is_named=True)  # fmt: skip
    yield computed("status", "To do on this row", 21, Kind.TEXT,
                   'IF({used}=0,"",IF({text_fault}<>"","A number is typed as text",'
                   'IF({number_fault}<>"","A number does not fit",{status_2})))',
                   _status, wraps=True)  # fmt: skip
    yield computed("account", "Account", 30, Kind.TEXT,
                   f'IF(OR({{t}}=0,{{p}}=0),"",{account_formula})',
                   lambda v: v.account, is_detail=True)  # fmt: skip


def _partners(places: int) -> Iterator[Column]:
    yield hidden("used", Kind.COUNT, "IF(COUNTA({item},{quantity},{amount},{program})>0,1,0)",
                 lambda v: int(v.line.row.is_used), is_named=True)  # fmt: skip
    yield hidden("q", Kind.FTE, partner(QUANTITY, "{quantity}", 4), lambda v: v.line.quantity_parts)
    yield hidden("a", Kind.CENTS, partner(AMOUNT, "{amount}", places),
                 lambda v: v.line.typed_cents)  # fmt: skip
    yield hidden("t", Kind.COUNT, listed("{item}", "Item_labels"),
                 lambda v: v.lists.items[v.line.item.code] if v.line.item else 0)  # fmt: skip
    yield hidden("lump", Kind.COUNT, "IF({t}=0,0,INDEX(Item_lumps,{t}))",
                 lambda v: int(v.line.item is not None and v.line.item.is_lump))  # fmt: skip
    yield hidden("p", Kind.COUNT, listed("{program}", "Program_labels"), _program_place,
                 is_named=True)  # fmt: skip


def _program_place(view: SpendingView) -> int:
    return view.lists.programs.get(view.line.program.lower(), 0)


def _faults() -> Iterator[Column]:
    yield from fault_columns(
        "text_fault",
        [misfit(name, _typed_in(name)) for name in ("quantity", "amount")],
    )
    yield from fault_columns(
        "number_fault",
        [
            FaultTest(
                "quantity",
                f"IF(ISNUMBER({{quantity}}),OR({{quantity}}<0,{{quantity}}>{QUANTITY.high}),FALSE)",
                lambda v: v.line.range_fault == "quantity",
            ),
            FaultTest(
                "amount",
                f"IF(ISNUMBER({{amount}}),OR({{amount}}<0,{{amount}}>{AMOUNT.high}),FALSE)",
                lambda v: v.line.range_fault == "amount",
            ),
            FaultTest(
                "quantity",
                "AND({lump}=1,ISNUMBER({quantity}))",
                lambda v: v.line.unused == "quantity",
            ),
            FaultTest(
                "amount",
                "AND({t}>0,{lump}=0,ISNUMBER({amount}))",
                lambda v: v.line.unused == "amount",
            ),
        ],
    )
    yield from fault_columns(
        "list_fault",
        [
            FaultTest(
                "item",
                "AND(NOT(ISBLANK({item})),{t}=0)",
                lambda v: v.line.row.item is not None and v.line.item is None,
            ),
            FaultTest(
                "program",
                "AND(NOT(ISBLANK({program})),{p}=0)",
                lambda v: v.line.row.program is not None and not _program_place(v),
            ),
        ],
    )
    yield from fault_columns("incomplete", _missing())
    yield hidden("status_2", Kind.TEXT,
                 'IF({list_fault}<>"","Not on the list",IF({incomplete}<>"","Not complete","OK"))',
                 _status_2)  # fmt: skip


def _missing() -> list[FaultTest]:
    """What a used row still lacks."""
    return [
        FaultTest(
            "item",
            "AND({used}=1,ISBLANK({item}))",
            lambda v: v.line.row.is_used and v.line.row.item is None,
        ),
        FaultTest(
            "amount",
            "AND({lump}=1,{a}=0)",
            lambda v: v.line.item is not None and v.line.item.is_lump and not v.line.typed_cents,
        ),
        FaultTest(
            "quantity",
            "AND({t}>0,{lump}=0,{q}=0)",
            lambda v: (
                v.line.item is not None and not v.line.item.is_lump and not v.line.quantity_parts
            ),
        ),
        FaultTest(
            "program",
            "AND({used}=1,ISBLANK({program}))",
            lambda v: v.line.row.is_used and v.line.row.program is None,
        ),
    ]


def _typed_in(name: str) -> Callable[[SpendingView], Typed]:
    return lambda v: getattr(v.line.row, name)


def _status(view: SpendingView) -> str:
    line: SpendingLine = view.line
    if not line.row.is_used:
        return ""
    if line.text_fault:
        return "A number is typed as text"
    return "A number does not fit" if line.range_fault or line.unused else _status_2(view)


def _status_2(view: SpendingView) -> str:
    if view.line.list_fault:
        return "Not on the list"
    return "Not complete" if view.line.incomplete else "OK"
