"""The workbook of formulas is a second calculation: LibreOffice's numbers beside the engine's."""

from collections import Counter
from decimal import Decimal

import pytest
from support.arithmetic_lines import differences, lines_of, recalculated, unlike
from support.invented_district import invented_district
from support.small_district import lump_sum, per_pupil, pool, small_district, small_policy, weight

from bsa_xl.allocation import allocate, grounds, pricing
from bsa_xl.allocation import pool as pools
from bsa_xl.allocation.arithmetic import rate_of
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import published_policies, published_policy, read_policy
from bsa_xl.policy.walk import dated_values
from bsa_xl.reports.arithmetic import arithmetic
from bsa_xl.reports.arithmetic.places import FIRST_SCHOOL

YEAR = FiscalYear(2026)


def library_policy(name):
    policy_file, _ = read_policy(published_policy(name))
    return policy_file.policy


def years_of(policy):
    """The year in which most values of a policy begin, and the first in which all have begun."""
    histories = [each.value.entries for each in dated_values(policy)]
    firsts = [entries[0].since for entries in histories if entries]  # a solved base has none
    return sorted({Counter(firsts).most_common(1)[0][0], max(firsts)})


CASES = [(name, year) for name in published_policies() for year in years_of(library_policy(name))]


@pytest.mark.parametrize("gaps", [False, True], ids=["complete", "with gaps"])
@pytest.mark.parametrize(("name", "year"), CASES, ids=str)
def test_every_library_policy_comes_to_the_same_cent_line_by_line(
    name, year, gaps, office, tmp_path
):
    policy = library_policy(name)
    district = invented_district(policy, year, gaps=gaps)
    lines = lines_of(recalculated(office, arithmetic(district, policy, year), tmp_path))
    allocation = allocate(district, policy, year)
    assert list(differences(allocation, lines)) == []
    assert len(lines) >= len(district.schools)


@pytest.mark.parametrize(("name", "year"), CASES, ids=str)
def test_every_value_that_stands_beside_a_formula_is_what_the_formula_gives(
    name, year, office, tmp_path
):
    policy = library_policy(name)
    work = arithmetic(invented_district(policy, year, gaps=True), policy, year)
    for school_id in ("", work.model.school_ids[3]):
        recalculated(office, work, tmp_path, school_id)
        path = tmp_path / f"arithmetic{school_id}.xlsx"
        assert list(unlike(office.recalculate(path), path)) == []


@pytest.fixture
def small():
    """Three schools; the pool of $100 leaves a cent to the largest remainder."""
    rows = {
        "0101": {"enrollment": "100", "el": "7"},
        "0102": {"enrollment": "200", "el": "3.5"},
        "0103": {"enrollment": "303", "el": "1"},
    }
    policy = small_policy(
        weight("el", "0.1234567"),
        per_pupil("enrollment", "12.345"),
        lump_sum(),
        pool("100", "enrollment"),
    )
    return small_district(rows), policy


def in_both(small, office, folder):
    district, policy = small
    lines = lines_of(recalculated(office, arithmetic(district, policy, YEAR), folder))
    return list(differences(allocate(district, policy, YEAR), lines))


def test_the_workbook_agrees_with_a_sound_engine(small, office, tmp_path):
    assert in_both(small, office, tmp_path) == []


def test_an_engine_whose_rates_are_cut_is_found_out(small, office, tmp_path, monkeypatch):
    def cut(value, *_, **__):
        return rate_of(value, 2)

    monkeypatch.setattr(pricing, "rate_of", cut)
    found = in_both(small, office, tmp_path)
    # 0.1234567 x 5,000 = 617.2835, cut to 617.28: 7 x 617.2835 = 4,320.98, 7 x 617.28 = 4,320.96;
    # 12.345 x 100 = 1,234.50, and 12.35 x 100 = 1,235.00
    assert "0101:el 4320.96 here, 4320.98 in the workbook" in found
    assert "0101:enrollment 1235 here, 1234.5 in the workbook" in found


def test_an_engine_that_doubles_a_rate_is_found_out(small, office, tmp_path, monkeypatch):
    def doubled(value, places, **_):
        return rate_of(value * 2, places)

    monkeypatch.setattr(grounds, "rate_of", doubled)
    monkeypatch.setattr(pricing, "rate_of", doubled)
    found = in_both(small, office, tmp_path)
    assert "0101:foundation 430000 here, 215000 in the workbook" in found
    assert len(found) == 9  # three schools; el, enrollment and the foundation


def test_an_engine_that_gives_the_last_cent_to_the_wrong_school_is_found_out(
    small, office, tmp_path, monkeypatch
):
    def first_come(total, claims, _):
        """16.58, 33.17 and 50.25: whole cents, what is left to the first."""
        whole = [total * int(each) // int(claims.sum()) for each in claims]
        whole[0] += total - sum(whole)
        return claims * 0 + whole

    monkeypatch.setattr(pools, "shared_out", first_come)
    # 10,000 cents x 100 / 603 = 1,658.37, 3,316.75, 5,024.88: two cents are left, for 0103 and 0102
    assert in_both(small, office, tmp_path) == [
        "0101:pool 16.6 here, 16.58 in the workbook",
        "0102:pool 33.16 here, 33.17 in the workbook",
        "0103:pool 50.24 here, 50.25 in the workbook",
    ]


def test_a_changed_count_moves_everything_that_depends_on_it(small, office, tmp_path):
    district, policy = small
    work = arithmetic(district, policy, YEAR)
    recalculated(office, work, tmp_path)
    path = tmp_path / "arithmetic.xlsx"
    counts = office.recalculate(path, everything=True)["Counts"]
    (heading,) = [ref for ref, text in counts.items() if text == "Enrollment"]
    cell = heading.rstrip("0123456789") + str(FIRST_SCHOOL)
    assert counts[cell] == 100
    typed = {"Counts": {cell: 110}}
    lines = lines_of(office.fill_and_recalculate(path, typed, everything=True))
    assert lines["0101", "enrollment"] == Decimal("1357.95")  # 110 x 12.345
    # 10,000 x 110 / 613 = 1,794.45, 200: 3,262.64, 303: 4,942.90: the two cents to 0103 and 0102
    shares = [lines[school_id, "pool"] for school_id in ("0101", "0102", "0103")]
    assert shares == [Decimal("17.94"), Decimal("32.63"), Decimal("49.43")]
    typed = {"Counts": {cell: "suppressed"}}
    lines = lines_of(office.fill_and_recalculate(path, typed, everything=True))
    assert lines["0101", "enrollment"] == "to come"
    assert {lines[school_id, "pool"] for school_id in ("0101", "0102", "0103")} == {"to come"}
    assert lines["0102", "enrollment"] == Decimal("2469.00")


def test_one_schools_workbook_says_what_the_districts_says(small, office, tmp_path):
    district, policy = small
    work = arithmetic(district, policy, YEAR)
    whole = lines_of(recalculated(office, work, tmp_path))
    for school_id in work.model.school_ids:
        lines = recalculated(office, work, tmp_path, school_id)["Lines"]
        mine = {each for (owner, _), each in whole.items() if owner == school_id}
        assert {Decimal(str(value)) for ref, value in lines.items() if ref[0] == "B"} == mine
