"""Which districts the files hold, and which of them the user means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bsa_xl.district.notices import Notices
from bsa_xl.district.words import nearest, one_line, shown
from bsa_xl.location import Location

from .cds import lea_of
from .kinds import NO_SUCH_DISTRICT, WHICH_DISTRICT

_SUFFIX = re.compile(r" (school district|schools|district)$")


@dataclass(slots=True)
class Districts:
    """The districts of all rows, by county and district code.

    Attributes:
        names: code to name; the name is empty where no file gives it.
    """

    names: dict[str, str] = field(default_factory=dict)

    def add(self, lea: str, name: str) -> None:
        """Take in the district of one row."""
        if lea and not self.names.get(lea):
            self.names[lea] = name


@dataclass(frozen=True, slots=True)
class Chosen:
    """The districts to import.

    Attributes:
        leas: their codes; None for every row of every file.
        name: for the profile.
        lea: the code for files that give schools alone; empty where it is not known.
    """

    leas: frozenset[str] | None
    name: str
    lea: str


def choose(
    districts: Districts, wanted: str | None, files: Iterable[str], notices: Notices
) -> Chosen | None:
    """The district that the user means; None after a fault was told.

    Args:
        districts: of the files.
        wanted: a code of seven or fourteen digits, or a name; None for all.
        files: the files' names, for messages.
        notices: takes what is found.
    """
    names = districts.names
    where = Location(file=", ".join(files))
    if wanted is None or not wanted.strip():
        return _all(names, where, notices)
    wanted = one_line(wanted)
    lea = lea_of(wanted)
    if lea:
        if names and lea not in names:
            problem = f"no row belongs to district {shown(wanted)}."
            remedy = "Check its county and district code, such as 19-64733."
            notices.fault(NO_SUCH_DISTRICT, where, problem, remedy)
            return None
        return Chosen(frozenset({lea}), names.get(lea) or _unnamed(lea), lea)
    return _named(names, wanted, where, notices)


def _named(names: dict[str, str], wanted: str, where: Location, notices: Notices) -> Chosen | None:
    same = sorted(lea for lea, name in names.items() if _key(name) == _key(wanted))
    if len(same) == 1:
        return Chosen(frozenset(same), names[same[0]], same[0])
    if len(same) > 1:
        listed = " and ".join(f"{lea[:2]}-{lea[2:]}" for lea in same)
        problem = f"'{shown(wanted)}' is the name of {len(same)} districts."
        notices.fault(NO_SUCH_DISTRICT, where, problem, f"Give the code instead: {listed}.")
        return None
    nameless = [lea for lea, name in names.items() if not name]
    if len(names) <= 1 and len(nameless) == len(names):
        lea = nameless[0] if nameless else ""
        if not lea:
            _tell_schools_alone(where, notices)
        return Chosen(frozenset({lea}) if lea else None, wanted, lea)
    meant = nearest(_key(wanted), {_key(name) for name in names.values() if name})
    known = next((name for name in names.values() if _key(name) == meant), "") if meant else ""
    problem = f"no row belongs to a district called '{shown(wanted)}'."
    remedy = f"Write {known}." if known else "Give its county and district code, such as 19-64733."
    notices.fault(NO_SUCH_DISTRICT, where, problem, remedy)
    return None


def _all(names: dict[str, str], where: Location, notices: Notices) -> Chosen:
    if len(names) == 1:
        lea, name = next(iter(names.items()))
        return Chosen(None, name or _unnamed(lea), lea)
    if names:
        problem = f"the files hold {len(names):,} districts, and all of them were imported."
        remedy = "Name one by its code or name to import it alone."
        notices.fault(WHICH_DISTRICT, where, problem, remedy)
        return Chosen(None, f"{len(names):,} districts", "")
    _tell_schools_alone(where, notices)
    return Chosen(None, "District", "")


def _tell_schools_alone(where: Location, notices: Notices) -> None:
    problem = "the files give schools without their district, so ids have 7 digits instead of 14."
    remedy = "Name the district by its code, such as 19-64733, to get all of them."
    notices.fault(WHICH_DISTRICT, where, problem, remedy)


def _unnamed(lea: str) -> str:
    return f"District {lea[:2]}-{lea[2:]}"


def _key(name: str) -> str:
    return _SUFFIX.sub("", one_line(name).casefold())
