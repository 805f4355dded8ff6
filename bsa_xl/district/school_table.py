"""schools.csv to schools."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from bsa_xl.location import Location

from .cells import Cells, unknown_school
from .headers import Table
from .kinds import HOST_CHAIN, ODD_ID, OUT_OF_ORDER
from .notices import Notices
from .records import School
from .repeats import Repeats
from .school_ids import SchoolIds

MODELS = ("formula", "norm", "pilot")
#: An id is odd when this share of the others has one and the same longer length.
_ODD_SHARE = 0.9


def read_schools(table: Table, notices: Notices) -> tuple[School, ...]:
    """The schools of a table, in file order, with unique ids."""
    cells = Cells(table, notices)
    repeats: Repeats[str, School] = Repeats(notices, "school")
    for _ in cells.rows():
        school = _school(cells)
        if school is not None:
            repeats.add(school.school_id, school, cells, "school_id", without_place(school))
    schools = repeats.kept()
    _tell_odd_ids(schools, notices)
    return _with_hosts(schools, notices)


def without_place(school: School) -> School:
    """The school as it would be anywhere, to compare two rows."""
    return replace(school, where=Location())


def _school(cells: Cells) -> School | None:
    school_id = cells.code("school_id", required=True)
    name = cells.text("name", required=True)
    opened, closes_on = cells.day("opened"), cells.day("closes_on")
    school = School(
        school_id=school_id,
        name=name or school_id,
        level=cells.text("level"),
        where=cells.at(),
        grades=cells.text("grades"),
        model=cells.word("model", MODELS, "formula"),
        opened=opened,
        closes_on=closes_on,
        site_code=cells.code("site_code"),
        region=cells.text("region"),
        board_district=cells.text("board_district"),
        specialist=cells.text("specialist"),
        mailbox=cells.text("mailbox"),
        budgeted_with=cells.text("budgeted_with"),
        title_i=cells.yes_no("title_i"),
        attributes=cells.attributes(),
    )
    _tell_order(cells, opened, closes_on)
    return school if school_id else None


def _tell_order(cells: Cells, opened: date | None, closes_on: date | None) -> None:
    if opened and closes_on and closes_on < opened:
        problem = f"the school closes on {closes_on}, before it opened on {opened}."
        cells.tell(OUT_OF_ORDER, "closes_on", problem, "Correct one of the two dates.")


def _tell_odd_ids(schools: tuple[School, ...], notices: Notices) -> None:
    """Digits-only ids that are shorter than nearly all others have probably lost their zeros."""
    digits = [school for school in schools if school.school_id.isdecimal()]
    lengths = Counter(len(school.school_id) for school in digits)
    if not lengths:
        return
    usual, number = lengths.most_common(1)[0]
    if number < _ODD_SHARE * len(digits):
        return
    for school in digits:
        if len(school.school_id) < usual:
            whole = school.school_id.zfill(usual)
            where = replace(school.where, column="school_id")
            problem = f"'{school.school_id}' is shorter than the other ids, of {usual} digits."
            notices.fault(ODD_ID, where, problem, f"Write {whole} if its zeros were lost.")


def _with_hosts(schools: tuple[School, ...], notices: Notices) -> tuple[School, ...]:
    """Centres keep a host only where that is another school with a workbook of its own."""
    by_id = {school.school_id: school for school in schools}
    ids = SchoolIds(by_id)
    kept = []
    for school in schools:
        host = school.budgeted_with
        if host and not _host_is_sound(school, by_id.get(host), ids, notices):
            kept.append(replace(school, budgeted_with=""))
        else:
            kept.append(school)
    return tuple(kept)


def _host_is_sound(school: School, host: School | None, ids: SchoolIds, notices: Notices) -> bool:
    where = replace(school.where, column="budgeted_with")
    if host is None:
        kind, _, problem, remedy = unknown_school(school.budgeted_with, "budgeted_with", ids)
        notices.fault(kind, where, problem, remedy, school.school_id)
        return False
    if host.school_id == school.school_id:
        problem = f"{school.school_id} is named as its own host."
        notices.fault(HOST_CHAIN, where, problem, "Leave the cell empty.", school.school_id)
        return False
    if host.budgeted_with:
        problem = f"the host {host.school_id} is itself budgeted with {host.budgeted_with}."
        remedy = f"Name {host.budgeted_with} as the host, or leave the cell empty."
        notices.fault(HOST_CHAIN, where, problem, remedy, school.school_id)
        return False
    return True
