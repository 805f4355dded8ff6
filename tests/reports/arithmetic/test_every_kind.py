"""No kind of component, count or adjustment, and no word of one, is passed over by the formulas."""

from typing import get_args

import pytest
from pydantic import BaseModel
from support.invented_district import invented_district
from support.small_district import small_policy, weight

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import Adjustment, Component, Counting
from bsa_xl.reports.arithmetic import NotCoveredError, arithmetic
from bsa_xl.reports.arithmetic.coverage import understood
from bsa_xl.reports.arithmetic.formula import adjustment_kinds, component_kinds, counting_ways

YEAR = FiscalYear(2026)


def classes(union):
    """The classes of a union, however it is annotated."""
    found = set()
    waiting = [union]
    while waiting:
        each = waiting.pop()
        if isinstance(each, type):
            found |= {each} if issubclass(each, BaseModel) else set()
        else:
            waiting.extend(get_args(each))
    return found


def inner(found):
    """The classes, and all that their fields are made of."""
    seen, waiting = set(), list(found)
    while waiting:
        each = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        for field in each.model_fields.values():
            waiting.extend(classes(field.annotation) - seen)
    return seen


def test_every_kind_of_component_has_its_formulas():
    assert classes(Component) == set(component_kinds())


def test_every_kind_of_adjustment_has_its_formulas():
    assert classes(Adjustment) == set(adjustment_kinds())


def test_every_word_of_counting_has_its_formula():
    assert classes(Counting) == set(counting_ways())


@pytest.mark.parametrize(
    "block",
    sorted(
        inner(classes(Component) | classes(Adjustment) | classes(Counting)),
        key=lambda block: block.__name__,
    ),
    ids=lambda block: block.__name__,
)
def test_every_word_of_the_grammar_is_understood(block):
    assert block.__name__ in understood()
    assert set(block.model_fields) - understood()[block.__name__] == set()


def test_a_kind_without_formulas_is_refused_by_its_name(monkeypatch):
    from bsa_xl.reports.arithmetic import formula  # noqa: PLC0415

    kinds = {kind: write for kind, write in component_kinds().items() if kind.__name__ != "Weight"}
    monkeypatch.setattr(formula, "component_kinds", lambda: kinds)
    policy = small_policy(weight("el"))
    with pytest.raises(NotCoveredError, match=r"^The line 'El' is of kind 'weight'$"):
        arithmetic(invented_district(policy, YEAR), policy, YEAR)


def test_a_word_without_formulas_is_refused(monkeypatch):
    from bsa_xl.reports.arithmetic import coverage  # noqa: PLC0415

    monkeypatch.setitem(coverage._FIELDS, "SumOf", "sum")
    counting = {"twice": {"sum": ["el"], "times": 2}}
    policy = small_policy(weight("twice"), counting=counting)
    with pytest.raises(NotCoveredError, match=r"^The count 'twice' is of kind 'with times'$"):
        arithmetic(invented_district(policy, YEAR), policy, YEAR)
