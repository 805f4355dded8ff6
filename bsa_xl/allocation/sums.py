"""What a school's lines come to, in words: a sum of which a part is to come says so, and which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bsa_xl.money import to_dollars
from bsa_xl.policy import Policy

from .arithmetic import LineRounding
from .lines import AllocationLine, LineStatus, SchoolAllocation, cents_of
from .wording import amount


@dataclass(frozen=True, slots=True)
class ProgramTotal:
    """What a school plans itself in one program.

    Attributes:
        cents: of the lines that are known.
        to_come: labels of the lines that are not.
    """

    program: str
    title: str
    cents: int
    to_come: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """For JSON: the amount is null while a line is to come."""
        return {"program": self.program, "title": self.title} | sum_dict(
            "amount", self.cents, self.to_come
        )


def program_totals(school: SchoolAllocation, policy: Policy) -> tuple[ProgramTotal, ...]:
    """Totals of the programs in which a school plans lines, in the order of the policy."""
    planned = [line for line in school.lines if line.is_plannable]
    found = []
    for program in policy.programs:
        mine = [line for line in planned if line.program == program.id]
        if mine:
            found.append(
                ProgramTotal(program.id, program.title, cents_of(mine), labels_to_come(mine))
            )
    return tuple(found)


def labels_to_come(lines: Iterable[AllocationLine]) -> tuple[str, ...]:
    """The labels of those lines that are to come."""
    return tuple(line.label for line in lines if line.status is LineStatus.TO_COME)


def sum_said(cents: int, to_come: tuple[str, ...], unit: LineRounding) -> str:
    """``$3.00``; ``$3.00 without what is to come: A; B``; ``to come: A`` where nothing is known."""
    money, names = amount(cents, unit), "; ".join(to_come)
    if not to_come:
        return money
    return f"{money} without what is to come: {names}" if cents else f"to come: {names}"


def sum_dict(
    name: str, cents: int, to_come: tuple[str, ...], labels: str = "to_come"
) -> dict[str, object]:
    """For JSON: a sum is null while a part of it is to come, and what is known stands beside it."""
    known = str(to_dollars(cents))
    return {name: None if to_come else known, f"{name}_known": known, labels: list(to_come)}
