"""Where no year is named, every year that has counts is held to its own: check says what allocate says."""

from decimal import Decimal

import pytest

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import CountSize, PolicyFacts

EL = {"el": CountSize(Decimal(90)), "enrollment": CountSize(Decimal(900))}
FRPM = {"frpm": CountSize(Decimal(300))}
PERCENTAGE = (
    "adjustments:\n"
    "  - {id: p, kind: funding_percentage, label: P, unit: share of formula, source: B, against: last, "
    "prior_measure: norm_day}\n"
)
DAY = (
    "adjustments:\n"
    "  - {id: d, kind: count_day, label: D, unit: share of difference, source: B, "
    "actual_measure: norm_day, values: {FY2026: 1}}\n"
)


def facts(*tables, year=None):
    """Counts of (fiscal year, measure, columns)."""
    return PolicyFacts(
        year=year,
        counts={(FiscalYear(of), measure): columns for of, measure, columns in tables},
    )


FY2026 = (2026, "projected", EL)
FY2025 = (2025, "projected", EL)


@pytest.fixture
def from_2026(small):
    """The small policy, whose component follows a count named 'n' from FY2026 on."""
    return small.replace("counts: el", "counts: n").replace("FY2025: 0.2", "FY2026: 0.2")


@pytest.mark.parametrize(("way", "said"), [
    ("{above: el, of: enrollment, share: {FY2027: 0.55}}",
     "counting 'n' has no share in FY2026. Add FY2026: and the share, such as 0.55. [POL-06]"),
    ("{weighted: [{counts: el, weight: {FY2027: 0.4}}]}",
     "counting 'n' has no weight in FY2026. Add FY2026: and the weight, such as 0.4. [POL-06]"),
])  # fmt: skip
def test_pol_06_a_share_that_starts_after_its_component_is_told_without_a_year(
    told, from_2026, way, said
):
    text = from_2026 + f"counting: {{n: {way}}}\n"
    assert told(text, facts=facts(FY2025, FY2026)) == [f"line 6: {said}"]
    assert told(text, facts=facts(FY2026, year=FiscalYear(2026))) == [f"line 6: {said}"]
    assert told(text, facts=facts(FY2025)) == [
        (
            "line 4: No component has a value in FY2025. Add FY2025: to the values that hold then. "
            "[POL-06]"
        )
    ]


def test_a_count_that_starts_with_its_component_is_silent_in_the_years_before(told, small):
    text = small + (
        "  - {id: n, kind: weight, label: N, counts: n, unit: share of base, source: B, "
        "values: {FY2026: 0.1}}\n"
        "counting: {n: {above: frpm, of: enrollment, share: {FY2026: 0.55}}}\n"
    )
    assert told(text, facts=facts(FY2025, (2026, "projected", EL | FRPM))) == []


def test_pol_05_a_column_that_only_another_year_has_is_told(told, small):
    text = small.replace("counts: el", "counts: frpm")
    assert told(text, facts=facts((2025, "projected", EL | FRPM), FY2026)) == [
        (
            "line 5: 'frpm' is not a column of the projected counts of FY2026, and FY2026 needs it. Add it "
            "to counts.csv, or let the value that needs it begin later. [POL-05]"
        )
    ]


def test_pol_16_a_measure_that_only_another_year_has_is_told(told, small):
    text = small.replace("counts: el", "counts: el, measure: census")
    assert told(text, facts=facts(FY2025, (2025, "census", EL), FY2026)) == [
        (
            "line 5: There are no 'census' counts for FY2026, and FY2026 needs 'el' of them. Add them to "
            "counts.csv, or let the value that needs them begin later. [POL-16]"
        )
    ]


@pytest.mark.parametrize(("tables", "said"), [
    ((FY2026, (2026, "norm_day", EL)), "line 7: There are no 'norm_day' counts for FY2025."),
    ((FY2025, FY2026, (2026, "norm_day", EL)),
     "line 7: There are no 'norm_day' counts for FY2025."),
    ((FY2025, (2025, "norm_day", EL), FY2026), None),
])  # fmt: skip
def test_pol_16_last_years_counts_of_a_funding_percentage_are_looked_for(told, small, tables, said):
    remedy = " Add them to counts.csv, or name another measure. [POL-16]"
    assert told(small + PERCENTAGE, facts=facts(*tables)) == (
        [] if said is None else [said + remedy]
    )


def test_a_funding_percentage_needs_counts_of_the_year_before_only_where_it_holds(told, small):
    asked = facts(FY2025, FY2026, (2026, "norm_day", EL), year=FiscalYear(2026))
    for supplied in (facts(FY2025, FY2026, (2026, "norm_day", EL)), asked):
        for values, is_told in (("{FY2027: 1}", False), ("{FY2026: 1}", True)):
            dated = PERCENTAGE.replace("norm_day}", f"norm_day, values: {values}}}")
            told_of_it = ["POL-16" in said for said in told(small + dated, facts=supplied)]
            assert told_of_it == ([True] if is_told else [])


@pytest.mark.parametrize(("tables", "said"), [
    ((FY2025, (2025, "norm_day", EL), FY2026), True), ((FY2025, FY2026, (2026, "norm_day", EL)), False),
])  # fmt: skip
def test_pol_16_counts_of_the_count_day_are_looked_for_in_the_years_that_it_holds(
    told, small, tables, said
):
    message = (
        "line 7: There are no 'norm_day' counts for FY2026. Add them to counts.csv, or name another "
        "measure. [POL-16]"
    )
    assert told(small + DAY, facts=facts(*tables)) == ([message] if said else [])


def test_counts_of_the_years_before_are_looked_for_but_in_the_first_year(told, small):
    text = small.replace("counts: el", "counts: n") + "counting: {n: {as_of: el, years_ago: 1}}\n"
    assert told(text, facts=facts(FY2025, FY2026)) == []
    assert told(text, facts=facts(FY2025, FY2026, (2027, "projected", FRPM))) == []
    assert told(text, facts=facts(FY2025, (2026, "projected", FRPM), (2027, "projected", EL))) == [
        (
            "line 6: 'el' is not a column of the counts of FY2026, and FY2027 needs it. Add it to "
            "counts.csv, or let the value that needs it begin later. [POL-05]"
        )
    ]
