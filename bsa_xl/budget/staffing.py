"""What one staffing row comes to: FTE, salary, benefits, cost, and its split over programs.

The workbook's hidden columns do the same arithmetic in the same steps; change both or neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from operator import attrgetter

from bsa_xl.money import round_ratio

from .plan import StaffingRow
from .rates import RateSheet, TitleRate
from .setting import NowPosition
from .typed import FTE_EACH, FTE_PARTS, HOW_MANY, SHARE, is_misfit, text_in

ACTIONS = ("Keep", "Change", "Close", "New")
_LOWER_ACTIONS = frozenset(action.lower() for action in ACTIONS)
_CLOSE = "close"
WHOLE = 100


@dataclass(frozen=True, slots=True)
class StaffingLine:
    """A staffing row with everything that follows from it.

    A fault field holds the name of the first field concerned; empty where there is no such fault.

    Attributes:
        title: the title planned; None where none, or none on the list, is chosen.
        how_many: whole number typed, 0 where none is accepted.
        each_parts: FTE each, in parts of FTE_PARTS.
        fte_parts: how many x FTE each; zero when closed.
        salary_unit_cents: salary of 1.0 FTE at the cost basis of this row.
        unit_cents: cost of 1.0 FTE, salary and benefits.
        tier: the FTE tier of the rate sheet that each person falls into.
        person_cents: benefits of a person whatever the FTE.
        person_cost_cents: the same for all persons of the row.
        salary_cents: salary part of the cost.
        cents: the row's cost.
        shares: whole percents that count.
        programs: the program labels as typed; empty where blank.
        split: cents of each of the three programs.
        is_actual: whether the row is charged the actual cost of the person in it.
    """

    row: StaffingRow
    title: TitleRate | None
    how_many: int
    each_parts: int
    fte_parts: int
    salary_unit_cents: int
    unit_cents: int
    tier: int
    person_cents: int
    person_cost_cents: int
    salary_cents: int
    cents: int
    shares: tuple[int, int, int]
    programs: tuple[str, str, str]
    split: tuple[int, int, int]
    is_closed: bool
    is_actual: bool
    text_fault: str
    range_fault: str
    list_fault: str
    incomplete: str
    share_fault: str
    step_fault: str

    @property
    def benefits_cents(self) -> int:
        """The cost that is not salary."""
        return self.cents - self.salary_cents

    @property
    def persons_parts(self) -> int:
        """Persons planned, in the scale of FTE, so that both may stand in one sum."""
        return 0 if self.is_closed else self.how_many * FTE_PARTS

    @property
    def unassigned_cents(self) -> int:
        """What of the cost no program takes."""
        return self.cents - sum(self.split)


#: Rows that were worked out before, by all that their lines follow from. One of these serves all
#: schools of a district, for one price list: most of its positions are like many others.
KnownLines = dict[tuple[object, ...], StaffingLine]
_FOLLOWS = attrgetter(*(field.name for field in fields(StaffingLine) if field.name != "row"))


class StaffingCalculator:
    """Turns staffing rows into lines for one price list and one list of programs.

    Choices are looked up without regard to case, as a spreadsheet compares them.
    """

    __slots__ = ("_known", "_now", "_programs", "_rates", "_titles", "_unit")

    def __init__(
        self,
        rates: RateSheet,
        programs: frozenset[str],
        now: Mapping[str, NowPosition],
        unit: int,
        known: KnownLines | None = None,
    ) -> None:
        """Keep the look-up tables.

        Args:
            rates: the price list.
            programs: the program labels in lower case.
            now: existing positions by row key.
            unit: cents that every amount is a multiple of, 1 or 100.
            known: lines of the same price list, which are added to; None to remember none.
        """
        self._known = known
        self._rates = rates
        self._titles = {title.label.lower(): title for title in rates.titles}
        self._programs = programs
        self._now = now
        self._unit = unit

    def line(self, row: StaffingRow) -> StaffingLine:
        """The line that a row comes to."""
        if self._known is None:
            return self._worked_out(row)
        key = self._key(row)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._worked_out(row)
            return known
        return StaffingLine(row, *_FOLLOWS(known))

    def _key(self, row: StaffingRow) -> tuple[object, ...]:
        """All that a line follows from; numbers as texts, for 1 and TRUE would be the same key."""
        now = self._now.get(row.key)
        actual = None
        if now is not None and now.actual_salary_cents is not None:
            actual = (now.title, now.actual_salary_cents, now.actual_benefits_cents)
        numbers = repr((row.how_many, row.fte_each, row.start, row.end, row.shares))
        return row.title, row.action, row.programs, numbers, actual, self._programs, self._unit

    def _worked_out(self, row: StaffingRow) -> StaffingLine:
        title = self._titles.get(text_in(row.title).lower())
        is_closed = text_in(row.action).lower() == _CLOSE
        how_many, each = HOW_MANY.parts(row.how_many), FTE_EACH.parts(row.fte_each)
        fte = 0 if is_closed else how_many * each
        tier = self._rates.tier(each)
        salary_unit, unit_cents, person, is_actual = self._prices(row, title, tier)
        persons = 0 if is_closed else how_many
        person_cost = round_ratio(persons * person, 1, self._unit)
        cents = round_ratio(fte * unit_cents, FTE_PARTS, self._unit) + person_cost
        s1, s2, s3 = row.shares
        p1, p2, p3 = row.programs
        shares = (SHARE.parts(s1), SHARE.parts(s2), SHARE.parts(s3))
        return StaffingLine(
            row=row,
            title=title,
            how_many=how_many,
            each_parts=each,
            fte_parts=fte,
            salary_unit_cents=salary_unit,
            unit_cents=unit_cents,
            tier=tier,
            person_cents=person,
            person_cost_cents=person_cost,
            salary_cents=round_ratio(fte * salary_unit, FTE_PARTS, self._unit),
            cents=cents,
            shares=shares,
            programs=(text_in(p1), text_in(p2), text_in(p3)),
            split=split_over(cents, shares, self._unit),
            is_closed=is_closed,
            is_actual=is_actual,
            text_fault=_first_text(row),
            range_fault=_first_refused(row),
            list_fault=self._first_unlisted(row, title),
            incomplete="" if is_closed else _first_missing(row, how_many, each),
            share_fault="" if is_closed else _share_fault(row, shares),
            step_fault="" if is_closed or _fits_step(each, title) else "fte_each",
        )

    def _prices(
        self, row: StaffingRow, title: TitleRate | None, tier: int
    ) -> tuple[int, int, int, bool]:
        """Salary and cost of 1.0 FTE, cost of a person, and whether they are actual cost."""
        if title is None:
            return 0, 0, 0, False
        now = self._now.get(row.key)
        if (
            now is not None
            and now.actual_salary_cents is not None
            and now.title.lower() == title.label.lower()
        ):
            salary = now.actual_salary_cents
            return salary, salary + (now.actual_benefits_cents or 0), 0, True
        return title.salary_cents, title.per_fte_cents[tier], title.per_person_cents[tier], False

    def _first_unlisted(self, row: StaffingRow, title: TitleRate | None) -> str:
        if row.action is not None and text_in(row.action).lower() not in _LOWER_ACTIONS:
            return "action"
        if row.title is not None and title is None:
            return "title"
        for number, choice in enumerate(row.programs, start=1):
            if choice is not None and text_in(choice).lower() not in self._programs:
                return f"program_{number}"
        return ""


def split_over(cents: int, shares: tuple[int, int, int], unit: int) -> tuple[int, int, int]:
    """A cost split over programs by whole percents.

    Where the shares come to 100, the last program used takes what the rounded others leave;
    otherwise every program takes its rounded share, and the difference stays unassigned.
    """
    first, second, third = (round_ratio(cents * share, WHOLE, unit) for share in shares)
    if sum(shares) != WHOLE:
        return first, second, third
    if shares[2]:
        return first, second, cents - first - second
    if shares[1]:
        return first, cents - first, 0
    return cents, 0, 0


def _first_text(row: StaffingRow) -> str:
    """The first number cell in which something else stands, in the order of the columns."""
    if is_misfit(row.how_many):
        return "how_many"
    if is_misfit(row.fte_each):
        return "fte_each"
    if is_misfit(row.start):
        return "start"
    if is_misfit(row.end):
        return "end"
    for number, share in enumerate(row.shares, start=1):
        if is_misfit(share):
            return f"share_{number}"
    return ""


def _first_refused(row: StaffingRow) -> str:
    """The first number outside its bounds, in the order of the columns."""
    if HOW_MANY.refuses(row.how_many):
        return "how_many"
    if FTE_EACH.refuses(row.fte_each):
        return "fte_each"
    for number, share in enumerate(row.shares, start=1):
        if SHARE.refuses(share):
            return f"share_{number}"
    return ""


def _first_missing(row: StaffingRow, how_many: int, each_parts: int) -> str:
    """What a used row still lacks, in the order of the columns."""
    if not row.is_used:
        return ""
    if row.title is None:
        return "title"
    if not how_many:
        return "how_many"
    if not each_parts:
        return "fte_each"
    if all(program is None for program in row.programs):
        return "program_1"
    return ""


def _share_fault(row: StaffingRow, shares: tuple[int, int, int]) -> str:
    """Where a row's shares are wrong: not 100 in all, or a share without its program."""
    if all(value is None for value in (*row.programs, *row.shares)):
        return ""
    if sum(shares) != WHOLE:
        return "share_1"
    for number, (share, program) in enumerate(zip(shares, row.programs, strict=True), start=1):
        if share and program is None:
            return f"program_{number}"
    return ""


def _fits_step(each_parts: int, title: TitleRate | None) -> bool:
    return title is None or not title.step_parts or each_parts % title.step_parts == 0
