"""The policy as a workbook for people in Excel, and back into the policy's file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bsa_xl.checks import KNOWN_RULES, selection_findings
from bsa_xl.district import read_district
from bsa_xl.filing import write_durably
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.location import Location
from bsa_xl.policy import (
    Change,
    PolicyFacts,
    policy_from_workbook,
    policy_to_workbook,
    read_policy,
)

from .opened import policy_facts, policy_path
from .outcome import Answer

FILE_IS_THERE = FindingKind(
    "PEX-15",
    "File is there already",
    Severity.FATAL,
    "A policy that somebody is working on is not written over unasked.",
)


@dataclass(frozen=True, slots=True)
class ExchangeOrder:
    """What is to be written from what.

    Attributes:
        source: the policy's file or its district; or the workbook.
        target: the file to write.
        district: a district to check the names of a policy against that comes back; None for none.
        force: whether a file of the target's name is written over.
        dry_run: everything is worked out and checked, and nothing is written.
    """

    source: Path
    target: Path
    district: Path | None = None
    force: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What an exchange came to.

    Attributes:
        path: where the file lies; None where nothing was written.
        sheets: of a workbook that was made, the sheets to type on and how many rows each has.
        changes: what a workbook changes in the policy that it was made from.
        is_as_it_was: whether the policy is the same, to the letter, as when the workbook was made.
        is_there: whether the target holds the same already.
        sha256: of the bytes that were, or would be, written; empty where a finding is fatal.
    """

    answer: Answer
    path: Path | None = None
    sheets: dict[str, int] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    is_as_it_was: bool = False
    is_there: bool = False
    sha256: str = ""


def policy_to_excel(order: ExchangeOrder) -> Exchanged:
    """Write a policy as a workbook; one that can be read, whether or not its names are known.

    Args:
        order: from what, to where.

    Raises:
        CannotWriteError: the disk is full, and so on.
    """
    path = policy_path(order.source) if order.source.is_dir() else order.source
    made = policy_to_workbook(path.read_bytes(), name=path.name)
    if made.data is None:
        return Exchanged(Answer.of(made.findings))
    there = tuple(_in_the_way(order, [path], ""))
    done = _written(order, made.data, (*made.findings, *there))
    return Exchanged(done.answer, done.path, made.sheets, sha256=done.sha256)


def policy_from_excel(order: ExchangeOrder) -> Exchanged:
    """Write the policy's file from a workbook, once nothing in it is wrong.

    Args:
        order: from what, to where.

    Raises:
        CannotWriteError: the disk is full, and so on.
    """
    facts = _facts(order.district)
    data = order.source.read_bytes()
    read = policy_from_workbook(data, name=order.source.name, facts=facts)
    if read.raw is None:
        return Exchanged(Answer.of(read.findings), changes=read.changes)
    chosen = tuple(_chosen(read.raw, order.source.name))
    is_there = order.target.is_file() and order.target.read_bytes() == read.raw
    there = () if is_there else tuple(_in_the_way(order, [order.source], read.original))
    findings = (*read.findings, *chosen, *there)
    if is_there:
        sha256 = hashlib.sha256(read.raw).hexdigest()
        done = Exchanged(Answer.of(findings), sha256=sha256)
    else:
        done = _written(order, read.raw, findings)
    return Exchanged(
        done.answer,
        done.path,
        changes=read.changes,
        is_as_it_was=hashlib.sha256(read.raw).hexdigest() == read.original,
        is_there=is_there,
        sha256=done.sha256,
    )


def _facts(district: Path | None) -> PolicyFacts:
    """What a policy is checked against: all known rules, and the district where there is one."""
    if district is not None:
        read, _ = read_district(district)
        if read is not None:
            return policy_facts(read, None)
    return PolicyFacts(rules=KNOWN_RULES)


def _chosen(raw: bytes, name: str) -> Iterator[Finding]:
    """What the policy may not choose among the rules, told of the workbook's sheets."""
    file, _ = read_policy(raw, name=name)
    if file is None:
        return
    for finding in selection_findings(file.policy):
        where = Location(file=name, sheet=finding.where.column.capitalize())
        yield finding.kind.at(where, finding.problem, finding.remedy, school_id=finding.school_id)


def _in_the_way(order: ExchangeOrder, read: list[Path], original: str) -> Iterator[Finding]:
    """PEX-15: a file of the target's name, unless it may be written over.

    Args:
        order: from what, to where.
        read: files that must never be written over.
        original: SHA-256 of the policy that the workbook was made from; empty where not known.
    """
    target = order.target
    where = Location(file=target.name)
    if not target.exists():
        return
    if target.resolve() in {path.resolve() for path in read}:
        problem = f"{target.name} is the file that is read."
        yield FILE_IS_THERE.at(where, problem, "Choose another name.")
    elif not order.force:
        problem = f"{target.name} is there already."
        if original and target.is_file():
            is_its = hashlib.sha256(target.read_bytes()).hexdigest() == original
            says = "is the policy that the workbook was made from"
            problem = f"{target.name} {says}."
            if not is_its:
                problem = f"{target.name} was changed since the workbook was made from it, or "
                problem += "is another policy."
        yield FILE_IS_THERE.at(where, problem, "Choose another name, or add --force to replace it.")


def _written(order: ExchangeOrder, data: bytes, findings: tuple[Finding, ...]) -> Exchanged:
    """Written, unless a finding is fatal or nothing is to be written."""
    answer = Answer.of(findings)
    if any(finding.is_fatal for finding in findings):
        return Exchanged(answer)
    if not order.dry_run:
        write_durably(order.target, data)
    sha256 = hashlib.sha256(data).hexdigest()
    return Exchanged(answer, None if order.dry_run else order.target, sha256=sha256)
