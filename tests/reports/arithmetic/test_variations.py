"""Every way in which a kind can be written, and the roundings, beside the engine."""

import pytest
from support.arithmetic_lines import differences, lines_of, recalculated
from support.invented_district import invented_district
from support.small_district import (
    SOURCE,
    adjustment,
    component,
    lump_sum,
    per_pupil,
    pool,
    small_district,
    small_policy,
    weight,
)

from bsa_xl.allocation import allocate
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import Policy
from bsa_xl.reports.arithmetic import arithmetic

YEAR = FiscalYear(2026)
OF_BASE = weight("enrollment", "1")


def title_i(**more):
    block = component("title-i", "rank_and_serve", "USD per district", "900000", poverty="poor")
    return block | {"pupils": "enrollment", "private": "private_poor"} | more


def scaled(dollars, only="both"):
    values = {"FY2026": dollars}
    return adjustment("scaled", "scale_to_pool", unit="USD per district", only=only, values=values)


def ratio(way, after, **more):
    groups = [
        {"counts": "grade_2", "per": {"FY2026": "21"}},
        {"counts": "grade_3", "per": {"FY2026": "24.5"}, "gives": {"FY2026": "1.5"}},
    ]
    block = {"id": "teachers", "kind": "ratio", "label": "Teachers", "source": SOURCE}
    block |= {"unit": "FTE per school", "position": "2101", "groups": groups}
    return block | {"fte": {"step": "0.25", "way": way, "after": after}} | more


def start_up():
    years = [{"year": 1, "values": {"FY2026": "50000"}}, {"year": 2, "values": {"FY2026": "20000"}}]
    block = {"id": "start", "kind": "start_up", "label": "Start-up", "source": SOURCE}
    return block | {"unit": "USD per school", "years": years}


def menu():
    block = {"id": "menu", "kind": "purchase_back", "label": "Menu", "source": SOURCE}
    return block | {"unit": "USD per service"}


def salary(**more):
    block = adjustment("pay", "salary", unit="share of difference", values={"FY2026": "0.75"})
    return block | {"direction": "charge"} | more


def percentage(*of, foundation=("foundation",), **more):
    block = adjustment("percentage", "funding_percentage", unit="share of formula", **more)
    block |= {"against": "last-year", "prior_measure": "census", "of": of}
    return block | {"foundation": foundation}


HIGH_FROM_20 = {"schools": {"where": {"level": ["HS"]}}, "from_share": {"FY2026": "0.2"}}


def with_base(*components, lines="cent", **base):
    """A policy with a base of several keys."""
    values = {"FY2026": "4999.5"}
    whole = {"label": "Base", "unit": "USD per pupil", "source": SOURCE, "values": values} | base
    return Policy.model_validate(
        {"policy": "p", "title": "P", "base": whole, "components": list(components),
         "rounding": {"lines": lines}}
    )  # fmt: skip


LEVELS = [
    {"id": "middle", "label": "Middle", "schools": {"where": {"level": ["MS"]}},
     "values": {"FY2026": "5123.4567"}},
    {"id": "high", "label": "High", "schools": {"where": {"level": ["HS"]}},
     "values": {"FY2026": "5500"}},
]  # fmt: skip
SLIDING = component("need", "sliding_weight", "share of base", "0", counts="el") | {
    "share": {"counts": "el", "of": "enrollment"},
    "points": [
        {"share": {"FY2026": "0.1"}, "weight": {"FY2026": "0.3"}},
        {"share": {"FY2026": "0.5"}, "weight": {"FY2026": "0.77"}},
    ],
}
SLIDING = {key: value for key, value in SLIDING.items() if key != "values"}
SPANS = {
    "id": "spans", "kind": "grade_spans", "label": "Spans", "source": SOURCE, "unit": "share of base",
    "spans": [{"id": "k3", "label": "K3", "counts": "k3", "values": {"FY2026": "0.123"}}],
}  # fmt: skip
CEI = {"share": {"FY2026": "0.71"}}
SHARES = (weight("enrollment", "1"), weight("el", "0.12345"), SLIDING, SPANS)
KEPT = [
    {"id": "reserve", "label": "Reserve", "share": {"FY2026": "0.0333"}},
    {"id": "office", "label": "Office", "dollars": {"FY2026": "12345.67"}},
]

POLICIES = {
    "a base by level": with_base(*SHARES, levels=LEVELS),
    "a base of some levels alone": with_base(*SHARES, levels=LEVELS, values={"FY2030": "1"}),
    "an index of each school": with_base(
        *SHARES, levels=LEVELS, cost_index=CEI | {"column": "cei"}
    ),
    "an index that is a count, rounded": with_base(
        *SHARES, cost_index=CEI | {"counts": "cei"}, decimals="2", lines="dollar"
    ),
    "levels by an index of the district": with_base(
        *SHARES, levels=LEVELS, cost_index=CEI | {"values": {"FY2026": "1.0307"}}, decimals="3"
    ),
    "a base solved from what its pool leaves": with_base(
        *SHARES, pool={"values": {"FY2026": "30000000"}, "set_asides": KEPT}, decimals="4"
    ),
    "a base solved in whole dollars": with_base(
        *SHARES, pool={"values": {"FY2026": "30000000"}, "set_asides": KEPT}, lines="dollar"
    ),
    "salaries at the school's own average": small_policy(
        OF_BASE, weight("el"), ratio("up", "sum"), adjustments=[salary(cost="school_average")]
    ),
    "staff of long standing above average": small_policy(
        OF_BASE,
        ratio("up", "sum"),
        adjustments=[salary(hired_before="2007-07-01", only="above", direction="credit")],
        rounding={"lines": "dollar"},
    ),
    "lines in dollars": small_policy(
        weight("el", "0.12345"), pool("12345", "el:0.5", "poor"), rounding={"lines": "dollar"}
    ),
    "lines cut": small_policy(
        weight("el", "0.12345"),
        pool("12345", "el:0.5"),
        lump_sum(dollars="99.99"),
        rounding={"lines": "truncate", "rates": 2},
    ),
    "totals in dollars": small_policy(per_pupil("el", "12.345"), rounding={"total": "dollar"}),
    "a component that rounds by itself": small_policy(
        weight("el", "0.12345", rounding={"rates": 2, "rates_method": "truncate"}),
        per_pupil("poor", "3.333", rounding={"lines": "dollar"}),
    ),
    "a pool taken back": small_policy(pool("-1000.01", "enrollment")),
    "a pool of billions": small_policy(pool("3271434111.99", "enrollment:0.12345", "el")),
    "a minimum of a pool": small_policy(
        pool("100000", "el", at_least={"FY2026": "9000"}, name="least"),
        pool("60000", "el", at_least={"FY2026": "4000.55"}, name="more"),
    ),
    "a minimum that is too much": small_policy(pool("10", "el", at_least={"FY2026": "9000"})),
    "title i: what there is": small_policy(title_i()),
    "title i: what there is, private after": small_policy(
        title_i(private_share="after set-asides", threshold="either")
    ),
    "title i: one amount": small_policy(
        title_i(per_child={"FY2026": "433.33"}, private_share="after set-asides")
    ),
    "title i: too little": small_policy(
        title_i(values={"FY2026": "1"}, per_child={"FY2026": "500"})
    ),
    "title i: high schools first": small_policy(
        title_i(per_child={"FY2026": "1433.33"}, threshold="35 percent", high_schools=HIGH_FROM_20)
    ),
    "title i: the only school of a span": small_policy(
        title_i(spans="level", single_school_spans="exempt", high_schools=HIGH_FROM_20)
    ),
    "title i: exempt but not small": small_policy(title_i(small_district="exempt")),
    "title i: in dollars": small_policy(title_i(), rounding={"lines": "dollar"}),
    "scaled down": small_policy(OF_BASE, adjustments=[scaled("20000000.03", "down")]),
    "scaled up": small_policy(OF_BASE, adjustments=[scaled("90000000.07", "up")]),
    "not scaled up": small_policy(OF_BASE, adjustments=[scaled("90", "up")]),
    "scaled in dollars": small_policy(
        OF_BASE, adjustments=[scaled("31234567")], rounding={"lines": "dollar"}
    ),
    "teachers up": small_policy(ratio("up", "each")),
    "teachers down": small_policy(ratio("down", "sum", plus={"FY2026": "0.3"})),
    "teachers near": small_policy(ratio("nearest", "sum"), lump_sum()),
    "teachers priced": small_policy(ratio("up", "sum", unit="USD per school, priced")),
    "a foundation that the change names": small_policy(
        OF_BASE, lump_sum(), adjustments=[percentage("enrollment", "foundation")]
    ),
    "a change of nothing but foundation": small_policy(
        OF_BASE, lump_sum(), adjustments=[percentage("foundation")]
    ),
    "a third of a funding percentage": small_policy(
        OF_BASE, adjustments=[percentage(foundation=(), values={"FY2026": "0.3333"})]
    ),
    "a third of a funding percentage in dollars": small_policy(
        OF_BASE,
        adjustments=[percentage(foundation=(), values={"FY2026": "0.3333"})],
        rounding={"lines": "dollar"},
    ),
    "a funding percentage that has ended": small_policy(
        OF_BASE, adjustments=[percentage(foundation=(), values={"FY2025": "1", "FY2026": None})]
    ),
    "a start-up": small_policy(start_up()),
    "services": small_policy(menu()),
}


@pytest.mark.parametrize("gaps", [False, True], ids=["complete", "with gaps"])
@pytest.mark.parametrize("name", POLICIES)
def test_every_variation_comes_to_the_same_cent(name, gaps, office, tmp_path):
    policy = POLICIES[name]
    district = invented_district(policy, YEAR, gaps=gaps, seed=5)
    lines = lines_of(recalculated(office, arithmetic(district, policy, YEAR), tmp_path))
    assert lines
    assert list(differences(allocate(district, policy, YEAR), lines)) == []


def test_a_gap_at_one_school_takes_no_bound_from_another(office, tmp_path):
    """0102 has more pupils in need than 3 + 4; that 0101 has no count of one group is no excuse."""
    rows = {
        "0101": {"enrollment": "100", "el": "", "poor": "4", "need": "50"},
        "0102": {"enrollment": "100", "el": "3", "poor": "4", "need": "8"},
        "0103": {"enrollment": "100", "el": "3", "poor": "4", "need": "7"},
    }
    counting = {"in_need": {"any_of": ["el", "poor"], "supplied_as": "need"}}
    policy = small_policy(per_pupil("in_need", "10"), counting=counting)
    district = small_district(rows)
    lines = lines_of(recalculated(office, arithmetic(district, policy, YEAR), tmp_path))
    assert [lines[school_id, "in_need"] for school_id in rows] == [500, "to come", 70]
    assert list(differences(allocate(district, policy, YEAR), lines)) == []
