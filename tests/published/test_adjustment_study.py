"""The case study of 74 pilot schools (Hill, Archer, Brown and Jubb, AEFP, 26 March 2011)."""

from dataclasses import replace
from decimal import Decimal

from support.library import groups_of, library_policy
from support.small_district import (
    YEAR,
    adjustment,
    count_table,
    per_pupil,
    school,
    small_district,
    small_policy,
)

from bsa_xl.allocation import allocate
from bsa_xl.analysis import AdjustedSchool, study_adjustments, summary_of
from bsa_xl.district import Position, StaffPosition
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location

# "19 of 74 pilots received salary adjustments; 11 of the adjustments exceeded $65,000": school, maximum
# salary adjustment, enrollment, adjustment per pupil, as printed and in the printed order.
PRINTED = [
    ("FRANKLIN SH", 255_636, 2_236, 114),
    ("VERDUGO HILLS SH", 159_192, 1_911, 83),
    ("RESEDA SH", 135_218, 2_073, 65),
    ("CARVER MS", 98_064, 1_636, 60),
    ("HAMILTON SH-COMPLEX", 93_530, 2_943, 32),
    ("ROOSEVELT COMMUNITCATION", 72_282, 477, 152),
    ("ROOSEVELT HEALTH SCIENCE", 72_282, 474, 152),
    ("ROOSEVELT HUMANITAS ARTS", 72_282, 475, 152),
    ("ROOSEVELT SCHOOL OF LAW", 72_282, 474, 152),
    ("ROOSEVELT STEM", 72_282, 474, 152),
    ("UNIVERSITY SH", 67_648, 2_096, 32),
    ("GRATTS EL", 63_021, 604, 104),
    ("ROOSEVELT ESP", 51_630, 324, 159),
    ("WRIGHT MS", 42_780, 928, 46),
    ("KENTWOOD EL", 23_595, 322, 73),
    ("COWAN EL", 22_872, 404, 57),
    ("AMBASSADOR SCH-GLBL LDRSHP", 22_760, 549, 41),
    ("WESTCHESTER SH", 15_930, 1_499, 11),
    ("HILLCREST DR EL", 9_649, 754, 13),
]
OTHERS = [f"PILOT {number:02d}" for number in range(20, 75)]


def printed_again(summary):
    return [
        (each.name, each.cents // 100, int(each.pupils), each.per_pupil) for each in summary.schools
    ]


def is_the_case_study(summary):
    assert printed_again(summary) == PRINTED
    assert (summary.considered, len(summary.schools), summary.large) == (74, 19, 11)
    assert summary.total_cents == 1_422_935_00
    return True


def test_the_study_of_the_published_adjustments_is_the_published_table():
    rows = [
        AdjustedSchool(f"{number:04d}", name, "", Decimal(pupils), dollars * 100)
        for number, (name, dollars, pupils, _) in enumerate(PRINTED, start=1)
    ]
    assert is_the_case_study(summary_of("Salary adjustment", reversed(rows), 74))


def test_the_same_table_comes_out_of_an_allocation_with_these_adjustments():
    # each decided by hand, as they were; the other 55 pilots have none
    known = {name: (dollars, pupils) for name, dollars, pupils, _ in PRINTED}
    names = [*known, *OTHERS]
    ids = {f"{number:04d}": name for number, name in enumerate(names, start=1)}
    schools = [school(one, model="pilot") for one in ids]
    rows = {
        one: {"enrollment": str(known[name][1] if name in known else 400)}
        for one, name in ids.items()
    }
    entries = [
        {
            "school": one,
            "since": "FY2026",
            "until": "FY2026",
            "dollars": known[name][0],
            "reason": "Salaries",
            "author": "Budget Services",
        }
        for one, name in ids.items()
        if name in known
    ]
    policy = small_policy(
        per_pupil("enrollment", "3511"),
        adjustments=[adjustment("salary", "manual", entries=entries)],
    )
    district = small_district(rows, schools=schools)
    allocation = allocate(district, policy, YEAR)
    [summary] = study_adjustments(district, policy, allocation).adjustments
    by_id = [
        (ids[each.school_id], each.cents // 100, int(each.pupils), each.per_pupil)
        for each in summary.schools
    ]
    assert by_id == PRINTED
    assert (summary.considered, summary.large, summary.total_cents) == (74, 11, 1_422_935_00)


def with_rosters(policy, year):
    """74 schools that attend alike; in 19 a teacher is paid the printed adjustment above average."""
    known = {name: (dollars, pupils) for name, dollars, pupils, _ in PRINTED}
    ids = {f"{number:04d}": name for number, name in enumerate([*known, *OTHERS], start=1)}
    rows = {}
    for one, name in ids.items():
        pupils = str(known[name][1] if name in known else 400)
        rows[one] = dict.fromkeys(groups_of(policy), "0") | {"enrollment": pupils, "ada": pupils}
    fields = {"model": "formula", "attributes": {"matched_to_norm": "no"}}
    listed = [school(one, **fields) for one in ids]
    made = small_district({}, schools=listed, amounts=[("0001", "categorical", "0")])
    where, average = Location("positions.csv", 2), 65_000_00
    staff = tuple(
        StaffPosition(
            f"{one}-1", one, "teacher", Decimal(1), (("general", 100),), True, where,
            actual_salary_cents=average + known[name][0] * 100,
        )
        for one, name in ids.items() if name in known
    )  # fmt: skip
    district = replace(
        made,
        counts={(year, policy.measure): count_table(rows, year=year, measure=policy.measure)},
        amounts=tuple(replace(each, fiscal_year=year) for each in made.amounts),
        positions=tuple(
            Position(code, code, where, salary_cents=average)
            for code in ("teacher", "principal", "clerk")
        ),
        staff=staff,
    )
    return district, ids


def test_the_librarys_los_angeles_policy_gives_the_table_from_rosters_that_differ_by_as_much():
    policy, year = library_policy("los_angeles_bsa_2010_11"), FiscalYear(2011)
    district, ids = with_rosters(policy, year)
    allocation = allocate(district, policy, year)
    assert not allocation.has_fatal, list(map(str, allocation.findings))
    studied = study_adjustments(district, policy, allocation).adjustments
    [summary] = [each for each in studied if each.label == "Salary adjustment"]
    by_id = [
        (ids[each.school_id], each.cents // 100, int(each.pupils), each.per_pupil)
        for each in summary.schools
    ]
    assert by_id == PRINTED
    assert (summary.considered, summary.large, summary.total_cents) == (74, 11, 1_422_935_00)
