"""What the columns of California's published files are called, over the years and by their copiers.

A header is recognised by its words alone, without line breaks, capitals and signs: the same column
is ``Enrollment (K-12)``, ``Total Enrollment`` and ``total_enrolled``. Columns that are no counts
are kept as attributes under their own name.

Sources: the state's file structures for FRPM 2004 to 2024 and CALPADS UPC 2013 to 2024.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from bsa_xl.district.dates import year_of_span
from bsa_xl.fiscal_year import FiscalYear

CENSUS, CUMULATIVE = "census", "cumulative"


class Role(Enum):
    """What a column's cells look like."""

    CODE = "code"
    COUNT = "count"
    SHARE = "share"
    FLAG = "flag"
    YEAR = "year"
    NAME = "name"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Field:
    """What a published column is.

    Attributes:
        name: of the thing, or of the student group.
        measure: of a count.
        year: of a count whose header names it.
    """

    name: str
    role: Role
    measure: str = ""
    year: FiscalYear | None = None


#: Columns that are no counts, and their spellings without signs.
_CODES = {
    "cds_code": ("cds_code", "cds", "cdscode", "cds_number"),
    "county_code": ("county_code", "ccode", "co_code", "county_cd"),
    "district_code": ("district_code", "dcode", "dist_code", "lea_code"),
    "school_code": ("school_code", "scode", "schoolcode", "sch_code"),
    "district_cds": ("district_cds", "lea_cds"),
}
_FLAGS = {
    "charter": ("charter_school_y_n", "charter_school", "charter", "charter_y_n", "charter_yn"),
    "magnet": ("magnet", "magnet_school", "magnet_y_n"),
    "title_i": ("title_i", "title_1", "title_i_school"),
    "dass": ("dass",),
    "irc": ("irc",),
}
_YEARS = {
    "academic_year": ("academic_year", "school_year", "year"),
    "census": ("october_census", "census"),
}
_NAMES = {
    "county": ("county_name", "county", "cname"),
    "district": ("district_name", "district", "dname", "lea_name", "district_or_lea_name"),
    "school_name": ("school_name", "school", "sname", "name"),
}
_TEXTS = {
    "district_type": ("district_type",),
    "school_type": ("school_type", "type", "school_ownership_type"),
    "option_type": ("educational_option_type", "option_type"),
    "nslp_provision": (
        "nslp_provision_status", "nslp_provision_2_or_3_school", "nslp_provision_2_or_3_school_y_n",
    ),
    "charter_number": (
        "charter_number", "charter_school_number", "direct_funded_charter_school_number",
    ),
    "charter_funding": ("charter_funding_type", "fund_type"),
    "low_grade": ("low_grade", "grade_low"),
    "high_grade": ("high_grade", "grade_high"),
    "grade_span": ("grade_span", "grades", "grades_offered"),
    "level": ("school_level", "level"),
    "status": ("status", "school_status"),
}  # fmt: skip
_COUNTS = {
    "enrollment": (
        "total_enrollment", "total_enrolled", "enrollment", "enrollment_k_12", "k_12_enrollment",
    ),
    "enrollment_5_17": ("enrollment_ages_5_17",),
    "meal_program": ("free_reduced_meal_program", "free_and_reduced_meal_program"),
    "frpm": (
        "unduplicated_frpm_eligible_count", "unduplicated_frpm", "frpm_count_k_12", "frpm_count",
        "total_frpm", "frpm", "n_free_reduced_meal_eligible",
        "unduplicated_frpm_eligible_count_unadjusted",
    ),
    "frpm_5_17": ("frpm_count_ages_5_17",),
    "free": ("free_meal_count_k_12", "free_meal_count", "free_meals", "free"),
    "free_5_17": ("free_meal_count_ages_5_17",),
    "reduced": ("reduced_meals", "reduced_price_meals", "reduced_price_meal_count"),
    "foster": (
        "foster", "foster_youth", "foster_youth_count", "cdss_foster_youth_count", "n_foster",
    ),
    "tribal_foster": ("tribal_foster_youth", "tribal_foster"),
    "homeless": ("homeless", "homeless_youth", "n_homeless"),
    "migrant": ("migrant_program", "migrant", "migrant_education", "n_migrant"),
    "direct_cert": ("direct_certification", "direct_cert"),
    "el": (
        "english_learner_el", "english_learner", "english_learners", "english_learner_el_count",
        "english_learners_el", "el", "n_english_learner",
    ),
    "upc": (
        "calpads_unduplicated_pupil_count_upc", "unduplicated_pupil_count_upc",
        "calpads_unduplicated_pupil_count", "unduplicated_pupil_count", "upc",
        "unduplicated_count", "total_unduplicated_count",
    ),
    "econ_dis": (
        "n_socioeconomically_disadvantaged", "socioeconomically_disadvantaged", "sed",
    ),
    "swd": ("n_students_with_disabilities", "students_with_disabilities", "swd"),
}  # fmt: skip
_CUMULATIVE_GROUPS = {"all": "enrollment", "sed": "econ_dis"}

_CERTIFICATION = re.compile(r"(?:\d{4}_\d{2}_)?calpads_fall_1_certification_status(?:_y_n)?")
_WITH_YEAR = re.compile(r"([a-z_0-9]+?)_(\d{4})_(\d{2})")
_CUMULATIVE = re.compile(r"cumelig_(\d{4})_(\d{2})_(\w+)")
_OTHER_COUNT = re.compile(r"n_([a-z_]+)")
_SHARE = re.compile(r"(?:pct|percent)_\w+|\w+_(?:pct|percent)")

#: The counts of each kind of file, in their published order; where one name is missing from a
#: header, it is this list that says which.
LAYOUTS = (
    (
        "enrollment", "meal_program", "foster", "homeless", "migrant", "direct_cert", "frpm", "el",
        "upc",
    ),
    ("enrollment", "free", "frpm", "enrollment_5_17", "free_5_17", "frpm_5_17"),
)  # fmt: skip


def plain(header: str) -> str:
    """A header's words: ``Charter School (Y/N)`` gives ``charter_school_y_n``."""
    return re.sub(r"[^a-z0-9]+", "_", header.casefold()).strip("_")


def fields_of(header: Sequence[str]) -> list[Field | None]:
    """What each column is; None for a column without a name."""
    words = [plain(cell) for cell in header]
    fields = [_field(word) if word else None for word in words]
    if (
        "unduplicated_frpm" in words and "frpm" in words
    ):  # then frpm is the meal program's own count
        fields[words.index("frpm")] = _count("meal_program")
    return fields


def known_names(fields: Iterable[Field | None]) -> int:
    """How many columns are more than attributes."""
    return sum(field is not None and field.name in _KNOWN for field in fields)


def kept_as_text(fields: Iterable[Field | None]) -> list[str]:
    """Columns that nobody here knows; they become attributes under these names."""
    others = (field.name for field in fields if field and field.role is Role.TEXT)
    return [name for name in dict.fromkeys(others) if name not in _KNOWN]


def has_schools(fields: Iterable[Field | None]) -> bool:
    """Whether a table has schools in its rows, and something to say of them."""
    names = {field.name for field in fields if field}
    keyed = "cds_code" in names or "school_code" in names
    return keyed and bool(names & ({"school_name"} | _COUNTS.keys()))


def has_districts_only(fields: Iterable[Field | None]) -> bool:
    """Whether a table's rows are districts, with no code of a school."""
    names = {field.name for field in fields if field}
    return "district_code" in names and bool(names & _COUNTS.keys()) and not has_schools(fields)


def _count(group: str, measure: str = CENSUS, year: FiscalYear | None = None) -> Field:
    return Field(group, Role.COUNT, measure, year)


def _field(word: str) -> Field:
    if word in _SPELLINGS:
        return _SPELLINGS[word]
    if _CERTIFICATION.fullmatch(word):
        return Field("certification", Role.FLAG)
    if _SHARE.fullmatch(word):
        return Field(word, Role.SHARE)
    return _other_count(word) or Field(word, Role.TEXT)


def _other_count(word: str) -> Field | None:
    """A count whose header carries its year, or the mark ``n_`` of a number of pupils."""
    if parts := _CUMULATIVE.fullmatch(word):
        group = _CUMULATIVE_GROUPS.get(parts[3], parts[3])
        return _count(group, CUMULATIVE, year_of_span(f"{parts[1]}-{parts[2]}"))
    if parts := _WITH_YEAR.fullmatch(word):
        known, year = _SPELLINGS.get(parts[1]), year_of_span(f"{parts[2]}-{parts[3]}")
        if known and known.role is Role.COUNT and year:
            return _count(known.name, CENSUS, year)
    parts = _OTHER_COUNT.fullmatch(word)
    return _count(parts[1]) if parts else None


def _spellings() -> dict[str, Field]:
    tables = (
        (_CODES, Role.CODE),
        (_FLAGS, Role.FLAG),
        (_YEARS, Role.YEAR),
        (_NAMES, Role.NAME),
        (_TEXTS, Role.TEXT),
        (_COUNTS, Role.COUNT),
    )
    return {
        spelling: _count(name) if role is Role.COUNT else Field(name, role)
        for names, role in tables
        for name, spellings in names.items()
        for spelling in spellings
    }


_SPELLINGS = _spellings()
_KNOWN = frozenset(field.name for field in _SPELLINGS.values())
