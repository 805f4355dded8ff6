"""Reads a whole district from its folder, or from one workbook: every fault at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bsa_xl.finding import Finding
from bsa_xl.location import Location

from .account_tables import read_accounts
from .choice_table import read_choices
from .count_table import read_counts
from .facts import ChartOfAccounts, District
from .headers import Table, read_table
from .kinds import NO_PROFILE, NO_SCHOOLS, UNREADABLE_FILE
from .lost_zeros import with_lost_zeros
from .notices import Notices
from .profile import DistrictProfile
from .profile_file import profile_of
from .rate_tables import read_benefits, read_items, read_positions, read_services
from .records import Service, ServiceChoice
from .school_ids import SchoolIds
from .school_table import read_schools
from .shapes import CHOICES, CODES, COUNTS, STAFF, TABLES, combination_shape
from .sources import PROFILE, Sources, is_workbook
from .staff_tables import read_amounts, read_staff

_Records = TypeVar("_Records")
_SHAPES = {shape.name: shape for shape in TABLES}


def read_district(path: Path) -> tuple[District | None, tuple[Finding, ...]]:
    """Read a district's facts, and everything that is wrong with them.

    Args:
        path: the district's folder (CSV files and district.yaml, or a district.xlsx in it), or one
            workbook whose sheets have the tables' names.

    Returns:
        The district, with every row that could be used, and the findings in the order of the
        tables. The district is None only when it has no school at all. A caller that builds on the
        district must stop while a finding is fatal.
    """
    notices = Notices()
    sources = Sources(notices)
    if path.is_dir():
        sources.read_folder(path)
        fallback = path.resolve().name
    elif path.is_file() and is_workbook(path):
        sources.read_workbook(path)
        if not sources.grids and notices.has_fatal:
            return None, notices.findings()
        sources.read_profile_beside(path)
        fallback = path.stem
    else:
        problem = "this is neither a folder nor an .xlsx workbook."
        remedy = "Give the district's folder, or its workbook."
        notices.fault(UNREADABLE_FILE, Location(file=path.name), problem, remedy)
        return None, notices.findings()
    district = _district(sources, fallback)
    return district, notices.findings()


def _district(sources: Sources, fallback: str) -> District | None:
    notices = sources.notices
    tables = {
        name: read_table(sources.grids[name], shape, notices)
        for name, shape in _SHAPES.items()
        if name in sources.grids
    }
    profile = _profile(sources, fallback)
    table = tables.get("schools")
    schools = read_schools(table, notices) if table else ()
    if not schools:
        where = table.grid.at() if table else Location(file="schools.csv")
        remedy = "Write schools.csv with a row for each school: its school_id and name."
        notices.fault(NO_SCHOOLS, where, "the district has no school.", remedy)
        return None
    naming = (COUNTS.name, "amounts", STAFF.name, CHOICES.name)
    schools = with_lost_zeros(schools, map(tables.get, naming), notices)
    ids = SchoolIds(school.school_id for school in schools)
    counts = tables.get(COUNTS.name)
    positions = _read(tables.get("positions"), read_positions, notices)
    codes = {position.code for position in positions} if "positions" in tables else None
    services = _read(tables.get("services"), read_services, notices)
    staff, amounts = tables.get(STAFF.name), tables.get("amounts")
    return District(
        profile=profile,
        schools=schools,
        counts=read_counts(counts, ids, notices) if counts else {},
        amounts=read_amounts(amounts, ids, notices) if amounts else (),
        positions=positions,
        benefits=_read(tables.get("benefits"), read_benefits, notices),
        items=_read(tables.get("items"), read_items, notices),
        staff=read_staff(staff, ids, codes, notices) if staff else (),
        services=services,
        choices=_choices(tables.get(CHOICES.name), ids, services, notices),
        accounts=_accounts(sources),
        inputs=tuple(sorted(sources.inputs, key=lambda file: file.name)),
    )


def _choices(
    table: Table | None, ids: SchoolIds, services: tuple[Service, ...], notices: Notices
) -> tuple[ServiceChoice, ...]:
    codes = frozenset(service.code for service in services)
    return read_choices(table, ids, codes, notices) if table else ()


def _read(
    table: Table | None,
    reader: Callable[[Table, Notices], tuple[_Records, ...]],
    notices: Notices,
) -> tuple[_Records, ...]:
    return reader(table, notices) if table else ()


def _profile(sources: Sources, fallback: str) -> DistrictProfile:
    if not sources.has_profile:
        problem = f"there is no {PROFILE}; the district is called '{fallback}' until there is one."
        remedy = "Write one with name, office and mailbox."
        sources.notices.fault(NO_PROFILE, Location(file=PROFILE), problem, remedy)
    if sources.profile is None:
        return DistrictProfile(name=fallback)
    return profile_of(sources.profile, sources.profile_at, fallback, sources.notices)


def _accounts(sources: Sources) -> ChartOfAccounts:
    notices = sources.notices
    codes: dict[str, Table] = {}
    pairs: dict[tuple[str, str], Table] = {}
    for name, grid in sources.codes.items():
        if (table := read_table(grid, CODES, notices)) is not None:
            codes[name] = table
    for pair, grid in sources.pairs.items():
        if (table := read_table(grid, combination_shape(*pair), notices)) is not None:
            pairs[pair] = table
    return read_accounts(codes, pairs, notices)
