"""The price list: positions.csv, benefits.csv, items.csv and services.csv to their records."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from bsa_xl.location import Location
from bsa_xl.money import to_cents

from .cells import Cells, unknown_word
from .headers import Table
from .kinds import EMPTY_CELL, OUT_OF_ORDER, UNKNOWN_WORD
from .notices import Notices
from .numbers import BENEFIT, FTE, PRICE, QUANTITY
from .records import Benefit, Item, Position, Service
from .repeats import Repeats
from .words import key_of

CLASSES = ("certificated", "classified")
BENEFIT_KINDS = ("percent_of_pay", "dollars_per_fte", "dollars_per_person")
PAY = ("regular", "hourly", "substitute")
BENEFIT_CLASSES = ("hourly", "substitute")
UNITS = ("hour", "day", "each", "lump")
PER = ("pupil", "school")

_Record = TypeVar("_Record", Position, Benefit, Item, Service)


def read_positions(table: Table, notices: Notices) -> tuple[Position, ...]:
    """The rate sheet, one title a code."""
    cells = Cells(table, notices)
    repeats: Repeats[str, Position] = Repeats(notices, "code")
    for _ in cells.rows():
        code = cells.code("code", required=True)
        salary, flat = cells.cents("salary", PRICE), cells.cents("flat_cost", PRICE)
        if salary is None and flat is None and not cells.raw("salary").strip():
            problem = f"{code} has neither a salary nor a flat cost."
            cells.tell(EMPTY_CELL, "salary", problem, "Fill in salary or flat_cost.")
        position = Position(
            code=code,
            title=cells.text("title", required=True) or code,
            where=cells.at(),
            class_=cells.word("class", CLASSES, "certificated"),
            unit=cells.text("unit"),
            basis=cells.text("basis"),
            hours=cells.number("hours", QUANTITY),
            months=cells.number("months", QUANTITY),
            salary_cents=salary or 0,
            flat_cost_cents=flat,
            object=cells.code("salary_object"),
            function=cells.code("function"),
            goal=cells.code("goal"),
            fte_step=cells.number("fte_step", FTE) or Decimal(0),
            programs_allowed=cells.codes("programs_allowed"),
        )
        _keep(repeats, code, position, cells, "code")
    return repeats.kept()


def read_benefits(table: Table, notices: Notices) -> tuple[Benefit, ...]:
    """Statutory and health costs."""
    cells = Cells(table, notices)
    repeats: Repeats[str, Benefit] = Repeats(notices, "benefit")
    for _ in cells.rows():
        benefit_id = cells.code("id", required=True)
        if not cells.raw("kind").strip():
            cells.tell(
                EMPTY_CELL, "kind", "kind is empty.", "Write percent_of_pay or dollars_per_fte."
            )
        kind = cells.word("kind", BENEFIT_KINDS, "")
        value = cells.needed_number("value", BENEFIT)
        pay, class_ = _applies_to(cells)
        if not kind or value is None:
            continue
        benefit = Benefit(
            id=benefit_id,
            object=cells.code("object"),
            kind=kind,
            value=value,
            where=cells.at(),
            from_fte=cells.number("from_fte", FTE) or Decimal(0),
            applies_to=pay,
            class_=class_,
        )
        _keep(repeats, benefit_id, benefit, cells, "id")
    return repeats.kept()


def read_items(table: Table, notices: Notices) -> tuple[Item, ...]:
    """What a school buys that is not a position."""
    cells = Cells(table, notices)
    repeats: Repeats[str, Item] = Repeats(notices, "code")
    for _ in cells.rows():
        code = cells.code("code", required=True)
        unit = cells.needed_word("unit", UNITS)
        item = Item(
            code=code,
            title=cells.text("title", required=True) or code,
            unit=unit,
            where=cells.at(),
            unit_rate_cents=_unit_rate(cells, code, unit),
            benefit_class=cells.word("benefit_class", BENEFIT_CLASSES, ""),
            class_=cells.word("class", CLASSES, ""),
            object=cells.code("object"),
            function=cells.code("function"),
            programs_allowed=cells.codes("programs_allowed"),
            from_date=cells.day("from"),
            until=cells.day("until"),
            description=cells.text("description"),
        )
        _tell_order(cells, item)
        if unit:
            _keep(repeats, code, item, cells, "code")
    return repeats.kept()


def read_services(table: Table, notices: Notices) -> tuple[Service, ...]:
    """Central services that a school may keep or take as money."""
    cells = Cells(table, notices)
    repeats: Repeats[str, Service] = Repeats(notices, "code")
    for _ in cells.rows():
        code = cells.code("code", required=True)
        per = cells.needed_word("per", PER)
        value = cells.needed_number("value", PRICE)
        if not per or value is None:
            continue
        service = Service(
            code=code,
            title=cells.text("title", required=True) or code,
            cents=to_cents(value),
            per=per,
            program=cells.code("program"),
            keeps=cells.text("keeps"),
            where=cells.at(),
        )
        _keep(repeats, code, service, cells, "code")
    return repeats.kept()


def _keep(
    repeats: Repeats[str, _Record], key: str, record: _Record, cells: Cells, column: str
) -> None:
    if key:
        repeats.add(key, record, cells, column, replace(record, where=Location()))


def _unit_rate(cells: Cells, code: str, unit: str) -> int | None:
    """Dollars for one unit, in cents; None for a lump item, whose amount the school types."""
    if unit in {"", "lump"}:
        return None
    if not cells.raw("unit_rate").strip():
        problem = f"{code} is bought by the {unit} but has no unit_rate."
        cells.tell(EMPTY_CELL, "unit_rate", problem, "Write the dollars for one, or the unit lump.")
    return cells.cents("unit_rate", PRICE)


def _tell_order(cells: Cells, item: Item) -> None:
    if item.from_date and item.until and item.until < item.from_date:
        problem = f"{item.code} ends on {item.until}, before it begins on {item.from_date}."
        cells.tell(OUT_OF_ORDER, "until", problem, "Correct one of the two dates.")


def _applies_to(cells: Cells) -> tuple[tuple[str, ...], str]:
    """Kinds of pay, and the class where one is named among them: ``regular; classified``."""
    pay: list[str] = []
    classes: list[str] = []
    for written_word in cells.codes("applies_to"):
        word = key_of(written_word)
        if word in PAY:
            pay.append(word)
        elif word in CLASSES:
            classes.append(word)
        else:
            cells.tell(UNKNOWN_WORD, "applies_to", *unknown_word(written_word, word, PAY + CLASSES))
    return tuple(pay), classes[0] if len(classes) == 1 else ""


def applies_to_text(benefit: Benefit) -> str:
    """The cell that gives a benefit's kinds of pay and class back."""
    return "; ".join((*benefit.applies_to, *([benefit.class_] if benefit.class_ else [])))
