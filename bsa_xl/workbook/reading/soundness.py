"""Whether a snapshot that is right in form can be priced, judged and laid out without a surprise.

Its numbers may still be anybody's; that they are ours the digest says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bsa_xl.budget import BenefitCost, ItemRate, NowPosition, Setting, TitleRate, check_rows
from bsa_xl.workbook.case import Letter
from bsa_xl.workbook.layout import Layout, key_of
from bsa_xl.workbook.snapshot import SharedPart

_MOST_ROWS, _MOST_LINES, _MOST_PROGRAMS, _MOST_CHECKS = 600, 500, 100, 1_000
_WIDEST_SEGMENT = 40
_MODES = frozenset("FWOXR")


def is_shape(shape: Mapping[str, Any]) -> bool:
    """Whether capacities are those of a form that people fill in."""
    rows = [shape[name] for name in ("staffing_rows", "spending_rows")]
    lines = [shape[name] for name in ("dollar_rows", "central_rows")]
    return (
        all(type(each) is int for each in (*rows, *lines))
        and type(shape["truncates"]) is bool
        and all(0 < each <= _MOST_ROWS for each in rows)
        and all(0 <= each <= _MOST_LINES for each in lines)
    )


def is_priced(shared: SharedPart) -> bool:
    """Whether every title has a cost at every tier, none of them negative."""
    rates = shared.rates
    return (
        rates.tiers[:1] == (0,)
        and list(rates.tiers) == sorted(rates.tiers)
        and shared.places in (0, 2)
        and all(0 <= width <= _WIDEST_SEGMENT for _, width in shared.account_segments)
        and all(_is_title(title, len(rates.tiers)) for title in rates.titles)
        and all(_is_item(item) for item in rates.items)
    )


def _is_title(title: TitleRate, tiers: int) -> bool:
    priced: tuple[TitleRate | BenefitCost, ...] = (title, *title.benefits)
    costs = [cost for each in priced for cost in (*each.per_fte_cents, *each.per_person_cents)]
    return all(
        len(each.per_fte_cents) == len(each.per_person_cents) == tiers for each in priced
    ) and not _is_any_negative((*costs, title.salary_cents, title.step_parts))


def _is_item(item: ItemRate) -> bool:
    percents = [percent for _, percent in item.costs]
    return not _is_any_negative((*percents, item.rate_cents or 0, item.loaded_parts))


def is_layable(setting: Setting) -> bool:
    """Whether a form can be laid out for it."""
    return (
        0 < len(setting.programs) <= _MOST_PROGRAMS
        and len(setting.required) + len(setting.given_fte) <= _MOST_LINES
        and len(setting.trades) <= _MOST_LINES
        and len(check_rows(setting)) <= _MOST_CHECKS
    )


def is_sound(
    setting: Setting, letter: Letter, layout: Layout, limits: Mapping[str, Iterable[str]]
) -> bool:
    """Whether rows, lines and rules are what the form has room and the program a use for.

    Args:
        setting: of the school.
        letter: to the school.
        layout: that follows from the setting.
        limits: the names of every rule's limits, by rule; a rule that is not there has any.
    """
    keys = [now.key for now in setting.now]
    return (
        len(keys) <= layout.staffing.rows
        and keys == [key_of("Staffing", n) for n in range(len(keys))]
        and all(_is_position(now) for now in setting.now)
        and len(letter.dollars) <= layout.dollars.rows
        and len(letter.central) <= layout.central.rows
        and all(rule.mode in _MODES for rule in setting.rules)
        and all(
            rule.limits.keys() <= {*limits.get(rule.rule, rule.limits)} for rule in setting.rules
        )
    )


def _is_position(now: NowPosition) -> bool:
    actual = (now.actual_salary_cents or 0, now.actual_benefits_cents or 0)
    return not _is_any_negative((now.fte_parts, now.ends_on, *actual))


def _is_any_negative(numbers: Iterable[Any]) -> bool:
    return any(number < 0 for number in numbers)
