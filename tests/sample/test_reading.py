"""The product's own reader, policy check and engine have nothing to say about the sample."""

from decimal import Decimal

import pytest

from bsa_xl.allocation import allocate
from bsa_xl.checks import KNOWN_RULES
from bsa_xl.district import read_district
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import CountSize, PolicyFacts, read_policy
from bsa_xl.sample import write_sample

YEARS = [FiscalYear(2025), FiscalYear(2026)]


@pytest.fixture(scope="module", params=[12, 100, 833])
def folder(request, tmp_path_factory):
    path = tmp_path_factory.mktemp(f"sample-{request.param}")
    write_sample(path, schools=request.param)
    return path


@pytest.fixture(scope="module")
def read(folder):
    return read_district(folder)


def facts_of(district, year):
    return PolicyFacts(
        year=year,
        counts={
            key: {
                group: CountSize(Decimal(int(column.scaled.max())) / 10_000)
                for group, column in table.columns.items()
            }
            for key, table in district.counts.items()
        },
        positions=frozenset(position.code for position in district.positions),
        school_ids=frozenset(school.school_id for school in district.schools),
        gate_values={
            name: frozenset(school.field_text(name) for school in district.schools)
            for name in ("level", "model", "title_i", "school_type")
        },
        amount_lines=frozenset(
            amount.line for amount in district.amounts if amount.fiscal_year == year
        ),
        programs_named={
            program: position.where for position in district.staff for program, _ in position.shares
        },
        rules=KNOWN_RULES,
        account_widths={
            segment.name: segment.width for segment in district.profile.account_segments
        },
    )


def test_the_district_reads_without_a_finding(read):
    district, findings = read
    assert [str(finding) for finding in findings] == []
    assert district.profile.name == "Halcyon Bay Unified School District"


@pytest.mark.parametrize("year", YEARS, ids=str)
def test_the_policy_reads_against_the_district_without_a_finding(folder, read, year):
    file, findings = read_policy(folder / "policy.yaml", facts=facts_of(read[0], year))
    assert [str(finding) for finding in findings] == []
    assert file.policy.status == "adopted"


@pytest.mark.parametrize("year", YEARS, ids=str)
def test_the_year_allocates_without_a_finding_and_to_the_cent(folder, read, year):
    file, _ = read_policy(folder / "policy.yaml")
    allocation = allocate(read[0], file.policy, year)
    assert [str(finding) for finding in allocation.findings] == []
    assert sum(allocation.school_totals().values()) == allocation.total_cents
    assert [control for control in allocation.controls if not control.foots] == []


def test_every_word_of_the_chart_of_accounts_is_known(read):
    district, _ = read
    titles = district.accounts.titles
    goal_function = district.accounts.combinations["goal", "function"]
    usual = district.profile.default_goal
    for position in district.positions:
        assert position.object in titles["object"], position
        assert (position.goal or usual, position.function) in goal_function, position
    for item in district.items:
        assert item.object in titles["object"], item
        assert (usual, item.function) in goal_function, item
    for benefit in district.benefits:
        assert benefit.object in titles["object"], benefit


def test_the_first_twelve_schools_are_of_the_same_kinds_in_every_size(read):
    district, _ = read
    table = district.table(FiscalYear(2026), "projected")
    first = [school for school in district.schools if not school.budgeted_with][:12]
    found = [
        (
            school.level,
            school.model,
            school.attributes["school_type"],
            int(table.count(school.school_id, "enrollment")),
        )
        for school in first
    ]
    assert found == [
        ("Elementary", "formula", "Regular", 612),
        ("Middle", "formula", "Regular", 1248),
        ("High", "formula", "Regular", 3384),
        ("High", "formula", "Continuation", 46),
        ("Elementary", "pilot", "Regular", 388),
        ("Span", "formula", "Regular", 1176),
        ("Elementary", "formula", "Regular", 164),
        ("High", "pilot", "Regular", 412),
        ("Middle", "formula", "Regular", 906),
        ("Elementary", "formula", "Regular", 724),
        ("Elementary", "formula", "Regular", 1322),
        ("High", "formula", "Regular", 1640),
    ]
    centres = [school for school in district.schools if school.budgeted_with]
    assert first[9].school_id in {centre.budgeted_with for centre in centres}
    assert first[10].title_i is False
