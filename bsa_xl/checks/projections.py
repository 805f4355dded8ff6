"""CNT-02: projected counts that move further from an earlier count than the district expects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.location import Location
from bsa_xl.money import round_half_away

from .wording import number_text, plain

MOVES_FAR = FindingKind(
    "CNT-02",
    "Projection moves far from the earlier count",
    Severity.WARNING,
    "A projection that jumps is often a typing error, and every dollar of the formula follows it.",
)
#: A tenth.
USUAL_SHARE = Decimal("0.10")


@dataclass(frozen=True, slots=True)
class CountMove:
    """One count of one school, before and now.

    Attributes:
        group: the student group, in words for people.
        before: the earlier count, ``norm_day`` of the year before or whatever it is measured by.
        now: the projected count.
        where: where the projected count stands.
    """

    school_id: str
    group: str
    before: Decimal
    now: Decimal
    where: Location


def far_moves(
    moves: Iterable[CountMove], *, share: Decimal = USUAL_SHARE, pupils: Decimal = Decimal(0)
) -> Iterator[Finding]:
    """A finding for every count that moves by more than a share of the earlier one.

    Args:
        moves: counts, each with the earlier one.
        share: of the earlier count; 0.10 for a tenth. A move of exactly this much is silent.
        pupils: moves of at most so many pupils are silent whatever their share.
    """
    for move in moves:
        moved = abs(move.now - move.before)
        if moved > share * move.before and moved > pupils:
            yield MOVES_FAR.at(
                move.where,
                f"{plain(move.group)} of school {move.school_id} is projected at "
                f"{number_text(move.now)}, {_moved(move)} {number_text(move.before)} before.",
                "Correct the projection, or note in its source why it moves.",
                school_id=move.school_id,
            )


def _moved(move: CountMove) -> str:
    difference = move.now - move.before
    way = "more than" if difference > 0 else "less than"
    if not move.before:
        return f"{number_text(abs(difference))} {way}"
    percent = round_half_away(abs(difference) * 100 / move.before, 1)
    return f"{number_text(percent)} % {way}"
