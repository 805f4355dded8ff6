"""Schools and postings added up by whatever they share; integers only, whatever pandas would like.

A column that is not int64 stops the report: a float would lose cents of a large district.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from bsa_xl.budget import Posting
from bsa_xl.money import share_out
from bsa_xl.store import LineKind, PlannedLine

from .heads import NOT_GIVEN
from .standings import SchoolStanding

if TYPE_CHECKING:
    import pandas as pd

#: The columns of a group of schools, in order.
SCHOOL_SUMS = ("schools", "accepted", "missing", "allocated", "to_accepted", "fte")
#: The columns of a group of postings, in order.
POSTING_SUMS = ("cents", "fte")


def school_sums(
    schools: Iterable[SchoolStanding], field: str
) -> dict[str, tuple[int, int, int, int, int, int]]:
    """Schools added up by a field; the figures are `SCHOOL_SUMS`.

    Args:
        schools: with their standings.
        field: ``level``, ``region`` or ``specialist``.
    """
    import pandas as pd  # noqa: PLC0415 - heavy, and only reports need it

    rows = [
        (
            getattr(school, field) or NOT_GIVEN,
            1,
            int(school.standing.counts),
            int(school.standing.is_missing),
            school.allocated_cents,
            school.accepted_cents or 0,
            school.fte_parts,
        )
        for school in schools
    ]
    frame = pd.DataFrame(rows, columns=[field, *SCHOOL_SUMS])
    added = _added(frame, [field], SCHOOL_SUMS)
    return {key[0]: (a, b, c, d, e, f) for key, (a, b, c, d, e, f) in added.items()}


def posting_sums(
    postings: Sequence[Posting], keys: Sequence[Sequence[str]]
) -> dict[tuple[str, ...], tuple[int, int]]:
    """Postings added up; the figures are `POSTING_SUMS`, integer cents and FTE parts.

    Args:
        postings: any.
        keys: columns as long as ``postings``; postings alike in all of them are added up.
    """
    import pandas as pd  # noqa: PLC0415 - heavy, and only reports need it

    names = [f"key {number}" for number in range(len(keys))]
    columns: dict[str, Sequence[object]] = dict(zip(names, keys, strict=True))
    columns["cents"] = [posting.cents for posting in postings]
    columns["fte"] = [posting.fte_parts for posting in postings]
    added = _added(pd.DataFrame(columns), names, POSTING_SUMS)
    return {key: (cents, fte) for key, (cents, fte) in added.items()}


def program_fte(lines: Iterable[tuple[str, PlannedLine]]) -> dict[str, int]:
    """Planned FTE by program, in parts; a row's FTE is shared out over its programs, nothing lost.

    What no program takes is under the empty id.
    """
    totals: dict[str, int] = {}
    for _, line in lines:
        if line.kind is not LineKind.STAFFING or not line.fte_parts:
            continue
        claims = {str(place): share.share for place, share in enumerate(line.split)}
        if not sum(claims.values()):
            totals[""] = totals.get("", 0) + line.fte_parts
            continue
        for place, parts in share_out(line.fte_parts, claims).items():
            program = line.split[int(place)].program
            totals[program] = totals.get(program, 0) + parts
    return totals


def segment_column(
    postings: Iterable[Posting], segment: str, widths: Mapping[str, int]
) -> list[str]:
    """One segment of the postings' accounts, filled with zeros as the account string has it."""
    width = widths.get(segment, 0)
    return [
        posting.segments.get(segment, "").rjust(width, "0")
        if width
        else posting.segments.get(segment, "")
        for posting in postings
    ]


def _added(
    frame: pd.DataFrame, keys: Sequence[str], sums: Sequence[str]
) -> dict[tuple[str, ...], tuple[int, ...]]:
    """The sums of every group, sorted by its keys.

    Raises:
        TypeError: a figure would be added up as something else than a whole number.
    """
    if frame.empty:
        return {}
    _refuse_floats(frame, sums)
    added = frame.groupby(list(keys), sort=True)[list(sums)].sum()
    _refuse_floats(added, sums)
    figures = zip(*(added[name].tolist() for name in sums), strict=True)
    index = [key if isinstance(key, tuple) else (key,) for key in added.index.tolist()]
    return dict(zip(index, figures, strict=True))


def _refuse_floats(frame: pd.DataFrame, names: Iterable[str]) -> None:
    for name in names:
        if str(frame[name].dtype) != "int64":
            raise TypeError(f"{name} is added up as {frame[name].dtype}, not as whole numbers")
