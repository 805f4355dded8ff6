"""The positions that exist: every school's money turned into a roster, row by row of staff.csv."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle

from bsa_xl.budget import RateSheet

from .draws import Draws
from .pay import Payroll, split_of
from .recipes import GENERAL, NURSE, NURSE_BELOW, PURSES, RECIPES, Purse, Recipe, Step
from .schools import SampleSchool

#: Per mille of the general fund that goes into positions: usually, and where it is overspent.
_GENERAL_USUAL, _GENERAL_OVER = (875, 988), (1015, 1060)
#: Schools that lost pupils and not yet their positions, in a hundred; not those that have a story.
_KEPT_PERCENT, _GENERAL_KEPT, _STORIES = 7, (1090, 1190), 12
_LARGEST_KEPT = 2_000
_SCHOOLS_A_SHARED_PERSON = 5
#: After so many teachers something is wrong with a recipe.
_MOST_TEACHERS = 400


def staff_rows(
    seed: int,
    schools: list[SampleSchool],
    money: Mapping[str, Mapping[str, int]],
    rates: RateSheet,
) -> Iterator[dict[str, str]]:
    """The rows of staff.csv, school by school.

    Args:
        seed: the sample's seed.
        schools: in the order of the file.
        money: cents that a school plans itself, by school id and program id.
        rates: the price list of the sample's own positions.csv and benefits.csv.
    """
    payroll = Payroll(seed, rates)
    shared = _SharedPeople()
    for school in schools:
        roster = _Roster(seed, school, money[school.school_id], payroll, shared)
        roster.fill()
        yield from roster.rows


@dataclass(slots=True)
class _SharedPeople:
    """Numbers of positions that several schools share, five schools a person."""

    met: dict[str, int] = field(default_factory=dict)

    def position_id(self, code: str) -> str:
        met = self.met.get(code, 0)
        self.met[code] = met + 1
        return f"9{code[1:]}{met // _SCHOOLS_A_SHARED_PERSON:03d}"


class _Roster:
    """One school's positions while they are put together.

    Attributes:
        rows: of staff.csv, so far.
    """

    __slots__ = ("_draws", "_left", "_money", "_payroll", "_school", "_seed", "_shared", "rows")

    def __init__(
        self,
        seed: int,
        school: SampleSchool,
        money: Mapping[str, int],
        payroll: Payroll,
        shared: _SharedPeople,
    ) -> None:
        self._seed = seed
        self._draws = Draws(seed, "staff", school.school_id)
        self._school = school
        self._money = money
        self._payroll = payroll
        self._shared = shared
        self._left: dict[str, int] = {}
        self.rows: list[dict[str, str]] = []

    def fill(self) -> None:
        """Plan the money of every program, then spend it on positions, the general fund's first."""
        limits = _GENERAL_OVER if self._school.kind.is_over else _GENERAL_USUAL
        if self._kept_its_staff():
            limits = _GENERAL_KEPT
        self._left[GENERAL] = self._part(GENERAL, self._draws.between(*limits))
        for purse in PURSES:
            mille = 10 * self._draws.between(*purse.percent)
            self._left[purse.program] = self._part(purse.program, mille)
        recipe = self._recipe()
        for step in recipe.first:
            self._add(step, whatever_it_costs=True)
        if self._shares_a_nurse():
            self._add(NURSE)
        self._by_size(recipe.by_size)
        for purse in PURSES:
            self._spend(purse)
        for count, step in enumerate(cycle(recipe.teachers)):
            if count == _MOST_TEACHERS or not self._add(step):
                break
        for step in recipe.remainder:
            self._add(step)

    def _kept_its_staff(self) -> bool:
        """Whether it lost pupils and has more positions than its money pays; some have."""
        school = self._school
        if school.number < _STORIES or school.is_center or school.kind.is_pilot:
            return False
        if school.kind.pupils > _LARGEST_KEPT:
            return False
        draws = Draws(self._seed, "kept staff", school.school_id)
        return school.school_type == "Regular" and draws.chance(_KEPT_PERCENT)

    def _part(self, program: str, mille: int) -> int:
        return self._money.get(program, 0) * mille // 1000

    def _recipe(self) -> Recipe:
        kind = self._school.school_type
        return RECIPES[self._school.kind.level if kind == "Regular" else kind]

    def _shares_a_nurse(self) -> bool:
        school = self._school
        return (
            school.kind.level == "Elementary"
            and school.school_type == "Regular"
            and school.kind.pupils < NURSE_BELOW
        )

    def _by_size(self, steps: tuple[Step, ...], ends_on: str = "") -> None:
        for step in steps:
            for _ in range(step.wanted(self._school.kind.pupils)):
                if not self._add(step, ends_on=ends_on):
                    break

    def _spend(self, purse: Purse) -> None:
        """Positions from one program: by size, then in turn until the first cannot be paid."""
        self._by_size(purse.by_size, purse.ends_on)
        for _ in range(purse.rounds):
            added = [self._add(step, ends_on=purse.ends_on) for step in purse.in_turn]
            if not added[0]:
                break
        for step in purse.remainder:
            self._add(step, ends_on=purse.ends_on)

    def _add(self, step: Step, *, ends_on: str = "", whatever_it_costs: bool = False) -> bool:
        """Add a position if every program can pay its part; says whether it was added."""
        number = (
            self._shared.position_id(step.code)
            if step.is_shared
            else f"{self._school.school_id}{len(self.rows) + 1:04d}"
        )
        pay = self._payroll.person(number, step)
        charged = pay if self._school.kind.is_pilot else None
        split = list(split_of(self._payroll.cost(step, charged), step.shares))
        if not whatever_it_costs and any(cents > self._left[program] for program, cents in split):
            return False
        for program, cents in split:
            self._left[program] -= cents
        salary, benefits = pay.texts() if pay else ("", "")
        self.rows.append(
            {
                "position_id": number,
                "school_id": self._school.school_id,
                "code": step.code,
                "fte": f"{step.fte // 1000}.{step.fte % 1000:03d}".rstrip("0").rstrip("."),
                **_program_columns(step.shares),
                "status": "filled" if pay else "vacant",
                "ends_on": ends_on,
                "actual_salary": salary,
                "actual_benefits": benefits,
                "hired": pay.hired.isoformat() if pay else "",
            }
        )
        return True


def _program_columns(shares: Mapping[str, int]) -> dict[str, str]:
    columns = {}
    pairs = [*shares.items(), ("", 0), ("", 0)]
    for number, (program, percent) in enumerate(pairs[:3], start=1):
        columns[f"program_{number}"] = program
        columns[f"share_{number}"] = str(percent) if program else ""
    return columns
