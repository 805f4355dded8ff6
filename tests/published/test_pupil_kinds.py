"""Published figures by the kinds of components that follow pupils."""

from decimal import Decimal

import pytest
from support.small_district import (
    YEAR,
    component,
    per_pupil,
    school,
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


NEW_YORK_2014_15 = [
    (462, "1904616.09"),
    (490, "2020047.37"),
    (596, "2457037.20"),
    (436, "1797429.90"),
    (266, "1096597.14"),
]


@pytest.mark.parametrize(("register", "printed"), NEW_YORK_2014_15)
def test_new_york_2014_15_pays_by_its_true_per_capita(register, printed):
    told = dollars_of({"k5": str(register)}, weight("k5", "1"), base="4122.545644")
    assert told == {"k5": Decimal(printed)}


def test_new_york_2014_15_fails_by_two_dollars_with_a_rate_of_cents():
    naive = weight("k5", "1", rounding={"rates": "2"})
    told = dollars_of({"k5": "462"}, naive, base="4122.545644")
    assert told["k5"] - Decimal("1904616.09") == Decimal("2.01")


@pytest.mark.parametrize(
    ("share", "printed"), [("1.00", "4084.80"), ("1.03", "4206.95"), ("0.44", "1797.31")]
)
def test_new_york_2018_19_prints_cents_cut_or_rounded(share, printed):
    # 1.03 x 4,084.80 = 4,207.344 and 4,206.95 is printed: the weight is display-rounded
    exact = Decimal(share) * Decimal("4084.80")
    told = dollars_of({"p": "1"}, per_pupil("p", printed), base="4084.80")
    assert told == {"p": Decimal(printed)}
    assert abs(told["p"] - exact) < Decimal("0.40")


@pytest.mark.parametrize(
    ("shares", "printed"), [(["1.03", "0.40"], "6038.89"), (["1", "0.25", "0.40"], "6967.95")]
)
def test_new_york_2021_22_adds_the_weights_of_a_pupil_in_a_weighted_register(shares, printed):
    weighted = [
        {"counts": f"need_{row}", "weight": dated(share)} for row, share in enumerate(shares)
    ]
    counts = {f"need_{row}": "1" for row in range(len(shares))}
    register = {"register": {"weighted": weighted}}
    told = dollars_of(counts, weight("register", "1"), counting=register, base="4223")
    assert told == {"register": Decimal(printed)}


def test_new_york_2016_17_adjusts_every_weighted_capita():
    # a register of 100 at 1.43 is 143 weighted: x 396.15 = 56,649.45, x -7.80 = -1,115.40
    weighted = [{"counts": "p", "weight": dated("1.43")}]
    told = dollars_of(
        {"p": "100"},
        per_pupil("register", "396.15", id="bargaining"),
        per_pupil("register", "-7.80", id="average-salary"),
        counting={"register": {"weighted": weighted}},
    )
    assert told == {"bargaining": Decimal("56649.45"), "average-salary": Decimal("-1115.40")}


def test_texas_2009_moves_the_allotment_by_a_cost_index():
    # ABA = 3,737 x ((1.09 - 1) x 0.71 + 1) = 3,737 x 1.0639 = 3,975.7943
    base = {
        "label": "Adjusted basic allotment", "unit": "USD per pupil", "source": "TEA",
        "values": dated(3737), "cost_index": {"values": dated("1.09"), "share": dated("0.71")},
    }  # fmt: skip
    made = small_policy(weight("p", "1"))
    policy = type(made).model_validate(
        {"policy": "texas", "title": "Texas", "base": base, "components": [weight("p", "1")]}
    )
    allocation = allocate(small_district({"0001": {"p": "100"}}), policy, YEAR)
    assert allocation.findings == ()
    assert allocation.total_cents == 397_579_43
    said = explain(allocation, small_district({"0001": {"p": "100"}}), policy, "0001")
    assert said.lines[0].sentence == (
        "P: 100 pupils x $3,975.7943 (1 of the base of $3,975.7943, $3,737.00 x the cost index of "
        "1.0639) = $397,579.43, in program School budget (Board Policy 3110)."
    )


def test_texas_compensatory_tiers_of_abilene_are_exclusive_spans():
    tiers = {"t1": 940, "t2": 2769, "t3": 2672, "t4": 3099, "t5": 1939}
    shares = ["0.225", "0.2375", "0.25", "0.2625", "0.275"]
    spans = [
        {"id": tier, "label": tier, "counts": tier, "values": dated(share)}
        for tier, share in zip(tiers, shares, strict=True)
    ]
    component_of = {
        "id": "sce", "kind": "grade_spans", "label": "SCE", "unit": "share of base",
        "source": "TEA", "within": "enrollment", "spans": spans,
    }  # fmt: skip
    counts = {tier: str(pupils) for tier, pupils in tiers.items()} | {"enrollment": "16000"}
    assert sum(dollars_of(counts, component_of, base="6160").values()) == 17_764_516


def piece(at_least, below, share, slope=None):
    made = {"at_least": str(at_least), "weight": dated(share)}
    made |= {"below": str(below)} if below is not None else {}
    return made | ({"slope": dated(slope)} if slope is not None else {})


ARIZONA = {
    "small": [
        piece(1, 100, "1.399"),
        piece(100, 500, "1.278", "0.0003"),
        piece(500, 600, "1.158", "0.0012"),
        piece(600, None, "1.158"),
    ],
    "isolated": [
        piece(1, 100, "1.559"),
        piece(100, 500, "1.358", "0.0005"),
        piece(500, 600, "1.158", "0.002"),
        piece(600, None, "1.158"),
    ],
    "high-small": [
        piece(1, 100, "1.559"),
        piece(100, 500, "1.398", "0.0004"),
        piece(500, 600, "1.268", "0.0013"),
        piece(600, None, "1.268"),
    ],
    "high-isolated": [
        piece(1, 100, "1.669"),
        piece(100, 500, "1.468", "0.0005"),
        piece(500, 600, "1.268", "0.002"),
        piece(600, None, "1.268"),
    ],
}


def arizona(table, pupils):
    """The weight that a district of so many pupils has: what one dollar of base comes to, x 10,000."""
    curve = {
        "id": "size", "kind": "size_curve", "label": "Size", "unit": "share of base",
        "source": "ARS 15-943", "counts": "p", "size": "n", "pieces": ARIZONA[table],
    }  # fmt: skip
    return dollars_of({"p": "1", "n": str(pupils)}, curve, base="10000")["size"] / 10_000


@pytest.mark.parametrize(
    ("table", "pupils", "share"),
    [
        ("small", 99, "1.399"),
        ("small", 300, "1.338"),  # 1.278 + 0.0003 x 200
        ("small", 550, "1.218"),  # 1.158 + 0.0012 x 50
        ("small", 600, "1.158"),
        ("isolated", 99, "1.559"),
        ("isolated", 300, "1.458"),  # 1.358 + 0.0005 x 200
        ("isolated", 550, "1.258"),  # 1.158 + 0.002 x 50
        ("high-small", 50, "1.559"),
        ("high-small", 300, "1.478"),  # 1.398 + 0.0004 x 200
        ("high-small", 550, "1.333"),  # 1.268 + 0.0013 x 50
        ("high-isolated", 50, "1.669"),
        ("high-isolated", 300, "1.568"),  # 1.468 + 0.0005 x 200
        ("high-isolated", 550, "1.368"),  # 1.268 + 0.002 x 50
    ],
)
def test_arizona_weighs_pupils_by_the_size_of_the_district(table, pupils, share):
    assert arizona(table, pupils) == Decimal(share)


@pytest.mark.parametrize(("table", "share"), [
    ("small", "1.278"), ("isolated", "1.358"), ("high-small", "1.398"), ("high-isolated", "1.468"),
])  # fmt: skip
def test_arizona_curves_do_not_jump_at_500_and_600(table, share):
    # 1.158 + 0.0012 x 100 = 1.278, where the piece before it ends; at 600 nothing is left to add
    assert arizona(table, 500) == Decimal(share)
    assert arizona(table, "499.99") - Decimal(share) <= Decimal("0.000005")
    assert arizona(table, "599.99") - arizona(table, 600) <= Decimal("0.00002")


def test_hawaii_2019_20_pays_the_neighbor_islands_by_the_pupil():
    rows = {"all": {"p": "54415"}, "molokai": {"p": "322"}}
    schools = [school("all"), school("molokai")]
    policy = small_policy(per_pupil("p", "17.82"))
    allocation = allocate(small_district(rows, schools=schools), policy, YEAR)
    assert allocation.school_totals() == {"all": 969_675_30, "molokai": 5_738_04}


@pytest.mark.parametrize("base", ["3825.47", "4129.53"])
def test_hawaii_pays_its_base_for_every_pupil(base):
    told = dollars_of({"p": "322"}, weight("p", "1"), base=base)
    assert told == {"p": 322 * Decimal(base)}


def percent_of(name, share, above=None, **more):
    block = component(
        name, "percent_of", "share of lines", share, of=["base", "grade-span"],
        share={"counts": "unduplicated", "of": "ada"}, rounding={"shares": "4"},
    ) | more  # fmt: skip
    return block | ({"above": dated(above)} if above else {})


def test_california_2024_25_kindergarten_to_grade_three():
    # constructed from the published rates: 1,000 in attendance, 70 % unduplicated
    told = dollars_of(
        {"ada": "1000", "unduplicated": "700"},
        weight("ada", "1", id="base"),
        weight("ada", "0.104", id="grade-span"),
        percent_of("supplemental", "0.20"),
        percent_of("concentration", "0.65", "0.55"),
        base="10025",
    )
    assert told == {
        "base": 10_025_000,
        "grade-span": 1_042_600,
        "supplemental": 1_549_464,
        "concentration": 1_079_091,
    }
    assert sum(told.values()) == 13_696_155


@pytest.mark.parametrize(
    ("rate", "printed", "total"),
    [(6437, 2253, 10_943), (6628, 2320, 11_268), (7680, 2688, 13_056)],
)
def test_california_march_2013_proposal(rate, printed, total):
    # 35 % for need, and as much again for its concentration; the addition by span is not in the total
    assert _for_need(rate, "dollar") == printed
    assert rate + 2 * printed == total


def test_california_march_2013_proposal_cuts_one_figure_and_rounds_the_others():
    """A misprint: 0.35 x 6,342 = 2,219.70 is printed as 2,219, and so is the total that it is in."""
    assert _for_need(6342, "dollar") == 2_220
    assert _for_need(6342, "truncate") == 2_219
    assert 6_342 + 2 * 2_219 == 10_780


def _for_need(rate, lines):
    told = dollars_of(
        {"ada": "1", "upp": "1"},
        per_pupil("ada", str(rate), id="base"),
        component(
            "supplemental", "percent_of", "share of lines", "0.35", of=["base"],
            share={"counts": "upp"}, rounding={"lines": lines},
        ),
    )  # fmt: skip
    return told["supplemental"]
