"""Why a count has no value, in words: one small sentence-maker for each cause.

Each returns a function of a row and of the line that needs the count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from difflib import get_close_matches

from bsa_xl.district import Counts, CountState, CountTable, School
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location
from bsa_xl.policy import AnyOf

from .placed import PlacedTable
from .wording import POLICY, number

Tell = Callable[[int, str], Finding]

NOT_SUPPLIED = FindingKind(
    "ALO-01",
    "Count is not supplied",
    Severity.FATAL,
    "An empty cell is not zero: a school that is missing a count would silently lose its money.",
)
SUPPRESSED = FindingKind(
    "ALO-02",
    "Count is suppressed",
    Severity.FATAL,
    "Small counts are hidden in what is published; money needs the true count.",
)
NO_COUNTS = FindingKind(
    "ALO-03",
    "Counts that the formula uses are missing altogether",
    Severity.FATAL,
    "A formula cannot pay for pupils of whom nothing was supplied.",
)
OUT_OF_BOUNDS = FindingKind(
    "ALO-04",
    "Unduplicated count contradicts its groups",
    Severity.FATAL,
    "Pupils in any of some groups are at least the largest group, and at most all groups together "
    "and the enrollment.",
)
NO_COUNT_OF_PUPILS = FindingKind(
    "ALO-05",
    "Count cannot be a number of pupils",
    Severity.FATAL,
    "A negative count would take money from a school, an impossible one would take it from all.",
)
NO_VALUE = FindingKind(
    "ALO-15",
    "Value that the formula needs does not hold in the year",
    Severity.FATAL,
    "Every number of the policy holds from its first fiscal year until the next one or null.",
)


def no_table(measure: str, year: FiscalYear, counts: Counts) -> Tell:
    """No counts at all for the year and measure."""
    there = sorted({other for known, other in counts if known == year})
    found = f"; {year} has {', '.join(there)}" if there else ""

    def tell(_row: int, line: str) -> Finding:
        return NO_COUNTS.at(
            Location(file="counts.csv"),
            f"'{line}' uses {measure} counts of {year}, and there are none{found}.",
            f"Supply rows with fiscal_year {year} and measure {measure}, or name another measure "
            "in the policy.",
        )

    return tell


def no_column(group: str, table: CountTable, named: Iterable[str]) -> Tell:
    """The group is neither a column nor a name of the policy."""
    close = get_close_matches(group, [*table.columns, *named], n=1)
    hint = f"; the nearest name is '{close[0]}'" if close else ""

    def tell(_row: int, line: str) -> Finding:
        return NO_COUNTS.at(
            Location(file=table.file, sheet=table.sheet),
            f"'{line}' counts '{group}', and no column has that name{hint}.",
            f"Add the column '{group}', or correct the name in the policy.",
        )

    return tell


def no_row(table: PlacedTable) -> Tell:
    """The school has no counts of this year and measure."""
    measure, year = table.table.measure, table.table.fiscal_year

    def tell(row: int, line: str) -> Finding:
        school = table.schools[row]
        return NO_COUNTS.at(
            Location(file=table.table.file, sheet=table.table.sheet),
            f"{_named(school)} has no {measure} counts of {year}, so '{line}' is to come.",
            f"Add a row for school {school.school_id}, or give the date on which it closed.",
            school_id=school.school_id,
        )

    return tell


def not_given(table: PlacedTable, group: str) -> Tell:
    """One count is empty, or hidden."""

    def tell(row: int, line: str) -> Finding:
        school = table.schools[row]
        place = table.where(row, group)
        if table.count(row, group) is CountState.SUPPRESSED:
            return SUPPRESSED.at(
                place,
                f"{group} of {_named(school)} is suppressed (*), so '{line}' is to come.",
                "Ask the data office for the true count and type it in its place.",
                school_id=school.school_id,
            )
        return NOT_SUPPLIED.at(
            place,
            f"{group} of {_named(school)} is empty, so '{line}' is to come.",
            "Type the count, or 0 if there are no such pupils.",
            school_id=school.school_id,
        )

    return tell


def no_count_of_pupils(table: PlacedTable, group: str) -> Tell:
    """One count is negative, or larger than any school district."""

    def tell(row: int, line: str) -> Finding:
        school = table.schools[row]
        count = number(Decimal(table.count(row, group)))
        return NO_COUNT_OF_PUPILS.at(
            table.where(row, group),
            f"{group} of {_named(school)} is {count}, so '{line}' is to come.",
            "Type the number of pupils, zero or more.",
            school_id=school.school_id,
        )

    return tell


def out_of_bounds(table: PlacedTable, rule: AnyOf) -> Tell:
    """The supplied union is below its largest group, or above their sum or the enrollment."""
    groups = tuple(dict.fromkeys((*rule.any_of, "enrollment")))

    def tell(row: int, line: str) -> Finding:
        school = table.schools[row]
        beside = table.known(row, (group for group in groups if group != rule.supplied_as))
        others = ", ".join(f"{group} {number(count)}" for group, count in beside.items())
        union = table.known(row, [rule.supplied_as])[rule.supplied_as]
        return OUT_OF_BOUNDS.at(
            table.where(row, rule.supplied_as),
            f"{rule.supplied_as} of {_named(school)} is {number(union)}, which cannot be beside "
            f"{others}; '{line}' is to come.",
            "Correct it: at least the largest of the groups, at most all of them together and the "
            "enrollment.",
            school_id=school.school_id,
        )

    return tell


def _named(school: School) -> str:
    return f"{school.name} ({school.school_id})"


def no_share(name: str, year: FiscalYear, key: str = "share") -> Tell:
    """A threshold or a weight has no value in the year."""

    def tell(_row: int, line: str) -> Finding:
        return NO_VALUE.at(
            POLICY,
            f"'{line}' counts '{name}', and its {key} has no value in {year}.",
            f"Give the {key} that holds in {year}, or end the component with null.",
        )

    return tell


def no_factor(name: str, key: str, value: Decimal) -> Tell:
    """A factor of a made count is negative or absurd."""

    def tell(_row: int, line: str) -> Finding:
        return NO_COUNT_OF_PUPILS.at(
            POLICY,
            f"'{line}' counts '{name}', and its {key} is {value}.",
            "Write zero or a number above it.",
        )

    return tell


def too_many_made(label: str) -> Tell:
    """A made count is larger than any school district."""

    def tell(_row: int, line: str) -> Finding:
        return NO_COUNT_OF_PUPILS.at(
            POLICY,
            f"'{line}' counts '{label}', which comes to more than a billion pupils at a school.",
            "Correct the factor of that count.",
        )

    return tell


def circle(name: str) -> Tell:
    """A count that is made of itself."""

    def tell(_row: int, line: str) -> Finding:
        return NO_COUNT_OF_PUPILS.at(
            POLICY,
            f"'{line}' counts '{name}', which is made of itself.",
            "Give the made count a name that none of its groups has.",
        )

    return tell
