"""The words of counting: read without a word, and told where nobody supplies what they count."""

from decimal import Decimal

import pytest

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import CountSize, PolicyFacts

COUNTED = """\
policy: small
title: A small policy
counting:
  made: {way}
components:
  - {{id: a, kind: per_pupil, label: A, counts: made, unit: USD per pupil, source: B, values: {{FY2025: 1}}}}
"""
SIZE = CountSize(Decimal(400))
TABLES = {
    (FiscalYear(2026), "projected"): {"ada": SIZE, "enrollment": SIZE},
    (FiscalYear(2025), "projected"): {"ada": SIZE},
    (FiscalYear(2025), "census"): {"ada": SIZE, "enrollment": SIZE},
}
FACTS = PolicyFacts(year=FiscalYear(2026), counts=TABLES)


@pytest.mark.parametrize("way", [
    "{sum: [enrollment], minus: [ada]}",
    "{weighted: [{counts: ada, weight: {FY2025: 1.2}}]}",
    "{one_of: [ada, enrollment]}",
    "{as_of: ada, years_ago: 1}",
    "{as_of: enrollment, measure: census, years_ago: 1}",
    "{greatest_of: [{counts: ada}, {counts: ada, years_ago: 1}, {counts: ada, measure: census, years_ago: 1}]}",
    ("{attended: enrollment, present: {counts: ada, measure: census, years_ago: 1}, "
     "of: {counts: enrollment, measure: census, years_ago: 1}}"),
])  # fmt: skip
def test_every_word_of_counting_is_read_without_a_word(told, way):
    assert told(COUNTED.format(way=way), facts=FACTS) == []


@pytest.mark.parametrize(
    ("way", "problem"),
    [
        (
            "{as_of: swd, years_ago: 1}",
            (
                "line 4: 'swd' is neither a column nor a name under counting. Use: ada, enrollment, made. "
                "[POL-05]"
            ),
        ),
        (
            "{as_of: ada, measure: census}",
            (
                "line 4: There are no 'census' counts for FY2026. Add them to counts.csv, or use: projected. "
                "[POL-16]"
            ),
        ),
        (
            "{as_of: ada, measure: norm_day, years_ago: 2}",
            "line 4: There are no 'norm_day' counts for FY2024. Add them to counts.csv. [POL-16]",
        ),
        (
            "{as_of: ada, years_ago: soon}",
            "line 4: 'soon' is not a number of years. Write a whole number, 0 to 9. [POL-01]",
        ),
        (
            "{weighted: [{counts: ada, weight: {FY2027: 1.2}}]}",
            (
                "line 4: counting 'made' has no weight in FY2026. Add FY2026: and the weight, such as 0.4. "
                "[POL-06]"
            ),
        ),
        (
            "{sum: [made]}",
            (
                "line 4: counting 'made' is made of itself: made > made. Take one of them out of the other. "
                "[POL-07]"
            ),
        ),
    ],
)
def test_counts_that_nobody_supplies_are_told(told, way, problem):
    assert problem in told(COUNTED.format(way=way), facts=FACTS)
