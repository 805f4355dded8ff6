"""staff.csv and amounts.csv: the positions that exist, and dollars taken as given."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from bsa_xl.location import Location
from bsa_xl.money import to_cents

from .cells import Cells
from .headers import Table
from .kinds import BAD_SHARES, EMPTY_CELL, NEGATIVE, TOO_MANY_FTE, UNKNOWN_CODE
from .like_rows import LikeRows
from .notices import Notices
from .numbers import FTE, PRICE, SHARE, SIGNED_DOLLARS
from .records import GivenAmount, StaffPosition
from .repeats import Repeats
from .school_ids import SchoolIds
from .words import nearest, shown

PROGRAMS_OF_A_POSITION = 3
#: As many as a row of Staffing takes for one person.
MOST_FTE = 2
STATUSES = ("filled", "vacant")
#: What a position has of its own; in all other columns most are like many others.
_OWN = ("position_id", "school_id", "actual_salary", "actual_benefits", "hired")
_WHOLE = 100
_WHOLE_PERCENTS = "Write whole percents that come to 100."


def read_staff(
    table: Table, ids: SchoolIds, codes: Collection[str] | None, notices: Notices
) -> tuple[StaffPosition, ...]:
    """The positions of a table.

    Args:
        table: of staff.csv.
        ids: the schools that there are.
        codes: of positions.csv; None where the district has no rate sheet.
        notices: takes what is found.
    """
    cells = Cells(table, notices)
    known = None if codes is None else _Codes(codes)
    repeats: Repeats[tuple[str, str], StaffPosition] = Repeats(notices, "position")
    alike: LikeRows[_Terms] = LikeRows(cells, _OWN)
    for _ in cells.rows():
        position_id = cells.code("position_id", required=True)
        school_id = cells.school(ids)
        terms = alike.here(partial(_terms, cells, position_id, known))
        pay = cells.cents("actual_salary", PRICE), cells.cents("actual_benefits", PRICE)
        hired = cells.day("hired")
        if position_id and school_id and terms.code and terms.fte is not None:
            position = StaffPosition(
                position_id,
                school_id,
                terms.code,
                terms.fte,
                terms.shares,
                terms.filled,
                cells.at(),
                terms.ends_on,
                *pay,
                hired,
            )
            said = (terms, pay, hired)
            repeats.add((position_id, school_id), position, cells, "position_id", said)
    return repeats.kept()


class _Terms(NamedTuple):
    """What a row says of its position besides its number, its school and its person's pay."""

    code: str
    fte: Decimal | None
    shares: tuple[tuple[str, int], ...]
    filled: bool
    ends_on: date | None


def _terms(cells: Cells, position_id: str, codes: _Codes | None) -> _Terms:
    code = cells.code("code", required=True)
    if code and codes:
        codes.check(cells, code)
    return _Terms(
        code=code,
        fte=_fte(cells),
        shares=_shares(cells, position_id),
        filled=cells.word("status", STATUSES, "filled") == "filled",
        ends_on=cells.day("ends_on"),
    )


def read_amounts(table: Table, ids: SchoolIds, notices: Notices) -> tuple[GivenAmount, ...]:
    """The given amounts of a table; each line is given once a school, year and program."""
    cells = Cells(table, notices)
    repeats: Repeats[tuple[str, str, str, str], GivenAmount] = Repeats(notices, "amount")
    for _ in cells.rows():
        school_id, year = cells.school(ids), cells.year("fiscal_year")
        line = cells.code("line", required=True)
        dollars = cells.needed_number("amount", SIGNED_DOLLARS)
        if not school_id or year is None or not line or dollars is None:
            continue
        amount = GivenAmount(
            school_id=school_id,
            fiscal_year=year,
            line=line,
            program=cells.code("program"),
            cents=to_cents(dollars),
            source=cells.text("source"),
            where=cells.at(),
        )
        key = (school_id, str(year), line, amount.program)
        repeats.add(key, amount, cells, "line", replace(amount, where=Location()))
    return repeats.kept()


def _fte(cells: Cells) -> Decimal | None:
    fte = cells.needed_number("fte", FTE)
    if fte is not None and fte == 0:
        problem = "an FTE of 0 is no position."
        cells.tell(NEGATIVE, "fte", problem, "Write its FTE, or remove the row.")
        return None
    if fte is not None and fte > MOST_FTE:
        problem = f"an FTE of {fte.normalize():f} is more than the {MOST_FTE} that one person has."
        remedy = "Write a row for each position, each with a position_id of its own."
        cells.tell(TOO_MANY_FTE, "fte", problem, remedy)
        return None
    return fte


def _shares(cells: Cells, position_id: str) -> tuple[tuple[str, int], ...]:
    """Programs with whole percents; a single program without a share has all of it."""
    shares: list[tuple[str, int]] = []
    faulty = False
    for number in range(1, PROGRAMS_OF_A_POSITION + 1):
        program = cells.code(f"program_{number}")
        column = f"share_{number}"
        cell = cells.raw(column).strip()
        reading = cells.reading(column, SHARE)
        share = reading.value
        faulty |= bool(cell) and share is None
        if reading.refused or (not program and not share):
            continue
        if program and share is None and not cell:
            share = _the_rest(cells, number)
        if not program or share is None:
            faulty = True
            lacking, given = ("program", column) if not program else ("share", program)
            problem = f"position {shown(position_id)} has no {lacking} beside {given}."
            column = f"program_{number}" if not program else column
            cells.tell(EMPTY_CELL, column, problem, "Fill in the program and its whole percent.")
            continue
        shares.append((program, int(share)))
    _tell_shares(cells, position_id, shares, faulty=faulty)
    return tuple(shares)


def _the_rest(cells: Cells, number: int) -> Decimal | None:
    """All of the position, where only one program is named and no share at all."""
    others = [n for n in range(1, PROGRAMS_OF_A_POSITION + 1) if n != number]
    alone = not any(
        cells.raw(f"{kind}_{n}").strip() for n in others for kind in ("program", "share")
    )
    return Decimal(_WHOLE) if alone else None


def _tell_shares(
    cells: Cells, position_id: str, shares: list[tuple[str, int]], *, faulty: bool
) -> None:
    whole = sum(share for _, share in shares)
    programs = [program for program, _ in shares]
    if faulty or not shares:
        return
    if whole != _WHOLE:
        listed = " + ".join(str(share) for _, share in shares)
        problem = f"the shares of position {shown(position_id)} come to {whole}: {listed}."
        is_part = whole == 1  # one program has the whole position, written as a part of 1
        remedy = "Write 100 for a whole position." if is_part else _WHOLE_PERCENTS
        cells.tell(BAD_SHARES, "share_1", problem, remedy)
    elif repeated := [program for program in programs if programs.count(program) > 1]:
        problem = f"position {shown(position_id)} names {shown(repeated[0])} more than once."
        remedy = "Name each program once, with its whole share."
        cells.tell(BAD_SHARES, "program_1", problem, remedy)


class _Codes:
    """The codes of the rate sheet; a proposal for an unknown one is looked for once."""

    def __init__(self, codes: Collection[str]) -> None:
        self._codes = codes
        self._bare = {code.lstrip("0"): code for code in codes}
        self._meant: dict[str, str] = {}

    def check(self, cells: Cells, code: str) -> None:
        if code in self._codes:
            return
        if code not in self._meant:
            self._meant[code] = self._bare.get(code.lstrip("0")) or nearest(code, self._codes)
        meant = self._meant[code]
        remedy = f"Write {meant}, or add {shown(code)} to positions.csv."
        problem = f"'{shown(code)}' is not a code of positions.csv."
        cells.tell(UNKNOWN_CODE, "code", problem, remedy if meant else "Add it to positions.csv.")
