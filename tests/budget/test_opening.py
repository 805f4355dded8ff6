"""What a workbook opens with: required positions first, then those that exist, all of them kept."""

from datetime import date
from decimal import Decimal

import pytest
from support.plans import STAFFING_COLUMNS, YEAR

from bsa_xl.budget import Place, SchoolGroup, build_setting, lets_in, opening_plan, price
from bsa_xl.citation import Citation
from bsa_xl.district import School, StaffPosition
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location
from bsa_xl.policy import (
    DatedEntry,
    DatedValue,
    Policy,
    Program,
    RequiredPosition,
    Rounding,
    SchoolGate,
)

NOWHERE = Location()
BY_LAW = Citation("Board Policy 4100")


def always(number):
    return DatedValue((DatedEntry(FiscalYear(2020), Decimal(number)),))


def required(fte, **changes):
    given = {
        "id": "teachers", "label": "Teachers", "positions": ("1100", "1150"),
        "values": always(fte), "reason": "Every school teaches", "source": BY_LAW,
    }  # fmt: skip
    return RequiredPosition(**{**given, **changes})


def person(position_id, code="1100", fte="1", school_id="0417", **changes):
    given = {"shares": (("general", 100),), "filled": True, "where": NOWHERE}
    return StaffPosition(position_id, school_id, code, Decimal(fte), **{**given, **changes})


@pytest.fixture
def opened(district, rates):
    """The setting and opening plan of a school with some staff under some requirements."""

    def made(*staff, requirements=(), members=(), **policy):
        school = School("0417", "Riverbend High", "high", NOWHERE, model="pilot", site_code="417")
        rules = Policy(
            policy="riverbend",
            title="Riverbend",
            programs=(
                Program(id="general", title="General fund"),
                Program(id="title-i", title="Title I", restricted=True, body="Site Council"),
                Program(id="centre", title="Central reserve", held_by="central"),
                Program(
                    id="bridge", title="Bridge", term="one-time", available_until="FY2026",
                ),
            ),
            required_positions=requirements,
            **policy,
        )  # fmt: skip
        group = SchoolGroup(
            (school, *members), {"general": 500_00, "title-i": 200_00}, (300_00, 200_00, 200_00),
            (("given", "1100", 15_000),), {"general": 7_00},
        )  # fmt: skip
        setting = build_setting(district, rules, YEAR, "adopted", group, rates, (), staff)
        plan = opening_plan(setting, lambda n: Place("Staffing", 12 + n, STAFFING_COLUMNS))
        return setting, plan

    return made


def shown(plan):
    return [
        (row.key, row.position_id, row.action, row.title, row.how_many * row.fte_each)
        for row in plan.staffing
    ]


def test_existing_positions_are_kept_in_the_order_of_the_file(opened):
    _, plan = opened(person("5001"), person("5002", "2400", "0.5"), person("5003", "1100", "0.6"))
    assert shown(plan) == [
        ("S001", "5001", "Keep", "Teacher · 1100", 1),
        ("S002", "5002", "Keep", "Clerk · 2400", Decimal("0.5")),
        ("S003", "5003", "Keep", "Teacher · 1100", Decimal("0.6")),
    ]
    assert plan.staffing[0].programs == ("General fund", None, None)
    assert plan.staffing[0].shares == (100, None, None)


def test_required_positions_stand_first_with_their_reason(opened):
    setting, plan = opened(
        person("5001", "2400"), person("5002"), person("5003"), requirements=(required("1"),)
    )
    assert [row.position_id for row in plan.staffing] == ["5002", "5001", "5003"]
    assert [now.required for now in setting.now] == ["Every school teaches", "", ""]


def test_required_fte_that_nobody_holds_is_made_in_whole_positions_and_one_for_the_rest(opened):
    setting, plan = opened(person("5001", "1150", "0.5"), requirements=(required("3"),))
    assert shown(plan) == [
        ("S001", "5001", "Keep", None, Decimal("0.5")),  # 1150 is no longer on the rate sheet
        ("S002", "", "New", "Teacher · 1100", 1),
        ("S003", "", "New", "Teacher · 1100", 1),
        ("S004", "", "New", "Teacher · 1100", Decimal("0.5")),
    ]
    assert [now.shares for now in setting.now[1:]] == [(("general", 100),)] * 3
    assert not any(line.range_fault for line in price(setting, plan).staffing)


def test_a_required_position_is_charged_to_a_program_that_may_pay_for_it(opened):
    setting, _ = opened(requirements=(required("1", programs=("centre", "title-i")),))
    assert setting.now[0].shares == (("title-i", 100),)
    assert setting.required[0].programs == ("Central reserve", "Title I")


def test_without_programs_named_every_unrestricted_one_may_pay(opened):
    setting, _ = opened(requirements=(required("1"),))
    assert setting.required[0].programs == ("General fund", "Bridge")


def test_a_gate_that_shuts_the_school_out_requires_nothing_of_it(opened):
    gate = SchoolGate(where={"level": ("elementary",)})
    setting, plan = opened(requirements=(required("1", schools=gate),))
    assert setting.required[0].fte_parts == 0
    assert plan.staffing == ()


def test_a_centre_in_the_same_workbook_needs_its_own(opened):
    centre = School("0418", "Riverbend Centre", "high", NOWHERE, budgeted_with="0417")
    setting, _ = opened(requirements=(required("1"),), members=(centre,))
    assert setting.required[0].fte_parts == 20_000


def test_an_end_date_is_kept(opened):
    _, plan = opened(person("5001", ends_on=date(2026, 6, 30)))
    assert plan.staffing[0].end == 46_203  # 46,023 is January 1, 2026, and 180 days follow


def test_actual_cost_is_handed_only_to_schools_that_are_charged_it(opened):
    paid = person("5001", actual_salary_cents=91_000_00, actual_benefits_cents=9_00)
    average, _ = opened(paid)
    actual, _ = opened(paid, cost_basis={"pilot": "actual"})
    assert average.now[0].actual_salary_cents is None
    assert average.now[0].actual_benefits_cents is None
    assert actual.now[0].actual_salary_cents == 91_000_00
    assert actual.now[0].actual_benefits_cents == 9_00


def test_the_school_sees_the_programs_that_it_holds_itself(opened):
    setting, _ = opened()
    assert [(p.id, p.allocated_cents, p.accepted_cents) for p in setting.programs] == [
        ("general", 500_00, 7_00),
        ("title-i", 200_00, 0),
        ("bridge", 0, 0),
    ]
    assert [p.one_time for p in setting.programs] == [False, False, True]
    assert setting.letter_cents == 700_00
    assert [(g.line_id, g.code, g.fte_parts) for g in setting.given_fte] == [
        ("given", "1100", 15_000)
    ]


@pytest.mark.parametrize(("lines", "places"), [("cent", 2), ("dollar", 0), ("truncate", 0)])
def test_a_budget_is_planned_in_the_unit_of_the_policys_lines(opened, lines, places):
    setting, _ = opened(rounding=Rounding(lines=lines))
    assert setting.places == places


@pytest.mark.parametrize(
    ("gate", "open_"),
    [
        ({}, True),
        ({"where": {"level": ("high", "span")}}, True),
        ({"where": {"level": ("middle",)}}, False),
        ({"except_where": {"level": ("high",)}}, False),
        ({"schools": ("0417",)}, True),
        ({"schools": ("0999",)}, False),
        ({"where": {"title_i": ("yes",)}}, False),
        ({"where": {"colour": ("blue",)}}, False),
        ({"except_where": {"colour": ("blue",)}}, True),
        ({"where": {"magnet": ("y",)}}, True),
    ],
)
def test_a_gate_lets_in_whom_every_condition_names(gate, open_):
    school = School(
        "0417", "Riverbend High", "high", NOWHERE, title_i=False, attributes={"magnet": "y"}
    )
    assert lets_in(SchoolGate(**gate), school) is open_
