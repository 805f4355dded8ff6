"""Policies of the library worked out for schools whose published figures are known."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from bsa_xl.allocation import Allocation, allocate
from bsa_xl.district import School
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import AnyOf, Policy, published_policy, read_policy
from bsa_xl.policy.marks import Stands
from bsa_xl.policy.walk import name_uses
from support.small_district import count_table, small_district

#: School id to student group to count, as counts.csv has it.
Counted = Mapping[str, Mapping[str, object]]


def library_policy(name: str) -> Policy:
    """A policy of the library, which is read without a word."""
    file, findings = read_policy(published_policy(name), name=f"{name}.yaml")
    assert file is not None
    assert findings == ()
    return file.policy


def groups_of(policy: Policy) -> list[str]:
    """The columns of counts.csv that a policy counts."""
    named = {use.name for use in name_uses(policy, Stands.COUNT)} - set(policy.counting)
    supplied = {way.supplied_as for way in policy.counting.values() if isinstance(way, AnyOf)}
    return sorted({*named, *supplied})


def allocated(
    name: str,
    year: FiscalYear,
    counts: Counted,
    *,
    schools: Iterable[School] | None = None,
    amounts: Iterable[tuple[str, str, str]] = (),
) -> Allocation:
    """What a policy of the library gives; groups that are not counted for a school are 0.

    Args:
        name: of the policy.
        year: fiscal year.
        counts: by school; in every measure that the policy uses they are the same.
        schools: elementary schools where not given.
        amounts: school id, line, dollars.
    """
    policy = library_policy(name)
    rows = {
        school_id: dict.fromkeys(groups_of(policy), "0")
        | {group: str(count) for group, count in groups.items()}
        for school_id, groups in counts.items()
    }
    listed = None if schools is None else tuple(schools)
    made = small_district(rows, schools=listed, amounts=amounts)
    codes = {use.name for use in name_uses(policy, Stands.POSITION)}
    measures = {use.measure for use in name_uses(policy, Stands.COUNT) if use.measure}
    district = replace(
        made,
        counts={
            (year, measure): count_table(rows, year=year, measure=measure)
            for measure in measures | {policy.measure}
        },
        amounts=tuple(replace(amount, fiscal_year=year) for amount in made.amounts),
        positions=small_district({}, positions=[(code, code) for code in sorted(codes)]).positions,
    )
    allocation = allocate(district, policy, year)
    assert not allocation.has_fatal, list(map(str, allocation.findings))
    return allocation


def dollars_of(allocation: Allocation, school_id: str = "0001") -> dict[str, Decimal]:
    """Dollars of each line of a school that is not 0, by component and span."""
    return {
        line.line_id.removeprefix(f"{school_id}:"): Decimal(line.cents) / 100
        for line in allocation.lines(school_id).lines
        if line.cents
    }
