"""What the Checks sheet says of every rule, from the rules themselves."""

from __future__ import annotations

from bsa_xl.checks import RULES
from bsa_xl.workbook import CheckText


def rule_texts() -> dict[str, CheckText]:
    """What people read of each rule, by its id."""
    return {
        rule.kind.id: CheckText(
            rule.kind.title, rule.kind.severity.value, rule.pending, rule.remedy
        )
        for rule in RULES
    }
