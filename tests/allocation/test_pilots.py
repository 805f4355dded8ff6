"""Pilot schools: a lump sum by their peers, a start-up, services kept or taken as money."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some
from support.small_district import (
    SOURCE,
    YEAR,
    component,
    lump_sum,
    per_pupil,
    school,
    small_district,
    small_policy,
)
from support.small_results import told

from bsa_xl.allocation import LineStatus, allocate, explain
from bsa_xl.district import Service, ServiceChoice
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location
from bsa_xl.money import round_ratio

PILOTS = {"schools": {"where": {"model": ["pilot"]}}}
OTHERS = {"schools": {"except_where": {"model": ["pilot"]}}}
#: Two high schools and an elementary school by formula, a pilot of each level.
LEVELS = {"0101": "HS", "0102": "HS", "0103": "ES", "0201": "HS", "0202": "ES"}
COUNTS = {"0101": "1000", "0102": "500", "0103": "300", "0201": "400", "0202": "410"}
FORMULA = (per_pupil("enrollment", "3000", **OTHERS), lump_sum("foundation", "200000", **OTHERS))
LUMP = component(
    "lump", "peer_average", "share of average", "1", of=["enrollment", "foundation"], **PILOTS
)


def allocated(*components, counts=COUNTS, opened=None, services=(), choices=(), **policy):
    rows = {one: {"enrollment": count} for one, count in counts.items()}
    schools = [
        school(one, LEVELS[one], model="pilot" if one[1] == "2" else "formula",
               opened=(opened or {}).get(one))
        for one in counts
    ]  # fmt: skip
    of = small_district(rows, schools=schools)
    of = replace(of, services=tuple(services), choices=tuple(choices))
    made = small_policy(*components, **policy)
    return allocate(of, made, YEAR), of, made


def lines_of(made, name):
    found = ((line.line_id, line) for each in made[0] for line in each.lines)
    return {key: line for key, line in found if line.component == name and line.count is not None}


def cents_of(made, name):
    return {key: line.cents for key, line in lines_of(made, name).items()}


def test_a_pilot_is_given_what_schools_of_its_level_are_given_a_pupil():
    # HS: 3,000 x 1,500 + 2 x 200,000 = 4,900,000 / 1,500 = 3,266.666667 x 400 = 1,306,666.6668
    # ES: 3,000 x 300 + 200,000 = 1,100,000 / 300 = 3,666.666667 x 410 = 1,503,333.33347
    made = allocated(*FORMULA, LUMP)
    assert told(made) == []
    assert cents_of(made, "lump") == {"0201:lump": 1_306_666_67, "0202:lump": 1_503_333_33}
    assert explain(*made, "0201").lines[-1].sentence == (
        "Lump: 400 pupils enrolled x $3,266.666667 (the average of 2 schools with level HS "
        "(0101, 0102): $4,900,000.00 over 1,500 pupils) = $1,306,666.67, in program School budget "
        "(Board Policy 3110)."
    )


def test_a_share_of_the_average_and_all_schools_together():
    # (4,900,000 + 1,100,000) / 1,800 x 0.8 = 2,666.666667 x 400
    made = allocated(*FORMULA, LUMP | {"same": [], "values": {"FY2026": "0.8"}})
    assert cents_of(made, "lump")["0201:lump"] == 1_066_666_67
    assert (
        "(80 % of the average of 3 schools (0101, 0102, 0103): $6,000,000.00 over 1,800 pupils)"
        in (explain(*made, "0201").lines[-1].sentence)
    )


def test_peers_may_be_named_and_a_pilot_is_never_its_own():
    made = allocated(*FORMULA, LUMP | {"peers": {"schools": ["0101", "0201"]}, "of": []})
    # 0101 alone: 3,200,000 / 1,000; 0202 has no elementary peer there
    assert cents_of(made, "lump") == {"0201:lump": 1_280_000_00}
    assert told(made) == [
        (
            "policy.yaml: 'Lump' looks for peers among schools with level ES, and finds 0 schools with "
            "$0.00 and 0 pupils. Correct peers: or same: in the policy, or supply what is missing. "
            "[ALO-67]"
        )
    ]


def test_alo_67_peers_that_are_to_come_leave_the_pilots_to_come():
    made = allocated(*FORMULA, LUMP, counts=COUNTS | {"0102": "*"})
    assert [each.id for each in made[0].findings] == ["ALO-02", "ALO-67"]
    assert told(made)[1] == (
        "policy.yaml: 'Lump' looks for peers among schools with level HS, and finds lines or counts to "
        "come at 1 school. Correct peers: or same: in the policy, or supply what is missing. [ALO-67]"
    )
    [line] = [line for line in made[0].lines("0201").lines if line.component == "lump"]
    assert line.status is LineStatus.TO_COME
    assert "0202:lump" in cents_of(made, "lump")


def test_alo_68_a_pilot_beyond_400_pupils_is_named():
    made = allocated(*FORMULA, LUMP | {"generally_at_most": {"FY2026": "400"}})
    assert told(made) == [
        (
            "schools.csv, line 2: School 0202 (0202) has 410 pupils, and 'Lump' is for schools of "
            "generally no more than 400. Look at it when its autonomy is renewed. [ALO-68]"
        )
    ]


def test_peers_by_a_column_that_is_not_there_are_told():
    made = allocated(*FORMULA, LUMP | {"same": ["span"]})
    assert told(made) == [
        (
            "policy.yaml: 'Lump' compares schools by 'span', and schools.csv has no column 'span'. Add the "
            "column 'span' to schools.csv, or correct the name in the policy. [ALO-08]"
        )
    ]


START = {
    "id": "start", "kind": "start_up", "label": "Start-up", "unit": "USD per school", "source": SOURCE,
    "years": [{"year": 1, "values": {"FY2020": "150000"}}, {"year": 2, "values": {"FY2026": "75000"}}],
}  # fmt: skip


@pytest.mark.parametrize(("day", "cents"), [
    (date(2025, 7, 1), 150_000_00), (date(2025, 6, 30), 75_000_00), (date(2024, 8, 15), 75_000_00),
    (date(2024, 6, 30), None), (date(2026, 7, 1), None),
])  # fmt: skip
def test_a_start_up_goes_by_the_year_of_operation(day, cents):
    made = allocated(lump_sum(), START | PILOTS, opened={"0201": day, "0202": date(2000, 9, 1)})
    assert cents_of(made, "start") == ({} if cents is None else {"0201:start": cents})


def test_a_start_up_says_the_year_and_the_day():
    opened = {"0201": date(2024, 8, 15), "0202": date(2000, 9, 1)}
    made = allocated(START | PILOTS, opened=opened)
    assert explain(*made, "0201").lines[-1].sentence == (
        "Start-up: $75,000.00; year 2 of operation, opened on 2024-08-15, in program School budget "
        "(Board Policy 3110)."
    )


def test_alo_69_schools_without_an_opening_day_are_told_once():
    made = allocated(START | PILOTS)
    assert told(made) == [
        (
            "policy.yaml: 'Start-up' goes by the year of operation, and 2 schools, 0201 among them, have "
            "no date in opened, so they get none. Fill in opened in schools.csv, or name in schools: "
            "those that it is for. [ALO-69]"
        )
    ]


ARTS = Service(
    "S010", "Arts team", 11_40, "pupil", "", "A teacher one day a week", Location("services.csv", 2)
)
COACH = Service("S040", "Data coaching", 6_800_00, "school", "", "", Location("services.csv", 3))
BACK = {
    "id": "services", "kind": "purchase_back", "label": "Services", "unit": "USD per service",
    "source": SOURCE,
}  # fmt: skip


def takes(school_id, service, year=YEAR, take=True):
    return ServiceChoice(school_id, year, service, take, Location("choices.csv", 2))


def test_a_service_is_kept_until_a_school_takes_it_and_the_central_budget_falls_by_as_much():
    # arts: 400 x 11.40 = 4,560 and 410 x 11.40 = 4,674; coaching 6,800 each: 22,834 in all
    menu = {"services": (ARTS, COACH)}
    kept = allocated(lump_sum(), BACK | PILOTS, **menu)
    assert (kept[0].central_cents, kept[0].total_cents) == (22_834_00, 5 * 215_000_00)
    choices = (takes("0201", "S010"), takes("0202", "S040"), takes("0202", "S010", take=False),
               takes("0201", "S040", FiscalYear(2025)))  # fmt: skip
    made = allocated(lump_sum(), BACK | PILOTS, choices=choices, **menu)
    assert cents_of(made, "services") == {
        "0201:services:S010": 4_560_00, "0201:services:S040:kept": 6_800_00,
        "0202:services:S010:kept": 4_674_00, "0202:services:S040": 6_800_00,
    }  # fmt: skip
    assert kept[0].central_cents - made[0].central_cents == 11_360_00
    assert made[0].total_cents - kept[0].total_cents == 11_360_00
    for each in (kept, made):
        [control] = each[0].controls
        assert (control.given_cents, control.allocated_cents, control.foots) == (
            22_834_00, 22_834_00, True,
        )  # fmt: skip


def test_a_service_says_who_gives_it():
    made = allocated(BACK | PILOTS, services=(ARTS, COACH), choices=(takes("0201", "S010"),))
    assert [one.sentence for one in explain(*made, "0201").lines if one.line.cents] == [
        (
            "Services: Arts team, taken as money: 400 pupils enrolled x $11.40 = $4,560.00, in "
            "program School budget (Board Policy 3110). The central office no longer gives it: A teacher "
            "one day a week."
        ),
        (
            "Services: Data coaching, kept as a service: $6,800.00; what the service is worth to a "
            "school, in program School budget, held by the central office (Board Policy 3110)."
        ),
    ]


@pytest.mark.parametrize(("choice", "why"), [
    (takes("0101", "S010"), "is not offered to it"), (takes("0201", "S040"), "is not on the menu"),
])  # fmt: skip
def test_alo_70_a_choice_that_reaches_nobody_is_told(choice, why):
    block = BACK | PILOTS | {"services": ["S010"]}
    made = allocated(block, services=(ARTS, COACH), choices=(choice,))
    assert told(made) == [
        (
            f"choices.csv, line 2: School {choice.school_id} takes '{choice.service}' as money, which {why} "
            "by 'Services'. Correct the choice, or the component's schools: and services:. [ALO-70]"
        )
    ]


def test_alo_71_a_menu_of_what_is_not_there_is_told():
    other = replace(ARTS, program="title_i")
    made = allocated(BACK | {"services": ["S010", "S099"]}, services=(other,))
    assert told(made) == [
        (
            "policy.yaml: 'Services' offers 'S099', which services.csv does not list. Add the service, or "
            "take it off services: in the policy. [ALO-71]"
        ),
        (
            "services.csv, line 2: 'Arts team' (S010) is under the program 'title_i', which the policy "
            "does not have. Correct the program, or leave it empty for the component's own. [ALO-71]"
        ),
    ]


@settings(max_examples=60, deadline=None)
@for_all(some.lists(some.integers(1, 4000), min_size=5, max_size=5), some.integers(1, 10**7))
def test_the_average_is_the_fraction_rounded_as_rates_are(pupils, cents):
    counts = dict(zip(COUNTS, map(str, pupils), strict=True))
    dollars = str(Decimal(cents) / 100)
    made = allocated(per_pupil("enrollment", dollars, **OTHERS), LUMP | {"of": []}, counts=counts)
    # every peer has the same rate, but for its own rounding: by fractions of what they were given
    given = made[0].lines("0101").total_cents + made[0].lines("0102").total_cents
    average = Fraction(given, 100 * (pupils[0] + pupils[1]))
    rate = round_ratio(average.numerator * 10**6, average.denominator)
    assert cents_of(made, "lump")["0201:lump"] == round_ratio(rate * pupils[3], 10**4)


@settings(max_examples=60, deadline=None)
@for_all(
    some.sets(some.sampled_from(["0201", "0202"])), some.sets(some.sampled_from(["0201", "0202"]))
)
def test_what_schools_take_and_what_is_kept_is_always_the_whole_menu(arts, coaching):
    choices = [takes(one, "S010") for one in sorted(arts)] + [
        takes(one, "S040") for one in sorted(coaching)
    ]
    made = allocated(BACK | PILOTS, services=(ARTS, COACH), choices=choices)[0]
    assert made.total_cents + made.central_cents == 22_834_00
    taken = {"0201": 4_560_00, "0202": 4_674_00}
    assert made.total_cents == sum(taken[one] for one in arts) + 6_800_00 * len(coaching)


def test_restricted_initiative_money_stands_beside_the_lump_sum_under_its_own_program():
    # an initiative has strings: its money is a component of a restricted program, with its own gate
    programs = [
        {"id": "general", "title": "General"},
        {"id": "initiative", "title": "Literacy initiative", "restricted": True},
    ]
    mine, strings = {"program": "general"}, {"program": "initiative"}
    gate = {"schools": {"schools": ["0101", "0201"]}}
    made = allocated(
        *(each | mine for each in FORMULA), LUMP | mine,
        per_pupil("enrollment", "25", id="literacy", **gate, **strings), programs=programs,
    )  # fmt: skip
    assert told(made) == []
    assert made[0].program_totals() == {
        "general": 4_900_000_00 + 1_100_000_00 + 1_306_666_67 + 1_503_333_33,
        "initiative": 35_000_00,
    }
    assert cents_of(made, "literacy") == {"0101:literacy": 25_000_00, "0201:literacy": 10_000_00}
