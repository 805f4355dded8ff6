"""A published row to a school: name, level, grades, and the other columns as attributes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bsa_xl.district.grid import Row
from bsa_xl.district.notices import Notices
from bsa_xl.district.numbers import UNSAVED_FORMULA
from bsa_xl.district.records import School
from bsa_xl.district.texts import fit_to_show
from bsa_xl.district.words import NO_VALUE_WORDS, is_error, one_line
from bsa_xl.location import Location

from .cds import Cds
from .kinds import NO_TEXT
from .published import Published
from .vocabulary import Role

#: Fields that become a school's own columns, or say which row it is.
_NO_ATTRIBUTES = frozenset(
    {
        "cds_code", "county_code", "district_code", "school_code", "district_cds", "academic_year",
        "census", "school_name", "level", "low_grade", "high_grade", "grade_span", "title_i",
        "certification",
    }
)  # fmt: skip
_YES, _NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})
_GRADES = {"P": "PK", "PRESCHOOL": "PK", "ADULT": "AD", "POST SECONDARY": "AD", "TK": "TK"}
_SPAN = re.compile(r"\s*[-–—]\s*")
_LAST_OF_ELEMENTARY, _LAST_OF_K8, _FIRST_OF_MIDDLE, _LAST_OF_MIDDLE, _FIRST_OF_HIGH = 6, 8, 5, 9, 9


def school_of(table: Published, row: Row, cds: Cds, notices: Notices) -> School:
    """The school of a row."""
    texts = texts_of(table, row, notices)
    grades = grades_of(texts)
    return School(
        school_id=cds.full,
        name=texts.get("school_name") or cds.full,
        level=level_of(texts, grades),
        where=table.grid.at(row[0]),
        grades=grades,
        site_code=cds.school,
        title_i={"yes": True, "no": False}.get(texts.get("title_i", "")),
        attributes={name: text for name, text in texts.items() if name not in _NO_ATTRIBUTES},
    )


def texts_of(table: Published, row: Row, notices: Notices) -> dict[str, str]:
    """All cells that are no counts, by field; flags as yes or no, words for "no value" empty."""
    line, cells = row
    texts: dict[str, str] = {}
    for at, field in enumerate(table.fields):
        if field is None or field.measure or field.name in texts:
            continue
        cell = cells[at] if at < len(cells) else ""
        if not (cell.isascii() and cell.isalnum()):
            where = table.grid.at(line, one_line(table.header[at]))
            cell = _told(cell, where, notices)
        texts[field.name] = _settled(cell, is_flag=field.role is Role.FLAG)
    return texts


def _told(cell: str, where: Location, notices: Notices) -> str:
    """The cell as it may be shown; empty, with a word, where it has an error or no saved value."""
    if cell == UNSAVED_FORMULA or is_error(cell.strip()):
        said = "a formula without a saved value" if cell == UNSAVED_FORMULA else cell.strip()
        problem = f"the cell holds {said} and was left empty."
        notices.fold(NO_TEXT, where, problem, "Open the file in Excel, save it, and try again.")
        return ""
    return fit_to_show(cell, where, notices)


def is_charter(flag: str | None, number: str) -> bool:
    """Whether a row is a charter school: it says so, or, without such a column, has a number."""
    if flag is not None:
        return flag.strip().casefold() in _YES
    return bool(_settled(number.strip(), is_flag=False))


def grades_of(texts: dict[str, str]) -> str:
    """``K-5``; a single grade alone; empty where the file does not say."""
    span = texts.get("grade_span", "")
    parts = _SPAN.split(span) if span else [texts.get("low_grade", ""), texts.get("high_grade", "")]
    grades = [_GRADES.get(part.upper(), part.upper()) for part in parts if part]
    return "-".join(dict.fromkeys(grades))


def level_of(texts: dict[str, str], grades: str) -> str:
    """``elementary``, ``middle``, ``high`` or ``combination``; empty where nothing says it."""
    said = (texts.get("level") or texts.get("school_type", "")).casefold()
    if "combo" in said or "k-12" in said:
        return "combination"
    for level, words in (
        ("elementary", ("elementary",)),
        ("middle", ("middle", "intermediate", "junior high")),
        ("high", ("high",)),
    ):
        if any(word in said for word in words):
            return level
    return _level_of_grades(grades.split("-") if grades else [])


def _level_of_grades(grades: Sequence[str]) -> str:
    ends = [int(grade) if grade.isdecimal() else 0 for grade in grades if grade != "AD"]
    if not ends:
        return ""
    low, high = ends[0], ends[-1]
    if high <= _LAST_OF_ELEMENTARY or (low < _FIRST_OF_MIDDLE and high <= _LAST_OF_K8):
        return "elementary"
    if low >= _FIRST_OF_HIGH:
        return "high"
    return "middle" if low >= _FIRST_OF_MIDDLE and high <= _LAST_OF_MIDDLE else "combination"


def _settled(text: str, *, is_flag: bool) -> str:
    word = text.casefold()
    if word in NO_VALUE_WORDS:
        return ""
    if is_flag and (word in _YES or word in _NO):
        return "yes" if word in _YES else "no"
    return text
