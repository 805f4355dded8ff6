"""What the steps of the control workbook do: each asks the product's door, and says what came."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from bsa_xl import api
from bsa_xl.finding import Finding
from bsa_xl.money import format_dollars, to_dollars

from .cells import NoAnswerError
from .control_settings import Settings
from .findings import FINDING_COLUMNS, finding_rows
from .reports import Column, Report

_COUNTED = (Column("What", 44), Column("How many, or dollars", 22))


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the season.

    Attributes:
        name: of the button, and its key on Control.
        caption: what the button says.
        help: what it does, one sentence.
        sheet: where it writes.
        take: does it.
    """

    name: str
    caption: str
    help: str
    sheet: str
    take: Callable[[Settings], Report]


def _needed(path: Path | None, what: str) -> Path:
    if path is None:
        raise NoAnswerError(f"No value for {what} on Control. Type the folder there.")
    return path


def _goal(settings: Settings) -> Path:
    """The folder for workbooks; it need not be there yet."""
    path = _needed(settings.workbooks, "the folder for workbooks")
    taken = next((each for each in (path, *path.parents) if each.is_file()), None)
    if taken is not None:
        raise NoAnswerError(
            f"The folder for workbooks on Control cannot be there, since {taken} is a file. Type "
            "the path of a folder."
        )
    return path


def _check_policy(settings: Settings) -> Report:
    done = api.check_policy(settings.district, year=settings.year)
    summary = done.summary
    lead = _verdict(done.answer, "The policy is in order.", "The policy cannot be used yet.")
    if summary is not None:
        programs = f"{len(summary.programs):,} programs, {summary.rules:,} rules"
        lead = (*lead, f"{summary.title}: {summary.components:,} components, {programs}.")
    if done.district_faults:
        lead = (*lead, f"The district's own data has {done.district_faults:,} faults; see below.")
        district = api.check_district(settings.district)
        return _found("Policy check", lead, (*done.answer.findings, *district.answer.findings))
    return _found("Policy check", lead, done.answer.findings)


def _allocate(settings: Settings) -> Report:
    order = api.AllocateOrder(
        settings.district, settings.year, settings.event, store=settings.store, dry_run=True
    )
    done = api.allocate_district(order)
    lead = _verdict(
        done.answer,
        f"{done.schools:,} schools are allocated {format_dollars(done.total_cents)}.",
        "Nothing could be allocated.",
    )
    if not done.schools:
        return _found("Allocation", lead, done.answer.findings)
    rows = [
        (each.label, float(to_dollars(each.cents)))
        for each in done.components
        if each.cents is not None
    ]
    held = ("Held centrally for schools", float(to_dollars(done.central_cents)))
    total = ("Planned by schools", float(to_dollars(done.total_cents)))
    findings = tuple(str(finding) for finding in done.answer.findings[:5])
    return Report("Allocation", (*lead, *findings), _COUNTED, (*rows, total, held))


def _rehearse(settings: Settings) -> Report:
    report = _issued(
        api.issue(_issue_order(settings, dry_run=True)), "Issue, rehearsed", "Issuing would stop."
    )
    if settings.total_cents is not None:
        return report
    untyped = "An adopted policy is issued only with its total typed on Control."
    return replace(report, lead=(*report.lead, untyped))


def _issue(settings: Settings) -> Report:
    done = api.issue(_issue_order(settings, dry_run=False))
    return _issued(done, "Issue", "Nothing was issued.")


def _issue_order(settings: Settings, *, dry_run: bool) -> api.IssueOrder:
    return api.IssueOrder(
        settings.district,
        settings.year,
        _goal(settings),
        settings.event,
        settings.store,
        settings.total_cents,
        accept_deficits=settings.deficits,
        dry_run=dry_run,
    )


def _issued(done: api.Issued, title: str, ill: str) -> Report:
    where = "Nothing was written." if done.folder is None else f"They lie in {done.folder}."
    many = sum(map(len, (done.new, done.changed, done.unchanged)))
    said = f"{many:,} workbooks, {format_dollars(done.total_cents)} to plan. {where}"
    lead = _verdict(done.answer, said, f"{ill} {said if many else ''}".strip())
    if done.answer.findings:
        return _found(title, lead, done.answer.findings)
    counted = (
        ("New workbooks", float(len(done.new))),
        ("With other figures than the last one", float(len(done.changed))),
        ("As they were", float(len(done.unchanged))),
        ("Schools that cannot pay for what they must have", float(len(done.shortfalls))),
    )
    return Report(title, lead, _COUNTED, counted)


def _rehearse_collect(settings: Settings) -> Report:
    return _collected(settings, dry_run=True)


def _collect(settings: Settings) -> Report:
    return _collected(settings, dry_run=False)


def _collected(settings: Settings, *, dry_run: bool) -> Report:
    inbox = _needed(settings.inbox, "the inbox")
    if not inbox.exists():
        raise NoAnswerError(
            f"The inbox on Control, {inbox}, is not there. Type the path of the folder in which "
            "returned workbooks lie."
        )
    done = api.collect(
        api.CollectOrder(
            settings.district,
            settings.year,
            (inbox,),
            settings.event,
            settings.store,
            dry_run=dry_run,
        )
    )
    accepted = sum(file.outcome.value == "accepted" for file in done.files)
    kept = "Nothing was recorded." if dry_run else "All of it is recorded."
    lead = (
        f"{accepted:,} of {len(done.files):,} files accepted. {kept}"
        if done.files
        else f"No workbook was found in {inbox}. Nothing was recorded.",
        f"{len(done.missing):,} schools are still waited for.",
        *(each.said for each in done.skipped),
    )
    return _found("Collect, rehearsed" if dry_run else "Collect", lead, done.answer.findings)


def _status(settings: Settings) -> Report:
    done = api.status(
        api.StatusOrder(settings.district, settings.year, settings.event, settings.store)
    )
    if not done.schools:
        unread = "Where the schools stand cannot be told, since the district cannot be read."
        lead = _verdict(done.answer, "Nothing has been issued yet.", unread)
        return _found("Status", lead, done.answer.findings)
    due = "" if done.due is None else f" Due {done.due:%Y-%m-%d}; {done.late:,} are late."
    columns = (
        Column("Stands", 18), Column("School", 12), Column("Name", 40), Column("Next step", 56),
    )  # fmt: skip
    rows = tuple(
        (each.standing.standing.value, each.standing.school_id, each.standing.name, each.next_step)
        for each in done.schools
    )
    counts = ", ".join(f"{many:,} {word}" for word, many in done.counts.items() if many)
    first = f"{len(done.schools):,} schools of {done.district}.{due}"
    return Report("Status", (first, f"{counts}."), columns, rows)


def _consolidate(settings: Settings) -> Report:
    done = api.consolidate(
        api.ConsolidateOrder(settings.district, settings.year, settings.event, store=settings.store)
    )
    where = "Nothing was written." if done.path is None else f"The book is {done.path}."
    lead = _verdict(
        done.answer,
        f"{done.accepted:,} of {done.issued:,} budgets, "
        f"{format_dollars(done.budgeted_cents)}. {where}",
        f"The district's book was not written. {where}",
    )
    return _found("Consolidate", lead, done.answer.findings)


def _verdict(answer: api.Answer, well: str, ill: str) -> tuple[str, ...]:
    return (ill if any(finding.is_fatal for finding in answer.findings) else well,)


def _found(title: str, lead: Iterable[str], findings: Iterable[Finding]) -> Report:
    return Report(title, tuple(lead), FINDING_COLUMNS, finding_rows(findings))


#: The steps of a season, in their order.
STEPS = (
    Step("control_policy_check", "Check the policy", "Every fault of the policy and the district's "
         "data, with its line and the way out.", "Policy", _check_policy),
    Step("control_allocate", "Allocate", "What the formula gives, component by component; nothing "
         "is written outside this workbook.", "Allocation", _allocate),
    Step("control_rehearse_issue", "Rehearse issuing", "Everything that issuing does but the "
         "writing.", "Issue", _rehearse),
    Step("control_issue", "Issue workbooks", "Writes every school's workbook into the folder, and "
         "enters it in the register.", "Issue", _issue),
    Step("control_rehearse_collect", "Rehearse collecting", "Reads and judges every file of the "
         "inbox, and records nothing.", "Collect", _rehearse_collect),
    Step("control_collect", "Collect", "Reads every file of the inbox, and accepts what is sound.",
         "Collect", _collect),
    Step("control_status", "Status", "Where every school stands, and what is to be done next.",
         "Status", _status),
    Step("control_consolidate", "Consolidate", "Writes every accepted budget into one workbook "
         "that foots.", "Consolidate", _consolidate),
)  # fmt: skip
