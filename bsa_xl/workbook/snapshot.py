"""The setting inside the workbook, so that it can be checked without the central office's store.

One part is the same for all schools and is built into the template; the other is the school's own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from operator import attrgetter
from typing import Any

from bsa_xl.budget import (
    AsIssued,
    BenefitCost,
    FteTrade,
    GivenFte,
    ItemRate,
    NowPosition,
    ProgramMoney,
    RateSheet,
    RequiredFte,
    RuleSetting,
    Setting,
    TitleRate,
)
from bsa_xl.fiscal_year import FiscalYear

from .case import Letter, ShownLine
from .own_setting import SHARED_FIELDS, setting_text
from .snapshot_json import dump

SNAPSHOT_SHEET = "Snapshot"
#: Characters that one cell takes; a spreadsheet's limit is 32,767.
_CHUNK = 30_000
#: Cells reserved for the school's own part.
SCHOOL_CELLS = 12


def shared_text(setting: Setting, shape: Mapping[str, object]) -> str:
    """The part that all schools of one template share.

    Args:
        setting: any school's.
        shape: the layout's capacities, so that the layout can be built again.
    """
    return dump({"shape": shape} | {name: getattr(setting, name) for name in SHARED_FIELDS})


def school_text(setting: Setting, extra: Mapping[str, object], own: str = "") -> str:
    """The school's own part, with what else the reader needs of it.

    Args:
        setting: the school's.
        extra: what stands beside it.
        own: the setting as `setting_text` gives it, where that was asked for before.
    """
    return f'{{"extra":{dump(extra)},{(own or setting_text(setting))[1:]}'


def letter_fields(letter: Letter) -> dict[str, object]:
    """A letter as the snapshot carries it: each line as its fields in order."""
    return {
        "dollars": [_LINE(line) for line in letter.dollars],
        "positions": [_LINE(line) for line in letter.positions],
        "central": [_LINE(line) for line in letter.central],
        "enrollment": letter.enrollment,
        "facts": dict(letter.facts),
    }


_LINE = attrgetter(*(field.name for field in fields(ShownLine)))


def read_letter(given: Mapping[str, Any]) -> Letter:
    """The letter of a snapshot.

    Raises:
        ValueError: it is not what this product writes.
    """
    try:
        enrollment = given["enrollment"]
        return Letter(
            dollars=tuple(_shown(line) for line in given["dollars"]),
            positions=tuple(_shown(line) for line in given["positions"]),
            central=tuple(_shown(line) for line in given["central"]),
            enrollment=None if enrollment is None else Decimal(enrollment),
            facts=dict(given["facts"]),
        )
    except (KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise ValueError("the workbook's letter cannot be read") from error


def _shown(given: Sequence[Any]) -> ShownLine:
    line_id, label, counted, count, rate, *rest = given
    return ShownLine(
        line_id,
        label,
        counted,
        None if count is None else Decimal(count),
        None if rate is None else Decimal(rate),
        *rest,
    )


def chunks(text: str) -> list[str]:
    """A text cut for cells, never beside a space: not every program keeps one at a cell's end."""
    parts = []
    while text:
        cut = _CHUNK
        while 1 < cut < len(text) and " " in text[cut - 1 : cut + 1]:
            cut -= 1
        parts.append(text[:cut])
        text = text[cut:]
    return parts


def school_cells(text: str) -> list[tuple[str, str]]:
    """Cell and chunk of the school's part; cells that are not needed are empty.

    Raises:
        ValueError: the text is longer than the cells reserved for it.
    """
    parts = chunks(text)
    if len(parts) > SCHOOL_CELLS:
        raise ValueError(f"the school's snapshot of {len(text)} characters does not fit")
    parts += [""] * (SCHOOL_CELLS - len(parts))
    return [(f"B{row}", part) for row, part in enumerate(parts, start=2)]


@dataclass(frozen=True, slots=True)
class SharedPart:
    """What the snapshots of all schools of a template have in common; see `Setting`.

    Attributes:
        shape: the layout's capacities.
    """

    shape: Mapping[str, Any]
    rates: RateSheet
    trades: tuple[FteTrade, ...]
    places: int
    account_segments: tuple[tuple[str, int], ...]
    account_separator: str
    default_goal: str
    council_window: tuple[int, int]


def read_setting(shared: str, school: str) -> tuple[Setting, dict[str, Any], dict[str, Any]]:
    """The setting, the shape and the extras that a workbook carries.

    Raises:
        ValueError: the texts are not what this product writes.
    """
    try:
        district, own = json.loads(shared), json.loads(school)
        return setting_of(shared_part(district), own), district["shape"], own["extra"]
    except (KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise ValueError("the workbook's snapshot cannot be read") from error


def shared_part(district: Mapping[str, Any]) -> SharedPart:
    """The shared part, from its JSON."""
    return SharedPart(
        shape=district["shape"],
        rates=read_rates(district["rates"]),
        trades=tuple(
            FteTrade(t["id"], t["give"], t["take"], Decimal(t["rate"])) for t in district["trades"]
        ),
        places=district["places"],
        account_segments=tuple((name, width) for name, width in district["account_segments"]),
        account_separator=district["account_separator"],
        default_goal=district["default_goal"],
        council_window=(district["council_window"][0], district["council_window"][1]),
    )


def setting_of(shared: SharedPart, own: Mapping[str, Any]) -> Setting:
    """A school's setting, from the shared part and the JSON of its own."""
    return Setting(
        school_id=own["school_id"],
        fiscal_year=FiscalYear.parse(own["fiscal_year"]),
        event=own["event"],
        letter_cents=own["letter_cents"],
        line_cents=tuple(own["line_cents"]),
        programs=tuple(ProgramMoney(**program) for program in own["programs"]),
        rates=shared.rates,
        places=shared.places,
        now=tuple(_now(position) for position in own["now"]),
        required=tuple(
            RequiredFte(**wanted | {"codes": tuple(wanted["codes"]),
                                    "programs": tuple(wanted["programs"])})
            for wanted in own["required"]
        ),
        given_fte=tuple(GivenFte(**given) for given in own["given_fte"]),
        trades=shared.trades,
        rules=tuple(
            RuleSetting(
                r["rule"],
                r["mode"],
                {name: Decimal(limit) for name, limit in r["limits"].items()},
                r["source"],
            )
            for r in own["rules"]
        ),
        as_issued={row: AsIssued(**found) for row, found in own["as_issued"].items()},
        site_code=own["site_code"],
        default_goal=shared.default_goal,
        account_segments=shared.account_segments,
        account_separator=shared.account_separator,
        council_window=shared.council_window,
    )  # fmt: skip


def _now(position: dict[str, Any]) -> NowPosition:
    shares = tuple((program, share) for program, share in position["shares"])
    return NowPosition(**position | {"shares": shares})


def read_rates(rates: dict[str, Any]) -> RateSheet:
    """The price list of a snapshot."""
    return RateSheet(
        tiers=tuple(rates["tiers"]),
        titles=tuple(_title(title) for title in rates["titles"]),
        items=tuple(_item(item) for item in rates["items"]),
    )


def _title(title: dict[str, Any]) -> TitleRate:
    costs: Sequence[dict[str, Any]] = title["benefits"]
    return TitleRate(
        **title
        | {
            "per_fte_cents": tuple(title["per_fte_cents"]),
            "per_person_cents": tuple(title["per_person_cents"]),
            "programs_allowed": tuple(title["programs_allowed"]),
            "benefits": tuple(
                BenefitCost(
                    cost["id"],
                    cost["object"],
                    tuple(cost["per_fte_cents"]),
                    tuple(cost["per_person_cents"]),
                )
                for cost in costs
            ),
        }
    )


def _item(item: dict[str, Any]) -> ItemRate:
    return ItemRate(
        **item
        | {
            "programs_allowed": tuple(item["programs_allowed"]),
            "costs": tuple((name, Decimal(percent)) for name, percent in item["costs"]),
        }
    )
