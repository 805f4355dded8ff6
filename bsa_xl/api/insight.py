"""Insight: scenarios beside the formula, why numbers moved, and what a board asks of a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bsa_xl.allocation import Allocation
from bsa_xl.analysis import (
    BoardReport,
    Change,
    Grouping,
    GroupMove,
    Moves,
    Outcome,
    Year,
    board_report,
    by_group,
    change,
    compare,
    enrolled,
    groupings,
    with_scenario,
)
from bsa_xl.district import District
from bsa_xl.filing import write_durably
from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import Policy, ScenarioFile, read_scenario
from bsa_xl.reports import write_board_book, write_change_book, write_scenario_book

from .opened import Opened, open_district, policy_facts
from .outcome import Answer
from .outputs import over_inputs


@dataclass(frozen=True, slots=True)
class ScenarioOrder:
    """Which scenarios are to be compared.

    Attributes:
        district: the folder or workbook.
        scenarios: their files.
        poverty: the column that counts pupils in poverty; the usual one where empty.
        xlsx: where the comparison is written as a workbook; None for nowhere.
        dry_run: nothing is written.
    """

    district: Path
    year: FiscalYear
    scenarios: tuple[Path, ...]
    event: str = "adopted"
    poverty: str = ""
    xlsx: Path | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """What the scenarios come to; empty where the formula as it is has a fatal finding.

    Attributes:
        outcomes: the formula as it is, then every scenario.
        groups: by scenario name, each grouping with the moves of its groups.
        written: the files that were written.
    """

    answer: Answer
    district: str = ""
    outcomes: tuple[Outcome, ...] = ()
    groups: dict[str, tuple[tuple[Grouping, tuple[GroupMove, ...]], ...]] | None = None
    written: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeOrder:
    """What is to be compared with what.

    Attributes:
        before: the folder or workbook of the first allocation; ``after`` of the second.
        first: its year; ``second`` the other's. The same year compares two folders.
    """

    before: Path
    after: Path
    first: FiscalYear
    second: FiscalYear
    event: str = "adopted"
    xlsx: Path | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """What moved; None where one of the two could not be worked out."""

    answer: Answer
    change: Change | None = None
    names: dict[str, str] | None = None
    written: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardOrder:
    """The year that a board asks about, and the one before it.

    Attributes:
        before: the folder of the year before, where it is another one.
    """

    district: Path
    year: FiscalYear
    before: Path | None = None
    event: str = "adopted"
    poverty: str = ""
    xlsx: Path | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Boarded:
    """The answers; None where a year could not be worked out."""

    answer: Answer
    report: BoardReport | None = None
    names: dict[str, str] | None = None
    written: tuple[Path, ...] = ()


def compare_scenarios(order: ScenarioOrder) -> Compared:
    """Work out every scenario beside the formula as it is.

    A scenario that cannot be worked out does not stop the others; its findings say why.

    Args:
        order: what and where.

    Raises:
        CannotWriteError: the file cannot be written.
    """
    opened = open_district(order.district, order.year)
    files, found = _scenarios(order.scenarios)
    targets = [order.xlsx] if order.xlsx else []
    over = tuple(over_inputs(opened, targets, order.scenarios))
    side = _side(opened, order.year, order.event)
    if side is None or over or not files:
        return Compared(Answer.of((*opened.findings, *found, *over)))
    outcomes = compare(side, files, policy_facts(side.district, order.year))
    told = (*opened.findings, *found, *_once(outcomes))
    answer, as_is = Answer.of(told), outcomes[0].allocation
    if as_is is None or as_is.has_fatal:
        return Compared(answer)
    groups = {
        outcome.name: _groups(side, file, as_is, outcome, order.poverty)
        for outcome, file in zip(outcomes[1:], files, strict=True)
        if outcome.allocation is not None
    }
    written: tuple[Path, ...] = ()
    if order.xlsx is not None and not order.dry_run:
        worked = [one for one in outcomes if one.allocation is not None]
        whose = _whose(side)
        made = write_scenario_book(
            worked, groups, side.district, whose, places=_places(side.policy)
        )
        write_durably(order.xlsx, made)
        written = (order.xlsx,)
    return Compared(answer, side.district.profile.name, outcomes, groups, written)


def explain_change(order: ChangeOrder) -> Changed:
    """Say what moved every school's dollars from one allocation to another.

    Args:
        order: what is compared.

    Raises:
        CannotWriteError: the file cannot be written.
    """
    first, second, answer = _both(
        (order.before, order.first), (order.after, order.second), order.event, order.xlsx
    )
    if first is None or second is None:
        return Changed(answer)
    moved = change(first, second)
    answer = Answer.of((*answer.findings, *moved.findings))
    if any(finding.is_fatal for finding in moved.findings):
        return Changed(answer)
    written: tuple[Path, ...] = ()
    if order.xlsx is not None and not order.dry_run:
        title = f"{_whose(first)} to {second.year.on_paper}"
        made = write_change_book(moved, second.district, title, places=_places(second.policy))
        write_durably(order.xlsx, made)
        written = (order.xlsx,)
    return Changed(answer, moved, _names(first.district, second.district), written)


def answer_board(order: BoardOrder) -> Boarded:
    """Answer the board for a year, beside the year before.

    Args:
        order: the year.

    Raises:
        CannotWriteError: the file cannot be written.
    """
    before = order.before or order.district
    first, second, answer = _both(
        (before, order.year.previous), (order.district, order.year), order.event, order.xlsx
    )
    if first is None or second is None:
        return Boarded(answer)
    report = board_report(second, first, poverty=order.poverty)
    answer = Answer.of((*answer.findings, *report.change.findings))
    if any(finding.is_fatal for finding in report.change.findings):
        return Boarded(answer)
    written: tuple[Path, ...] = ()
    if order.xlsx is not None and not order.dry_run:
        made = write_board_book(
            report, second.district, _whose(second), places=_places(second.policy)
        )
        write_durably(order.xlsx, made)
        written = (order.xlsx,)
    return Boarded(answer, report, _names(first.district, second.district), written)


def _scenarios(paths: Sequence[Path]) -> tuple[list[ScenarioFile], list[Finding]]:
    files: list[ScenarioFile] = []
    findings: list[Finding] = []
    for path in paths:
        file, found = read_scenario(path)
        findings += found
        if file is not None:
            files.append(file)
    return files, findings


def _side(opened: Opened, year: FiscalYear, event: str) -> Year | None:
    if opened.district is None or opened.policy_file is None or not opened.is_usable:
        return None
    return Year(opened.district, opened.policy_file.policy, year, event)


def _both(
    before: tuple[Path, FiscalYear], after: tuple[Path, FiscalYear], event: str, xlsx: Path | None
) -> tuple[Year | None, Year | None, Answer]:
    """Both sides of a comparison; a folder that is both is read once.

    No side is given where the workbook would take the place of a file of either.
    """
    opened = open_district(*after)
    is_one = before[0].resolve() == after[0].resolve()
    other = opened if is_one else open_district(*before)
    sides = (opened,) if is_one else (opened, other)
    targets = [xlsx] if xlsx else []
    over = dict.fromkeys(told for side in sides for told in over_inputs(side, targets))
    found = (*(told for side in sides for told in side.findings), *over)
    if over:
        return None, None, Answer.of(found)
    return _side(other, before[1], event), _side(opened, after[1], event), Answer.of(found)


def _once(outcomes: Sequence[Outcome]) -> list[Finding]:
    return list(dict.fromkeys(finding for outcome in outcomes for finding in outcome.findings))


def _groups(
    side: Year, file: ScenarioFile, as_is: Allocation, outcome: Outcome, poverty: str
) -> tuple[tuple[Grouping, tuple[GroupMove, ...]], ...]:
    """The moves of one scenario by every grouping."""
    changed, _ = with_scenario(side, file)
    ids = tuple(outcome.changes)
    made = outcome.allocation
    if made is None:
        return ()
    after = made.school_totals()
    before = {one: after.get(one, 0) - cents for one, cents in outcome.changes.items()}
    moves = Moves(
        before, after,
        enrolled(side.district, side.year, side.policy.measure, ids),
        enrolled(changed.district, side.year, changed.policy.measure, ids),
        as_is.school_fte(), made.school_fte(),
    )  # fmt: skip
    ways = groupings(side.district, side.year, side.policy.measure, ids, poverty)
    return tuple((way, by_group(way, moves)) for way in ways)


def _whose(side: Year) -> str:
    return f"{side.district.profile.name} · {side.year.on_paper} · {side.event}"


def _places(policy: Policy) -> int:
    return 2 if policy.rounding.lines == "cent" else 0


def _names(*districts: District) -> dict[str, str]:
    return {school.school_id: school.name for one in districts for school in one.schools}
