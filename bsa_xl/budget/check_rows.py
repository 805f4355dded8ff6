"""The rows of the Checks sheet: one a rule, or one for each program or approving body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .setting import RuleSetting, Setting

#: Rules that are judged once for every program.
BY_PROGRAM = frozenset({"BAL-01", "BAL-02"})
#: Rules that are judged once for every approving body.
BY_BODY = frozenset({"APR-01", "APR-06"})


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One row of the Checks sheet.

    Attributes:
        id: ``FTE-01``, ``BAL-01:title-i``, ``APR-01:School Site Council``; lasting.
        subject: the program's id or the body's name; empty where the rule looks at everything.
    """

    id: str
    rule: RuleSetting
    subject: str


def check_rows(setting: Setting) -> tuple[CheckRow, ...]:
    """The rows that a school's workbook shows, in the order of the district's rules."""
    return tuple(row for rule in setting.rules for row in _rows_of(rule, setting))


def _rows_of(rule: RuleSetting, setting: Setting) -> Iterator[CheckRow]:
    subjects: tuple[str, ...] = ("",)
    if rule.rule in BY_PROGRAM:
        subjects = tuple(program.id for program in setting.programs)
    elif rule.rule in BY_BODY:
        subjects = tuple(dict.fromkeys(program.body for program in setting.programs))
    for subject in subjects:
        yield CheckRow(f"{rule.rule}:{subject}" if subject else rule.rule, rule, subject)
