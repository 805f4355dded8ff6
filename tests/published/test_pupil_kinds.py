"""Published figures by the kinds of components that follow pupils."""

from decimal import Decimal

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


def allocated(counts, *components, **policy):
    district, made = small_district({"0001": counts}), small_policy(*components, **policy)
    allocation = allocate(district, made, YEAR)
    assert [str(finding) for finding in allocation.findings] == []
    return allocation, district, made


def dollars_of(counts, *components, **policy):
    """Dollars of each line of one school, by line."""
    allocation, *_ = allocated(counts, *components, **policy)
    lines = allocation.lines("0001").lines
    return {line.line_id.removeprefix("0001:"): Decimal(line.cents) / 100 for line in lines}


def dated(value):
    return {"FY2026": str(value)}


def small_school(threshold, cap_share="0.15", cap="228480", **more):
    return component(
        "small-school", "small_school", "USD per pupil", "850", counts="enrollment",
        threshold=dated(threshold), at_most_share=dated(cap_share), of=["ada"], at_most=dated(cap),
    ) | more  # fmt: skip


HOUSTON = [
    weight("ada", "1"),
    weight("compensatory", "0.15"),
    weight("gt", "0.12"),
    weight("el", "0.10"),
    weight("homeless", "0.05"),
]
COMPENSATORY = {"compensatory": {"sum": ["econ_dis", "at_risk"], "times": "0.5"}}


def test_houston_2017_18_elementary_school_with_its_small_school_subsidy():
    # constructed with the published rates; (500 - 400) x 850 = 85,000 stays below both caps
    told = dollars_of(
        {"ada": "400", "econ_dis": "320", "at_risk": "250", "gt": "40", "el": "150",
         "homeless": "10", "enrollment": "400"},
        *HOUSTON, small_school(500), counting=COMPENSATORY, base="3522",
    )  # fmt: skip
    assert told == {
        "ada": Decimal("1408800.00"),
        "compensatory": Decimal("150565.50"),
        "gt": Decimal("16905.60"),
        "el": Decimal("52830.00"),
        "homeless": Decimal("1761.00"),
        "small-school": Decimal("85000.00"),
    }
    assert sum(told.values()) == Decimal("1715862.10")


@pytest.mark.parametrize(
    ("base", "threshold", "pupils", "paid"),
    [
        ("3522", 500, 400, "85000.00"),  # 100 x 850
        ("3522", 500, 100, "52830.00"),  # 400 x 850 = 340,000; 15 % of 100 x 3,522 = 52,830
        ("3558", 750, 320, "170784.00"),  # 430 x 850 = 365,500; 15 % of 320 x 3,558 = 170,784
        ("3692", 1000, 600, "228480.00"),  # 400 x 850 = 340,000; 15 % = 332,280; the fixed cap
    ],
)
def test_houston_2017_18_caps_the_small_school_subsidy(base, threshold, pupils, paid):
    counts = {"ada": str(pupils), "enrollment": str(pupils)}
    told = dollars_of(counts, weight("ada", "1"), small_school(threshold), base=base)
    assert told["small-school"] == Decimal(paid)


def test_houston_proposed_subsidy_has_a_cap_of_a_fifth_of_the_base():
    # (550 - 300) x 900 = 225,000; 20 % of 300 x 3,350 = 201,000
    subsidy = small_school(550, "0.20") | {"values": dated(900)}
    told = dollars_of({"ada": "300", "enrollment": "300"}, weight("ada", "1"), subsidy, base="3350")
    assert told["small-school"] == 201_000


@pytest.mark.parametrize("pua", ["3485", "3510", "3474", "3589", "3625", "3522", "3558"])
def test_houston_pays_its_amount_for_each_pupil_in_attendance(pua):
    assert dollars_of({"ada": "400"}, weight("ada", "1"), base=pua) == {"ada": 400 * int(pua)}


def test_houston_high_schools_have_their_allotment_beside_the_amount():
    told = dollars_of(
        {"ada": "100"}, weight("ada", "1"), per_pupil("ada", "170", id="hs"), base="3522"
    )
    assert sum(told.values()) == 100 * 3_692


BOSTON_2015_16 = [
    (80, "1.8", 580_100),
    (19, "1.6", 122_465),
    (17, "1.4", 95_878),
    (24, "1.3", 125_688),
    (12, "1.4", 67_678),
    (4, "1.3", 20_948),
    (44, "4.3", 762_187),
    (40, "2.5", 402_847),
    (32, "3.5", 451_189),
    (12, "3.0", 145_025),
]


@pytest.mark.parametrize(("pupils", "share", "printed"), BOSTON_2015_16)
def test_boston_2015_16_rounds_its_lines_to_dollars_in_a_policy_of_cents(pupils, share, printed):
    one = weight("pupils", share, rounding={"lines": "dollar"})
    assert dollars_of({"pupils": str(pupils)}, one, base="4028.47") == {"pupils": printed}


def class_cost(cost, fill, **more):
    return component(
        "sei", "class_cost", "USD per class", cost, counts="sei", fill=dated(fill)
    ) | more  # fmt: skip


def test_boston_2014_15_breaks_even_at_nineteen_pupils_to_a_class():
    # 152,143.88 / 19 = 8,007.5726...; printed as $8,007.57
    told = dollars_of({"sei": "1"}, class_cost("152143.88", 19), base="3922.69")
    assert told == {"sei": Decimal("8007.57")}
    # the class is paid for when it is filled: 19 x 8,007.572632 = 152,143.88
    full = dollars_of({"sei": "19"}, class_cost("152143.88", 19), base="3922.69")
    assert full == {"sei": Decimal("152143.88")}


def test_boston_shows_the_weight_that_breaks_even():
    made = allocated({"sei": "19"}, class_cost("152143.88", 19), base="3922.69")
    # 8,007.572632 / 3,922.69 = 2.041347...
    assert explain(*made, "0001").lines[0].sentence == (
        "Sei: 19 pupils x $8,007.572632 ($152,143.88 a class over 19 pupils, 2.041347 of the base "
        "of $3,922.69) = $152,143.88, in program School budget (Board Policy 3110)."
    )


def test_boston_2015_16_staffs_its_classes_less():
    # 1.5 teachers for 20 pupils: 128,392.50 / 19 = 6,757.5 exactly
    assert dollars_of({"sei": "1"}, class_cost("128392.50", 19)) == {"sei": Decimal("6757.50")}


def chicago(*more):
    spans = [
        {"id": "k3", "label": "Grades K to 3", "counts": "k3", "values": dated("1.07")},
        {"id": "g48", "label": "Grades 4 to 8", "counts": "g48", "values": dated("1.00")},
        {"id": "g912", "label": "Grades 9 to 12", "counts": "g912", "values": dated("1.24")},
    ]
    grades = {
        "id": "grades", "kind": "grade_spans", "label": "Grades", "unit": "share of base",
        "source": "CPS", "spans": spans,
    }  # fmt: skip
    return (grades, *more)


def of_weight(name, share, span):
    return component(
        name, "weight_of_weight", "share of weight", share, counts=name, of="grades", span=span
    )


@pytest.mark.parametrize(
    ("name", "share", "span", "dollars"),
    [
        ("lre3_k3", "0.40", "k3", "1771.92"),  # 0.428 x 4,140
        ("lre3_48", "0.40", "g48", "1656.00"),  # 0.4 x 4,140
        ("lre2_912", "0.70", "g912", "3593.52"),  # 0.868 x 4,140
        # the source prints "40 % of 1.23" where the weight is 1.24: 0.496 x 4,140, not 0.492
        ("lre3_912", "0.40", "g912", "2053.44"),
    ],
)
def test_chicago_2013_14_pays_a_share_of_the_weight_of_a_grade(name, share, span, dollars):
    components = chicago(of_weight(name, share, span))
    told = dollars_of({"k3": "0", "g48": "0", "g912": "0", name: "1"}, *components, base="4140")
    assert told[name] == Decimal(dollars)


@pytest.mark.parametrize(
    ("span", "dollars"), [("k3", "4429.80"), ("g48", "4140.00"), ("g912", "5133.60")]
)
def test_chicago_2013_14_weighs_pupils_by_grade(span, dollars):
    counts = {"k3": "0", "g48": "0", "g912": "0"} | {span: "1"}
    assert dollars_of(counts, *chicago(), base="4140")[f"grades:{span}"] == Decimal(dollars)


@pytest.mark.parametrize(("method", "rate"), [("truncate", 4_429), ("half_away_from_zero", 4_430)])
def test_chicago_printed_a_rate_cut_in_2013_14_and_rounded_in_2018_19(method, rate):
    # 1.07 x 4,140 = 4,429.80
    cut = weight("k3", "1.07", rounding={"rates": "0", "rates_method": method})
    assert dollars_of({"k3": "100"}, cut, base="4140") == {"k3": 100 * rate}
