"""FTE that the formula gives, against the step in which the rate sheet lets a title be planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from bsa_xl.finding import Finding

from .components import PositionsGiven
from .dated import DatedValue
from .facts import PolicyFacts
from .kinds import OFF_STEP
from .numbers import plain
from .policy_file import PolicyFile
from .sentences import quote
from .staffing import Bands, Foundation, Ratio
from .tree import Steps

_IN_FTE = "FTE per school"


def check_steps(file: PolicyFile, facts: PolicyFacts) -> Iterator[Finding]:
    """Every number of FTE that a school could not plan as it is given."""
    known = facts.fte_steps or {}
    for index, component in enumerate(file.policy.components):
        here: Steps = ("components", index)
        owner = f"component {quote(component.id)}"
        if isinstance(component, Ratio) and component.unit == _IN_FTE:
            yield from _ratio(file, here, component, known.get(component.position, Decimal(0)))
        elif isinstance(component, Foundation) and component.unit == _IN_FTE:
            for number, one in enumerate(component.positions):
                steps: Steps = (*here, "positions", number, "values")
                yield from _values(file, steps, owner, one.values, one.position, known)
        elif isinstance(component, Bands) and component.unit == _IN_FTE and component.position:
            for number, row in enumerate(component.bands):
                steps = (*here, "bands", number, "values")
                yield from _values(file, steps, owner, row.values, component.position, known)
        elif isinstance(component, PositionsGiven):
            steps = (*here, "values")
            yield from _values(file, steps, owner, component.values, component.position, known)


def _ratio(file: PolicyFile, here: Steps, ratio: Ratio, step: Decimal) -> Iterator[Finding]:
    if step > 0 and ratio.fte.step > 0 and ratio.fte.step % step:
        yield OFF_STEP.at(
            file.where(*here, "fte"),
            f"component {quote(ratio.id)} gives FTE in steps of {plain(ratio.fte.step)}, and "
            f"{quote(ratio.position)} is planned in steps of {plain(step)}.",
            f"Write fte: {{step: {plain(step)}}}, or change fte_step of positions.csv.",
        )
        return
    bounds = (("at_least", ratio.at_least), ("at_most", ratio.at_most), ("plus", ratio.plus))
    for key, values in bounds:
        if values is not None:
            owner = f"component {quote(ratio.id)}"
            steps: Steps = (*here, key)
            yield from _values(file, steps, owner, values, ratio.position, {ratio.position: step})


def _values(
    file: PolicyFile,
    steps: Steps,
    owner: str,
    values: DatedValue,
    position: str,
    known: Mapping[str, Decimal],
) -> Iterator[Finding]:
    step = known.get(position, Decimal(0))
    for entry in values.entries:
        if step > 0 and entry.value is not None and entry.value % step:
            yield OFF_STEP.at(
                file.where(*steps, str(entry.since)),
                f"{owner} gives {plain(entry.value)} FTE, and {quote(position)} is planned in "
                f"steps of {plain(step)}.",
                f"Write a multiple of {plain(step)}, or change fte_step of positions.csv.",
            )
