"""Corrections that say two things at once."""

from __future__ import annotations

from collections.abc import Iterator

from bsa_xl.finding import Finding

from .corrections import Salary
from .kinds import CONTRADICTION
from .policy_file import PolicyFile
from .sentences import quote


def check_corrections(file: PolicyFile) -> Iterator[Finding]:
    """A school's own average is of all who hold a title, whenever they were hired."""
    for index, one in enumerate(file.policy.adjustments):
        if isinstance(one, Salary) and one.cost == "school_average" and one.hired_before:
            yield CONTRADICTION.at(
                file.where("adjustments", index, "hired_before"),
                f"adjustment {quote(one.id)} takes the school's own average, and only of staff "
                f"hired before a day.",
                "Take hired_before: out, or write cost: actual.",
            )
