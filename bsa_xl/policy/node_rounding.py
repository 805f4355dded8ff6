"""How one component rounds, where it does not round as the policy does."""

from __future__ import annotations

from typing import Literal

from .component_block import ComponentBlock
from .document import Block
from .scalars import RateDecimals

#: Decimals of a weight or a share that is worked out, where nothing else is said.
MADE_DECIMALS = 6


class NodeRounding(Block):
    """How one component rounds; what it does not say is as the policy says.

    A component with a rounding of lines of its own prints 1 x its amount and says in words how it
    came about, because count x rate is rounded as the policy rounds.

    Attributes:
        rates: decimals of its rates, 0 to 8.
        rates_method: ``truncate`` cuts its rates instead of rounding them half away from zero.
        weights: decimals of a weight that is worked out for a school, 0 to 8.
        shares: decimals of a share of pupils that is worked out for a school, 0 to 8.
        lines: to whole cents, to whole dollars, or cut to whole dollars.
    """

    rates: RateDecimals | None = None
    rates_method: Literal["half_away_from_zero", "truncate"] = "half_away_from_zero"
    weights: RateDecimals = MADE_DECIMALS
    shares: RateDecimals = MADE_DECIMALS
    lines: Literal["cent", "dollar", "truncate"] | None = None


class RoundedBlock(ComponentBlock):
    """What components have whose rates and lines may be rounded by a rule of their own.

    Attributes:
        rounding: where it does not round as the policy does.
    """

    rounding: NodeRounding = NodeRounding()
