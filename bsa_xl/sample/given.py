"""Dollars taken as given: the transition to the formula, and what Title I left over."""

from __future__ import annotations

from collections.abc import Iterator

from .draws import Draws
from .schools import SampleSchool

_TRANSITION_UP, _TRANSITION_DOWN = 14, 9
_CARRIES_OVER = 60
_SOURCE = "Resolution 25-011, item 7"


def amount_rows(seed: int, schools: list[SampleSchool]) -> Iterator[dict[str, str]]:
    """The rows of amounts.csv, school by school; centres have none."""
    for school in schools:
        if not school.is_center:
            draws = Draws(seed, "given", school.number)
            yield from _transition(draws, school)
            yield from _carryover(draws, school)


def _transition(draws: Draws, school: SampleSchool) -> Iterator[dict[str, str]]:
    """A supplement where the formula took money away, a deduction where it gave much more."""
    per_pupil = 0
    turn = draws.below(100) if school.number else 0  # the first school shows what one looks like
    if turn < _TRANSITION_UP:
        per_pupil = draws.between(3_000, 14_500)
    elif turn < _TRANSITION_UP + _TRANSITION_DOWN:
        per_pupil = -draws.between(1_500, 6_000)
    last = school.kind.pupils * per_pupil
    if last:
        yield _row(school, "FY2025", "transition", "general", last, _SOURCE)
        yield _row(school, "FY2026", "transition", "general", last // 2, _SOURCE)


def _carryover(draws: Draws, school: SampleSchool) -> Iterator[dict[str, str]]:
    """At most 15 % of a year's Title I money, by the year it comes from."""
    for year, origin in (("FY2025", "FY2024"), ("FY2026", "FY2025")):
        cents = school.kind.pupils * draws.between(150, 5_200)
        if school.is_title_i and draws.chance(_CARRIES_OVER):
            source = f"Carryover of {origin}, federal programs office"
            yield _row(school, year, "title_i_carryover", "title_i", cents, source)


def _row(
    school: SampleSchool, year: str, line: str, program: str, cents: int, source: str
) -> dict[str, str]:
    sign, size = "-" if cents < 0 else "", abs(cents)
    return {
        "school_id": school.school_id,
        "fiscal_year": year,
        "line": line,
        "program": program,
        "amount": f"{sign}{size // 100}.{size % 100:02d}",
        "source": source,
    }
