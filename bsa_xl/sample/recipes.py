"""How schools of each kind are staffed: what is always there, what comes by size, what fills up.

The recipes name titles of positions.csv. They are nobody's staffing norms: they only make rosters
that a reader from California would not stumble over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

GENERAL, TARGETED, TITLE_I, RECOVERY = "general", "targeted", "title_i", "recovery"


@dataclass(frozen=True, slots=True)
class Step:
    """One title in a recipe.

    Attributes:
        fte: of one position, in thousandths.
        per: one position for every so many pupils, the first at half of that; 0 for one a school.
        at_most: no more positions than this.
        shares: program to whole percent; they come to 100.
        is_shared: whether one person works at several schools of the same step.
    """

    code: str
    fte: int = 1000
    per: int = 0
    at_most: int = 1
    shares: Mapping[str, int] = field(default_factory=lambda: {GENERAL: 100})
    is_shared: bool = False

    def wanted(self, pupils: int) -> int:
        """How many positions a school of this size would like to have."""
        if not self.per:
            return self.at_most
        return min(self.at_most, (2 * pupils + self.per) // (2 * self.per))


@dataclass(frozen=True, slots=True)
class Recipe:
    """The staffing of one kind of school from the general fund.

    Attributes:
        first: positions that are there even where the money does not reach.
        by_size: added in order, as long as the money reaches.
        teachers: added in turn until no further one can be paid.
        remainder: tried once each, in order, for the money that is left.
    """

    first: tuple[Step, ...]
    by_size: tuple[Step, ...]
    teachers: tuple[Step, ...]
    remainder: tuple[Step, ...]


def _parts(code: str, *thousandths: int) -> tuple[Step, ...]:
    return tuple(Step(code, fte=fte) for fte in thousandths)


_OFFICE = Step("02010")
_COUNSELOR_SHARED = Step("01610", per=900, shares={GENERAL: 60, TARGETED: 40})
_ATTENDANCE_SPLIT = Step("01660", per=1500, shares={GENERAL: 34, TARGETED: 33, TITLE_I: 33})
_SUBJECTS = (
    "01330", "01340", "01350", "01360", "01370", "01330", "01340", "01380", "01360", "01390",
)  # fmt: skip
_HIGH_SUBJECTS = (*_SUBJECTS, "01350", "01400")

#: From the general fund, by kind of school.
RECIPES = {
    "Elementary": Recipe(
        first=(Step("01010"), _OFFICE),
        by_size=(
            Step("02030", per=640, at_most=2),
            Step("02310", fte=375, per=480, at_most=2),
            Step("02110", fte=375, per=420),
            Step("01110", per=1100),
            _COUNSELOR_SHARED,
        ),
        teachers=(Step("01320"), *_parts("01310", *(1000,) * 5)),
        remainder=(*_parts("01310", 600, 300), Step("01450", fte=200), Step("02130", fte=375)),
    ),
    "Middle": Recipe(
        first=(Step("01020"), _OFFICE),
        by_size=(
            Step("01120"),
            Step("02050"),
            Step("02040", per=1000, at_most=2),
            Step("02030", per=900, at_most=2),
            Step("01615", per=620, at_most=3),
            Step("02310", fte=375, per=420, at_most=5),
            Step("02110", fte=375, per=700),
            _ATTENDANCE_SPLIT,
        ),
        teachers=tuple(Step(code) for code in _SUBJECTS),
        remainder=(*_parts("01340", 600, 200), Step("02170", fte=375)),
    ),
    "High": Recipe(
        first=(Step("01030"), _OFFICE),
        by_size=(
            Step("01120"),
            Step("02050"),
            Step("02060"),
            Step("01620", per=250, at_most=2),
            Step("01130", per=1600, at_most=2),
            Step("02040", per=1200, at_most=2),
            Step("02020", per=1100, at_most=3),
            Step("01630", per=1400, at_most=2),
            Step("02320", per=800, at_most=4),
            Step("02310", fte=375, per=700, at_most=4),
            Step("01510", per=1800),
            _ATTENDANCE_SPLIT,
        ),
        teachers=tuple(Step(code) for code in _HIGH_SUBJECTS),
        remainder=(*_parts("01350", 600, 200), Step("02170", fte=375)),
    ),
    "Span": Recipe(
        first=(Step("01030"), _OFFICE),
        by_size=(
            Step("01120"),
            Step("02050", per=1400),
            Step("02030", per=700, at_most=3),
            Step("01630", per=900, at_most=2),
            Step("02310", fte=375, per=480, at_most=4),
            Step("02110", fte=375, per=700),
            _ATTENDANCE_SPLIT,
        ),
        teachers=(*_parts("01310", 1000, 1000, 1000), *(Step(code) for code in _SUBJECTS[:5])),
        remainder=(*_parts("01330", 600, 200), Step("02170", fte=375)),
    ),
    "Continuation": Recipe(
        first=(Step("01040"), _OFFICE),
        by_size=(Step("01640", fte=200, is_shared=True),),
        teachers=(Step("01410"),),
        remainder=(*_parts("01410", 600, 400, 200), Step("02170", fte=375)),
    ),
    "Center": Recipe(
        first=(),
        by_size=(Step("01210", per=150),),
        teachers=(Step("01310"),),
        remainder=(*_parts("01310", 600, 300), Step("02130", fte=375)),
    ),
}

#: Small elementary schools share a nurse, one day a week each.
NURSE = Step("01670", fte=200, is_shared=True)
NURSE_BELOW = 400


@dataclass(frozen=True, slots=True)
class Purse:
    """How one program's money beside the general fund becomes positions.

    Attributes:
        percent: lowest and highest part of the money that goes into positions.
        in_turn: bought one after the other, again and again, as long as the first can be paid.
        remainder: tried once each, in order, for the money that is left.
        rounds: how often ``in_turn`` may begin again.
        ends_on: last day of every position bought from it; empty where they go on.
    """

    program: str
    percent: tuple[int, int]
    by_size: tuple[Step, ...]
    in_turn: tuple[Step, ...]
    remainder: tuple[Step, ...] = ()
    rounds: int = 40
    ends_on: str = ""


def _only(program: str, code: str, fte: int = 1000, per: int = 0, at_most: int = 1) -> Step:
    return Step(code, fte, per, at_most, {program: 100})


#: The other programs, in the order in which their money is turned into positions.
PURSES = (
    Purse(
        TITLE_I,
        (80, 96),
        (
            Step("01550", per=700, shares={TITLE_I: 50, TARGETED: 50}),
            _only(TITLE_I, "02220", 375, per=500),
        ),
        (
            _only(TITLE_I, "01430"),
            _only(TITLE_I, "02170", 375),
            _only(TITLE_I, "01440"),
            _only(TITLE_I, "01430"),
            _only(TITLE_I, "01520"),
        ),
        (_only(TITLE_I, "01440", 600), _only(TITLE_I, "01440", 200), _only(TITLE_I, "02170", 375)),
    ),
    Purse(
        TARGETED,
        (84, 97),
        (
            Step("01540", per=700, shares={TARGETED: 50, TITLE_I: 50}),
            _only(TARGETED, "02210", 375, per=600),
            _only(TARGETED, "01650", 500, per=1200),
            _only(TARGETED, "01680", per=2000),
        ),
        (
            _only(TARGETED, "01420"),
            _only(TARGETED, "02150", 375),
            _only(TARGETED, "01440"),
            _only(TARGETED, "01430"),
        ),
        (
            _only(TARGETED, "01420", 600),
            _only(TARGETED, "01420", 200),
            _only(TARGETED, "02150", 375),
        ),
    ),
    Purse(
        RECOVERY,
        (40, 80),
        (_only(RECOVERY, "01440", per=1300, at_most=2),),
        (_only(RECOVERY, "02180", 375),),
        rounds=1,
        ends_on="2026-06-30",
    ),
)
