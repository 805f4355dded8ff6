"""The workbook of formulas is a second calculation: LibreOffice's numbers beside the engine's."""

import pytest
from support.arithmetic_lines import differences, lines_of, recalculated, unlike
from support.invented_district import invented_district

from bsa_xl.allocation import allocate
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import published_policies, published_policy, read_policy
from bsa_xl.policy.walk import dated_values
from bsa_xl.reports.arithmetic import arithmetic


def library_policy(name):
    policy_file, _ = read_policy(published_policy(name))
    return policy_file.policy


def year_of(policy):
    """The first year in which every value of the policy has begun."""
    years = [each.value.entries[0].since for each in dated_values(policy)]
    return max(years, default=FiscalYear(2026))


@pytest.mark.parametrize("gaps", [False, True], ids=["complete", "with gaps"])
@pytest.mark.parametrize("name", published_policies())
def test_every_library_policy_comes_to_the_same_cent_line_by_line(name, gaps, office, tmp_path):
    policy = library_policy(name)
    year = year_of(policy)
    district = invented_district(policy, year, gaps=gaps)
    values = recalculated(office, arithmetic(district, policy, year), tmp_path)
    lines = lines_of(values)
    allocation = allocate(district, policy, year)
    assert list(differences(allocation, lines)) == []
    assert len(lines) >= len(district.schools)


@pytest.mark.parametrize("name", published_policies())
def test_every_value_that_stands_beside_a_formula_is_what_the_formula_gives(name, office, tmp_path):
    policy = library_policy(name)
    year = year_of(policy)
    work = arithmetic(invented_district(policy, year, gaps=True), policy, year)
    for school_id in ("", work.model.school_ids[3]):
        recalculated(office, work, tmp_path, school_id)
        path = tmp_path / f"arithmetic{school_id}.xlsx"
        assert list(unlike(office.recalculate(path), path)) == []
