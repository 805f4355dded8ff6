"""Figures that districts and agencies have published, by small policies of their own."""

from decimal import Decimal

import pytest
from support.small_district import (
    YEAR,
    given,
    per_pupil,
    pool,
    small_district,
    small_policy,
    weight,
)

from bsa_xl.allocation import allocate


def dollars_of(counts, *components, amounts=(), **policy):
    """Dollars of each line of one school, by component."""
    district = small_district({"0001": counts}, amounts=amounts)
    allocation = allocate(district, small_policy(*components, **policy), YEAR)
    assert [str(finding) for finding in allocation.findings] == []
    return {line.component: Decimal(line.cents) / 100 for line in allocation.lines("0001").lines}


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
def test_boston_2015_16_rounds_each_line_to_dollars(pupils, share, printed):
    told = dollars_of(
        {"pupils": str(pupils)},
        weight("pupils", share),
        base="4028.47",
        rounding={"lines": "dollar"},
    )
    assert told == {"pupils": printed}


def test_boston_2015_16_does_not_multiply_the_rate_that_it_prints():
    # 1.8 x 4,028.47 = 7,251.246, printed 7,251; 80 x 7,251 = 580,080, and 580,100 is printed
    rounding = {"rates": 0, "lines": "dollar"}
    told = dollars_of({"pupils": "80"}, weight("pupils", "1.8"), base="4028.47", rounding=rounding)
    assert told == {"pupils": 580_080}


NEW_YORK_2014_15 = {
    "462": "1904616.09",
    "490": "2020047.37",
    "596": "2457037.20",
    "436": "1797429.90",
    "266": "1096597.14",
}


def new_york(per_capita, **policy):
    """What every register comes to, less what is printed."""
    ours = {
        register: dollars_of({"k-5": register}, weight("k-5", "1"), base=per_capita, **policy)
        for register in NEW_YORK_2014_15
    }
    return {
        register: ours[register]["k-5"] - Decimal(printed)
        for register, printed in NEW_YORK_2014_15.items()
    }


def test_new_york_2014_15_carries_its_per_capita_unrounded():
    # 4,122.54564 is known from the registers; the second needs 2,020,047.365 / 490 = 4,122.545643
    # or more, the third less than 2,457,037.205 / 596 = 4,122.545646
    assert set(new_york("4122.545644").values()) == {0}
    cent_off = {register: off for register, off in new_york("4122.54564").items() if off}
    assert cent_off == {"490": Decimal("-0.01")}


def test_new_york_2014_15_fails_by_two_dollars_with_the_per_capita_as_printed():
    assert new_york("4122.545644", rounding={"rates": 2})["462"] == Decimal("2.01")


def test_new_york_2018_19_prints_rates_that_are_not_weight_times_base():
    # 0.40 x 4,084.80 = 1,633.92; the table pays $1,633.51, so the rate is given in dollars
    told = dollars_of(
        {"well_below": "53", "below": "128", "over_age": "19"},
        per_pupil("well_below", "1633.51"),
        per_pupil("below", "1020.68"),
        per_pupil("over_age", "1633.51"),
        rounding={"lines": "dollar"},
    )
    assert told == {"well_below": 86_576, "below": 130_647, "over_age": 31_037}
    assert sum(told.values()) == 248_260


@pytest.mark.parametrize(
    ("shares", "printed"),
    [(["1.03", "0.40"], "6038.89"), (["1", "0.25", "0.40"], "6967.95")],
)
def test_new_york_2021_22_adds_every_need_of_a_pupil(shares, printed):
    needs = [weight("pupil", share, id=f"need-{row}") for row, share in enumerate(shares)]
    told = dollars_of({"pupil": "1"}, *needs, base="4223")
    assert sum(told.values()) == Decimal(printed)


def test_houston_2017_18_elementary_school():
    # constructed with the published rates; the small-school subsidy (500 - 400) x 850 is taken as given
    told = dollars_of(
        {
            "ada": "400",
            "econ_dis": "320",
            "at_risk": "250",
            "gt": "40",
            "el": "150",
            "homeless": "10",
        },
        weight("ada", "1"),
        weight("compensatory", "0.15"),
        weight("gt", "0.12"),
        weight("el", "0.10"),
        weight("homeless", "0.05"),
        given("small-school"),
        counting={"compensatory": {"sum": ["econ_dis", "at_risk"], "times": "0.5"}},
        base="3522",
        amounts=[("0001", "small-school", "85000")],
    )
    assert told == {
        "ada": Decimal("1408800.00"),
        "compensatory": Decimal("150565.50"),
        "gt": Decimal("16905.60"),
        "el": Decimal("52830.00"),
        "homeless": Decimal("1761.00"),
        "small-school": Decimal("85000.00"),
    }
    assert sum(told.values()) == Decimal("1715862.10")


def test_texas_compensatory_tiers_of_abilene():
    tiers = {"1": 940, "2": 2769, "3": 2672, "4": 3099, "5": 1939}
    shares = ["0.225", "0.2375", "0.25", "0.2625", "0.275"]
    told = dollars_of(
        {tier: str(pupils) for tier, pupils in tiers.items()},
        *(weight(tier, share) for tier, share in zip(tiers, shares, strict=True)),
        base="6160",
    )
    assert sum(told.values()) == 17_764_516


def test_hawaii_2019_20_neighbor_islands():
    rows = {"all": {"pupils": "54415"}, "molokai": {"pupils": "322"}}
    policy = small_policy(per_pupil("pupils", "17.82"))
    allocation = allocate(small_district(rows), policy, YEAR)
    # printed as $970,000, and as roughly $5,700
    assert allocation.school_totals() == {"all": 969_675_30, "molokai": 5_738_04}


# The federal guidance's first example: public and private low-income children of the schools served.
TITLE_I_FIRST = {
    "Valley View": (265, 8, 351_579),
    "Violet Hill": (287, 5, 376_048),
    "Elemwood": (260, 15, 354_155),
    "Oakdale": (78, 0, 100_451),
    "Hobson": (124, 6, 167_419),
    "Davis": (227, 3, 296_202),
    "Takoma": (201, 5, 265_294),
    "Berlieth": (176, 0, 226_659),
}


def test_title_i_shares_leave_no_dollar_over():
    """Rounding each share as the example does loses a dollar; the largest remainder gives it out."""
    rows = {
        school: {"public": str(public), "private": str(private)}
        for school, (public, private, _) in TITLE_I_FIRST.items()
    }
    policy = small_policy(pool("2137808", "public", "private"), rounding={"lines": "dollar"})
    allocation = allocate(small_district(rows), policy, YEAR)
    printed = {school: dollars for school, (_, _, dollars) in TITLE_I_FIRST.items()}
    assert sum(printed.values()) == 2_137_807
    ours = {school: cents // 100 for school, cents in allocation.school_totals().items()}
    # 2,137,808 / 1,660 x 230 = 296,202.31: after the .94 and the .69, the largest remainder
    assert ours == printed | {"Davis": 296_203}
    assert sum(ours.values()) == 2_137_808


# Its second example, at $700 a child: enrollment is not needed.
TITLE_I_SECOND = {
    "Violet Hill": (850, 20),
    "Oakdale": (202, 8),
    "Elemwood": (591, 24),
    "Valley View": (444, 0),
    "Hobson": (367, 10),
    "Berlieth": (550, 5),
    "Davis": (646, 8),
    "Indian Rock": (815, 0),
    "Roosevelt": (95, 0),
    "Takoma": (487, 6),
    "Camp Springs": (449, 14),
}


def test_title_i_at_a_flat_amount_for_each_child():
    rows = {
        school: {"public": str(public), "private": str(private)}
        for school, (public, private) in TITLE_I_SECOND.items()
    }
    policy = small_policy(per_pupil("public", "700"), per_pupil("private", "700"))
    allocation = allocate(small_district(rows), policy, YEAR)
    assert allocation.component_totals() == {"public": 3_847_200_00, "private": 66_500_00}
    assert allocation.total_cents == 3_913_700_00
    # the page prints $385,500 for Berlieth's public children, a misprint: 550 x 700 = 385,000
    assert allocation.lines("Berlieth").lines[0].cents == 385_000_00
