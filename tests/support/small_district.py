"""Districts and policies small enough to check by hand, built without any file."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from bsa_xl.district import (
    COUNT_SCALE,
    CountColumn,
    CountState,
    CountTable,
    District,
    DistrictProfile,
    GivenAmount,
    Position,
    School,
)
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location
from bsa_xl.policy import Policy

YEAR = FiscalYear(2026)
STATES = {"": CountState.NOT_SUPPLIED, "*": CountState.SUPPRESSED}
SOURCE = "Board Policy 3110"

#: Counts as counts.csv has them: school id to student group to the cell's text.
Rows = Mapping[str, Mapping[str, str]]


def count_table(rows: Rows, *, year: FiscalYear = YEAR, measure: str = "projected") -> CountTable:
    """The counts of one year and measure; the first school stands on line 2."""
    groups = list(dict.fromkeys(group for row in rows.values() for group in row))
    columns = {}
    for group in groups:
        texts = [row.get(group, "") for row in rows.values()]
        numbers = [0 if text in STATES else int(Decimal(text) * COUNT_SCALE) for text in texts]
        states = [STATES.get(text, CountState.GIVEN) for text in texts]
        columns[group] = CountColumn(
            np.array(numbers, dtype=np.int64), np.array(states, dtype=np.uint8)
        )
    lines = tuple(range(2, len(rows) + 2))
    return CountTable(year, measure, tuple(rows), columns, lines, "counts.csv")


def small_district(
    rows: Rows,
    *,
    schools: Sequence[School] | None = None,
    amounts: Iterable[tuple[str, str, str]] = (),
    positions: Iterable[tuple[str, str]] = (),
) -> District:
    """A district from its counts.

    Args:
        rows: counts of YEAR, projected.
        schools: elementary schools named after their ids where not given.
        amounts: school id, line, dollars; the first stands on line 2.
        positions: code and title.
    """
    listed = tuple(schools) if schools is not None else tuple(school(each) for each in rows)
    given = tuple(
        GivenAmount(
            school_id, YEAR, line, "", int(Decimal(dollars) * 100), "Board Resolution 25-014",
            Location("amounts.csv", row),
        )
        for row, (school_id, line, dollars) in enumerate(amounts, start=2)
    )  # fmt: skip
    titles = tuple(
        Position(code, title, Location("positions.csv", row))
        for row, (code, title) in enumerate(positions, start=2)
    )
    counts = {(YEAR, "projected"): count_table(rows)} if rows else {}
    return District(DistrictProfile("Riverbend"), listed, counts, given, titles)


def school(school_id: str, level: str = "ES", **more: Any) -> School:
    """A school named after its id; it stands on line 2 of schools.csv."""
    return School(school_id, f"School {school_id}", level, Location("schools.csv", 2), **more)


def small_policy(*components: Mapping[str, Any], base: Any = "5000", **more: Any) -> Policy:
    """A policy of these components, with a base and one program."""
    blocks = {
        "policy": "riverbend",
        "title": "Riverbend formula",
        "base": {
            "label": "Base",
            "unit": "USD per pupil",
            "source": SOURCE,
            "values": base if isinstance(base, dict) else {"FY2026": base},
        },
        "components": list(components),
    }
    return Policy.model_validate(blocks | more)


def weight(counts: str = "el", share: str = "0.1", **more: Any) -> dict[str, Any]:
    """A component of kind weight, named after its counts."""
    return component(counts, "weight", "share of base", share, counts=counts) | more


def per_pupil(counts: str = "el", dollars: str = "500", **more: Any) -> dict[str, Any]:
    """A component of kind per_pupil, named after its counts."""
    return component(counts, "per_pupil", "USD per pupil", dollars, counts=counts) | more


def lump_sum(name: str = "foundation", dollars: str = "215000", **more: Any) -> dict[str, Any]:
    """A component of kind lump_sum."""
    return component(name, "lump_sum", "USD per school", dollars) | more


def given(name: str = "transition", **more: Any) -> dict[str, Any]:
    """A component of kind given."""
    block = component(name, "given", "USD", "") | more
    return {key: value for key, value in block.items() if key != "values"}


def pool(dollars: str, *counts: str, name: str = "pool", **more: Any) -> dict[str, Any]:
    """A component of kind pool; each claim is a group, or a group and its weight: ``el:0.5``."""
    claims = []
    for claim in counts:
        group, _, share = claim.partition(":")
        claims.append({"counts": group} | ({"weight": {"FY2026": share}} if share else {}))
    return component(name, "pool", "USD per district", dollars, claims=claims) | more


def fte(position: str, many: str = "1", **more: Any) -> dict[str, Any]:
    """A component of kind fte."""
    return component("staff", "fte", "FTE per school", many, position=position) | more


def component(name: str, kind: str, unit: str, value: str, **more: Any) -> dict[str, Any]:
    """A component of any kind, with a value from FY2026 on."""
    label = name.replace("_", " ").capitalize()
    block = {"id": name, "kind": kind, "label": label, "unit": unit, "source": SOURCE}
    return block | {"values": {"FY2026": value}} | more


def adjustment(name: str, kind: str, **more: Any) -> dict[str, Any]:
    """An adjustment of any kind, with a source."""
    label = name.replace("-", " ").capitalize()
    return {"id": name, "kind": kind, "label": label, "source": SOURCE} | more
