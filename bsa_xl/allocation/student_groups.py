"""Student groups as people call them: ``el`` is English learners, ``g1_3`` is grades 1 to 3."""

from __future__ import annotations

import re

_TERMS = {
    "enrollment": "pupils enrolled",
    "el": "English learners",
    "swd": "students with disabilities",
    "econ_dis": "economically disadvantaged pupils",
    "frpm": "pupils eligible for free or reduced-price meals",
    "foster": "foster youth",
    "homeless": "pupils experiencing homelessness",
    "migrant": "migrant pupils",
    "newcomer": "newcomers to the country",
    "newcomers": "newcomers to the country",
}
_EARLY = {"pk": "pre-kindergarten", "tk": "transitional kindergarten", "k": "kindergarten"}
_GRADES = re.compile(r"(?:grades?_|g)?(pk|tk|k|\d{1,2})(?:_(?:g)?(k|\d{1,2}))?")


def group_label(group: str) -> str:
    """Who is in a student group, for people: its usual English name, or its column's."""
    if group in _TERMS:
        return _TERMS[group]
    grades = _GRADES.fullmatch(group)
    if grades is None:
        return group.replace("_", " ")
    return _span(grades[1], grades[2] or "")


def _span(first: str, last: str) -> str:
    """``grade 9``, ``grades 1 to 3``, ``kindergarten to grade 3``."""
    if not last:
        return _EARLY.get(first) or f"grade {first}"
    if first in _EARLY and last in _EARLY:
        return f"{_EARLY[first]} and {_EARLY[last]}"
    if first in _EARLY:
        return f"{_EARLY[first]} to grade {last}"
    return f"grades {first} to {last}"
