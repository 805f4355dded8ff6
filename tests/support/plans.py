"""Riverbend's school 0417 and its plan, small enough to be checked by hand.

Three programs: General fund $150,000.00 and Bridge grant $0.00 (one-time money, until 2025-26) answer
to the School council; Title I $20,000.00 answers to the School Site Council. A teacher costs
$100,000.00, an aide $40,000.00, both without benefits. Tutoring costs $50.00 an hour. The clean plan
spends every dollar: a teacher and $50,000.00 of supplies from the General fund, 400 hours of tutoring
from Title I.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from bsa_xl.budget import (
    ApprovalRow,
    GivenFte,
    ItemRate,
    Place,
    Plan,
    ProgramMoney,
    RateSheet,
    RequiredFte,
    SchoolBudget,
    Setting,
    SpendingRow,
    StaffingRow,
    TitleRate,
    Typed,
    price,
)
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location

YEAR = FiscalYear(2026)
GENERAL, TITLE_I, BRIDGE = "General fund", "Title I", "Bridge grant"
COUNCIL, SITE_COUNCIL = "School council", "School Site Council"
TEACHER, AIDE = "Teacher · 1100", "Aide · 2100"
TUTORING, SUPPLIES = "Tutoring · T10", "Supplies · S20"

STAFFING_COLUMNS = dict(
    zip(
        ("action", "title", "how_many", "fte_each", "start", "end", "program_1", "share_1",
         "program_2", "share_2", "program_3", "share_3"),
        "EFGHIJKLMNOP",
        strict=True,
    )
)  # fmt: skip
SPENDING_COLUMNS = {"item": "D", "quantity": "E", "amount": "F", "program": "G"}
APPROVAL_COLUMNS = {
    "date": "C", "quorum": "D", "votes_for": "E", "votes_against": "F", "minutes": "G",
    "approved": "H",
}  # fmt: skip
ANCHORS = {
    "total": "B8", "left:general": "F12", "left:title-i": "F13", "left:bridge": "F14",
    "given:1100": "H20", "required:teacher": "H21", "spare:staffing": "B30", "spare:spending": "B31",
    "approval:School council": "B40", "approval:School Site Council": "B41",
}  # fmt: skip


def title(code: str, label: str, cents: int, **changes: Any) -> TitleRate:
    """A title whose one cost is its salary."""
    made = TitleRate(
        code=code, label=label, class_="certificated", step_parts=0, salary_cents=cents,
        per_fte_cents=(cents,), per_person_cents=(0,), benefits=(), object="1100",
        function="1000", goal="1110", programs_allowed=(),
    )  # fmt: skip
    return replace(made, **changes)


def item(code: str, label: str, rate_cents: int | None) -> ItemRate:
    """An item without statutory costs; a lump item where it has no rate."""
    return ItemRate(
        code=code, label=label, unit="lump" if rate_cents is None else "hour",
        rate_cents=rate_cents, loaded_parts=(rate_cents or 0) * 100, costs=(), object="4310",
        function="1000", programs_allowed=(), description="",
    )  # fmt: skip


RATES = RateSheet(
    tiers=(0,),
    titles=(
        title("1100", TEACHER, 10_000_000, step_parts=1000),
        title("2100", AIDE, 4_000_000, object="2100"),
    ),
    items=(item("T10", TUTORING, 5_000), item("S20", SUPPLIES, None)),
)


def setting(**changes: Any) -> Setting:
    """The school's setting, without rules."""
    made = Setting(
        school_id="0417",
        fiscal_year=YEAR,
        event="adopted",
        letter_cents=17_000_000,
        line_cents=(12_000_000, 3_000_000, 2_000_000),
        programs=(
            ProgramMoney("general", GENERAL, 15_000_000, body=COUNCIL, fund="01", resource="0000"),
            ProgramMoney(
                "title-i", TITLE_I, 2_000_000, restricted=True, body=SITE_COUNCIL, fund="01",
                resource="3010",
            ),
            ProgramMoney(
                "bridge", BRIDGE, 0, one_time=True, available_until="FY2026", body=COUNCIL,
                fund="01", resource="9010",
            ),
        ),
        rates=RATES,
        required=(
            RequiredFte("teacher", "One teacher", ("1100",), 10_000, (GENERAL,), "By law", "Law"),
        ),
        given_fte=(GivenFte("given-1100", "1100", 10_000),),
        site_code="417",
        default_goal="0000",
        account_segments=(("fund", 2), ("resource", 4), ("object", 4), ("site", 3)),
    )  # fmt: skip
    return replace(made, **changes)


def typed(value: Any) -> Typed:
    """A whole number as the cell's number; everything else as it is."""
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def staff(row: int = 12, **fields: Any) -> StaffingRow:
    """A staffing row: one teacher, new, paid by the General fund, but for the fields given."""
    given = {
        "action": "New", "title": TEACHER, "how_many": 1, "fte_each": 1, "program_1": GENERAL,
        "share_1": 100,
    }  # fmt: skip
    return blank_staff(row, **{**given, **fields})


def blank_staff(row: int = 12, **fields: Any) -> StaffingRow:
    """A staffing row with nothing but the fields given."""
    values = {name: typed(value) for name, value in fields.items()}
    key, position_id = f"S{row:03d}", str(values.pop("position_id", ""))
    programs = tuple(values.pop(f"program_{n}", None) for n in (1, 2, 3))
    shares = tuple(values.pop(f"share_{n}", None) for n in (1, 2, 3))
    place = Place("Staffing", row, STAFFING_COLUMNS)
    return StaffingRow(
        values.pop("key", key), place, position_id, programs=programs, shares=shares, **values
    )


def spend(row: int = 12, **fields: Any) -> SpendingRow:
    """A spending row: 400 hours of tutoring, paid by Title I, but for the fields given."""
    return blank_spend(row, **{"item": TUTORING, "quantity": 400, "program": TITLE_I, **fields})


def blank_spend(row: int = 12, **fields: Any) -> SpendingRow:
    """A spending row with nothing but the fields given."""
    values = {name: typed(value) for name, value in fields.items()}
    return SpendingRow(f"P{row:03d}", Place("Spending", row, SPENDING_COLUMNS), **values)


def supplies(row: int = 13, **fields: Any) -> SpendingRow:
    """A spending row: $50,000.00 of supplies, paid by the General fund, but for the fields given."""
    given = {"item": SUPPLIES, "amount": 50_000, "program": GENERAL}
    return blank_spend(row, **{**given, **fields})


def approval(body: str, row: int, **fields: Any) -> ApprovalRow:
    """An approval of the clean plan, but for the fields given."""
    given = {
        "date": 46_050, "quorum": "Yes", "votes_for": 9, "votes_against": 1, "minutes": "2026-02",
        "approved": 150_000 if body == COUNCIL else 20_000,
    }  # fmt: skip
    values = {name: typed(value) for name, value in {**given, **fields}.items()}
    return ApprovalRow(body, Place("Sign-off", row, APPROVAL_COLUMNS), **values)


def plan(**changes: Any) -> Plan:
    """The clean plan, but for the changes."""
    made = Plan(
        staffing=(staff(),),
        spending=(spend(), supplies()),
        approvals=(approval(COUNCIL, 20), approval(SITE_COUNCIL, 21)),
        anchors={name: Location(sheet="Programs", cell=cell) for name, cell in ANCHORS.items()},
        spare={"staffing": 20, "spending": 20},
    )
    return replace(made, **changes)


def budget(of: Setting | None = None, **changes: Any) -> SchoolBudget:
    """The clean plan, but for the changes, priced in a setting."""
    return price(of or setting(), plan(**changes))
