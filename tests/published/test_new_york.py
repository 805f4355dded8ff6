"""New York's Fair Student Funding by the library's policies: printed rows, to the cent or dollar."""

from decimal import Decimal

import pytest
from support.library import allocated, dollars_of, library_policy
from support.small_district import small_district, small_policy, weight

from bsa_xl.allocation import allocate
from bsa_xl.fiscal_year import FiscalYear

FY2015, FY2019, FY2022 = FiscalYear(2015), FiscalYear(2019), FiscalYear(2022)

# FY2015, Budget Detail 1: pupils of kindergarten to grade 5, and the dollars printed for them.
REGISTERS = {
    "462": "1904616.09",
    "490": "2020047.37",
    "596": "2457037.20",
    "436": "1797429.90",
    "266": "1096597.14",
}
# FY2015, Budget Detail 2: p (formula without the foundation), r (its change since last year's
# registers), a (last year's amount), t and f = t x r as printed, d (allocation) and j (formula).
PERCENTAGES = [
    ("K001", "6856416.99", "-120645.73", "5957603.00", "0.8216", "-99126.82", "5858476.18", "7081416.99"),
    ("K002", "2812276.59", "-63272.37", "2565500.00", "0.8139", "-51499.38", "2514000.62", "3037276.59"),
    ("K003", "2225195.30", "-214672.83", "2364807.00", "0.8770", "-188271.84", "2176535.16", "2450195.30"),
    ("K005", "1482282.85", "-132749.12", "1711158.00", "0.9202", "-122156.19", "1589001.81", "1707282.85"),
]  # fmt: skip


@pytest.mark.parametrize("register", REGISTERS)
def test_2014_15_pays_every_register_what_is_printed(register):
    # a school without an amount of last year has its formula; the policy needs one school with one
    lines = ("other-register", "register-change", "last-year")
    amounts = [
        ("0002", line, dollars) for line, dollars in zip(lines, PERCENTAGES[0][1:4], strict=True)
    ]
    counts = {"0001": {"k-5": register}, "0002": {}}
    told = dollars_of(allocated("new_york_2014_15", FY2015, counts, amounts=amounts))
    assert told["k-5"] == Decimal(REGISTERS[register])


def off_with_base(per_capita, **policy):
    """The registers whose dollars are not what is printed, on another base: ours less printed."""
    found = {}
    for register, printed in REGISTERS.items():
        made = small_policy(weight("k-5", "1"), base=per_capita, **policy)
        allocation = allocate(small_district({"0001": {"k-5": register}}), made, FiscalYear(2026))
        found[register] = Decimal(allocation.total_cents) / 100 - Decimal(printed)
    return {register: off for register, off in found.items() if off}


def test_2014_15_has_the_only_base_that_gives_all_registers():
    # the second needs 2,020,047.365 / 490 = 4,122.545643 or more, the third less than
    # 2,457,037.205 / 596 = 4,122.545646
    base = library_policy("new_york_2014_15").base
    assert Decimal("4122.545643") <= base.value(FY2015) < Decimal("4122.545646")
    assert base.values.is_assumption(FY2015)
    assert off_with_base("4122.54564") == {"490": Decimal("-0.01")}


def test_2014_15_fails_by_two_dollars_with_the_per_capita_as_printed():
    assert off_with_base("4122.545644", rounding={"rates": 2})["462"] == Decimal("2.01")


@pytest.mark.parametrize(("school", "p", "r", "a", "t", "f", "d", "j"), PERCENTAGES)
def test_2014_15_pays_the_change_at_the_schools_percentage(school, p, r, a, t, f, d, j):
    # the printed registers are rounded, and miss p and r by up to $29: both are taken as given
    amounts = [
        (school, "other-register", p), (school, "register-change", r), (school, "last-year", a),
    ]  # fmt: skip
    made = allocated("new_york_2014_15", FY2015, {school: {"k-5": "0"}}, amounts=amounts)
    told = dollars_of(made, school)
    assert told["foundation"] + told["other-register"] == Decimal(j)
    paid = Decimal(made.total_cents) / 100
    assert abs(paid - Decimal(d)) <= Decimal("0.02")
    assert abs(paid - Decimal(a) - Decimal(f)) <= Decimal("0.02")
    exact = (Decimal(a) - 225_000) / (Decimal(p) - Decimal(r))
    assert exact.quantize(Decimal("0.0001")) == Decimal(t)


def test_2018_19_gives_the_printed_lines_of_a_high_school():
    counts = {"g9-12": 416, "well_below_9_12": 53, "below_9_12": 128, "over_age": 19}
    told = dollars_of(allocated("new_york_2018_19", FY2019, {"0001": counts}))
    needs = {line: dollars for line, dollars in told.items() if line.startswith("academic:")}
    assert needs == {
        "academic:well-below-9-12": 86_576, "academic:below-9-12": 130_647, "academic:over-age": 31_037,
    }  # fmt: skip
    assert sum(needs.values()) == 248_260
    # a misprint of a dollar: 416 x 4,206.95 = 1,750,091.20, and 1,750,092 is printed
    assert told["grades:g9-12"] == 1_750_091


@pytest.mark.parametrize(
    ("component", "span", "printed", "share"),
    [
        ("grades", "k-5", "4084.80", "1.00"),
        ("grades", "g6-8", "4411.92", "1.08"),
        ("grades", "g9-12", "4206.95", "1.03"),
        ("poverty", "", "490.18", "0.12"),
        ("academic", "well-below-4-5", "1633.51", "0.40"),
        ("academic", "below-4-5", "1020.68", "0.25"),
        ("academic", "well-below-6-8", "2043.44", "0.50"),
        ("academic", "below-6-8", "1429.58", "0.35"),
        ("ell-bilingual", "", "1797.31", "0.44"),
    ],
)
def test_2018_19_pays_the_printed_dollars_and_not_weight_times_base(
    component, span, printed, share
):
    # 1.03 x 4,084.80 = 4,207.344 and 4,206.95 is printed: the weights are rounded for print
    [block] = [
        each for each in library_policy("new_york_2018_19").components if each.id == component
    ]
    part = next(each for each in block.spans if each.id == span) if span else block
    assert part.values.value(FY2019) == Decimal(printed)
    assert f"({share})" in part.label or share == "1.00"
    assert (Decimal(printed) / Decimal("4084.80")).quantize(Decimal("0.01")) == Decimal(share)


@pytest.mark.parametrize(
    ("needs", "printed"),
    [(("g9-12", "well_below_9_12"), "6038.89"), (("k-5", "below_4_5", "ell"), "6967.95")],
)
def test_2021_22_adds_every_need_of_a_pupil(needs, printed):
    # 1.43 x 4,223 and 1.65 x 4,223
    made = allocated("new_york_2021_22", FY2022, {"0001": dict.fromkeys(needs, 1)})
    assert Decimal(made.total_cents) / 100 - 225_000 == Decimal(printed)
