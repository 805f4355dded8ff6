"""A large district's published counts as a district folder, with prices and staff that are assumed.

The published file is read here with the csv module alone, so that what the product makes of it can
be held against it.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

PUBLISHED = Path("data", "lausd", "lausd_schools_2025_26.csv")
#: What the file calls the groups that the formula counts.
COLUMNS = {
    "enrollment": "enrollment_2025_26",
    "el": "n_english_learner",
    "swd": "n_students_with_disabilities",
    "frpm": "n_free_reduced_meal_eligible",
    "foster": "n_foster",
    "homeless": "n_homeless",
}
PROFILE = """\
name: Los Angeles, an assumed formula
office: School budget services
year_starts: 07-01
calendar: {issue: 2025-02-28, due: 2025-04-11, adoption: 2025-06-24}
account_format:
  separator: "-"
  segments: [fund 2, resource 4, project_year 1, goal 4, function 4, object 4, site 7]
default_goal: "1110"
languages: [en]
suppression_threshold: 11
"""
POSITIONS = """\
code,title,class,hours,months,salary,salary_object,function,goal,fte_step,programs_allowed
01010,Principal,certificated,8,11,139512.37,1300,2700,0000,1,general
01210,Teacher,certificated,6,10,84910.55,1100,1000,1110,0.5,
01310,Program coordinator,certificated,6,10,90244.19,1900,2100,1110,0.5,general;targeted;title_i
01410,Counselor,certificated,6,10,91007.03,1200,3110,0000,0.5,
02010,School administrative assistant,classified,8,12,58733.61,2400,2700,0000,0.5,general
"""
BENEFITS = """\
id,object,kind,value,from_fte,applies_to
retirement-certificated,3101,percent_of_pay,19.10,0,certificated;regular;hourly
retirement-classified,3202,percent_of_pay,26.85,0,classified;regular
medicare-certificated,3301,percent_of_pay,1.45,0,certificated;regular;hourly
medicare-classified,3302,percent_of_pay,7.65,0,classified;regular;hourly
health-certificated,3401,dollars_per_person,16400.00,0.5,certificated;regular
health-classified,3402,dollars_per_person,16400.00,0.5,classified;regular
"""
ITEMS = """\
code,title,unit,unit_rate,benefit_class,class,object,function,programs_allowed
10110,"Teacher extra duty, instruction",hour,71.50,hourly,certificated,1100,1000,
20210,Instructional materials,lump,,,,4300,1000,
20510,Contracted tutoring,each,1249.99,,,5800,1000,targeted;title_i
"""
_PUPILS_OF_A_TEACHER = 27
_PUPILS_OF_A_COUNSELOR = 420
_PUPILS_FOR_A_COORDINATOR = 300


def published_schools(shared: Path) -> dict[str, dict[str, str]]:
    """The rows of the schools that the district itself runs, as published, by their code."""
    with (shared / PUBLISHED).open(encoding="utf-8-sig", newline="") as file:
        return {row["cds_code"]: row for row in csv.DictReader(file) if row["charter"] == "False"}


def count_of(row: dict[str, str], group: str) -> int:
    """A published count; the file suppresses none of this year's."""
    return int(row[COLUMNS[group]])


def write_own_tables(folder: Path, policy: Path, schools: dict[str, dict[str, str]]) -> None:
    """What a district adds to an import: profile, policy, prices, the positions that exist."""
    (folder / "district.yaml").write_text(PROFILE, encoding="utf-8")
    (folder / "policy.yaml").write_bytes(policy.read_bytes())
    for name, text in (("positions", POSITIONS), ("benefits", BENEFITS), ("items", ITEMS)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    with (folder / "staff.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["position_id", "school_id", "code", "fte", "program_1", "share_1", "program_2",
             "share_2", "status"]
        )  # fmt: skip
        for number, (code, row) in enumerate(schools.items()):
            for place, post in enumerate(_posts(row)):
                writer.writerow([f"{number:04}{place:04}", code, *post])


def _posts(row: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """A school's positions, in proportion to its pupils; every tenth teacher's post is vacant."""
    pupils, meals = count_of(row, "enrollment"), count_of(row, "frpm")
    general = ("general", "100", "", "")
    yield "01010", "1", *general, "filled"
    yield "02010", "1", *general, "filled"
    for number in range(pupils // _PUPILS_OF_A_TEACHER):
        yield "01210", "1", *general, "vacant" if number % 10 == 9 else "filled"
    for _ in range(pupils // _PUPILS_OF_A_COUNSELOR):
        yield "01410", "1", *general, "filled"
    if row["title_i"] == "True" and meals >= _PUPILS_FOR_A_COORDINATOR:
        yield "01310", "1", "title_i", "60", "targeted", "40", "filled"


def spread(published: dict[str, dict[str, str]], number: int) -> list[str]:
    """Schools from the smallest to the largest, in even steps, both ends among them."""
    by_size = sorted(published, key=lambda code: (count_of(published[code], "enrollment"), code))
    last = len(by_size) - 1
    return [by_size[last * step // (number - 1)] for step in range(number)]


def cents(dollars: str) -> int:
    return int(Decimal(dollars) * 100)


def added(rows: list[dict[str, object]], column: str, by: str) -> dict[object, int]:
    """Cents of a column, added up by another one; blank cells are not zero and are left out."""
    sums: Counter = Counter()
    for row in rows:
        if row[column] is not None:
            sums[row[by]] += cents(str(row[column]))
    return dict(sums)
