"""Any adjustments in any order, beside a loop in Decimal that shares no code with the engine."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some
from support.decimal_adjustments import AdjustedCase, NothingToScaleError, adjusted
from support.small_district import (
    YEAR,
    adjustment,
    count_table,
    given,
    small_district,
    small_policy,
)

from bsa_xl.allocation import LineStatus, allocate

IDS = ("0103", "0101", "0102")
LINES = ("formula", "last", "change", "left", "had")


def money(least: int, most: int) -> some.SearchStrategy[Decimal]:
    return some.integers(least, most).map(lambda cents: Decimal(cents) / 100)


SHARES = some.integers(0, 10_000).map(lambda parts: f"{Decimal(parts) / 10_000}")
PUPILS = some.integers(1, 40_000_000).map(lambda parts: Decimal(parts) / 10_000)


@some.composite
def blocks(draw):
    """Each kind at most once, in any order."""
    share, factors = draw(SHARES), sorted([draw(SHARES), draw(SHARES)])
    prior = {"unit": "share of prior-year amount", "against": "last"}
    values = {"values": {"FY2026": share}}
    pool = str(draw(some.integers(1, 9_000_000)))
    counted = {"attended": {"measure": "ada"}, "enrolled": {"measure": "census"}}
    every = [
        adjustment("floor", "floor_on_prior_year", **prior, **values),
        adjustment("caps", "limits_on_prior_year", **prior,
                   at_least={"FY2026": factors[0]}, at_most={"FY2026": factors[1]}),
        adjustment("gap", "gap_phase_in", unit="share of gap", against="last", **values),
        adjustment("landing", "soft_landing", unit="share of loss", against="last", **values),
        adjustment("percentage", "funding_percentage", unit="share of formula", against="last",
                   change="change"),
        adjustment("carryover", "carryover", unit="share of unspent", unspent="left", against="had",
                   at_most={"FY2026": factors[0]}, **values),
        adjustment("scaled", "scale_to_pool", unit="USD per district", values={"FY2026": pool},
                   only=draw(some.sampled_from(["up", "down", "both"]))),
        adjustment("attendance", "attendance", unit="share of difference", **counted, **values,
                   direction=draw(some.sampled_from(["school_over_district", "district_over_school"]))),
    ]  # fmt: skip
    return draw(some.permutations(every))[: draw(some.integers(1, len(every)))]


@settings(max_examples=60, deadline=None)
@for_all(
    blocks(),
    some.lists(money(1, 10**10), min_size=15, max_size=15),
    some.lists(PUPILS, min_size=6, max_size=6),
    some.sampled_from(["cent", "dollar", "truncate"]),
    some.booleans(),
)
def test_the_loop_in_decimal_agrees_to_the_cent(chosen, dollars, pupils, lines, lower):
    amounts = {}
    for place, (line, school) in enumerate((line, one) for line in LINES for one in IDS):
        sign = -1 if lower and line in ("change", "left") else 1
        value = sign * dollars[place]
        amounts[line, school] = value.quantize(Decimal(1)) if line == "formula" else value
    given_out = [(school, line, str(value)) for (line, school), value in amounts.items()]
    attend, enrolled = zip(*map(sorted, zip(pupils[:3], pupils[3:], strict=True)), strict=True)
    ada, census = (  # no more attend than are enrolled
        {school: {"enrollment": str(count)} for school, count in zip(IDS, part, strict=True)}
        for part in (attend, enrolled)
    )
    district = small_district({one: {"enrollment": "1"} for one in IDS}, amounts=given_out)
    tables = {(YEAR, "ada"): count_table(ada, measure="ada"),
              (YEAR, "census"): count_table(census, measure="census")}  # fmt: skip
    district = replace(district, counts=dict(district.counts) | tables)
    policy = small_policy(given("formula"), adjustments=list(chosen), rounding={"lines": lines})
    formula = {school: amounts["formula", school] for school in IDS}
    counts = {
        (measure, school): Decimal(rows[school]["enrollment"])
        for measure, rows in (("ada", ada), ("census", census))
        for school in IDS
    }
    allocation = allocate(district, policy, YEAR)
    try:
        wanted = adjusted(AdjustedCase(policy, YEAR, formula, amounts, counts))
    except NothingToScaleError:
        assert "ALO-61" in {finding.id for finding in allocation.findings}
        return
    found = {one["id"]: {} for one in chosen}
    for school in allocation:
        for line in school.lines:
            if line.component in found and line.status is not LineStatus.TO_COME:
                found[line.component][line.school_id] = Decimal(line.cents) / 100
    assert found == wanted
