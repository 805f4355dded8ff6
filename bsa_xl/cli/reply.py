"""What a command answers with, for people and for programs, written out in one place."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import to_dollars

from .findings import asks_nothing, finding_lines, finding_object
from .screen import Line, say, show, show_json

#: Raised whenever a key of the JSON output changes its meaning or goes away.
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer of one command.

    Attributes:
        exit: the exit code.
        findings: all of them.
        data: what ``--json`` adds, key to value; money is text with two decimals.
        lines: data for people, on stdout.
        notes: talk, on stderr, after everything else.
        judges: whether the findings are what was asked for, and so belong on stdout.
        explain: whether a warning waits for a school's explanation.
        problem: why the command could not go through; empty where it did.
        remedy: what to do about that.
    """

    exit: int = 0
    findings: Sequence[Finding] = ()
    data: Mapping[str, object] = field(default_factory=dict)
    lines: Sequence[Line] = ()
    notes: Sequence[Line] = ()
    judges: bool = False
    explain: Callable[[Finding], bool] = asks_nothing
    problem: str = ""
    remedy: str = ""


def deliver(reply: Reply, command: str, *, as_json: bool, shows_all: bool) -> None:
    """Print a reply.

    Args:
        reply: what to print.
        command: its words, ``policy check``.
        as_json: for a program: all of it on stdout as one JSON object, in ASCII.
        shows_all: whether all findings are listed for people.
    """
    if as_json:
        show_json(json.dumps(as_object(reply, command), indent=2, default=_plain))
        return
    told = finding_lines(reply.findings, shows_all=shows_all, explain=reply.explain)
    if reply.judges:
        for line in (*reply.lines, *([""] if reply.lines else []), *told):
            show(line)
    else:
        for line in told if reply.findings else ():
            say(line)
        for line in reply.lines:
            show(line)
    for line in reply.notes:
        say(line)
    if reply.problem:
        say(f"{reply.problem} {reply.remedy}".strip())


def as_object(reply: Reply, command: str) -> dict[str, object]:
    """The reply as ``--json`` prints it."""
    error = {"problem": reply.problem, "remedy": reply.remedy} if reply.problem else None
    return {
        "schema_version": SCHEMA_VERSION,
        "command": command,
        "exit": reply.exit,
        "error": error,
        "findings": [finding_object(finding) for finding in reply.findings],
        **reply.data,
    }


def dollars(cents: int) -> str:
    """An amount for a program: ``1234.56``."""
    return f"{to_dollars(cents):f}"


def number(value: Decimal | None) -> str | None:
    """A count or FTE for a program: text, so that no reader turns it into a float."""
    return None if value is None else f"{value:f}"


def _plain(value: object) -> str:
    if isinstance(value, Decimal | FiscalYear):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON yet")
