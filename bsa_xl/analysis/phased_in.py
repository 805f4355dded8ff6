"""The formula fully phased in: what schools would plan if no transition were left."""

from __future__ import annotations

from bsa_xl.policy import (
    Adjustment,
    FloorOnPriorYear,
    FundingPercentage,
    GapPhaseIn,
    LimitsOnPriorYear,
    Policy,
    SoftLanding,
)

#: Adjustments that lead from the old amounts to the formula's.
TRANSITIONS = (FloorOnPriorYear, LimitsOnPriorYear, FundingPercentage, GapPhaseIn, SoftLanding)


def phased_in(policy: Policy) -> Policy:
    """The policy without hold harmless, caps, phase-ins and soft landings.

    Whatever else comes after the formula stays: count day, carryover, attendance, salaries, norm,
    what a person decided, and a pool to scale to, which is kept then too. One that looks at nothing
    but the lines of transitions has nothing to look at, and goes with them.
    """
    gone: set[str] = set()
    kept: list[Adjustment] = []
    for one in policy.adjustments:
        of = tuple(name for name in one.of if name not in gone)
        if isinstance(one, TRANSITIONS) or (one.of and not of):
            gone.add(one.id)
        else:
            kept.append(one if of == one.of else one.model_copy(update={"of": of}))
    return policy.model_copy(update={"adjustments": tuple(kept)})
