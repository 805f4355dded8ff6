"""School 0417's workbook: small enough to be looked at, with something of everything in it.

Three programs and two approving bodies; a required principal who exists and a required clerk who does
not yet; two more positions, one of them charged its actual cost; a trade, a position given, a line
held by the central office, and codes that a spreadsheet would make numbers of.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from bsa_xl.budget import (
    BenefitCost,
    FteTrade,
    GivenFte,
    ItemRate,
    NowPosition,
    Plan,
    ProgramMoney,
    RateSheet,
    RequiredFte,
    RuleSetting,
    Setting,
    TitleRate,
    opening_plan,
    price,
)
from bsa_xl.checks import RULES, Stage, as_issued, run
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.workbook.case import Case, CheckOutcome, Identity, Letter, ShownLine
from bsa_xl.workbook.filling import filled
from bsa_xl.workbook.layout import Layout, Shape
from bsa_xl.workbook.press import Press, Stamped, prepare
from bsa_xl.workbook.sheets.checks import CheckText
from bsa_xl.workbook.stamping import best_deflate
from support.fills import random_plan

GENERAL, TITLE_I, GRANT = "General fund", "Title I", "One-time grant"
COUNCIL, SITE_COUNCIL = "School council", "School Site Council"
PRINCIPAL, TEACHER = "Principal · 0101", "Teacher · 0110"
MANAGER, COUNSELOR = "Office manager · 0201", "Counselor · 1E5"
HOURS, SUPPLIES, BUSES = "Teacher hourly · 50001", "Supplies · 06002", "Buses · 03-04"
PRINCIPAL_LAW, CLERK_LAW = "Every school has a principal", "Every school has an office"
TIERS = (0, 5_000)


def _title(label: str, salary_cents: int, step_parts: int) -> TitleRate:
    """19 % of pay, and $15,000.00 a person of half an FTE or more."""
    retirement = salary_cents * 19 // 100
    costs = (
        BenefitCost("strs", "3101", (retirement, retirement), (0, 0)),
        BenefitCost("health", "3401", (0, 0), (0, 1_500_000)),
    )
    return TitleRate(
        code=label.rpartition(" · ")[2],
        label=label,
        class_="certificated",
        step_parts=step_parts,
        salary_cents=salary_cents,
        per_fte_cents=(salary_cents + retirement,) * 2,
        per_person_cents=(0, 1_500_000),
        benefits=costs,
        object="1100",
        function="1000",
        goal="1110",
        programs_allowed=(),
    )


def _item(label: str, rate_cents: int | None, loaded_parts: int = 0) -> ItemRate:
    return ItemRate(
        code=label.rpartition(" · ")[2],
        label=label,
        unit="lump" if rate_cents is None else "hour",
        rate_cents=rate_cents,
        loaded_parts=loaded_parts,
        costs=() if rate_cents is None else (("3101", Decimal("19.9")),),
        object="4310",
        function="1000",
        programs_allowed=(),
        description="Hours beyond the contract" if rate_cents else "",
    )


RATES = RateSheet(
    TIERS,
    (
        _title(PRINCIPAL, 14_523_456, 10_000),
        _title(TEACHER, 8_812_345, 2_000),
        _title(MANAGER, 6_000_033, 5_000),
        _title(COUNSELOR, 9_000_001, 1_000),
    ),
    (_item(HOURS, 5_534, 663_500), _item(SUPPLIES, None), _item(BUSES, None)),
)
PROGRAMS = (
    ProgramMoney("general", GENERAL, 150_000_000, body=COUNCIL, fund="01", resource="0000"),
    ProgramMoney("title-i", TITLE_I, 20_000_050, restricted=True, body=SITE_COUNCIL, fund="01",
                 resource="3010"),
    ProgramMoney("grant", GRANT, 5_000_000, one_time=True, available_until="FY2026", body=COUNCIL,
                 fund="01", resource="7435"),
)  # fmt: skip
NOW = (
    NowPosition("S001", "P-1", "0417", "0101", PRINCIPAL, 10_000, True, (("general", 100),),
                required=PRINCIPAL_LAW),
    NowPosition("S002", "", "0417", "0201", MANAGER, 5_000, False, (("general", 100),),
                required=CLERK_LAW),
    NowPosition("S003", "P-2", "0417", "0110", TEACHER, 10_000, True,
                (("general", 50), ("title-i", 50))),
    NowPosition("S004", "P-3", "0417", "0110", TEACHER, 6_000, False, (("general", 100),),
                actual_salary_cents=9_100_000, actual_benefits_cents=2_200_001),
)  # fmt: skip
REQUIRED = (
    RequiredFte("principal", "Principal", ("0101",), 10_000, (GENERAL,), PRINCIPAL_LAW, "BP 3110"),
    RequiredFte("clerk", "Office", ("0201", "1E5"), 5_000, (GENERAL,), CLERK_LAW, "BP 3111"),
)
RULE_SETTINGS = tuple(
    RuleSetting(rule.kind.id, _mode, dict(rule.limits), "Board Policy 3110")
    for rule in RULES
    if rule.stage in (Stage.SCHOOL, Stage.RETURN)
    for _mode in ("R" if rule.stage is Stage.RETURN else rule.kind.severity.value[0].upper(),)
)
TEXTS = {
    rule.kind.id: CheckText(rule.kind.title, rule.kind.severity.value, rule.pending, rule.kind.why)
    for rule in RULES
}
IDENTITY = Identity(
    "0417", "FY2026", "adopted", 1, "2026.1", "riverbend", "ab" * 8, "7KQ4XYZ2", "2026-02-01"
)
FACTS = {
    "school_name": "Lincoln & Sons <Elementary>", "year": "2025-26", "district": "Halcyon Bay",
    "due": "April 11, 2025", "council": "March 3 to April 4, 2025", "adoption": "June 24, 2025",
    "office": "Budget Services", "mailbox": "budget@example.org", "phone": "555-0100",
    "policy_title": "The formula", "footer": "Lincoln 0417", "accepted": "",
}  # fmt: skip


def _line(number: int, cents: int, program: str, **changes: object) -> ShownLine:
    made = ShownLine(
        line_id=f"line-{number}",
        label=f"Line {number}",
        counted="English learners, projected",
        count=Decimal("12.5"),
        rate=Decimal(cents).scaleb(-2) / Decimal("12.5"),
        cents=cents,
        program=program,
        may_change="unlocked",
        last_cents=cents - 100,
        why="12 more students",
        status="final",
        source="BP 3110 4(b)",
    )
    return replace(made, **changes)


LETTER = Letter(
    dollars=tuple(
        _line(number, program.allocated_cents, program.label)
        for number, program in enumerate(PROGRAMS, start=1)
    ),
    positions=(_line(4, 0, GENERAL, label="Counselor", line_id="given", fte_parts=10_000),),
    central=(_line(5, 1_234_567, GENERAL, label="Bus service", may_change="locked"),),
    enrollment=Decimal(500),
    facts=FACTS,
)


def make_setting() -> Setting:
    """The school's setting, before anything is known of the workbook as it is issued."""
    return Setting(
        school_id="0417",
        fiscal_year=FiscalYear(2026),
        event="adopted",
        letter_cents=175_000_050,
        line_cents=tuple(program.allocated_cents for program in PROGRAMS),
        programs=PROGRAMS,
        rates=RATES,
        now=NOW,
        required=REQUIRED,
        given_fte=(GivenFte("given", "1E5", 10_000),),
        trades=(FteTrade("swap", "1E5", "0201", Decimal("0.5")),),
        rules=RULE_SETTINGS,
        site_code="417",
        default_goal="0000",
        account_segments=(("fund", 2), ("resource", 4), ("object", 4), ("site", 3)),
    )


@dataclass(frozen=True, repr=False)
class SchoolBook:
    """A school's workbook on its way out: its layout, its press, and cases of it."""

    setting: Setting
    layout: Layout
    press: Press

    def __repr__(self) -> str:
        return "the workbook of school 0417"

    @cached_property
    def opening(self) -> Plan:
        """The plan that the workbook opens with."""
        made = opening_plan(self.setting, lambda n: self.layout.place(self.layout.staffing, n))
        spare = {
            "staffing": self.layout.staffing.rows - len(NOW),
            "spending": self.layout.spending.rows,
        }
        return replace(made, anchors=self.layout.anchors, spare=spare)

    def random_plan(self, seed: int) -> Plan:
        """A plan of all kinds of entries, odd ones too; what the office locked stays as it is."""
        plan = random_plan(self.layout, self.setting, self.opening, seed)
        opening = {row.key: row for row in self.opening.staffing}
        required = {now.key for now in NOW if now.required}
        rows = [
            replace(
                row, action=opening[row.key].action, title=opening[row.key].title,
                how_many=opening[row.key].how_many, fte_each=opening[row.key].fte_each,
            ) if row.key in required else row
            for row in plan.staffing
        ]  # fmt: skip
        return replace(plan, staffing=tuple(rows))

    def case(self, plan: Plan, **changes: object) -> Case:
        """A plan, priced and judged."""
        budget = price(self.setting, plan)
        outcomes = {
            each.row.id: CheckOutcome(
                each.row.id, each.verdict.value, each.count, each.cents, each.first
            )
            for each in run(budget)
        }
        return replace(Case(IDENTITY, LETTER, budget, outcomes), **changes)

    def stamp(self, sign: Callable[[bytes], str] | None = None, **changes: object) -> Stamped:
        """The workbook as it is issued."""
        return self.press.stamp(self.case(self.opening, **changes), sign, deflate=best_deflate())

    @cached_property
    def issued(self) -> Stamped:
        """The workbook as it is issued, without a signature."""
        return self.stamp()

    def returned(self, plan: Plan, others: dict[tuple[str, str], object] | None = None) -> bytes:
        """The issued workbook with a plan typed in, calculated and saved."""
        return filled(self.issued.data, self.layout, self.case(plan), others)


def make_book(staffing_rows: int = 12, spending_rows: int = 10) -> SchoolBook:
    """The workbook of school 0417 on a small form; building its press takes half a second."""
    setting = make_setting()
    shape = Shape(setting, staffing_rows, spending_rows, 5, 2, False, TEXTS)
    layout = Layout(shape)
    opening = opening_plan(setting, lambda n: layout.place(layout.staffing, n))
    plan = replace(opening, anchors=layout.anchors)
    setting = replace(setting, as_issued=as_issued(price(setting, plan)))
    return SchoolBook(setting, layout, prepare(layout, "test"))
