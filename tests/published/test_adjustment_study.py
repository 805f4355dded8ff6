"""The case study of 74 pilot schools (Hill, Archer, Brown and Jubb, AEFP, 26 March 2011)."""

from decimal import Decimal

from support.small_district import YEAR, adjustment, per_pupil, school, small_district, small_policy

from bsa_xl.allocation import allocate
from bsa_xl.analysis import AdjustedSchool, study_adjustments, summary_of

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
