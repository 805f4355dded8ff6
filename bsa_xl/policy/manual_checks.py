"""Dollars that a person decided for a school, which would be lost, or paid twice."""

from __future__ import annotations

from collections.abc import Iterator

from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear

from .corrections import Manual, ManualEntry
from .facts import PolicyFacts
from .in_common import lets_in
from .kinds import ENDS_TOO_SOON, PAID_TWICE, SHUT_OUT
from .numbers import plain
from .policy_file import PolicyFile
from .sentences import plainly, quote
from .tree import Steps


def check_manual(file: PolicyFile, facts: PolicyFacts | None) -> Iterator[Finding]:
    """Entries that never hold, that overlap, or whose school the adjustment shuts out."""
    for index, one in enumerate(file.policy.adjustments):
        if isinstance(one, Manual):
            here: Steps = ("adjustments", index, "entries")
            yield from _never(file, here, one)
            yield from _twice(file, here, one)
            yield from _shut_out(file, here, one, facts)


def _years(entry: ManualEntry) -> tuple[FiscalYear, FiscalYear] | None:
    """The first and the last year of an entry; None where it never holds."""
    since, until = FiscalYear.parse(entry.since), FiscalYear.parse(entry.until)
    return (since, until) if since <= until else None


def _never(file: PolicyFile, here: Steps, one: Manual) -> Iterator[Finding]:
    for number, entry in enumerate(one.entries):
        if _years(entry) is None:
            yield ENDS_TOO_SOON.at(
                file.where(*here, number, "until"),
                f"adjustment {quote(one.id)} gives school {quote(entry.school)} "
                f"{plain(entry.dollars)} dollars from {entry.since} until {entry.until}, which is "
                "never.",
                f"Write until: {entry.since} or a later year, or correct since:.",
            )


def _twice(file: PolicyFile, here: Steps, one: Manual) -> Iterator[Finding]:
    """An entry beside one above it, told once: both are paid, which may be meant."""
    above: dict[str, list[tuple[int, ManualEntry]]] = {}
    for number, entry in enumerate(one.entries):
        years = _years(entry)
        if years is None:
            continue
        for before, other in above.setdefault(entry.school, []):
            theirs = _years(other)
            first = max(years[0], theirs[0]) if theirs else years[0]
            if theirs is None or first > min(years[1], theirs[1]):
                continue
            line = file.where(*here, before).line
            yield PAID_TWICE.at(
                file.where(*here, number),
                f"adjustment {quote(one.id)} gives school {quote(entry.school)} "
                f"{plain(entry.dollars)} dollars in {first} beside the {plain(other.dollars)} of "
                f"line {line}, and both are paid.",
                "Leave both if that is meant, or let one end before the other begins.",
            )
            break
        above[entry.school].append((number, entry))


def _shut_out(
    file: PolicyFile, here: Steps, one: Manual, facts: PolicyFacts | None
) -> Iterator[Finding]:
    fields = (facts.school_fields if facts else None) or {}
    for number, entry in enumerate(one.entries):
        if not lets_in(one.schools, entry.school, fields.get(entry.school)):
            yield SHUT_OUT.at(
                file.where(*here, number, "school"),
                f"adjustment {quote(one.id)} gives school {quote(entry.school)} "
                f"{plain(entry.dollars)} dollars, and its own schools: shuts that school out.",
                f"Let {plainly(entry.school)} in, or move the entry to an adjustment of its own.",
            )
