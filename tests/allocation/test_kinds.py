"""Every kind of component has what gives its lines."""

from typing import get_args

from bsa_xl.allocation.kinds import KINDS
from bsa_xl.policy import Component


def test_no_kind_of_component_is_passed_over():
    union, *_ = get_args(Component)
    assert set(KINDS) == set(get_args(union))
