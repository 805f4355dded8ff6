"""A line names its source, and says where its number is one that no document gives."""

import pytest
from support.small_district import (
    YEAR,
    component,
    per_pupil,
    small_district,
    small_policy,
    weight,
)

from bsa_xl.allocation import allocate, explain

ASSUMED = {"FY2026": {"value": "0.1", "assumption": True}}
NOT_GIVEN = "assumption: no document gives the number"


def source_of(*components, **policy):
    """The source of the first line, as it is printed."""
    district = small_district({"0101": {"enrollment": "100", "el": "10"}})
    allocation = allocate(district, small_policy(*components, **policy), YEAR)
    assert [str(each) for each in allocation.findings] == []
    return str(allocation.lines("0101").lines[0].source)


def test_a_number_that_a_document_gives_has_its_source_alone():
    assert source_of(weight()) == "Board Policy 3110"


@pytest.mark.parametrize(
    "block",
    [
        weight(values=ASSUMED),
        per_pupil(values={"FY2026": {"value": "500", "assumption": True}}),
        component("flat", "lump_sum", "USD per school", "1") | {"values": ASSUMED},
    ],
    ids=["weight", "dollars", "lump sum"],
)
def test_an_assumption_stands_beside_the_source_of_its_block(block):
    assert source_of(block) == f"Board Policy 3110; {NOT_GIVEN}"


def test_the_section_of_the_source_is_kept():
    source = {"title": "Board Policy 3110", "section": "§4"}
    assert source_of(weight(source=source, values=ASSUMED)) == f"Board Policy 3110 §4; {NOT_GIVEN}"


def test_the_source_of_the_value_goes_before_that_of_its_block():
    values = {"FY2026": ASSUMED["FY2026"] | {"source": "Draft of March"}}
    assert source_of(weight(values=values)) == f"Draft of March; {NOT_GIVEN}"


def test_a_block_without_any_source_is_an_assumption_as_a_whole():
    block = {key: value for key, value in weight(values=ASSUMED).items() if key != "source"}
    assert source_of(block) == "Assumption: no document gives this"


def test_a_share_of_an_assumed_base_is_told_and_dollars_beside_it_are_not():
    base = {"FY2026": {"value": "5000", "assumption": True}}
    spans = [{"id": "a", "label": "A", "counts": "el", "values": {"FY2026": "1"}}]
    grades = {
        "id": "grades", "kind": "grade_spans", "label": "Grades", "unit": "share of base",
        "source": "Board Policy 3110", "spans": spans,
    }  # fmt: skip
    assert source_of(weight(), base=base) == f"Board Policy 3110; {NOT_GIVEN}"
    assert source_of(grades, base=base) == f"Board Policy 3110; {NOT_GIVEN}"
    assert source_of(per_pupil(), base=base) == "Board Policy 3110"


def test_an_assumption_of_another_year_does_not_stain_this_one():
    values = {"FY2025": {"value": "0.2", "assumption": True}, "FY2026": "0.1"}
    assert source_of(weight(values=values)) == "Board Policy 3110"


def test_explain_says_it_in_its_sentence():
    district = small_district({"0101": {"el": "10"}})
    policy = small_policy(weight(values=ASSUMED))
    allocation = allocate(district, policy, YEAR)
    assert explain(allocation, district, policy, "0101").lines[0].sentence == (
        "El: 10 pupils (English learners) x $500.00 (0.1 of the base of $5,000.00) = $5,000.00, in program School budget "
        f"(Board Policy 3110; {NOT_GIVEN})."
    )
