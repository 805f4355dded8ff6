"""positions.csv, benefits.csv, items.csv, services.csv and the chart of accounts."""

from datetime import date
from decimal import Decimal

import pytest


def test_every_column_of_the_rate_sheet_is_read(read):
    [position] = read(
        positions=(
            "code,title,class,unit,basis,hours,months,salary,flat_cost,salary_object,function,goal,"
            "fte_step,programs_allowed\n"
            '0110,Teacher,certificated,UTR,C,6,10.5,"95,000.00",,1100,1000,1110,0.1,general; title_i\n'
        )
    ).facts.positions
    assert (position.code, position.title, position.class_) == ("0110", "Teacher", "certificated")
    assert (position.unit, position.basis) == ("UTR", "C")
    assert (position.hours, position.months) == (Decimal(6), Decimal("10.5"))
    assert (position.salary_cents, position.flat_cost_cents) == (9_500_000, None)
    assert (position.object, position.function, position.goal) == ("1100", "1000", "1110")
    assert position.fte_step == Decimal("0.1")
    assert position.programs_allowed == ("general", "title_i")


def test_a_title_needs_a_salary_or_a_flat_cost(read):
    result = read(positions="code,title,salary,flat_cost\n0110,Teacher,,\n0120,Nurse,,120000\n")
    assert result.said == [
        (
            "positions.csv, line 2, column salary: 0110 has neither a salary nor a flat cost. "
            "Fill in salary or flat_cost. [DATA-25]"
        )
    ]
    assert result.facts.positions[1].flat_cost_cents == 12_000_000


def test_benefits_are_percent_or_dollars_for_kinds_of_pay_and_classes(read):
    result = read(
        benefits=(
            "id,object,kind,value,from_fte,applies_to\n"
            "strs,3101,percent of pay,19.1%,,regular; certificated\n"
            'health,3401,dollars per person,"18,000",0.5,regular\n'
            "medicare,3301,percent_of_pay,1.45,,\n"
        )
    )
    strs, health, medicare = result.facts.benefits
    assert (strs.kind, strs.value, strs.applies_to, strs.class_) == (
        "percent_of_pay", Decimal("19.1"), ("regular",), "certificated",
    )  # fmt: skip
    assert (health.kind, health.value, health.from_fte) == (
        "dollars_per_person", Decimal(18000), Decimal("0.5"),
    )  # fmt: skip
    assert (medicare.value, medicare.applies_to, medicare.class_) == (Decimal("1.45"), (), "")
    assert result.ids == ["DATA-04"]


def test_a_benefit_for_an_unknown_kind_of_pay_is_refused(read):
    result = read(benefits="id,kind,value,applies_to\nstrs,percent_of_pay,19.1,regulr\n")
    assert result.said == [
        (
            "benefits.csv, line 2, column applies_to: 'regulr' is not known here. Write regular. "
            "[DATA-24]"
        )
    ]


def test_items_have_a_rate_unless_they_are_lump_sums(read):
    result = read(
        items=(
            "code,title,unit,unit_rate,benefit_class,object,function,programs_allowed,from,until,"
            "description\n"
            "10562,Teacher overtime,hour,62.50,hourly,1100,1000,general,2025-07-01,2026-06-30,Paid by the hour\n"
            "40269,Supplies,lump,,,4300,1000,,,,\n"
            "50243,Bus,day,,,5800,1000,,,,\n"
        )
    )
    overtime, supplies, _ = result.facts.items
    assert (overtime.unit, overtime.unit_rate_cents, overtime.benefit_class) == (
        "hour",
        6250,
        "hourly",
    )
    assert (overtime.from_date, overtime.until) == (date(2025, 7, 1), date(2026, 6, 30))
    assert overtime.description == "Paid by the hour"
    assert (supplies.unit, supplies.unit_rate_cents) == ("lump", None)
    assert result.said == [
        (
            "items.csv, line 4, column unit_rate: 50243 is bought by the day but has no unit_rate. "
            "Write the dollars for one, or the unit lump. [DATA-25]"
        )
    ]


def test_services_are_per_pupil_or_per_school(read):
    result = read(
        services=(
            "code,title,value,per,program,keeps\nLIB,Library,41.25,pupil,general,A librarian\n"
            "IT,Network,12000,schol,general,\n"
        )
    )
    [library] = result.facts.services
    assert (library.cents, library.per, library.keeps) == (4125, "pupil", "A librarian")
    assert result.said == [
        "services.csv, line 3, column per: 'schol' is not known here. Write school. [DATA-24]"
    ]


def test_the_chart_of_accounts_has_titles_and_pairs(read):
    result = read(
        accounts__fund="code,title\n01,General Fund\n",
        accounts__goal="code,title\n1110,Regular Education\n",
        accounts__goal_function="goal,function\n1110,1000\n9999,1000\n",
    )
    accounts = result.facts.accounts
    assert accounts.titles == {
        "fund": {"01": "General Fund"},
        "goal": {"1110": "Regular Education"},
    }
    assert accounts.combinations == {
        ("goal", "function"): frozenset({("1110", "1000"), ("9999", "1000")})
    }
    assert result.said == [
        (
            "accounts/goal_function.csv, line 3, column goal: '9999' is not a code of "
            "accounts/goal.csv. Correct it, or add it there. [DATA-23]"
        )
    ]


def test_an_unknown_file_of_accounts_is_named(read):
    assert read(accounts__funds="code,title\n01,General Fund\n").said == [
        (
            "accounts/funds.csv: this file is none of the district's tables and was not read. "
            "Call it fund if that is what it is. [DATA-34]"
        )
    ]


@pytest.mark.parametrize("name", ["positions", "benefits", "items", "services"])
def test_a_row_without_its_id_is_refused(read, name):
    rows = {
        "positions": "code,title,salary\n,Teacher,1\n",
        "benefits": "id,kind,value\n,percent_of_pay,1\n",
        "items": "code,title,unit\n,Bus,lump\n",
        "services": "code,title,value,per\n,Library,1,pupil\n",
    }
    result = read(**{name: rows[name]})
    assert result.ids == ["DATA-25"]
    assert getattr(result.facts, name) == ()
