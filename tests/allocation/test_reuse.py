"""A scenario that takes over lines of the first policy comes to what it comes to by itself."""

from collections import Counter
from decimal import Decimal

import pytest
from support.invented_district import invented_district
from support.library import library_policy
from support.small_district import YEAR as SMALL_YEAR
from support.small_district import (
    given,
    lump_sum,
    per_pupil,
    pool,
    school,
    small_district,
    small_policy,
    weight,
)

from bsa_xl.allocation import YearFacts, allocate
from bsa_xl.policy import DatedEntry, DatedValue, Policy, published_policies, values_of, with_values
from bsa_xl.policy.walk import dated_values


def everything(allocation):
    """All that an allocation says: lines with their words, findings, totals."""
    base = allocation.base
    return (
        [school.lines for school in allocation],
        [column.terms for column in allocation.columns],
        allocation.findings,
        allocation.controls,
        allocation.total_cents,
        allocation.dollars_of_all_lines,
        None if base is None else (base.value, base.said, base.told),
    )


def moved(block, year):
    """The block with the first of its values a tenth higher from a year on."""
    first = next(iter(values_of(block)), None)
    if first is None or values_of(block)[first].value(year) is None:
        return block
    number = values_of(block)[first].value(year) * Decimal("1.1")
    value = DatedValue((DatedEntry(year, number),))
    return with_values(block, lambda steps, old, _: value if steps == first else old)


def scenarios(policy, year):
    """The policy with each component moved or left out, another base, counts and order."""
    rows = policy.components
    for at, component in enumerate(rows):
        changed = moved(component, year)
        yield policy.model_copy(update={"components": (*rows[:at], changed, *rows[at + 1 :])})
        yield policy.model_copy(update={"components": (*rows[:at], *rows[at + 1 :])})
    yield policy.model_copy(update={"components": rows[::-1]})
    yield policy.model_copy(update={"measure": "census"})
    yield policy.model_copy(update={"rounding": policy.rounding.model_copy(update={"rates": 2})})
    if policy.base is not None:
        yield policy.model_copy(update={"base": moved(policy.base, year)})
    counting = {name: moved(block, year) for name, block in policy.counting.items()}
    yield policy.model_copy(update={"counting": counting})
    for name, block in counting.items():
        yield policy.model_copy(update={"counting": {**policy.counting, name: block}})
    yield policy


def year_of(policy):
    """The year in which most values begin."""
    entries = [each.value.entries for each in dated_values(policy)]
    firsts = Counter(each[0].since for each in entries if each)
    return firsts.most_common(1)[0][0]


@pytest.mark.parametrize("gaps", [False, True], ids=["complete", "with gaps"])
@pytest.mark.parametrize("name", published_policies())
def test_what_is_taken_over_is_what_would_be_worked_out(name, gaps):
    policy = library_policy(name)
    year = year_of(policy)
    district = invented_district(policy, year, schools=6, gaps=gaps)
    facts = YearFacts(district, year)
    first = allocate(district, policy, year, facts=facts)
    assert everything(first) == everything(allocate(district, policy, year))
    for scenario in scenarios(policy, year):
        beside = allocate(district, scenario, year, facts=facts)
        assert everything(beside) == everything(allocate(district, scenario, year))


ROWS = {
    "0101": {"enrollment": "100", "el": "20", "poor": "60"},
    "0102": {"enrollment": "50", "el": "5", "poor": "10"},
}
PERCENT = {
    "id": "share", "kind": "percent_of", "label": "Share", "unit": "share of lines",
    "source": "B", "of": ["el"], "values": {"FY2026": "0.1"},
}  # fmt: skip


def both(first, second, **district):
    """The second policy beside the first, and by itself."""
    made = small_district(ROWS, **district)
    facts = YearFacts(made, SMALL_YEAR)
    allocate(made, first, SMALL_YEAR, facts=facts)
    beside = allocate(made, second, SMALL_YEAR, facts=facts)
    return everything(beside), everything(allocate(made, second, SMALL_YEAR))


def test_only_what_differs_is_worked_out_again():
    policy = small_policy(weight("el", "0.2"), per_pupil("poor", "10"), lump_sum("all", "1000"))
    rows = policy.components
    other = policy.model_copy(update={"components": (moved(rows[0], SMALL_YEAR), *rows[1:])})
    district = small_district(ROWS)
    facts = YearFacts(district, SMALL_YEAR)
    first = allocate(district, policy, SMALL_YEAR, facts=facts)
    second = allocate(district, other, SMALL_YEAR, facts=facts)
    same = [a is b for a, b in zip(first.columns, second.columns, strict=True)]
    assert same == [False, True, True]
    # 0.2 x 5,000 = 1,000 a pupil for 25 pupils; a tenth more is 2,500 dollars more
    assert second.total_cents - first.total_cents == 250_000


def test_only_the_components_that_a_count_reaches_are_worked_out_again():
    counting = {
        "need": {"sum": ["el", "poor"]},
        "weighed": {"sum": ["need"], "times": "0.5"},
        "other": {"sum": ["el"], "times": "2"},
    }
    policy = small_policy(
        per_pupil("weighed", "10"), per_pupil("other", "10"), per_pupil("need", "1"),
        lump_sum("all", "1000"), counting=counting,
    )  # fmt: skip
    twice = policy.counting["need"].model_copy(update={"times": Decimal(2)})
    other = policy.model_copy(update={"counting": {**policy.counting, "need": twice}})
    district = small_district(ROWS)
    facts = YearFacts(district, SMALL_YEAR)
    first = allocate(district, policy, SMALL_YEAR, facts=facts)
    second = allocate(district, other, SMALL_YEAR, facts=facts)
    same = [a is b for a, b in zip(first.columns, second.columns, strict=True)]
    assert same == [False, True, False, True]
    # el and poor are 25 and 70 pupils: 95 x (0.5 x 10 + 1) dollars more
    assert second.total_cents - first.total_cents == 57_000


def test_a_base_that_follows_a_made_count_moves_every_share_of_it():
    rows = {name: counts | {"idx": "1.1"} for name, counts in ROWS.items()}
    base = {
        "label": "Base", "unit": "USD per pupil", "source": "B", "values": {"FY2026": "5000"},
        "cost_index": {"counts": "made", "share": {"FY2026": "1"}},
    }  # fmt: skip
    components = [weight("el", "0.2"), weight("poor", "0.1")]
    policy = Policy.model_validate({
        "policy": "r", "title": "R", "base": base, "components": components,
        "counting": {"made": {"sum": ["idx"]}},
    })  # fmt: skip
    twice = policy.counting["made"].model_copy(update={"times": Decimal(2)})
    other = policy.model_copy(update={"counting": {"made": twice}})
    district = small_district(rows)
    facts = YearFacts(district, SMALL_YEAR)
    first = allocate(district, policy, SMALL_YEAR, facts=facts)
    second = allocate(district, other, SMALL_YEAR, facts=facts)
    # 0.2 x 25 + 0.1 x 70 = 12 pupils x 5,000 x 1.1, and twice that
    assert (first.total_cents, second.total_cents) == (6_600_000, 13_200_000)
    assert everything(second) == everything(allocate(district, other, SMALL_YEAR))


def test_a_share_of_lines_follows_the_lines_that_it_is_a_share_of():
    policy = small_policy(weight("el", "0.2"), PERCENT)
    rows = policy.components
    other_weight = {"components": (moved(rows[0], SMALL_YEAR), rows[1])}
    for changed in (other_weight, {"base": moved(policy.base, SMALL_YEAR)}):
        beside, alone = both(policy, policy.model_copy(update=changed))
        assert beside == alone
        # a tenth of 0.2 x 5,000 x 20 pupils was 2,000 dollars; both changes add a tenth to that
        assert beside[0][0][1].cents == 220_000


def test_what_is_told_of_a_component_is_told_again_in_every_scenario():
    nowhere = lump_sum("nobody", "5", schools={"where": {"level": ["HS"]}})
    again = lump_sum("nobody-either", "6", schools={"where": {"level": ["HS"]}})
    policy = small_policy(nowhere, again, given("carryover"), pool("90", "poor"))
    without = policy.model_copy(update={"components": policy.components[1:]})
    schools = [school(each, "ES") for each in ROWS]
    beside, alone = both(policy, without, schools=schools)
    assert beside == alone
    told = [str(finding) for finding in alone[2]]
    assert told[0].startswith("policy.yaml: The condition of 'Nobody-either' lets no school in")
