"""Lines, postings and figures as rows of the database, in the order of its columns, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from bsa_xl.budget import Posting

from .bulk import Row
from .returned import LineKind, PlannedLine, ProgramFigures, ProgramShare

#: The account segments that there are (district.yaml, ``account_format``), as columns follow each
#: other. The program is a segment too, and has a column anyhow.
_SEGMENTS = ("fund", "resource", "project_year", "goal", "function", "object", "site")
_ALL_SEGMENTS = frozenset((*_SEGMENTS, "program"))
_IN_ORDER: Callable[[Mapping[str, str]], tuple[str, ...]] = itemgetter(*_SEGMENTS)
_MOST_PROGRAMS = 3
_NO_SHARE = ProgramShare("", 0, 0)


def posting_row(submission_id: int, number: int, posting: Posting) -> Row:
    """A posting as a row of POSTINGS.

    Raises:
        ValueError: it has an account segment that no column keeps.
    """
    segments = posting.segments
    if not _ALL_SEGMENTS.issuperset(segments):
        unknown = ", ".join(sorted(segments.keys() - _ALL_SEGMENTS))
        raise ValueError(f"posting {posting.posting_id}: no column for the segment {unknown}")
    return (
        submission_id,
        posting.posting_id,
        number,
        posting.row_key,
        posting.program,
        posting.account,
        *_codes(segments),
        posting.title,
        posting.goal,
        posting.cents,
        posting.fte_parts,
    )


def _codes(segments: Mapping[str, str]) -> tuple[str, ...]:
    """The codes of an account in the order of the columns; empty where it has none."""
    try:
        return _IN_ORDER(segments)
    except KeyError:
        return tuple(segments.get(name, "") for name in _SEGMENTS)


def posting_of(school_id: str, row: Sequence[Any]) -> Posting:
    """What `posting_row` made a row of; every segment is there, empty where it had none."""
    _, posting_id, _, row_key, program, account, *codes, title, goal, cents, fte_parts = row
    return Posting(
        posting_id=posting_id,
        school_id=school_id,
        row_key=row_key,
        program=program,
        segments=dict(zip(_SEGMENTS, codes, strict=True), program=program),
        account=account,
        title=title,
        goal=goal,
        cents=cents,
        fte_parts=fte_parts,
    )


def line_row(submission_id: int, number: int, line: PlannedLine) -> Row:
    """A planned line as a row of PLANNED_LINES.

    Raises:
        ValueError: more than three programs pay for it.
    """
    if len(line.split) > _MOST_PROGRAMS:
        raise ValueError(f"row {line.row_key}: more than {_MOST_PROGRAMS} programs")
    first, second, third, *_ = (*line.split, _NO_SHARE, _NO_SHARE, _NO_SHARE)
    return (
        submission_id,
        number,
        line.kind.value,
        line.row_key,
        line.sheet,
        line.sheet_row,
        line.code,
        line.label,
        line.action,
        line.position_id,
        line.stands_at,
        line.filled,
        line.now_fte_parts,
        line.how_many,
        line.each_parts,
        line.quantity_parts,
        line.fte_parts,
        line.salary_cents,
        line.benefits_cents,
        line.cents,
        int(line.is_actual),
        *(first.program, first.share, first.cents),
        *(second.program, second.share, second.cents),
        *(third.program, third.share, third.cents),
        line.starts,
        line.ends,
        line.goal,
        line.justification,
        line.note,
    )


def line_of(row: Sequence[Any]) -> PlannedLine:
    """What `line_row` made a row of."""
    _, _, kind, row_key, sheet, sheet_row, code, label, action, position_id, *rest = row
    stands_at, filled, now, how_many, each, quantity, fte, salary, benefits, cents, *rest = rest
    is_actual, p1, s1, c1, p2, s2, c2, p3, s3, c3, starts, ends, goal, why, note = rest
    shares = (ProgramShare(p1, s1, c1), ProgramShare(p2, s2, c2), ProgramShare(p3, s3, c3))
    return PlannedLine(
        kind=LineKind(kind),
        row_key=row_key,
        sheet=sheet,
        sheet_row=sheet_row,
        code=code,
        label=label,
        cents=cents,
        split=tuple(share for share in shares if share != _NO_SHARE),
        action=action,
        position_id=position_id,
        stands_at=stands_at,
        filled=filled,
        now_fte_parts=now,
        how_many=how_many,
        each_parts=each,
        quantity_parts=quantity,
        fte_parts=fte,
        salary_cents=salary,
        benefits_cents=benefits,
        is_actual=bool(is_actual),
        starts=starts,
        ends=ends,
        goal=goal,
        justification=why,
        note=note,
    )


def figures_row(submission_id: int, number: int, figures: ProgramFigures) -> Row:
    """One program's figures as a row of PROGRAM_TOTALS."""
    program = figures.program
    return submission_id, program, number, figures.allocated_cents, figures.budgeted_cents


def figures_of(row: Sequence[Any]) -> ProgramFigures:
    """What `figures_row` made a row of."""
    _, program, _, allocated, budgeted = row
    return ProgramFigures(program, allocated, budgeted)
