"""The published formulas in the library read without a word, and give the published dollars."""

import csv
from decimal import ROUND_HALF_UP, Decimal

import pytest
from pydantic import BaseModel

from bsa_xl.citation import Citation
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import (
    ASSUMPTION,
    DatedValue,
    Policy,
    library_policy,
    published_policies,
    published_policy,
    read_policy,
)

FY2026 = FiscalYear(2026)


def shelf(name: str) -> Policy:
    file, findings = read_policy(published_policy(name), name=f"{name}.yaml")
    assert findings == ()
    return file.policy


@pytest.mark.parametrize("name", published_policies())
def test_every_policy_of_the_library_is_without_findings(name):
    assert shelf(name).title


def test_the_library_knows_its_names():
    assert {"riverbend", "san_francisco_2022_23"} <= set(published_policies())
    with pytest.raises(KeyError):
        published_policy("../model")


def test_riverbend_says_what_its_file_says():
    policy = shelf("riverbend")
    parts = {component.id: component for component in policy.components}
    assert policy.base.values.value(FY2026) == 5275
    assert str(policy.base.values.source(FY2026)) == "Board Resolution 25-014 Table 1"
    assert policy.base.values.source(FiscalYear(2025)) is None
    assert parts["english-learner"].values.value(FY2026) == Decimal("0.24")
    assert parts["english-learner"].values.value(FiscalYear(2025)) == Decimal("0.20")
    assert parts["english-learner"].values.value(FiscalYear(2024)) is None
    assert parts["grade-9-transition"].values.value(FiscalYear(2025)) == 310
    assert parts["grade-9-transition"].values.value(FY2026) is None
    assert parts["foundation"].values.value(FiscalYear(2030)) == 221_500
    assert parts["foundation"].schools.except_where == {"level": ("Center",)}
    assert parts["soft-landing"].takes == "transition"
    assert parts["title-i"].takes == "title-i"
    assert policy.counting["concentrated"].share.value(FY2026) == Decimal("0.55")
    assert policy.program("title_i").available_until == "FY2027"
    assert policy.checks[1].limits == {"share": Decimal("0.01")}


def test_the_teaching_policies_use_every_key_of_the_grammar():
    text = b"".join(map(published_policy, ("riverbend", "fairview"))).decode()
    blocks, seen = [Policy], set()
    while blocks:
        block = blocks.pop()
        if block in seen or not hasattr(block, "model_fields"):
            continue
        seen.add(block)
        for key, field in block.model_fields.items():
            assert f"{key}:" in text, f"{block.__name__}.{key}"
            blocks.extend(parts_of(field.annotation))


def parts_of(shape) -> list:
    inner = list(getattr(shape, "__args__", ()))
    return [shape, *(found for part in inner for found in parts_of(part))]


def test_a_policy_names_its_only_program_for_an_empty_id():
    policy = Policy.model_validate({"policy": "p", "title": "P"})
    assert policy.program("").title == "School budget"
    assert policy.program("general") is policy.program("")
    with pytest.raises(KeyError):
        shelf("riverbend").program("")


@pytest.fixture(scope="module")
def san_francisco(shared):
    folder = shared / "data" / "sfusd"
    with (folder / "accept_2022-23_inputs.csv").open(newline="") as file:
        counts = {row["school_no"]: row for row in csv.DictReader(file)}
    with (folder / "accept_2022-23_expected.csv").open(newline="") as file:
        dollars = {row["school_no"]: row for row in csv.DictReader(file)}
    return counts, dollars


def test_san_francisco_gives_every_weighted_dollar_that_was_published(san_francisco):
    # count x weight x 5174.4996, or count x flat rate, each rounded half up to the dollar
    counts, dollars = san_francisco
    policy, year = shelf("san_francisco_2022_23"), FiscalYear(2023)
    columns = {
        "base": ("base_n", "base_amt"), "dup": ("dup_n", "dup_amt"), "k3": ("k3_n", "k3_amt"),
        "el": ("el_n", "el_amt"), "conc": ("conc_n", "s_conc"), "sped": ("sped_n", "s_sped"),
        "newcomer": ("newcomer_n", "newcomer_amt"), "title1": ("title1_n", "s_title1"),
        "scg_li": ("scg_li_n", "s_scgli"),
    }  # fmt: skip
    base = policy.base.values.value(year)
    found = {"weight": 0, "per_pupil": 0}
    for component in policy.components:
        if component.kind not in found:
            continue
        rate = component.values.value(year) * (base if component.kind == "weight" else 1)
        count, amount = columns[component.id]
        for school, published in dollars.items():
            paid = (Decimal(counts[school][count]) * rate).quantize(Decimal(1), ROUND_HALF_UP)
            assert paid == Decimal(published[amount] or 0), (school, component.id)
            found[component.kind] += paid != 0
    assert found == {"weight": 542, "per_pupil": 74}


def test_san_francisco_names_the_agreed_components_and_given_amounts():
    policy = shelf("san_francisco_2022_23")
    kinds = {component.id: component.kind for component in policy.components}
    given = {"trans", "ap", "other", "tk", "arts", "pe"}
    assert set(kinds) - given == {
        "base", "dup", "k3", "el", "newcomer", "conc", "sped", "title1", "scg_li",
    }  # fmt: skip
    assert {name for name, kind in kinds.items() if kind == "given"} == given
    assert policy.rounding.lines == "dollar"
    resources = {
        component.id: policy.program(component.program).resource for component in policy.components
    }
    assert resources["el"] == "07091"
    assert resources["conc"] == "07092"
    assert resources["sped"] == "65001"
    assert resources["scg_li"] == "07090"


def test_san_francisco_marks_what_no_document_gives():
    policy, year = shelf("san_francisco_2022_23"), FiscalYear(2023)
    assumed = {
        component.id
        for component in policy.components
        if component.kind != "given" and component.values.is_assumption(year)
    }
    assert policy.base.values.is_assumption(year)
    assert assumed == {"dup", "k3", "el", "conc", "sped", "title1", "scg_li"}


def citations(part) -> list[Citation]:
    """Every source that a policy names."""
    if isinstance(part, Citation):
        return [part]
    if isinstance(part, DatedValue):
        return [entry.source for entry in part.entries if entry.source is not None]
    if isinstance(part, BaseModel):
        return [
            found for name in type(part).model_fields for found in citations(getattr(part, name))
        ]
    if isinstance(part, dict):
        return [found for each in part.values() for found in citations(each)]
    if isinstance(part, tuple):
        return [found for each in part for found in citations(each)]
    return []


@pytest.mark.parametrize("name", published_policies())
def test_every_source_of_a_real_district_names_its_section(name):
    if library_policy(name).standing == "example":
        return  # it shows every way of writing a source
    for each in citations(shelf(name)):
        assert each.section or "section" in each.title or each == ASSUMPTION, each
        assert not each.url or each.url.startswith("https://")


@pytest.mark.parametrize("name", published_policies())
def test_a_policy_that_rests_on_an_assumption_is_not_called_published(name):
    entry = library_policy(name)
    assert (entry.standing == "published") <= (entry.assumptions == 0)
    assert "published" not in entry.title.casefold()
