"""choices.csv: which central services schools keep, and which they take as money."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bsa_xl.location import Location

from .cells import Cells
from .headers import Table
from .kinds import UNKNOWN_CODE
from .notices import Notices
from .records import ServiceChoice
from .repeats import Repeats
from .school_ids import SchoolIds
from .words import nearest, shown

KEEP, TAKE = "keep", "take"


def read_choices(
    table: Table, ids: SchoolIds, services: Collection[str], notices: Notices
) -> tuple[ServiceChoice, ...]:
    """The choices of a table, one for each school, year and service.

    Args:
        table: of choices.csv.
        ids: the schools that there are.
        services: codes of services.csv.
        notices: takes what is found.
    """
    cells = Cells(table, notices)
    repeats: Repeats[tuple[str, str, str], ServiceChoice] = Repeats(notices, "choice")
    for _ in cells.rows():
        school_id, year = cells.school(ids), cells.year("fiscal_year")
        service = cells.code("service", required=True)
        word = cells.needed_word("choice", (KEEP, TAKE))
        if service and service not in services:
            meant = nearest(service, services)
            problem = f"'{shown(service)}' is not a code of services.csv."
            remedy = f"Write {meant}, or add {shown(service)} to services.csv."
            cells.tell(
                UNKNOWN_CODE, "service", problem, remedy if meant else "Add it to services.csv."
            )
            continue
        if not school_id or year is None or not service or not word:
            continue
        choice = ServiceChoice(school_id, year, service, word == TAKE, cells.at())
        key = (school_id, str(year), service)
        repeats.add(key, choice, cells, "service", replace(choice, where=Location()))
    return repeats.kept()
