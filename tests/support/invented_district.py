"""A district made up for a policy: every column, line and title that it names, with numbers by chance.

It lets any policy of the library be worked out without a district of its own.
"""

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from pydantic import BaseModel

from bsa_xl.district import (
    COUNT_SCALE,
    Benefit,
    CountColumn,
    CountState,
    CountTable,
    District,
    DistrictProfile,
    GivenAmount,
    Position,
    School,
    Service,
    ServiceChoice,
    StaffPosition,
)
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location
from bsa_xl.policy import Given, Policy, amount_lines
from bsa_xl.policy.marks import Stands
from bsa_xl.policy.walk import gates, name_uses

NOWHERE = Location("invented.csv", 2)
YEARS_BACK = 4


def invented_district(
    policy: Policy, year: FiscalYear, *, schools: int = 14, seed: int = 1, gaps: bool = False
) -> District:
    """A district for a policy.

    Args:
        policy: names what is needed.
        year: the fiscal year that is to be worked out.
        schools: how many.
        seed: of chance.
        gaps: whether some counts are missing or suppressed.
    """
    chance = random.Random(seed)
    listed = tuple(_school(policy, number, year.ends_in, chance) for number in range(schools))
    ids = tuple(school.school_id for school in listed)
    groups = sorted(_groups(policy))
    pupils = {school_id: _pupils(groups, chance) for school_id in ids}
    counts = {}
    for measure in sorted(_measures(policy)):
        for back in range(YEARS_BACK):
            then = FiscalYear(year.ends_in - back)
            key = (then, measure)
            counts[key] = _table(key, ids, groups, pupils, chance, gaps=gaps)
    codes = sorted({use.name for use in name_uses(policy, Stands.POSITION)} | {"0001"})
    return District(
        DistrictProfile("Invented"),
        listed,
        counts,
        tuple(_amounts(policy, year, ids, chance)),
        tuple(
            Position(
                code, f"Title {code}", NOWHERE, salary_cents=chance.randrange(4_000_000, 9_000_000)
            )
            for code in codes
        ),
        (
            Benefit("pension", "3101", "percent_of_pay", Decimal("19.1"), NOWHERE),
            Benefit("health", "3401", "dollars_per_fte", Decimal("14250.75"), NOWHERE),
        ),
        staff=tuple(_staff(policy, ids, codes, chance)),
        services=(
            Service("library", "Library aide", 4_100_050, "school", "", "An aide", NOWHERE),
            Service("nurse", "Nurse", 3_333, "pupil", "", "A nurse", NOWHERE),
        ),
        choices=tuple(
            ServiceChoice(school_id, year, service, chance.choice([True, False]), NOWHERE)
            for school_id in ids
            for service in ("library", "nurse")
        ),
    )


def parts(block: object) -> Iterator[tuple[str, object]]:
    """Every field of a policy with its name, whatever it lies in."""
    if isinstance(block, BaseModel):
        for name in type(block).model_fields:
            yield name, getattr(block, name)
            yield from parts(getattr(block, name))
    elif isinstance(block, list | tuple):
        for each in block:
            yield from parts(each)
    elif isinstance(block, dict):
        for each in block.values():
            yield from parts(each)


def _measures(policy: Policy) -> set[str]:
    found = {
        value
        for name, value in parts(policy)
        if name.endswith("measure") and isinstance(value, str)
    }
    found |= {
        each
        for name, value in parts(policy)
        if name.endswith("measures") and isinstance(value, tuple)
        for each in value
        if isinstance(each, str)
    }
    return {measure for measure in found if measure} | {
        policy.measure,
        "ada",
        "projected",
        "census",
    }


def _groups(policy: Policy) -> set[str]:
    named = {use.name for use in name_uses(policy, Stands.COUNT)} - set(policy.counting)
    supplied = {
        value
        for name, value in parts(policy)
        if name == "supplied_as" and isinstance(value, str) and value
    }
    return {"enrollment", *named, *supplied}


def _school(policy: Policy, number: int, last: int, chance: random.Random) -> School:
    fields: dict[str, Any] = {}
    attributes: dict[str, str] = {}
    for _, gate in gates(policy):
        for conditions in (gate.where, gate.except_where):
            for name, values in conditions.items():
                text = chance.choice([*values, "other"])
                if name in (
                    "level",
                    "model",
                    "region",
                    "grades",
                    "board_district",
                    "budgeted_with",
                ):
                    fields[name] = text
                elif name == "title_i":
                    fields[name] = chance.choice([True, False])
                else:
                    attributes[name] = text
    for use in name_uses(policy, Stands.COLUMN):
        attributes.setdefault(use.name, str(Decimal(chance.randrange(80, 120)) / 100))
    fields.setdefault("level", chance.choice(["ES", "MS", "HS"]))
    fields["opened"] = (
        None if chance.random() < 0.2 else date(chance.randrange(last - 4, last), 8, 1)
    )
    school_id = f"{number * 37 % 1000:04d}"
    return School(school_id, f"School {school_id}", where=NOWHERE, attributes=attributes, **fields)


def _pupils(groups: list[str], chance: random.Random) -> dict[str, int]:
    enrolled = chance.randrange(80, 1500)
    part = {True: enrolled // 5, False: enrolled * 3 // 4}  # private: low-income pupils stay within
    return {
        group: enrolled
        if group == "enrollment"
        else chance.randrange(part[group.startswith("private")] + 1)
        for group in groups
    }


def _table(
    key: tuple[FiscalYear, str],
    ids: tuple[str, ...],
    groups: list[str],
    pupils: dict[str, dict[str, int]],
    chance: random.Random,
    *,
    gaps: bool,
) -> CountTable:
    columns = {}
    for group in groups:
        numbers, states = [], []
        for school_id in ids:
            state = chance.choice([1, 2]) if gaps and chance.random() < 0.04 else 0
            count = pupils[school_id][group] * COUNT_SCALE
            if key[1] == "ada":
                count = count * chance.randrange(8_900, 9_900) // 10_000
            elif key[1] != "projected":
                count += chance.randrange(-3, 4) * COUNT_SCALE
            numbers.append(0 if state else max(count, 0))
            states.append(CountState(state))
        columns[group] = CountColumn(
            np.array(numbers, dtype=np.int64), np.array(states, dtype=np.uint8)
        )
    return CountTable(*key, ids, columns, tuple(range(2, len(ids) + 2)), "counts.csv")


def _amounts(
    policy: Policy, year: FiscalYear, ids: tuple[str, ...], chance: random.Random
) -> Iterator[GivenAmount]:
    given = {each.takes for each in policy.components if isinstance(each, Given)}
    for line in sorted(amount_lines(policy)):
        for school_id in ids:
            if chance.random() < 0.85:
                most = 40_000_000 if line in given else 400_000_000
                cents = chance.randrange(most // 20, most)
                for back in range(YEARS_BACK):
                    then = FiscalYear(year.ends_in - back)
                    yield GivenAmount(school_id, then, line, "", cents, "A resolution", NOWHERE)


def _staff(
    policy: Policy, ids: tuple[str, ...], codes: list[str], chance: random.Random
) -> Iterator[StaffPosition]:
    program = policy.programs[0].id
    for school_id in ids:
        for number, code in enumerate([*codes, *codes[:3]]):
            fte, filled = Decimal(chance.choice(["1", "0.6", "0.35"])), chance.random() < 0.85
            yield StaffPosition(
                f"{school_id}-{number}", school_id, code, fte, ((program, 100),), filled, NOWHERE,
                actual_salary_cents=chance.randrange(4_000_000, 9_000_000),
                actual_benefits_cents=chance.randrange(1_000_000, 2_000_000),
                hired=date(chance.randrange(1990, 2025), 7, 1),
            )  # fmt: skip
