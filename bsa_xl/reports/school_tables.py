"""Tables of the consolidated book about schools: in groups, one by one, and those missing."""

from __future__ import annotations

from decimal import Decimal

from bsa_xl.money import EXACT, round_half_away
from bsa_xl.policy import Program

from .consolidation import Consolidation
from .groupings import posting_sums, program_fte, school_sums
from .heads import ALLOCATED, BUDGETED, FTE, LEFT, NOT_GIVEN, TO_ACCEPTED, USED
from .standings import SchoolStanding, Standing
from .table import Column, Shown, Table, Value

_USED_PLACES = 4
#: Room for the label of the totals, where the next column has one.
_LABEL_WIDE = 26
_MONEY = (
    Column(ALLOCATED, Shown.DOLLARS, adds_up=True),
    Column(TO_ACCEPTED, Shown.DOLLARS, adds_up=True),
    Column(BUDGETED, Shown.DOLLARS, adds_up=True),
    Column(LEFT, Shown.DOLLARS, adds_up=True),
    Column(USED, Shown.SHARE),
    Column(FTE, Shown.FTE, adds_up=True),
)
_STANDING = Column(
    "Standing",
    words=(
        (Standing.ACCEPTED.value, "OK"),
        (Standing.OLDER_LETTER.value, "EXPLAIN"),
        (Standing.TO_MEND.value, "FIX"),
        (Standing.NOT_RETURNED.value, "TO DO"),
        (Standing.DRAFT.value, "EXPLAIN"),
        (Standing.NOT_ISSUED.value, "EXPLAIN"),
    ),
)


def by_program(whole: Consolidation) -> Table:
    """What every program has and what is planned from it, in the policy's order."""
    allocated = whole.allocation.program_totals()
    accepted: dict[str, int] = {}
    budgeted: dict[str, int] = {}
    for _, figures in whole.state.programs:
        program = figures.program
        accepted[program] = accepted.get(program, 0) + figures.allocated_cents
        budgeted[program] = budgeted.get(program, 0) + figures.budgeted_cents
    fte = program_fte(whole.state.lines)
    known = {program.id: program for program in whole.policy.programs}
    order = [*known, *sorted({*allocated, *accepted, *fte} - known.keys())]
    rows: list[tuple[Value, ...]] = []
    for program_id in order:
        sums = [each.get(program_id, 0) for each in (allocated, accepted, budgeted, fte)]
        if any(sums):
            names = _program(known.get(program_id), program_id)
            rows.append((*names, *_money(sums[0], sums[1], sums[2], sums[3])))
    columns = (Column("Program"), Column("Id"), Column("Law"), *_MONEY)
    return Table(columns, rows)


def _program(program: Program | None, program_id: str) -> tuple[str, str, str]:
    """Title, id and law; a program that the policy no longer has is shown by its id."""
    if program is None:
        return program_id or "(no program)", program_id, ""
    return program.title, program_id, "restricted" if program.restricted else "unrestricted"


def by_field(whole: Consolidation, field: str, head: str) -> Table:
    """Schools by ``level``, ``region`` or ``specialist``.

    What is budgeted comes from the postings, so that it checks the schools' own totals.
    """
    fields = {each.school_id: getattr(each, field) or NOT_GIVEN for each in whole.schools}
    postings = whole.state.postings
    posted = posting_sums(postings, [[fields.get(each.school_id, NOT_GIVEN) for each in postings]])
    rows: list[tuple[Value, ...]] = []
    for group, sums in school_sums(whole.schools, field).items():
        schools, accepted, missing, allocated, to_accepted, fte = sums
        cents, _ = posted.get((group,), (0, 0))
        counts = schools, accepted, missing
        rows.append((group, *counts, *_money(allocated, to_accepted, cents, fte)))
    columns = (
        Column(head, width=_LABEL_WIDE),
        Column("Schools", Shown.WHOLE, adds_up=True),
        Column("Accepted", Shown.WHOLE, adds_up=True),
        Column("Missing", Shown.WHOLE, adds_up=True),
        *_MONEY,
    )
    return Table(columns, rows)


def schools_table(whole: Consolidation) -> Table:
    """One row a school."""
    columns = (
        Column("School id"),
        Column("School"),
        Column("Level"),
        Column("Region"),
        Column("Specialist"),
        _STANDING,
        Column("Revision", Shown.WHOLE),
        *_MONEY,
        Column("Lines", Shown.WHOLE, adds_up=True),
        Column("Received", Shown.DAY),
        Column("Receipt"),
        Column("Files", Shown.WHOLE, adds_up=True),
        Column("Remark", Shown.LONG_TEXT),
    )
    return Table(columns, [_school(school) for school in whole.schools])


def missing_table(whole: Consolidation) -> Table:
    """Schools whose budget is waited for, with whom to ask and the day it was due."""
    due = whole.district.profile.calendar.due
    columns = (
        Column("School id"),
        Column("School"),
        _STANDING,
        Column("Due", Shown.DAY),
        Column("Last file on", Shown.DAY),
        Column("Specialist"),
        Column("Mailbox"),
        Column("Region"),
        Column(ALLOCATED, Shown.DOLLARS, adds_up=True),
    )
    rows = [
        (
            each.school_id,
            each.name,
            each.standing.value,
            due,
            each.received_on,
            each.specialist,
            each.mailbox,
            each.region,
            each.allocated_cents,
        )
        for each in sorted(whole.missing, key=lambda each: (each.specialist, each.standing.value))
    ]
    return Table(columns, rows)


def _school(school: SchoolStanding) -> tuple[Value, ...]:
    counts = school.standing.counts
    return (
        school.school_id,
        school.name,
        school.level,
        school.region,
        school.specialist,
        school.standing.value,
        school.revision or None,
        school.allocated_cents,
        school.accepted_cents,
        school.budgeted_cents,
        school.left_cents,
        _used(school.accepted_cents, school.budgeted_cents),
        school.fte_parts if counts else None,
        school.line_count if counts else None,
        school.received_on,
        school.receipt,
        school.returns or None,
        school.note,
    )


def _money(allocated: int, accepted: int, budgeted: int, fte: int) -> tuple[Value, ...]:
    left = accepted - budgeted
    return allocated, accepted, budgeted, left, _used(accepted, budgeted), fte


def _used(accepted: int | None, budgeted: int | None) -> Decimal | None:
    if not accepted or budgeted is None:
        return None
    return round_half_away(EXACT.divide(Decimal(budgeted), Decimal(accepted)), _USED_PLACES)
