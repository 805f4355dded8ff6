"""Comparability of Title I schools: North Carolina's worked example, and the rules around it."""

from decimal import Decimal

import pytest

from bsa_xl.allocation import ComparedSchool, comparability_findings, compare, limit_of

# Title I school: pupils, instructional staff, pupils for each, as printed
NORTH_CAROLINA = {
    "Beaufort": ("528", "70.2", "7.5"),
    "Broad River": ("510", "49.4", "10.3"),
    "Davis": ("417", "38.7", "10.8"),
    "Shanklin": ("726", "59", "12.3"),
    "Port Royal": ("189", "16", "11.8"),
    "St Helena": ("808", "58", "13.9"),
    "Shell Point": ("673", "60", "11.2"),
}
# The example prints only the average of the other schools, 12.8: 1,280 pupils and 100 staff
OTHERS = ("1280", "100")


def one(name, pupils, resources, *, title_i=True, span="Elementary"):
    return ComparedSchool(name, span, title_i, Decimal(pupils), Decimal(resources))


def north_carolina():
    mine = [one(name, pupils, staff) for name, (pupils, staff, _) in NORTH_CAROLINA.items()]
    return [*mine, one("Others", *OTHERS, title_i=False)]


def test_north_carolina_is_comparable_at_the_printed_ratios():
    found = compare(north_carolina(), "pupils per FTE")
    assert {each.school.school_id: each.ratio for each in found} == {
        name: Decimal(printed) for name, (_, _, printed) in NORTH_CAROLINA.items()
    }
    assert {(each.average, each.limit) for each in found} == {(Decimal("12.8"), Decimal("14.1"))}
    assert {each.verdict for each in found} == {"comparable"}
    assert comparability_findings(found, "pupils per FTE") == ()


def test_the_limit_is_110_percent_of_the_average():
    assert limit_of(Decimal("12.8"), Decimal("1.10")) == Decimal("14.1")  # 14.08


def test_sns_02_a_school_above_the_limit_is_told():
    found = compare([*north_carolina(), one("Late", "142", "10")], "pupils per FTE")
    assert [each.verdict for each in found] == ["comparable"] * 7 + ["not comparable"]
    assert [str(each) for each in comparability_findings(found, "pupils per FTE")] == [
        (
            "School Late has 14.2 pupils per FTE, and Elementary allows at most 14.1. Give it more of state "
            "and local money, or explain the difference. [SNS-02]"
        )
    ]


def test_dollars_for_each_pupil_are_at_least_90_percent_of_the_others():
    # the others have 1,000,000 / 200 = 5,000.00; 90 % are 4,500.00
    schools = [
        one("others", "200", "1000000", title_i=False),
        one("enough", "150", "675000"),
        one("short", "150", "674999"),
    ]
    found = compare(schools, "dollars per pupil", places=2)
    assert [(each.ratio, each.verdict) for each in found] == [
        (Decimal("4500.00"), "comparable"),
        (Decimal("4499.99"), "not comparable"),
    ]
    assert [str(each) for each in comparability_findings(found, "dollars per pupil")] == [
        (
            "School short has 4,499.99 dollars per pupil, and Elementary allows at least 4,500. Give it more "
            "of state and local money, or explain the difference. [SNS-02]"
        )
    ]


@pytest.mark.parametrize(("schools", "why"), [
    ([one("a", "90", "1")], "the only school of its span"),
    ([one("a", "100", "1"), one("b", "300", "20", title_i=False)], "100 pupils or fewer"),
    ([one("a", "300", "1"), one("b", "300", "20")], "no school without Title I in its span"),
    ([one("a", "300", "1"), one("b", "99", "20", title_i=False)], "no school without Title I in its span"),
])  # fmt: skip
def test_some_schools_are_not_compared(schools, why):
    first = compare(schools, "pupils per FTE")[0]
    assert (first.verdict, first.why) == ("not compared", why)


def test_schools_are_compared_within_their_span():
    schools = [
        one("a", "300", "20"), one("b", "300", "20", title_i=False),
        one("c", "300", "20", span="High"), one("d", "300", "30", title_i=False, span="High"),
    ]  # fmt: skip
    verdicts = [each.verdict for each in compare(schools, "pupils per FTE")]
    assert verdicts == ["comparable", "not comparable"]  # 15 of 16.5, and 15 of 11


def test_a_school_without_staff_is_not_comparable():
    schools = [one("a", "300", "0"), one("b", "300", "20", title_i=False)]
    [found] = compare(schools, "pupils per FTE")
    assert (found.ratio, found.verdict) == (None, "not comparable")
