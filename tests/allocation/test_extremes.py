"""Values that no budget has: told or exact, never wrapped around and never a crash."""

from decimal import Decimal

from hypothesis import given as any_of
from hypothesis import strategies as st
from support.small_district import YEAR, component, small_district, small_policy, weight

from bsa_xl.allocation import allocate

shares = st.decimals(min_value=0, max_value=1, places=14)
sizes = st.decimals(min_value=0, max_value=10**9, places=4)
numbers = st.one_of(
    st.decimals(min_value=0, max_value=10**14, places=1),
    st.decimals(min_value=0, max_value=1, places=15),
    st.decimals(min_value=0, max_value=100, places=2),
)


def dated(value):
    return {"FY2026": f"{value:f}"}


def rounded(value, places):
    return int(value.scaleb(places).quantize(Decimal(1), "ROUND_HALF_UP"))


@any_of(numbers, numbers, shares, shares, numbers, sizes, numbers)
def test_no_value_wraps_around(low, high, first, second, slope, size, base):
    points = [
        {"share": dated(min(first, second)), "weight": dated(low)},
        {"share": dated(max(first, second)), "weight": dated(high)},
    ]
    pieces = [{"at_least": "0", "below": "600.5", "weight": dated(low), "slope": dated(slope)}]
    share = {"counts": "upp"}
    policy = small_policy(
        weight("n", "1", id="base"),
        {"id": "slide", "kind": "sliding_weight", "label": "Slide", "unit": "share of base",
         "source": "S", "counts": "n", "share": share, "points": points},
        {"id": "curve", "kind": "size_curve", "label": "Curve", "unit": "share of base",
         "source": "S", "counts": "n", "size": "size", "pieces": pieces},
        component("part", "percent_of", "share of lines", f"{first:f}", of=["base"], share=share,
                  above=dated(second)),
        component("small", "small_school", "USD per pupil", f"{slope:f}", counts="size",
                  threshold=dated(size)),
        base=f"{base or 1:f}",
    )  # fmt: skip
    rows = {"0101": {"n": "1", "size": f"{min(size, 10**8):f}", "upp": "0.5"}}
    allocation = allocate(small_district(rows), policy, YEAR)
    lines = {line.component: line for line in allocation.lines("0101").lines}
    assert all(line.cents >= 0 for line in lines.values())
    part = lines["part"]
    if part.status == "final":
        exact = first * max(Decimal("0.5") - second, Decimal(0)) * Decimal(lines["base"].cents)
        assert part.cents == rounded(exact, 0)
