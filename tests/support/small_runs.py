"""Small districts worked out, for tests that look at totals, at what is told, or at a sentence."""

from decimal import Decimal

from bsa_xl.allocation import allocate, explain

from .small_district import YEAR, small_district, small_policy


def dated(value):
    """A value from FY2026 on."""
    return {"FY2026": str(value)}


def allocated(rows, *components, **policy):
    """The allocation, and the district and policy that it was made from."""
    district, made = small_district(rows), small_policy(*components, **policy)
    return allocate(district, made, YEAR), district, made


def totals(rows, *components, **policy):
    """What each school plans, in cents; nothing was told."""
    allocation, *_ = allocated(rows, *components, **policy)
    assert [str(finding) for finding in allocation.findings] == []
    return allocation.school_totals()


def told(rows, *components, **policy):
    """What was told."""
    allocation, *_ = allocated(rows, *components, **policy)
    return [str(finding) for finding in allocation.findings]


def sentence(result, name, school_id="0101"):
    """A component's line in words."""
    lines = explain(*result, school_id).lines
    return next(each.sentence for each in lines if each.line.component == name)


def allocated_alone(counts, *components, **policy):
    """The allocation of one school, 0001, without a word, and what it was made from."""
    result = allocated({"0001": counts}, *components, **policy)
    assert [str(finding) for finding in result[0].findings] == []
    return result


def dollars_of(counts, *components, **policy):
    """Dollars of each line of that school, by line."""
    allocation, *_ = allocated_alone(counts, *components, **policy)
    lines = allocation.lines("0001").lines
    return {line.line_id.removeprefix("0001:"): Decimal(line.cents) / 100 for line in lines}
