"""How a rule is asked about Riverbend's school 0417, whose clean plan is in support/plans.py."""

import pytest
from support.plans import budget

from bsa_xl.checks import SchoolCase, rule_of


@pytest.fixture
def faults():
    """The faults that a rule finds in the clean plan with some changes."""

    def found(rule_id, *, of=None, subject="", limits=None, **changes):
        return rule_of(rule_id)(SchoolCase(budget(of, **changes), subject), **(limits or {}))

    return found


@pytest.fixture
def said(faults):
    """The same, each fault as (place, problem, remedy, cents)."""

    def told(rule_id, **asked):
        return [
            (str(fault.where), fault.problem, fault.remedy, fault.cents)
            for fault in faults(rule_id, **asked)
        ]

    return told
