"""Published figures: registers, indices, sizes, and shares of other lines."""

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
from support.small_runs import dated, dollars_of

from bsa_xl.allocation import allocate, explain


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
