"""The Checks sheet: every rule of the district with its result, and the way to the first cell.

What a rule counts, adds up and points to is declared here for the workbook; what it says is the
checks room's. Tests hold the two to the same result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bsa_xl.budget import CheckRow
from bsa_xl.finding import Verdict
from bsa_xl.location import Location
from bsa_xl.workbook.case import Case, CheckOutcome
from bsa_xl.workbook.declare import (
    LONG_TEXT,
    Column,
    Kind,
    Role,
    Single,
    computed,
    fixed,
    hidden,
    quoted,
    stamped,
)

from .check_finders import Finder

SHEET = "Checks"
HEAD = 7
#: What a fault of a rule means for the budget, by the rule's mode for this school.
SEVERITIES = {
    "F": "Must be fixed",
    "W": "Fix or explain",
    "O": "For your information",
    "X": "Waived",
    "R": "Judged on return",
}


@dataclass(frozen=True, slots=True)
class CheckText:
    """What people read of a rule.

    Attributes:
        is_pending: its fault means that something is not filled yet.
        remedy: what to do, for any occurrence.
    """

    title: str
    severity: str
    is_pending: bool
    remedy: str


@dataclass(frozen=True, slots=True)
class CheckView:
    """One row of the sheet."""

    row: CheckRow
    subject: str
    text: CheckText
    outcome: CheckOutcome
    explanation: str | None
    as_issued: tuple[int, int]

    @property
    def first(self) -> str:
        """The first cell concerned as a reference; empty where there is none."""
        where = self.outcome.first
        return "" if where is None else reference(where)


def reference(where: Location) -> str:
    """A cell as formulas and links write it: ``Staffing!H12``."""
    return f"{quoted(where.sheet)}!{where.cell}"


def columns(finders: Sequence[Finder]) -> list[tuple[Column, ...]]:
    """The columns; one tuple a row, since every rule counts something else."""
    return [tuple(_columns(finder)) for finder in finders]


def _columns(finder: Finder) -> Iterator[Column]:
    yield fixed("id", "Row", 6, Kind.TEXT, lambda v: v.row.id, is_hidden=True)
    yield fixed("rule", "Check", 9, Kind.TEXT, lambda v: v.row.rule.rule)
    yield fixed("title", "What it looks for", 34, Kind.TEXT, _title, wraps=True)
    yield stamped("severity", "If it is found", 13, Kind.TEXT,
                  lambda v: SEVERITIES[v.row.rule.mode], wraps=True)  # fmt: skip
    yield computed("word", "Result", 12, Kind.TEXT,
                   'IF({mode}="R","ON RETURN",IF(OR({count}=0,{mode}="O"),"OK",'
                   'IF({mode}="X","WAIVED",{open_word})))',
                   lambda v: v.outcome.word, is_named=True)  # fmt: skip
    yield _found("count", "How many", 9, Kind.COUNT, finder.count)
    yield _found("cents", "Amount", 16, Kind.CENTS, finder.cents)
    yield computed("link", "Go there", 19, Kind.TEXT,
                   'IF({first}="","",HYPERLINK("#"&{first},"Go to "&{first}))', _link,
                   is_link=True)  # fmt: skip
    yield fixed("remedy", "What to do", 40, Kind.TEXT, lambda v: v.text.remedy, wraps=True)
    yield Column(
        "explanation",
        "Your explanation",
        30,
        Kind.TEXT,
        Role.INPUT,
        lambda v: v.explanation,
        choice=LONG_TEXT,
        prompt="Only for a result EXPLAIN: one sentence why it is right as it is.",
        wraps=True,
    )
    yield stamped("source", "Authority", 24, Kind.TEXT, lambda v: v.row.rule.source or None,
                  wraps=True, is_remark=True)  # fmt: skip
    yield stamped("mode", "mode", 6, Kind.TEXT, lambda v: v.row.rule.mode, is_hidden=True)
    yield fixed("pending", "pending", 6, Kind.COUNT, lambda v: int(v.text.is_pending),
                  is_hidden=True)  # fmt: skip
    yield stamped("issued_count", "issued_count", 6, Kind.COUNT, lambda v: v.as_issued[0],
                  is_hidden=True)  # fmt: skip
    yield stamped("issued_cents", "issued_cents", 6, Kind.CENTS, lambda v: v.as_issued[1],
                  is_hidden=True)  # fmt: skip
    cell = finder.first or '""'
    first = f'IF({{count}}=0,"",{cell})'
    yield hidden("first", Kind.TEXT, first, lambda v: v.first)
    yield hidden("todo", Kind.COUNT,
                 "IF(OR({pending}=1,AND({count}={issued_count},{cents}={issued_cents})),1,0)",
                 _is_to_do)  # fmt: skip
    yield hidden("open_word", Kind.TEXT,
                 'IF(AND({mode}="W",LEN(TRIM({explanation}))>0),"EXPLAINED",'
                 'IF({todo}=1,"TO DO",IF({mode}="W","EXPLAIN","FIX")))', _open_word)  # fmt: skip


def _found(name: str, header: str, width: float, kind: Kind, formula: str) -> Column:
    """A figure that a formula finds, or a zero where the rule is judged on return."""
    look = _of_outcome(name)
    if formula:
        return computed(name, header, width, kind, formula, look)
    return stamped(name, header, width, kind, look)


def _of_outcome(name: str) -> Callable[[CheckView], int]:
    return lambda view: getattr(view.outcome, name)


def _title(view: CheckView) -> str:
    return f"{view.text.title}: {view.subject}" if view.subject else view.text.title


def _link(view: CheckView) -> str:
    return f"Go to {view.first}" if view.first else ""


def _is_to_do(view: CheckView) -> int:
    found = (view.outcome.count, view.outcome.cents)
    return int(view.text.is_pending or found == view.as_issued)


def _open_word(view: CheckView) -> str:
    """The word if something were found; what ``word`` takes where something is."""
    is_warning = view.row.rule.mode == "W"
    if is_warning and view.explanation and view.explanation.strip(" "):
        return Verdict.EXPLAINED.value
    if _is_to_do(view):
        return Verdict.TO_DO.value
    return Verdict.EXPLAIN.value if is_warning else Verdict.FIX.value


def singles() -> Iterator[Single]:
    """What is open, counted by word."""
    for number, (name, word) in enumerate(_COUNTED, start=1):
        yield Single(
            name, SHEET, f"{'ABCDEFGH'[number + 2]}5", Kind.COUNT, Role.COMPUTED,
            _counter(word), f'COUNTIF(Check_word,"{word}")', is_named=True,
        )  # fmt: skip


_COUNTED = (("Open_fix", "FIX"), ("Open_to_do", "TO DO"), ("Open_explain", "EXPLAIN"))


def _counter(word: str) -> Callable[[Case], int]:
    return lambda case: sum(1 for o in case.outcomes.values() if o.word == word)
