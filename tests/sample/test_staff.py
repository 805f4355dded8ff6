"""Rosters fit the rate sheet and the money, but for six schools that are over by design."""

from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pytest

from bsa_xl.allocation import allocate
from bsa_xl.district import read_district
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import read_policy
from bsa_xl.sample import write_sample

CENT = Decimal("0.01")


def shares_of(row):
    return {
        row[f"program_{number}"]: int(row[f"share_{number}"])
        for number in (1, 2, 3)
        if row[f"program_{number}"]
    }


@pytest.fixture(scope="module")
def money(tmp_path_factory):
    """Dollars by school and program, as the product allocates them."""
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder)
    district, _ = read_district(folder)
    file, _ = read_policy(folder / "policy.yaml")
    allocation = allocate(district, file.policy, FiscalYear(2026))
    programs = [program.id for program in file.policy.programs if program.held_by == "school"]
    return {
        school.school_id: {
            program: Decimal(school.program_cents(program)) / 100 for program in programs
        }
        for school in allocation
    }


def average_cost(row, position, benefits):
    """Salary and benefits of a position at the district's average, in plain decimals.

    A teacher at 80,300: 80,300 x (1 + 19.10 % + 1.45 % + 0.05 % + 2.10 %) = 98,528.10; and
    1,260.00 for each FTE, and 16,400.00 for a person at half time or more.
    """
    fte, salary, person = Decimal(row["fte"]), Decimal(position["salary"]), Decimal(0)
    of_one = salary
    for benefit in benefits:
        applies = benefit["applies_to"].split(";")
        owed = "regular" in applies and position["class"] in applies
        if not owed or fte < Decimal(benefit["from_fte"]):
            continue
        value = Decimal(benefit["value"])
        if benefit["kind"] == "percent_of_pay":
            of_one += (salary * value / 100).quantize(CENT, ROUND_HALF_UP)
        elif benefit["kind"] == "dollars_per_fte":
            of_one += value
        else:
            person += value
    return (fte * of_one).quantize(CENT, ROUND_HALF_UP) + person


@pytest.fixture(scope="module")
def costs(tables):
    """Dollars of positions by school and program; pilots are charged what people are paid."""
    positions = {row["code"]: row for row in tables["positions"]}
    pilots = {row["school_id"] for row in tables["schools"] if row["model"] == "pilot"}
    found = defaultdict(Counter)
    for row in tables["staff"]:
        if row["school_id"] in pilots and row["actual_salary"]:
            paid = Decimal(row["actual_salary"]) + Decimal(row["actual_benefits"])
            cost = Decimal(row["fte"]) * paid
        else:
            cost = average_cost(row, positions[row["code"]], tables["benefits"])
        for program, percent in shares_of(row).items():
            found[row["school_id"]][program] += cost * percent / 100
    return found


def test_shares_come_to_100(tables):
    assert [row for row in tables["staff"] if sum(shares_of(row).values()) != 100] == []
    assert {len(shares_of(row)) for row in tables["staff"]} == {1, 2, 3}


def test_programs_exist_and_may_pay_for_the_title(tables, texts):
    file, _ = read_policy(texts["policy.yaml"])
    known = {program.id for program in file.policy.programs}
    allowed = {row["code"]: row["programs_allowed"].split(";") for row in tables["positions"]}
    for row in tables["staff"]:
        for program in shares_of(row):
            assert program in known, row
            assert allowed[row["code"]] == [""] or program in allowed[row["code"]], row
    for table in ("positions", "items"):
        named = {
            program
            for row in tables[table]
            for program in row["programs_allowed"].split(";")
            if program
        }
        assert named <= known


def test_fte_fits_its_titles_step(tables):
    steps = {row["code"]: Decimal(row["fte_step"]) for row in tables["positions"]}
    off = [row for row in tables["staff"] if Decimal(row["fte"]) % steps[row["code"]] != 0]
    assert off == []


def test_every_school_has_its_principal_and_its_office(tables):
    codes = defaultdict(set)
    for row in tables["staff"]:
        codes[row["school_id"]].add(row["code"])
    for school in tables["schools"]:
        if not school["budgeted_with"]:
            assert codes[school["school_id"]] & {"01010", "01020", "01030", "01040"}, school
            assert "02010" in codes[school["school_id"]], school


def test_positions_are_met_once_a_school_and_shared_people_are_no_more_than_one(tables):
    seen = Counter((row["position_id"], row["school_id"]) for row in tables["staff"])
    assert max(seen.values()) == 1
    fte, schools = defaultdict(Decimal), defaultdict(set)
    for row in tables["staff"]:
        fte[row["position_id"]] += Decimal(row["fte"])
        schools[row["position_id"]].add(row["school_id"])
    shared = [position for position, where in schools.items() if len(where) > 1]
    assert len(shared) >= 10
    assert max(len(where) for where in schools.values()) == 5
    assert max(fte.values()) == 1


def test_a_shared_person_has_one_title_one_pay_and_one_state(tables):
    facts = defaultdict(set)
    for row in tables["staff"]:
        facts[row["position_id"]].add((row["code"], row["status"], row["actual_salary"]))
    assert all(len(each) == 1 for each in facts.values())


def test_the_twelve_schools_share_a_person_too(small):
    schools = defaultdict(set)
    for row in small["staff"]:
        schools[row["position_id"]].add(row["school_id"])
    assert max(len(where) for where in schools.values()) == 2


def test_about_one_position_in_25_is_vacant_and_a_vacancy_has_no_pay(tables):
    vacant = [row for row in tables["staff"] if row["status"] == "vacant"]
    assert Decimal("0.03") < Decimal(len(vacant)) / len(tables["staff"]) < Decimal("0.05")
    assert all(row["actual_salary"] == row["actual_benefits"] == "" for row in vacant)
    filled = [row for row in tables["staff"] if row["status"] == "filled"]
    assert all(Decimal(row["actual_salary"]) > 0 for row in filled)
    assert len(vacant) + len(filled) == len(tables["staff"])


def test_actual_pay_is_on_average_the_average(tables):
    # People earn 79 to 119 % of their title's average, 99 % in the middle.
    salary = {row["code"]: Decimal(row["salary"]) for row in tables["positions"]}
    paid = [row for row in tables["staff"] if row["actual_salary"]]
    ratio = sum(Decimal(row["actual_salary"]) for row in paid) / sum(
        salary[row["code"]] for row in paid
    )
    assert Decimal("0.98") < ratio < Decimal("1.00")


def test_positions_on_the_grant_that_ends_end_with_it(tables):
    for row in tables["staff"]:
        ends = "2026-06-30" if "recovery" in shares_of(row) else ""
        assert row["ends_on"] == ends, row


def test_schools_are_given_about_3_billion_dollars(money):
    total = sum(sum(programs.values()) for programs in money.values())
    assert 3_000_000_000 <= total <= 3_500_000_000


def test_positions_cost_80_to_97_percent_of_a_schools_money(money, costs):
    ratios = [
        sum(costs[school].values()) / sum(programs.values()) for school, programs in money.items()
    ]
    usual = [ratio for ratio in ratios if Decimal("0.80") <= ratio <= Decimal("0.97")]
    kept = [ratio for ratio in ratios if ratio > Decimal("0.97")]
    assert len(usual) + len(kept) >= 829  # of 839
    assert 30 <= len(kept) <= 70  # schools that lost pupils and not yet their positions
    assert min(ratios) > Decimal("0.75")
    assert max(ratios) < Decimal("1.15")


def test_seven_schools_in_a_hundred_are_over_their_general_fund_and_none_elsewhere(money, costs):
    over = [
        (school, program)
        for school, programs in money.items()
        for program, dollars in programs.items()
        if costs[school][program] > dollars
    ]
    assert 45 <= len(over) <= 70  # six that have a story, and the others
    assert {program for _, program in over} == {"general"}
    first_twelve = {f"{109 + 7 * number:04d}" for number in range(12)}
    assert first_twelve & {school for school, _ in over} == {"0165"}


def test_required_positions_can_be_paid_everywhere(money, tables):
    positions = {row["code"]: row for row in tables["positions"]}
    one = {"fte": "1"}
    dearest = sum(
        average_cost(one, positions[code], tables["benefits"]) for code in ("01030", "02010")
    )
    hosts = {row["school_id"] for row in tables["schools"] if not row["budgeted_with"]}
    assert all(money[school]["general"] > dearest for school in hosts)


def test_titles_given_as_fte_are_planned_no_higher(tables):
    given = {"01120": Decimal(1), "01620": Decimal(2)}
    planned = defaultdict(Decimal)
    for row in tables["staff"]:
        if row["code"] in given:
            planned[row["school_id"], row["code"]] += Decimal(row["fte"])
    assert all(fte <= given[code] for (_, code), fte in planned.items())
    levels = {row["school_id"]: row["level"] for row in tables["schools"]}
    assert {levels[school] for school, code in planned if code == "01620"} == {"High"}


def test_there_are_about_30_000_positions_and_the_largest_schools_have_over_120(tables):
    assert 25_000 <= len(tables["staff"]) <= 35_000
    rows = Counter(row["school_id"] for row in tables["staff"])
    assert 120 < max(rows.values()) <= 150
    assert min(rows.values()) >= 4
