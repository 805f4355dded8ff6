"""Judgement: what a district checks before it accepts a school's budget, and before it issues one.

In order: wording, rules, text_numbers, choices; a file for each family of rules (inputs, balance,
positions, approvals); attestations, judged when a workbook is read; what is judged over many
schools (affordability, projections, shared_positions, submissions); catalog, selection, judging,
consequences.
"""

from typing import TYPE_CHECKING

from bsa_xl.doors import opens_late

from .affordability import Shortfall, affordability, unpriced_positions
from .attestations import unattested
from .catalog import KNOWN_RULES, RULES, rule_of
from .consequences import told_once
from .judging import RuleResult, Summary, as_issued, run, summary
from .projections import CountMove, far_moves
from .rules import Rule, SchoolCase, Stage
from .shared_positions import over_shared_positions
from .submissions import (
    LOCKED_CONTENT,
    OTHER_ALLOCATION,
    missing,
    other_cycle,
    twice,
    unapproved,
)
from .text_numbers import Readings, readings_of

if TYPE_CHECKING:
    from .selection import limits_in_force, rule_settings, runs, selection_findings
else:
    __getattr__ = opens_late(__name__)

__all__ = [
    "KNOWN_RULES",
    "LOCKED_CONTENT",
    "OTHER_ALLOCATION",
    "RULES",
    "CountMove",
    "Readings",
    "Rule",
    "RuleResult",
    "SchoolCase",
    "Shortfall",
    "Stage",
    "Summary",
    "affordability",
    "as_issued",
    "far_moves",
    "limits_in_force",
    "missing",
    "other_cycle",
    "over_shared_positions",
    "readings_of",
    "rule_of",
    "rule_settings",
    "run",
    "runs",
    "selection_findings",
    "summary",
    "told_once",
    "twice",
    "unapproved",
    "unattested",
    "unpriced_positions",
]
