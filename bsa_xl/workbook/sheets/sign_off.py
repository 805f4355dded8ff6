"""The Sign-off sheet: who approved what, what is attested, who signs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from bsa_xl.budget import (
    AMOUNT,
    FIRST_DAY,
    LACKS,
    LAST_DAY,
    VOTES,
    ApprovalRow,
    NumberField,
    unrecorded,
)
from bsa_xl.workbook.case import Case
from bsa_xl.workbook.declare import (
    SHORT_TEXT,
    Choice,
    Column,
    Kind,
    Role,
    Single,
    computed,
    fixed,
    hidden,
)
from bsa_xl.workbook.fault_letters import FaultTest, fault_columns, misfit
from bsa_xl.workbook.number_formats import TYPED_DOLLARS

from .staffing_hidden import partner
from .views import Letters

SHEET = "Sign-off"
HEAD = 7
TOTAL_ROW = 5
CENTS_IN_DOLLAR = 100
#: The column in which the school says Yes to what it attests, below the approvals.
ANSWERS = "E"
ATTESTATIONS = (
    "The school council was consulted on the needs assessment and on this budget.",
    "The English Learner Advisory Committee's advice was asked for, where there is one.",
    "Restricted money is planned only for what its law allows.",
)


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """One approving body.

    Attributes:
        place: counted from 1.
        programs: the labels of its programs, joined.
        amount: what the typed amount accepts.
    """

    row: ApprovalRow
    place: int
    programs: str
    budgeted_cents: int
    letters: Letters
    amount: NumberField

    @property
    def approved_cents(self) -> int:
        """The amount typed, as it is accepted."""
        unit = 1 if self.amount.places else CENTS_IN_DOLLAR
        return self.amount.parts(self.row.approved) * unit

    @property
    def differs_cents(self) -> int:
        """How far the amount approved is from the budget; zero where none is typed."""
        if not isinstance(self.row.approved, Decimal):
            return 0
        return abs(self.approved_cents - self.budgeted_cents)


def columns(places: int) -> tuple[Column, ...]:
    """One row for every body that approves programs of the policy."""
    return (
        fixed("id", "Row", 6, Kind.TEXT, lambda v: f"A{v.place:03d}", is_hidden=True),
        fixed("body", "Body", 26, Kind.TEXT, lambda v: v.row.body or None, wraps=True),
        fixed("programs", "Approves", 34, Kind.TEXT, lambda v: v.programs, wraps=True),
        computed("budgeted", "Budgeted", 16, Kind.CENTS,
                 "ROUND(SUMIFS(Program_budgeted,Program_body_places,{place}),2)",
                 lambda v: v.budgeted_cents),
        _typed("date", "Date", 11, Kind.DATE, "The day of the meeting.",
               Choice(is_date=True, refusal="Type a date, such as 4/15/2025.")),
        _typed("quorum", "Quorum?", 10, Kind.TEXT, "Was there a quorum? Yes or No.",
               Choice(names="Yes_no", refusal="Choose Yes or No.")),
        _typed("votes_for", "For", 10, Kind.NUMBER, "Votes for the budget.", _VOTES),
        _typed("votes_against", "Against", 9, Kind.NUMBER, "Votes against it.", _VOTES),
        _typed("minutes", "Minutes", 24, Kind.TEXT, "Where the minutes can be found.", SHORT_TEXT),
        _typed("approved", "Amount approved", 17, Kind.NUMBER,
               "The amount that the body approved: the one in Budgeted.",
               Choice(high=AMOUNT.high, refusal="Type dollars as a number, such as 1250000.00."),
               shows=TYPED_DOLLARS),
        computed("word", "Approval status", 19, Kind.TEXT,
                 'IF({budgeted}=0,"Nothing to approve",IF({missing}<>"","Not approved yet",'
                 'IF({differs}>0,"Amount differs","Approved")))', _word),
        hidden("approved_is", Kind.CENTS, partner(AMOUNT, "{approved}", places),
               lambda v: v.approved_cents),
        hidden("differs", Kind.CENTS,
               "IF(ISNUMBER({approved}),ABS(ROUND({approved_is}-{budgeted},2)),0)",
               lambda v: v.differs_cents),
        hidden("are_for", Kind.COUNT, partner(VOTES, "{votes_for}", 0),
               lambda v: VOTES.parts(v.row.votes_for)),
        hidden("are_against", Kind.COUNT, partner(VOTES, "{votes_against}", 0),
               lambda v: VOTES.parts(v.row.votes_against)),
        hidden("no_day", Kind.COUNT,
               f"IF(ISNUMBER({{date}}),IF(AND({{date}}>={FIRST_DAY},{{date}}<={LAST_DAY}),0,1),1)",
               lambda v: int(LACKS["date"](v.row))),
        hidden("no_majority", Kind.COUNT,
               "IFERROR(IF({votes_for}<>{are_for},1,IF({are_for}<={are_against},1,0)),1)",
               lambda v: int(LACKS["votes_for"](v.row))),
        fixed("place", "place", 6, Kind.COUNT, lambda v: v.place, is_hidden=True),
        *_faults(),
    )  # fmt: skip


_VOTES = Choice(high=VOTES.high, whole=True, refusal="Type a whole number of votes.")


def _typed(
    name: str,
    header: str,
    width: float,
    kind: Kind,
    prompt: str,
    choice: Choice,
    *,
    shows: str = "",
) -> Column:
    return Column(
        name,
        header,
        width,
        kind,
        Role.INPUT,
        lambda v: getattr(v.row, name),
        choice=choice,
        prompt=prompt,
        wraps=kind is Kind.TEXT,
        shows=shows,
    )


#: What an approval may lack, as formulas; errors in the cells count as lacking.
_MISSING = {
    "date": "AND({budgeted}<>0,{no_day}>0)",
    "quorum": 'AND({budgeted}<>0,IFERROR({quorum}<>"Yes",TRUE))',
    "votes_for": "AND({budgeted}<>0,{no_majority}>0)",
    "votes_against": "AND({budgeted}<>0,ISNUMBER({votes_against}),"
    "IFERROR({votes_against}<>{are_against},FALSE))",
    "minutes": "AND({budgeted}<>0,IFERROR(LEN(TRIM({minutes}))=0,TRUE))",
    "approved": "AND({budgeted}<>0,NOT(ISNUMBER({approved})))",
}


def _lacks(lacks: Callable[[ApprovalRow], bool], view: ApprovalView) -> bool:
    return view.budgeted_cents != 0 and lacks(view.row)


def _faults() -> Iterator[Column]:
    yield from fault_columns(
        "missing",
        [FaultTest(name, _MISSING[name], partial(_lacks, lacks)) for name, lacks in LACKS.items()],
    )
    yield from fault_columns(
        "text_fault",
        [
            misfit("date", lambda v: v.row.date),
            misfit("votes_for", lambda v: v.row.votes_for),
            misfit("votes_against", lambda v: v.row.votes_against),
            misfit("approved", lambda v: v.row.approved),
        ],
    )


def _word(view: ApprovalView) -> str:
    if not view.budgeted_cents:
        return "Nothing to approve"
    if unrecorded(view.row):
        return "Not approved yet"
    return "Amount differs" if view.differs_cents else "Approved"


def singles() -> Iterator[Single]:
    """The figures that the printed page carries and the receipt repeats."""
    row = TOTAL_ROW
    yield Single("Signed_total", SHEET, f"D{row}", Kind.CENTS, Role.COMPUTED,
                 lambda c: c.budget.budgeted_cents, "Total_budgeted")  # fmt: skip
    yield Single("Signed_fte", SHEET, f"G{row}", Kind.FTE, Role.COMPUTED,
                 lambda c: c.budget.fte_parts, "ROUND(SUM(Staffing_fte),4)")  # fmt: skip
    yield Single("Signed_lines", SHEET, f"J{row}", Kind.COUNT, Role.COMPUTED,
                 _line_count, "SUM(Staffing_used)+SUM(Spending_used)")  # fmt: skip


def _line_count(case: Case) -> int:
    return case.budget.line_count
