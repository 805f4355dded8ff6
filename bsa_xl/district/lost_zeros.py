"""Ids of schools.csv that lost zeros while the other tables kept them: told once, and there.

Without this every row of the other tables would be told to drop its zeros too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .headers import Table
from .kinds import MANGLED_CODE
from .notices import Notices
from .records import School
from .words import spoken_list

_COLUMN = "school_id"


@dataclass(slots=True)
class _Seen:
    """The tables that name a school with zeros in front, by what they write, and those without."""

    longer: dict[str, list[str]] = field(default_factory=dict)
    alike: int = 0

    @property
    def whole(self) -> str:
        """The id that most tables write; empty where as many write it as schools.csv does."""
        if len(self.longer) != 1:
            return ""
        [(written, tables)] = self.longer.items()
        return written if len(tables) > self.alike else ""


def with_lost_zeros(
    schools: tuple[School, ...], tables: Iterable[Table | None], notices: Notices
) -> tuple[School, ...]:
    """The schools under the ids that most other tables give them, so that their rows can be read.

    Only zeros in front may differ, and no other school may have the longer id. The first one is
    told, with the number of the others; it is fatal, and nothing is worked out from the ids.

    Args:
        schools: of schools.csv.
        tables: that name schools; None for one that is not there.
        notices: takes what is found.
    """
    meant = _meant(schools, [table for table in tables if table is not None])
    if not meant:
        return schools
    kept = []
    for school in schools:
        if (seen := meant.get(school.school_id)) is not None:
            where = replace(school.where, column=_COLUMN)
            [names] = seen.longer.values()
            problem = f"'{school.school_id}' is {seen.whole} in {spoken_list(names, last='and')}."
            remedy = f"Write {seen.whole}, and format the column as Text."
            notices.fold(MANGLED_CODE, where, problem, remedy)
        host = meant.get(school.budgeted_with)
        kept.append(
            replace(
                school,
                school_id=seen.whole if seen else school.school_id,
                budgeted_with=host.whole if host else school.budgeted_with,
            )
        )
    return tuple(kept)


def _meant(schools: Iterable[School], tables: Iterable[Table]) -> dict[str, _Seen]:
    """The ids that most other tables write with zeros in front, with those tables."""
    ids = {school.school_id for school in schools}
    seen = {one: _Seen() for one in ids if one.isascii() and one.isdecimal()}
    for table in tables:
        place = table.places.get(_COLUMN)
        if place is None:
            continue
        for written in {cells[place] for _, cells in table.rows}:
            if written in seen:
                seen[written].alike += 1
            elif written.startswith("0") and written not in ids and written.isdecimal():
                bare = next((one for one in _without_zeros(written) if one in seen), "")
                if bare:
                    name = table.grid.sheet or table.grid.file
                    seen[bare].longer.setdefault(written, []).append(name)
    return {one: each for one, each in seen.items() if each.whole}


def _without_zeros(written: str) -> Iterable[str]:
    """The id with one zero less, with two less, and so on."""
    while written.startswith("0"):
        written = written[1:]
        yield written
