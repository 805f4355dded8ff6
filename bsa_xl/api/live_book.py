"""A school's workbook as it stands open in a spreadsheet: its money, its findings, its changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bsa_xl.budget import FTE_PARTS, CellError, SchoolBudget, StaffingLine, Typed
from bsa_xl.checks import RuleResult, rule_of, run, summary
from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.intake import rule_texts, told
from bsa_xl.location import Location
from bsa_xl.workbook import (
    InputChange,
    Layout,
    LiveReading,
    LiveSheet,
    PackageRefused,
    ReadingDesk,
    read_open_book,
)

from .cell_faults import CannotAnswerError

#: What an input holds or held: dates as dates, errors as their texts.
Shown = str | Decimal | bool | date | None
_DAY_ZERO = date(1899, 12, 30).toordinal()
_LAST_DAY = date.max.toordinal() - _DAY_ZERO


@dataclass(frozen=True, slots=True)
class ProgramBalance:
    """What a school has of one program.

    Attributes:
        program: its id; ``label`` is what the workbook calls it.
        planned_cents: on staffing and spending together.
        left_cents: negative when over.
        accepted_cents: a deficit that the central office accepted when it issued the workbook.
    """

    program: str
    label: str
    given_cents: int
    planned_cents: int
    left_cents: int
    accepted_cents: int


@dataclass(frozen=True, slots=True)
class PricedRow:
    """A used row of Staffing, priced as the workbook prices it.

    Attributes:
        where: the cell of its title; ``cost_at`` is the cell of its cost.
        key: of the row, lasting.
        position_id: of the position that stands there; empty for a new one.
        title: as typed; ``code`` is empty where it is not on the rate sheet.
        fte: how many x FTE each; zero where the position is closed.
        is_actual: whether the school is charged the actual cost.
        salary_cents: of the row; ``benefits_cents`` likewise, ``cents`` is both.
        unassigned_cents: what of it no program takes.
    """

    where: Location
    cost_at: Location
    key: str
    position_id: str
    title: str
    code: str
    fte: Decimal
    is_actual: bool
    is_closed: bool
    salary_cents: int
    benefits_cents: int
    cents: int
    unassigned_cents: int


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A row of the Checks sheet, judged.

    Attributes:
        subject: the program's id or the body that it was judged for; empty for the whole budget.
        verdict: OK, TO DO, FIX, EXPLAIN, EXPLAINED, WAIVED or ON RETURN.
        first: the cell of the first fault; None where there is none.
        is_open: whether it stands between the school and its submission.
        findings: what it found.
    """

    rule: str
    title: str
    subject: str
    verdict: str
    count: int
    cents: int
    first: Location | None
    remedy: str
    is_open: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class SinceIssue:
    """An input that differs from how the workbook was issued.

    Attributes:
        where: the cell, where it stands now.
        header: of its column.
        issued: what stood there; None for nothing. ``now`` likewise.
    """

    where: Location
    header: str
    issued: Shown
    now: Shown


@dataclass(frozen=True, slots=True)
class LiveBook:
    """A school's workbook, read while it stands open.

    Attributes:
        school: the school's name.
        revision: of the workbook; 0 where the sheet Stamp was not handed over.
        code: what people read out on the telephone; empty where ``revision`` is 0.
        is_draft: whether it is a draft policy's, which cannot be submitted.
        findings: as `check_files` tells them of the saved file, but for what only a file can
            tell (its seal, its formulas, its formats), and without a file's name.
        checks: every row of the Checks sheet, in its order.
        programs: in the workbook's order.
        staffing: every used row, from top to bottom.
        changes: every input that differs from how it was issued, sheet by sheet.
        is_ready: whether nothing stands between it and its submission.
        fte: planned in all.
        line_count: used rows of Staffing and Spending.
    """

    school_id: str
    school: str
    year: FiscalYear
    event: str
    policy: str
    revision: int
    code: str
    is_draft: bool
    findings: tuple[Finding, ...]
    checks: tuple[CheckLine, ...]
    programs: tuple[ProgramBalance, ...]
    staffing: tuple[PricedRow, ...]
    changes: tuple[SinceIssue, ...]
    is_ready: bool
    given_cents: int
    planned_cents: int
    left_cents: int
    fte: Decimal
    line_count: int

    @property
    def open_checks(self) -> tuple[CheckLine, ...]:
        """What is left to do before it can be submitted."""
        return tuple(line for line in self.checks if line.is_open)


class LiveReader:
    """Reads workbooks that stand open; whoever keeps it reads the next one faster."""

    def __init__(self) -> None:
        self._desk = ReadingDesk(rule_texts())

    def __call__(self, values: Mapping[str, LiveSheet], *, is_whole: bool = True) -> LiveBook:
        """Read a workbook; see `read_live`."""
        return _book(self._read(values, is_whole=is_whole))

    def with_layout(self, values: Mapping[str, LiveSheet]) -> tuple[LiveBook, Layout]:
        """A workbook, and what stands where on its sheets."""
        reading = self._read(values, is_whole=True)
        return _book(reading), reading.layout

    def _read(self, values: Mapping[str, LiveSheet], *, is_whole: bool) -> LiveReading:
        try:
            return read_open_book(values, self._desk, is_whole=is_whole)
        except PackageRefused as refusal:
            finding = refusal.finding
            raise CannotAnswerError(finding.problem, finding.remedy) from None


def read_live(values: Mapping[str, LiveSheet], *, is_whole: bool = True) -> LiveBook:
    """What a school has planned so far, from what the cells of its workbook show.

    Args:
        values: sheet by name, each row by row from its cell A1 on: texts, doubles, truth values,
            dates, None for an empty cell, an error as its text. What a range holds beyond what is
            filled does no harm.
        is_whole: whether these are all sheets of the workbook. Otherwise Snapshot, Staffing and
            Spending are enough for its money, Checks and Sign-off belong to its findings, and Stamp
            says which revision it is.

    Raises:
        CannotAnswerError: it is no workbook of ours, of another version, or lacks a sheet.
    """
    return LiveReader()(values, is_whole=is_whole)


def _book(reading: LiveReading) -> LiveBook:
    budget, token = reading.budget, reading.token
    results = run(budget)
    findings = (*reading.findings, *told(results, budget, ""))
    is_sound = not any(finding.is_fatal for finding in findings)
    is_draft = token is not None and token.identity.is_draft
    return LiveBook(
        school_id=reading.setting.school_id,
        school=str(reading.letter.facts.get("school_name", "")),
        year=reading.setting.fiscal_year,
        event=reading.setting.event,
        policy=reading.policy,
        revision=0 if token is None else token.identity.revision,
        code="" if token is None else token.identity.code,
        is_draft=is_draft,
        findings=findings,
        checks=tuple(map(_check, results)),
        programs=tuple(_balances(budget)),
        staffing=tuple(map(_priced, budget.staffing)),
        changes=tuple(map(_since_issue, reading.changes)),
        is_ready=is_sound and not is_draft and summary(results).ready,
        given_cents=budget.allocated_cents,
        planned_cents=budget.budgeted_cents,
        left_cents=budget.left_cents,
        fte=Decimal(budget.fte_parts) / FTE_PARTS,
        line_count=budget.line_count,
    )


def _check(result: RuleResult) -> CheckLine:
    rule = rule_of(result.row.rule.rule)
    return CheckLine(
        rule.kind.id,
        rule.kind.title,
        result.row.subject,
        result.verdict.value,
        result.count,
        result.cents,
        result.first,
        rule.remedy,
        result.is_open,
        tuple(finding.in_file("") for finding in result.findings),
    )


def _balances(budget: SchoolBudget) -> Iterator[ProgramBalance]:
    for program in budget.programs:
        money = program.money
        yield ProgramBalance(
            money.id,
            money.label,
            money.allocated_cents,
            program.budgeted_cents,
            program.left_cents,
            money.accepted_cents,
        )


def _priced(line: StaffingLine) -> PricedRow:
    row, title = line.row, line.title
    return PricedRow(
        where=row.place.at("title"),
        cost_at=row.place.at("cost"),
        key=row.key,
        position_id=row.position_id,
        title=str(_shown(row.title, is_date=False) or ""),
        code="" if title is None else title.code,
        fte=Decimal(line.fte_parts) / FTE_PARTS,
        is_actual=line.is_actual,
        is_closed=line.is_closed,
        salary_cents=line.salary_cents,
        benefits_cents=line.benefits_cents,
        cents=line.cents,
        unassigned_cents=line.unassigned_cents,
    )


def _since_issue(change: InputChange) -> SinceIssue:
    return SinceIssue(
        change.where,
        change.header,
        _shown(change.issued, is_date=change.is_date),
        _shown(change.now, is_date=change.is_date),
    )


def _shown(typed: Typed, *, is_date: bool) -> Shown:
    if isinstance(typed, CellError):
        return typed.code
    if is_date and isinstance(typed, Decimal) and 0 < typed < _LAST_DAY:
        return date.fromordinal(_DAY_ZERO + int(typed))
    return typed
