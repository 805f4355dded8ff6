"""What a returned workbook comes to, and what the central office knows of it beforehand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.budget import Plan, SchoolBudget, Setting
from bsa_xl.finding import Finding
from bsa_xl.location import Location
from bsa_xl.workbook.case import Identity, Letter
from bsa_xl.workbook.identity import Token
from bsa_xl.workbook.layout import Layout


@dataclass(frozen=True, slots=True)
class OfficeTemplate:
    """A template that the central office edited, from which workbooks of all sizes were made.

    Attributes:
        sha256: of its bytes, hexadecimal.
        at_size: its bytes with the rows of a layout; None where the file is no template.
    """

    sha256: str
    at_size: Callable[[Layout], bytes | None]


@dataclass(frozen=True, slots=True)
class Expected:
    """What the register has of an issued workbook.

    Attributes:
        digest: of its locked content, 64 hexadecimal characters.
        values: what was stamped, as `Stamped.values` gave it; empty where it is not at hand, and
            then the workbook's own snapshot is believed as far as the digest bears it out.
        templates: edited ones that it may have been made from; where it was made from none of
            them, from the one that is built.
    """

    digest: str
    values: bytes = b""
    templates: tuple[OfficeTemplate, ...] = ()


@dataclass(frozen=True, slots=True)
class RejectedCell:
    """An input cell that does not count in the budget.

    Attributes:
        text: what stands in it, as the file writes it.
        number: the same as a number; None where it is none.
        reason: in a few words.
    """

    where: Location
    text: str
    number: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A formula typed into an input, worked out by us.

    Attributes:
        formula: as typed, with its equals sign.
        number: what it comes to, with at most 15 significant digits.
    """

    where: Location
    formula: str
    number: Decimal


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned workbook, read.

    Attributes:
        identity: which workbook it says it is.
        token: the identity with digest and signature, as found in the file.
        digest: of the locked content that came back, 64 hexadecimal characters.
        is_as_issued: whether that is the digest that was expected: the register's, or without it
            the token's own.
        setting: what the school planned with; the register's where it gave it.
        layout: which cell is what.
        letter: what the central office told the school.
        plan: what the school planned; rows from top to bottom, each with its place and key.
        budget: the plan, priced.
        findings: everything to be said about the file, the reader of the package's first.
        rejected: every input cell that does not count.
        worked_out: every formula typed into an input that does count.
    """

    identity: Identity
    token: Token
    digest: str
    is_as_issued: bool
    setting: Setting
    layout: Layout
    letter: Letter
    plan: Plan
    budget: SchoolBudget
    findings: tuple[Finding, ...]
    rejected: tuple[RejectedCell, ...]
    worked_out: tuple[WorkedOut, ...]

    @property
    def is_acceptable(self) -> bool:
        """Whether nothing fatal was found in the file; its budget may still break rules."""
        return not any(finding.is_fatal for finding in self.findings)
