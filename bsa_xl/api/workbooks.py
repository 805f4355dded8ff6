"""From a district's books to drafts of workbooks: letters, opening plans, verdicts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import overload

from bsa_xl.budget import (
    AsIssued,
    KnownLines,
    KnownOpenings,
    Place,
    Plan,
    SchoolBudget,
    opening_plan,
    price,
)
from bsa_xl.checks import RuleResult, run
from bsa_xl.finding import Verdict
from bsa_xl.workbook import (
    FORM_VERSION,
    Case,
    CheckOutcome,
    Identity,
    Layout,
    Letter,
    SettingTexts,
    ShownLine,
    shared_text,
)

from .capacities import Layouts, capacity
from .groups import SchoolBook
from .letters import LetterWriter


@dataclass(frozen=True, slots=True)
class Draft:
    """One school's workbook before it has an identity.

    Attributes:
        staffing_rows: which layout it takes.
        digest: over everything that it shows but for revision, nonce and dates.
        own: what of its setting is the school's own, as the snapshot carries it.
    """

    book: SchoolBook
    letter: Letter
    staffing_rows: int
    budget: SchoolBudget
    outcomes: Mapping[str, CheckOutcome]
    digest: str
    own: str

    def case(self, identity: Identity) -> Case:
        """What the workbook shows under an identity."""
        return Case(identity, self.letter, self.budget, self.outcomes)


class Drafts(Sequence[Draft]):
    """Every school's workbook as it will open, each made when it is first asked for, and kept.

    Attributes:
        rows: the staffing rows of each school's layout.
    """

    def __init__(
        self,
        books: Sequence[SchoolBook],
        writer: LetterWriter,
        layouts: Layouts,
        *,
        policy_sha256: str,
        template_sha256: str = "",
    ) -> None:
        """See how much room every school takes.

        Args:
            books: the schools, in the district's order.
            writer: of their letters.
            layouts: of the district.
            policy_sha256: of the policy's file, so that a changed policy changes every workbook.
            template_sha256: of the template that the central office edited; empty for none.

        Raises:
            TooManyPositionsError: a school has more positions than any layout has rows.
        """
        self.rows = tuple(capacity(len(b.setting.now), is_group=b.is_group) for b in books)
        self._books = books
        self._writer = writer
        self._layouts = layouts
        self._stamped_from = [policy_sha256, *([template_sha256] if template_sha256 else [])]
        self._made: dict[int, Draft] = {}
        self._lines: KnownLines = {}
        self._openings: KnownOpenings = {}
        self._settings = SettingTexts()
        self._places: dict[int, list[Place]] = {}

    def __len__(self) -> int:
        """How many schools have a workbook."""
        return len(self._books)

    @overload
    def __getitem__(self, at: int) -> Draft: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Draft]: ...

    def __getitem__(self, at: int | slice) -> Draft | Sequence[Draft]:
        """One of them, or several."""
        if isinstance(at, slice):
            return [self[number] for number in range(len(self))[at]]
        number = range(len(self))[at]
        if number not in self._made:
            self._made[number] = self._make(number)
        return self._made[number]

    def _make(self, number: int) -> Draft:
        book, rows = self._books[number], self.rows[number]
        letter = self._writer.letter(book)
        plan = opening_plan(book.setting, self._places_of(rows).__getitem__, self._openings)
        layout = self._layouts.layout(rows)
        plan = replace(plan, anchors=layout.anchors, spare=_spare(layout, plan))
        budget, results = open_budget(book, plan, self._lines)
        outcomes = {result.row.id: opened_outcome(result) for result in results}
        own = self._settings.text(budget.setting)
        digest = _digest(self._shared, str(rows), own, _letter_text(letter))
        return Draft(book, letter, rows, budget, outcomes, digest, own)

    def _places_of(self, rows: int) -> list[Place]:
        """Where the rows of Staffing stand in a layout."""
        if rows not in self._places:
            layout = self._layouts.layout(rows)
            self._places[rows] = [layout.place(layout.staffing, n) for n in range(rows)]
        return self._places[rows]

    @cached_property
    def _shared(self) -> str:
        """Over what all workbooks show."""
        policy, *template = self._stamped_from
        pattern = self._books[0].setting
        return _digest(FORM_VERSION, policy, shared_text(pattern, {}), *template)


def open_budget(
    book: SchoolBook, plan: Plan, known: KnownLines | None = None
) -> tuple[SchoolBudget, tuple[RuleResult, ...]]:
    """The opening plan priced and judged; what the rules find is noted as it was issued."""
    budget = price(book.setting, plan, known)
    results = run(budget)
    found = {r.row.id: AsIssued(r.count, r.cents) for r in results if r.count}
    return budget.noting(found), results


def opened_outcome(result: RuleResult) -> CheckOutcome:
    """A result as a fresh workbook shows it: whatever it finds was there at issue."""
    word = result.verdict
    if word in (Verdict.FIX, Verdict.EXPLAIN):
        word = Verdict.TO_DO
    return CheckOutcome(result.row.id, word.value, result.count, result.cents, result.first)


def outcomes_of(results: Iterable[RuleResult]) -> dict[str, CheckOutcome]:
    """Results as the Checks sheet shows them."""
    return {
        r.row.id: CheckOutcome(r.row.id, r.verdict.value, r.count, r.cents, r.first)
        for r in results
    }


def _spare(layout: Layout, plan: Plan) -> dict[str, int]:
    return {
        "staffing": layout.staffing.rows - len(plan.staffing),
        "spending": layout.spending.rows - len(plan.spending),
    }


def _letter_text(letter: Letter) -> str:
    lines = (*letter.dollars, *letter.positions, *letter.central)
    shown = [list(map(str, _LINE(line))) for line in lines]
    return json.dumps([shown, str(letter.enrollment), sorted(letter.facts.items())])


_LINE = attrgetter(*ShownLine.__slots__)


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()
