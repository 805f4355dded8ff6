"""From a district's books to workbooks: layouts by capacity, opening plans, verdicts, bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter

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
from bsa_xl.intake import rule_texts
from bsa_xl.policy import Policy
from bsa_xl.workbook import (
    FORM_VERSION,
    Case,
    CheckOutcome,
    Identity,
    Layout,
    Letter,
    SettingTexts,
    Shape,
    ShownLine,
    shared_text,
)

from .groups import SchoolBook

#: Staffing rows of the layouts, with the spending rows that go with them.
CAPACITIES = ((40, 40), (80, 60), (120, 80), (160, 100), (240, 120), (320, 120), (480, 160))
#: The same for a school with centres, whose letter is twice as long: no row count occurs in both.
GROUP_CAPACITIES = ((130, 90), (250, 130), (490, 170))
#: Rows that a school finds free for new positions: at least these, and a quarter of its positions.
_SPARE_ROWS = 20
_SPARE_PART = 4


class TooManyPositionsError(ValueError):
    """A school has more positions than the largest layout has rows."""


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


class Layouts:
    """The layouts of one district, year and event, made when they are first asked for."""

    def __init__(
        self, policy: Policy, books: Iterable[SchoolBook], letters: Iterable[Letter]
    ) -> None:
        """Look at every school once, so that a layout has room for the largest letter of its kind.

        A school with centres is of another kind than one without: the others would find as many
        blank rows on Allocation again as they have lines.
        """
        self._policy = policy
        every = list(books)
        self._pattern = every[0].setting
        self._lines = {True: (0, 0), False: (0, 0)}
        for book, letter in zip(every, letters, strict=True):
            dollars, central = self._lines[book.is_group]
            self._lines[book.is_group] = (
                max(dollars, len(letter.dollars)),
                max(central, len(letter.central)),
            )
        self._made: dict[int, Layout] = {}

    def with_capacities(self, capacities: Mapping[str, int]) -> Layout:
        """A layout of this district with other numbers of rows, named as in `Shape`."""
        shape = self.layout(CAPACITIES[0][0]).shape
        return Layout(
            replace(
                shape,
                staffing_rows=capacities["staffing_rows"],
                spending_rows=capacities["spending_rows"],
                dollar_rows=capacities["dollar_rows"],
                central_rows=capacities["central_rows"],
            )
        )

    def layout(self, staffing_rows: int) -> Layout:
        """The layout with so many staffing rows."""
        if staffing_rows not in self._made:
            groups = dict(GROUP_CAPACITIES)
            dollars, central = self._lines[staffing_rows in groups]
            shape = Shape(
                pattern=self._pattern,
                staffing_rows=staffing_rows,
                spending_rows=(dict(CAPACITIES) | groups)[staffing_rows],
                dollar_rows=dollars,
                central_rows=central,
                truncates=self._policy.rounding.lines == "truncate",
                texts=rule_texts(),
            )
            self._made[staffing_rows] = Layout(shape)
        return self._made[staffing_rows]


def capacity(positions: int, *, is_group: bool) -> int:
    """The staffing rows of a school with so many positions, its centres' among them.

    Raises:
        TooManyPositionsError: no layout has room for them.
    """
    wanted = positions + max(_SPARE_ROWS, -(-positions // _SPARE_PART))
    capacities = GROUP_CAPACITIES if is_group else CAPACITIES
    for rows, _ in capacities:
        if rows >= wanted:
            return rows
    most = capacities[-1][0] * _SPARE_PART // (_SPARE_PART + 1)
    raise TooManyPositionsError(f"{positions:,} positions; a workbook has room for {most:,}")


def drafts(
    books: Iterable[SchoolBook],
    letters: Iterable[Letter],
    layouts: Layouts,
    *,
    policy_sha256: str,
    template_sha256: str = "",
) -> Iterator[Draft]:
    """Every school's workbook as it will open.

    Args:
        books: the schools.
        letters: their letters, in the same order.
        layouts: of the district.
        policy_sha256: of the policy's file, so that a changed policy changes every workbook.
        template_sha256: of the template that the central office edited; empty for none.
    """
    shared = ""
    known: KnownLines = {}
    openings: KnownOpenings = {}
    settings = SettingTexts()
    places: dict[int, list[Place]] = {}
    for book, letter in zip(books, letters, strict=True):
        shared = shared or _digest(
            FORM_VERSION,
            policy_sha256,
            shared_text(book.setting, {}),
            *([template_sha256] if template_sha256 else []),
        )
        rows = capacity(len(book.setting.now), is_group=book.is_group)
        layout = layouts.layout(rows)
        if rows not in places:
            places[rows] = [layout.place(layout.staffing, n) for n in range(rows)]
        plan = opening_plan(book.setting, places[rows].__getitem__, openings)
        plan = replace(plan, anchors=layout.anchors, spare=_spare(layout, plan))
        budget, results = open_budget(book, plan, known)
        outcomes = {result.row.id: opened_outcome(result) for result in results}
        own = settings.text(budget.setting)
        digest = _digest(shared, str(rows), own, _letter_text(letter))
        yield Draft(book, letter, rows, budget, outcomes, digest, own)


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
