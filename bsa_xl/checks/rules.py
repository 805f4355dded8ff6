"""What a rule is: an identity, a reason, its limits, and a function that yields faults.

A rule looks at one school's budget and at nothing else: no file, no clock, no other school. The
decorator only makes a frozen value of the function; which rules run, in which order, is written
down in `catalog` and in the district's policy.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from bsa_xl.budget import ProgramBudget, SchoolBudget
from bsa_xl.finding import Fault, FindingKind, Severity

#: A rule's function: a `SchoolCase`, then its limits as keyword arguments.
Find = Callable[..., Iterator[Fault]]


class Stage(StrEnum):
    """When a rule is judged."""

    SCHOOL = "school"  #: in the workbook and by Python alike
    RETURN = "return"  #: when a workbook comes back; its Checks sheet says ON RETURN
    FILE = "file"  #: when a workbook is read; not on the sheet
    DISTRICT = "district"  #: over many schools, or before anything is issued; not on the sheet


@dataclass(frozen=True, slots=True)
class SchoolCase:
    """What a rule looks at.

    Attributes:
        budget: the school's plan, priced.
        subject: a program's id or a body's name where the rule is judged once for each of them.
    """

    budget: SchoolBudget
    subject: str = ""

    @property
    def program(self) -> ProgramBudget:
        """The program that is the subject; KeyError where the school has no such program."""
        for program in self.budget.programs:
            if program.money.id == self.subject:
                return program
        raise KeyError(self.subject)

    @property
    def body_cents(self) -> int:
        """What is budgeted in the programs of the body that is the subject."""
        return dict(self.budget.bodies())[self.subject]

    @property
    def unit(self) -> int:
        """Cents that every amount of this budget is a multiple of: 1, or 100 for whole dollars."""
        return 1 if self.budget.setting.places else 100


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule.

    Attributes:
        kind: its id, title, usual severity and reason.
        stage: when it is judged.
        remedy: what to do, for any occurrence; the Checks sheet shows it beside the rule.
        find: yields the faults; None for a rule that is not judged on one school's budget.
        limits: the names of its limits, with the values that hold where a policy gives none.
        pending: True where its fault means that work is not done yet, rather than done wrong.
        essential: True where a district may neither leave it out, soften nor waive it.
    """

    kind: FindingKind
    stage: Stage
    remedy: str = ""
    find: Find | None = None
    limits: Mapping[str, Decimal] = field(default_factory=dict)
    pending: bool = False
    essential: bool = False

    def __call__(self, case: SchoolCase, **limits: Decimal) -> tuple[Fault, ...]:
        """Every fault, in the order of the sheets; none for a rule without a function."""
        return () if self.find is None else tuple(self.find(case, **limits))


def rule(
    rule_id: str,
    title: str,
    severity: Severity,
    *,
    remedy: str,
    pending: bool = False,
    essential: bool = False,
) -> Callable[[Find], Rule]:
    """Make a `Rule` of a function; its docstring is the reason that people are told.

    The keyword arguments of the function, with their defaults, are the rule's limits.
    """

    def made(find: Find) -> Rule:
        parameters = inspect.signature(find).parameters.values()
        return Rule(
            kind=FindingKind(rule_id, title, severity, _one_line(inspect.getdoc(find))),
            stage=Stage.SCHOOL,
            remedy=remedy,
            find=find,
            limits={p.name: p.default for p in parameters if p.kind is p.KEYWORD_ONLY},
            pending=pending,
            essential=essential,
        )

    return made


def _one_line(docstring: str | None) -> str:
    return " ".join((docstring or "").split())
