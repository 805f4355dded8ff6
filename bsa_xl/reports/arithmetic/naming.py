"""What cells are called by formulas, and student groups by people."""

from __future__ import annotations

import re

_SPAN = re.compile(r"(?:grades_|g)?(tk|k|\d{1,2})_(k|\d{1,2})")
_GRADE = re.compile(r"(?:grade_|g)(tk|k|\d{1,2})")
_GROUPS = {
    "el": "English learners",
    "econ_dis": "Economically disadvantaged pupils",
    "swd": "Pupils with disabilities",
    "ada": "Average daily attendance",
}
_NOT_IN_A_NAME = re.compile("[^A-Za-z0-9_]")


def named(*words: str) -> str:
    """The name of a cell: letters, digits and underscores, and nothing like a cell's address."""
    joined = "_".join(_NOT_IN_A_NAME.sub("_", word) for word in words)
    return joined if joined[0].isalpha() else f"n_{joined}"


def said_group(name: str) -> str:
    """A student group or count for people: ``English learners``, ``Grades K to 3``."""
    if name in _GROUPS:
        return _GROUPS[name]
    if span := _SPAN.fullmatch(name):
        return f"Grades {span[1].upper()} to {span[2].upper()}"
    if grade := _GRADE.fullmatch(name):
        return f"Grade {grade[1].upper()}"
    spoken = name.replace("_", " ").replace("-", " ")
    return spoken[:1].upper() + spoken[1:]
