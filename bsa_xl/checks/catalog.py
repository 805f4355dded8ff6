"""Every rule, by name, in the order in which they are printed. No discovery, no magic."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from . import approvals, balance, inputs, positions, submissions
from .affordability import NO_PRICE, TOO_DEAR
from .attestations import NOT_ATTESTED
from .projections import MOVES_FAR, USUAL_SHARE
from .rules import Rule, Stage
from .shared_positions import ABOVE_ITS_FTE

RULES: tuple[Rule, ...] = (
    inputs.text_for_number,
    inputs.number_refused,
    inputs.not_on_list,
    inputs.row_unfinished,
    inputs.rows_used_up,
    balance.over_allocated,
    balance.left_unplanned,
    balance.lines_differ_from_letter,
    balance.title_above_given,
    positions.shares_off,
    positions.off_step,
    positions.required_missing,
    positions.ongoing_on_one_time,
    approvals.not_approved,
    approvals.differs_from_approved,
    Rule(
        submissions.LOCKED_CONTENT,
        Stage.RETURN,
        "Leave locked cells, formulas and sheets as they were issued.",
        essential=True,
    ),
    Rule(
        submissions.OTHER_ALLOCATION,
        Stage.RETURN,
        "Send back the workbook that was issued last.",
        essential=True,
    ),
    Rule(
        submissions.OTHER_CYCLE,
        Stage.RETURN,
        "Send back the workbook of the year and event that is being collected.",
        essential=True,
    ),
    Rule(
        ABOVE_ITS_FTE,
        Stage.RETURN,
        "Agree with the other schools who takes how much of the position.",
    ),
    Rule(NOT_ATTESTED, Stage.FILE, essential=True),
    Rule(submissions.MISSING, Stage.DISTRICT),
    Rule(submissions.TWICE, Stage.DISTRICT, essential=True),
    Rule(submissions.NOT_APPROVED, Stage.DISTRICT),
    Rule(TOO_DEAR, Stage.DISTRICT),
    Rule(NO_PRICE, Stage.DISTRICT, essential=True),
    Rule(MOVES_FAR, Stage.DISTRICT, limits={"share": USUAL_SHARE, "pupils": Decimal(0)}),
)

#: Rule id to the names of its limits: what a policy may list under ``checks``.
KNOWN_RULES: Mapping[str, frozenset[str]] = {rule.kind.id: frozenset(rule.limits) for rule in RULES}


def rule_of(rule_id: str) -> Rule:
    """The rule of that id; KeyError where there is none."""
    return _BY_ID[rule_id]


_BY_ID: Mapping[str, Rule] = {rule.kind.id: rule for rule in RULES}
