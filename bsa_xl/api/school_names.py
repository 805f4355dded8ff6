"""Find the school that somebody means, by its id or its name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from bsa_xl.district import District, School
from bsa_xl.fiscal_year import FiscalYear

from .stops import UnknownNameError

_ALIKE = 0.6
_MOST = 3


def find_school(
    district: District, taking_part: Iterable[str], meant: str, year: FiscalYear
) -> str:
    """The id of a school that takes part in a year.

    Args:
        district: the facts.
        taking_part: ids of the schools that are open in the year.
        meant: the id; or the name, in capitals or not, where only one school has it.
        year: for messages.

    Raises:
        UnknownNameError: there is none, there are several, or it takes no part in the year.
    """
    ids = set(taking_part)
    wanted = meant.strip()
    found = [school for school in district.schools if school.school_id == wanted] or [
        school for school in district.schools if school.name.casefold() == wanted.casefold()
    ]
    if len(found) > 1:
        listed = " or ".join(school.school_id for school in found)
        problem = f"{len(found)} schools are called {wanted}."
        raise UnknownNameError(problem, f"Give the id: {listed}.")
    if not found:
        raise UnknownNameError(f"No school is called {wanted}.", _remedy(district.schools, wanted))
    if found[0].school_id not in ids:
        problem = f"{_named(found[0])} takes no part in {year} ({year.on_paper})."
        raise UnknownNameError(problem, "Look at its opened and closes_on in schools.csv.")
    return found[0].school_id


def _remedy(schools: Sequence[School], wanted: str) -> str:
    """The schools that were probably meant: zeros lost from an id, or a name misspelt."""
    bare = wanted.lstrip("0").casefold()
    near = [school for school in schools if school.school_id.lstrip("0").casefold() == bare]
    if not near:
        near = [school for school in schools if bare and bare in school.name.casefold()]
    if not near:
        names = {school.name.casefold(): school for school in schools}
        near = [
            names[name]
            for name in difflib.get_close_matches(bare, list(names), n=_MOST, cutoff=_ALIKE)
        ]
    if not near:
        return "Give the school_id or the name that it has in schools.csv."
    return f"Did you mean {' or '.join(_named(school) for school in near[:_MOST])}?"


def _named(school: School) -> str:
    return f"{school.school_id} ({school.name})"
