"""What the lines of a school come to: by program, in all, and rounded to whole dollars."""

from __future__ import annotations

from .functions import Added, AddedOf, rounded
from .model import Block, Field, Kind, Part
from .work import PLANNED, Line, Work

_ROUNDING = "rounding"


def rounding(work: Work) -> None:
    """A line for each program, where the policy rounds its total to whole dollars."""
    policy = work.case.policy
    keys = tuple(line.cell.key for line in work.lines if line.is_planned)
    if policy.rounding.total != "dollar" or not keys:
        return
    says = "Brings the program's total to whole dollars."
    block = work.model.block(Block(_ROUNDING, Part.ADJUSTMENTS, "Rounding", says))
    for program in policy.programs:
        if program.id not in {line.program for line in work.lines if line.is_planned}:
            continue
        before = work.model.made(
            Field(f"{_ROUNDING}/{program.id}/before", block, f"{program.title}: lines",
                  Kind.DOLLARS, "added up", adds_up=True),
            AddedOf(keys, program.id),
        )  # fmt: skip
        change = work.model.made(
            Field(f"{_ROUNDING}/{program.id}/change", block, f"{program.title}: rounding",
                  Kind.DOLLARS, "to whole dollars", adds_up=True),
            rounded(rounded(before, 0) - before, 2),
        )  # fmt: skip
        key = f"{_ROUNDING}:{program.id}"
        made = Field(
            f"line/{key}", PLANNED, f"Rounding, {program.title}", Kind.DOLLARS, program.title,
            adds_up=True, mark=program.id, line=key,
        )  # fmt: skip
        cell = work.model.made(made, change)
        work.lines.append(
            Line(
                key,
                _ROUNDING,
                "Rounding",
                cell,
                program.id,
                is_planned=True,
                in_dollars=True,
                source=policy.title,
            )
        )


def totals(work: Work) -> None:
    """By program, and in all; what the central office holds beside it, never added."""
    planned = tuple(line.cell.key for line in work.lines if line.is_planned)
    central = tuple(line.cell.key for line in work.lines if line.in_dollars and not line.is_planned)
    block = work.model.block(
        Block("totals", Part.TOTALS, "Dollars that schools plan themselves", "By program.")
    )
    for program in work.case.policy.programs:
        if planned and any(line.program == program.id for line in work.lines if line.is_planned):
            field = Field(
                f"total/{program.id}", block, program.title, Kind.DOLLARS,
                "the lines of the program, added up", adds_up=True,
            )  # fmt: skip
            work.model.made(field, AddedOf(planned, program.id))
    if planned:
        field = Field(
            "total", block, "Total", Kind.DOLLARS, "all lines that schools plan", adds_up=True
        )
        work.model.made(field, Added(planned, beside=True))
    if central:
        held = work.model.block(
            Block("central", Part.TOTALS, "Held by the central office", "Never counted as left.")
        )
        field = Field(
            "total/central", held, "Held centrally", Kind.DOLLARS, "added up", adds_up=True
        )
        work.model.made(field, Added(central, beside=True))
