"""The counts that a formula uses are supplied, and their products fit into a spreadsheet's digits."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import CountSize, PolicyFacts, digits_of_product

FY2025 = FiscalYear(2025)
COLUMNS = {
    "enrollment": CountSize(Decimal(3000)),
    "el": CountSize(Decimal(900)),
    "frpm": CountSize(Decimal(2500)),
    "unduplicated": CountSize(Decimal(2600)),
}


def supplied(columns=None, *, year=FY2025, measure="projected", asked=FY2025) -> PolicyFacts:
    return PolicyFacts(year=asked, counts={(year, measure): COLUMNS | (columns or {})})


def test_counts_that_are_supplied_are_silent(told, small):
    assert told(small, facts=supplied()) == []
    assert told(small, facts=PolicyFacts()) == []


def test_pol_05_tells_a_column_that_is_not_supplied(told, small):
    text = small.replace("counts: el", "counts: frmp") + "counting: {a: {sum: [el, ell]}}\n"
    messages = told(text, facts=supplied())
    assert [said for said in messages if "POL-12" not in said] == [
        (
            "line 5: 'frmp' is neither a column of the projected counts nor a name under counting. "
            "Write frpm, or use: a, el, enrollment, unduplicated. [POL-05]"
        ),
        (
            "line 6: 'ell' is neither a column nor a name under counting. "
            "Write el, or use: a, enrollment, frpm, unduplicated. [POL-05]"
        ),
    ]


def test_pol_05_needs_enrollment_for_a_threshold_that_names_no_other(told, small):
    text = small.replace("counts: el", "counts: a")
    text += "counting: {a: {above: el, share: {FY2025: 0.55}}}\n"
    facts = PolicyFacts(counts={(FY2025, "projected"): {"el": CountSize(Decimal(9))}})
    assert told(text, facts=facts) == [
        "line 6: 'enrollment' is neither a column nor a name under counting. Use: a, el. [POL-05]"
    ]


def test_pol_05_needs_the_column_that_counts_each_pupil_once(told, small):
    text = small.replace("counts: el", "counts: a")
    text += "counting: {a: {any_of: [el, frpm], supplied_as: in_need}}\n"
    assert told(text, facts=supplied()) == [
        (
            "line 6: 'in_need' is not a column of counts.csv. "
            "Add the column: counts by group cannot tell who is in any of el, frpm. [POL-05]"
        )
    ]


def test_pol_08_refuses_a_counting_with_the_name_of_a_column(told, small):
    text = small + "counting: {el: {sum: [frpm], times: 2}}\n"
    assert told(text, facts=supplied()) == [
        (
            "line 6: counting 'el' has the name of a column of counts.csv. "
            "Give it another name, such as el_counted. [POL-08]"
        )
    ]


@pytest.mark.parametrize(
    ("extra", "facts", "message"),
    [
        (
            "",
            supplied(measure="census"),
            (
                "policy.yaml: There are no 'projected' counts for FY2025. "
                "Add them to counts.csv, or use: census. [POL-16]"
            ),
        ),
        (
            "measure: censsu\n",
            supplied(measure="census"),
            (
                "line 6: There are no 'censsu' counts for FY2025. "
                "Add them to counts.csv, or use: census. [POL-16]"
            ),
        ),
        (
            "",
            supplied(year=FiscalYear(2024)),
            (
                "policy.yaml: There are no 'projected' counts for FY2025. "
                "Add them to counts.csv. [POL-16]"
            ),
        ),
        (
            "",
            supplied(measure="census", asked=None),
            (
                "policy.yaml: There are no 'projected' counts. "
                "Add them to counts.csv, or use: census. [POL-16]"
            ),
        ),
    ],
)
def test_pol_16_tells_counts_that_are_not_supplied(told, small, extra, facts, message):
    assert told(small + extra, facts=facts) == [message]


def test_pol_16_tells_the_measure_of_a_component_on_its_line(told, small):
    text = small.replace("source: B,", "source: B, measure: norm_day,")
    assert told(text, facts=supplied()) == [
        (
            "line 5: There are no 'norm_day' counts for FY2025. "
            "Add them to counts.csv, or use: projected. [POL-16]"
        )
    ]


IN_NEED = """\
counting: {need: {any_of: [el, frpm], supplied_as: unduplicated}, both: {sum: [el, need, frmp]}}
"""


def test_a_year_without_counts_is_told_once_and_not_of_every_column(told, small):
    text = small.replace("counts: el", "counts: both") + IN_NEED.replace(", frmp", "")
    messages = told(text, facts=supplied(asked=FiscalYear(2027)))
    assert messages == [
        (
            "policy.yaml: There are no 'projected' counts for FY2027. "
            "Add them to counts.csv. [POL-16]"
        )
    ]


def test_pol_05_a_name_that_no_year_has_is_told_beside_a_year_without_counts(told, small):
    text = small.replace("counts: el", "counts: both") + IN_NEED
    assert told(text, facts=supplied(asked=FiscalYear(2027))) == [
        (
            "policy.yaml: There are no 'projected' counts for FY2027. "
            "Add them to counts.csv. [POL-16]"
        ),
        (
            "line 6: 'frmp' is neither a column nor a name under counting. "
            "Write frpm, or use: both, el, enrollment, need, unduplicated. [POL-05]"
        ),
    ]


def test_pol_16_tells_a_year_before_that_has_no_counts_at_all(told, small):
    text = small.replace("counts: el", "counts: last") + (
        "counting: {last: {as_of: el, years_ago: 1}}\n"
    )
    assert told(text, facts=supplied()) == [
        (
            "line 6: There are no counts for FY2024, and FY2025 needs 'el' of them. "
            "Add them to counts.csv. [POL-16]"
        )
    ]


def test_pol_06_tells_a_threshold_without_a_share_in_the_year(told, small):
    text = small.replace("counts: el", "counts: a")
    text += "counting: {a: {above: el, share: {FY2026: 0.55}}}\n"
    assert told(text, facts=supplied()) == [
        (
            "line 6: counting 'a' has no share in FY2025. "
            "Add FY2025: and the share, such as 0.55. [POL-06]"
        )
    ]


def test_pol_06_tells_a_formula_of_which_nothing_is_in_force(told, small):
    facts = PolicyFacts(year=FiscalYear(2024), counts={(FiscalYear(2024), "projected"): COLUMNS})
    assert told(small, facts=facts) == [
        (
            "line 4: No component has a value in FY2024. Add FY2024: to the values that hold then. "
            "[POL-06]"
        )
    ]


def test_pol_13_refuses_products_with_more_digits_than_a_spreadsheet_keeps(told, small):
    # 5,000 x 0.123456 = 617.28, two decimals; 99,999.9999 x 617.28 = 61,727,999.93...
    # 8 digits before the point, 2 + 4 after it: 14 digits, which fit
    text = small.replace("0.2}", "0.123456}")
    facts = supplied({"el": CountSize(Decimal("99999.9999"), 4)})
    assert told(text, facts=facts) == []
    # a base of 5,000.01: 0.123456 x 5,000.01 = 617.28123456, paid as 617.281235 at 6 decimals:
    # 8 + 6 + 4 = 18 digits; 15 leave 3 decimals for the rate
    text = text.replace("5000}", "5000.01}")
    assert told(text, facts=facts) == [
        (
            "line 5: 99999.9999 x 617.281235 dollars can have 18 digits in FY2025, "
            "and a spreadsheet keeps 15. "
            "Write rates: 3 under rounding, or give the counts fewer decimals. [POL-13]"
        )
    ]
    assert told(text + "rounding: {rates: 3}\n", facts=facts) == []
    # 617.2812 at 4 decimals has 8 + 4 + 4 = 16
    assert len(told(text + "rounding: {rates: 4}\n", facts=facts)) == 1


def test_pol_13_holds_for_grade_spans_and_counts_made_of_others(told, small):
    # at most (3,000 + 2,500) x 0.125 = 687.5 pupils with 3 decimals; x 1,234.56789 dollars =
    # 848,765.42...: 6 + 5 + 3 = 14 digits. With counts of 2 decimals the half has 4 (5 are kept as 4):
    # 6 + 5 + 4 = 15, which still fits; a rate with one decimal more does not.
    text = small + (
        "  - id: s\n    kind: grade_spans\n    label: S\n    unit: USD per pupil\n    source: B\n"
        "    spans:\n      - {id: a, label: A, counts: half, values: {FY2025: 1234.56789}}\n"
        "counting: {half: {sum: [enrollment, frpm], times: 0.125}}\n"
    )
    fine = supplied({"frpm": CountSize(Decimal(2500), 2)})
    assert told(text, facts=fine) == []
    assert told(text.replace("1234.56789", "1234.567891"), facts=fine) == [
        (
            "line 12: 687.5 x 1234.567891 dollars can have 16 digits in FY2025, "
            "and a spreadsheet keeps 15. "
            "Write rates: 5 under rounding, or give the counts fewer decimals. [POL-13]"
        )
    ]


def test_pol_13_sees_the_decimals_that_a_threshold_makes(told, small):
    # 2,600 - 0.3333 x 3,000: four decimals; 2,600 x 98,765.4321 = 256,790,123.46: 9 + 4 + 4 = 17
    text = small.replace("counts: el", "counts: high").replace("0.2}", "1}")
    text = text.replace("5000}", "98765.4321}") + (
        "counting: {high: {above: needs, share: {FY2025: 0.3333}},\n"
        "           needs: {any_of: [el, frpm], supplied_as: unduplicated}}\n"
    )
    assert told(text, facts=supplied()) == [
        (
            "line 5: 2600 x 98765.4321 dollars can have 17 digits in FY2025, "
            "and a spreadsheet keeps 15. "
            "Write rates: 2 under rounding, or give the counts fewer decimals. [POL-13]"
        )
    ]


def test_pol_13_says_so_where_only_the_counts_can_be_shorter(told, small):
    # 123,456,789,012 pupils with 4 decimals x 5,000 x 0.2 = 1,000 dollars: 15 + 4 digits
    facts = supplied({"el": CountSize(Decimal("123456789012.3456"), 4)})
    assert told(small, facts=facts) == [
        (
            "line 5: 123456789012.3456 x 1000 dollars can have 19 digits in FY2025, "
            "and a spreadsheet keeps 15. Give the counts with fewer decimals. [POL-13]"
        )
    ]


def test_a_circle_of_counts_does_not_hang_the_other_checks(told, small):
    text = small.replace("counts: el", "counts: a") + "counting: {a: {sum: [b]}, b: {sum: [a]}}\n"
    assert told(text, facts=supplied()) == [
        (
            "line 6: counting 'a' is made of itself: a > b > a. "
            "Take one of them out of the other. [POL-07]"
        )
    ]


@given(
    st.decimals(min_value=0, max_value=100_000, places=4),
    st.decimals(min_value=-(10**6), max_value=10**6, places=6),
)
def test_no_product_has_more_digits_than_are_promised(count, rate):
    promised = digits_of_product(rate, CountSize(count, 4))
    product = (count * rate).normalize()
    assert len("".join(map(str, product.as_tuple().digits)).strip("0")) <= promised
