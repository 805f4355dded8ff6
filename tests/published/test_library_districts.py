"""Districts of the library of which a few figures are published: their rates, lines and limits."""

from decimal import Decimal

import pytest
from support.library import allocated, dollars_of, library_policy
from support.small_district import school as a_school
from support.small_district import small_district, small_policy, weight

from bsa_xl.allocation import allocate
from bsa_xl.fiscal_year import FiscalYear

ONE = "0001"


def paid(name, year, counts, level="ES", amounts=(), **fields):
    """Dollars of each line of one school of a level."""
    listed = [a_school(ONE, level, **fields)]
    given = [(ONE, line, dollars) for line, dollars in amounts]
    made = allocated(name, FiscalYear(year), {ONE: counts}, schools=listed, amounts=given)
    return dollars_of(made)


def test_houston_2017_18_elementary_school():
    # constructed from the published rates; (500 - 400) x 850 = 85,000 stays below both caps
    counts = {
        "ada": 400, "econ_dis": 320, "at_risk": 250, "gt": 40, "el": 150, "homeless": 10,
        "enrollment": 400,
    }  # fmt: skip
    told = paid("houston_2017_18", 2018, counts, "Elementary")
    assert told == {
        "base": Decimal("1408800.00"),
        "needs:compensatory": Decimal("150565.50"),
        "needs:gifted": Decimal("16905.60"),
        "needs:el": Decimal("52830.00"),
        "needs:homeless": Decimal("1761.00"),
        "small-elementary": Decimal("85000.00"),
    }
    assert sum(told.values()) == Decimal("1715862.10")


@pytest.mark.parametrize(
    ("level", "pua"), [("Elementary", 3_522), ("Middle", 3_558), ("High", 3_522 + 170)]
)
def test_houston_2017_18_pays_the_printed_amount_of_each_level(level, pua):
    told = paid("houston_2017_18", 2018, {"ada": 100, "enrollment": 1000}, level)
    assert sum(told.values()) == 100 * pua


@pytest.mark.parametrize(
    ("level", "pupils", "dollars"),
    [
        ("Elementary", 400, "85000.00"),  # 100 x 850
        ("Elementary", 100, "52830.00"),  # 400 x 850 = 340,000; 15 % of 100 x 3,522 = 52,830
        ("Middle", 320, "170784.00"),  # 430 x 850 = 365,500; 15 % of 320 x 3,558 = 170,784
        ("High", 600, "228480.00"),  # 400 x 850 = 340,000; 15 % = 332,280; the fixed cap
    ],
)
def test_houston_2017_18_caps_the_small_school_subsidy(level, pupils, dollars):
    told = paid("houston_2017_18", 2018, {"ada": pupils, "enrollment": pupils}, level)
    assert told[f"small-{level.lower()}"] == Decimal(dollars)


@pytest.mark.parametrize(
    ("year", "level", "pua"),
    [
        (2011, "Elementary", 3_485), (2011, "Middle", 3_510), (2011, "High", 3_474),
        (2016, "Elementary", 3_589), (2016, "Middle", 3_625), (2016, "High", 3_589),
    ],
)  # fmt: skip
def test_houston_2017_18_pays_the_printed_amount_of_earlier_years(year, level, pua):
    assert paid("houston_2017_18", year, {"ada": 100, "enrollment": 1000}, level) == {
        "base": 100 * pua
    }


def test_houston_2017_18_weighs_needs_by_the_base_of_the_schools_own_level():
    # 0.12 x 3,558 = 426.96; (1 + 1) x 50 % x 0.15 x 3,558 = 533.70; 0.10 and 0.05 x 3,558
    pupils = {"econ_dis": 1, "at_risk": 1, "gt": 1, "el": 1, "homeless": 1, "enrollment": 750}
    told = paid("houston_2017_18", 2018, pupils, "Middle")
    assert told == {
        "needs:compensatory": Decimal("533.70"),
        "needs:gifted": Decimal("426.96"),
        "needs:el": Decimal("355.80"),
        "needs:homeless": Decimal("177.90"),
    }


@pytest.mark.parametrize(
    ("group", "line", "dollars"),
    [
        ("k3", "grades:k3", "4429"),  # 1.07 x 4,140 = 4,429.80, printed 4,429
        ("g48", "grades:g48", "4140"),
        ("g912", "grades:g912", "5133"),  # 5,133.60
        ("lre3_k3", "lre3-k3", "1771.92"),  # 0.428 x 4,140
        ("lre3_48", "lre3-48", "1656.00"),  # 0.4 x 4,140
        ("lre2_912", "lre2-912", "3593.52"),  # 0.868 x 4,140
        # the source prints "40 % of 1.23" where the weight is 1.24: 0.496 x 4,140, not 0.492
        ("lre3_912", "lre3-912", "2053.44"),
    ],
)
def test_chicago_2013_14_pays_the_printed_shares_of_4140(group, line, dollars):
    amounts = [("veteran-teachers", "0")]
    told = paid("chicago_2013_14", 2014, {group: 1}, amounts=amounts)
    assert told == {line: Decimal(dollars)}


def test_chicago_2013_14_gives_three_positions_beside_the_money():
    made = allocated(
        "chicago_2013_14", FiscalYear(2014), {ONE: {}}, amounts=[(ONE, "veteran-teachers", "0")]
    )
    assert made.fte_totals() == {"principal": 1, "counselor": 1, "clerk": 1}


@pytest.mark.parametrize(("method", "rate"), [("truncate", 4_429), ("half_away_from_zero", 4_430)])
def test_chicago_printed_a_rate_cut_in_2013_14_and_rounded_in_2018_19(method, rate):
    cut = weight("k3", "1.07", rounding={"rates": "0", "rates_method": method})
    policy = small_policy(cut, base="4140")
    made = allocate(small_district({ONE: {"k3": "100"}}), policy, FiscalYear(2026))
    assert dollars_of(made) == {"k3": 100 * rate}


def test_hawaii_2019_20_pays_the_neighbor_islands_by_the_pupil():
    # printed as $970,000, and as roughly $5,700 for Molokai High School
    for pupils, dollars in ((54_415, "969675.30"), (322, "5738.04")):
        told = paid(
            "hawaii_2019_20", 2020, {"enrollment": pupils}, attributes={"neighbor_island": "yes"}
        )
        assert told["neighbor-islands"] == Decimal(dollars)


@pytest.mark.parametrize(("year", "base"), [(2016, "3825.47"), (2018, "4129.53")])
def test_hawaii_pays_its_base_for_every_pupil(year, base):
    assert paid("hawaii_2019_20", year, {"enrollment": 322}) == {"base": 322 * Decimal(base)}


def test_hawaii_2015_16_kept_750000_for_schools_of_all_grades():
    told = paid("hawaii_2019_20", 2016, {"enrollment": 1}, grades="K-12")
    # five schools: 740,120 of the $750,000 that the reserve was cut by
    assert 5 * told["all-grades"] == 740_120
    assert "all-grades" not in paid("hawaii_2019_20", 2018, {"enrollment": 1}, grades="K-12")


def test_hawaii_calls_its_weights_for_needs_assumptions():
    policy = library_policy("hawaii_2019_20")
    [needs] = [each for each in policy.components if each.id == "needs"]
    assert all(span.values.is_assumption(FiscalYear(2020)) for span in needs.spans)


@pytest.mark.parametrize(
    ("level", "rate"),
    [("ES", 349), ("ELC", 349), ("K-8 EC", 354), ("MS", 367), ("HS", 637), ("SpEd", 2_313)],
)
def test_washington_2023_24_pays_the_printed_rates_and_the_office(level, rate):
    amounts = [("student-based", "0"), ("targeted", "0"), ("submitted", "0")]
    told = paid("washington_dc_2023_24", 2024, {"enrollment": 300}, level, amounts)
    [(_, dollars)] = [(line, each) for line, each in told.items() if line.startswith("nps-")]
    assert dollars == 300 * rate
    assert told["office"] == 70_653
    assert sum(told.values()) == 300 * rate + 70_653


def test_washington_2023_24_lets_no_school_fall_below_95_percent():
    # 300 x 349 + 70,653 + 3,524,647 = 3,700,000; 95 % of 4,000,000 is 3,800,000
    amounts = [("student-based", "3524647"), ("targeted", "0"), ("submitted", "4000000")]
    told = paid("washington_dc_2023_24", 2024, {"enrollment": 300}, "ES", amounts)
    assert told["stability"] == 100_000
    assert sum(told.values()) == 3_800_000


def test_seattle_2020_21_gives_each_printed_line():
    counts = {"grade_2": 48, "grade_3": 53, "grades_4_5": 148}
    made = allocated("seattle_2020_21", FiscalYear(2021), {ONE: counts})
    assert {line.component: line.fte for line in made.lines(ONE).lines} == {
        "grade-2": Decimal("2.286"), "grade-3": Decimal("2.208"), "grades-4-5": Decimal("5.481"),
    }  # fmt: skip
    # 2.285714 + 2.208333 + 5.481481 = 9.975529: rounded together they would be 9.976
    assert made.fte_totals() == {"teacher": Decimal("9.975")}


def test_texas_compensatory_tiers_of_abilene():
    tiers = {"tier_1": 940, "tier_2": 2769, "tier_3": 2672, "tier_4": 3099, "tier_5": 1939}
    told = paid("texas_compensatory_2019_20", 2020, tiers | {"enrollment": 16_000})
    # 6,160 x (940 x .225 + 2,769 x .2375 + 2,672 x .25 + 3,099 x .2625 + 1,939 x .275)
    assert told["tiers:tier-1"] == 1_302_840
    assert sum(told.values()) == 17_764_516


@pytest.mark.parametrize(
    ("last_year", "needs", "adjusted"),
    [
        ("1000000", "300000", "50000"),  # 800,000 is a loss of 20 %, held at 15 %: 850,000
        ("1000000", "700000", "-100000"),  # 1,200,000 is a gain of 20 %, held at 10 %: 1,100,000
        ("1000000", "400000", "0"),
    ],
)
def test_baltimore_2011_12_holds_losses_at_15_and_gains_at_10_percent(last_year, needs, adjusted):
    amounts = [("needs", needs), ("last-year", last_year)]
    told = paid("baltimore_2011_12", 2012, {"enrollment": 100}, amounts=amounts)
    assert told["base"] == 500_000
    assert told.get("limits", 0) == Decimal(adjusted)
