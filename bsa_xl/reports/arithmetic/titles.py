"""Titles of the rate sheet: what they cost, and the fields of a line of positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.district import price_of
from bsa_xl.policy import Bands, Foundation, Ratio, TopUp

from .expression import Cell, Expression, Named, part
from .functions import are_numbers, rounded, when
from .model import TO_COME, Field, Kind, Setting
from .naming import named
from .pupils import finish
from .work import Work, guarded

FTE_PLACES = 4


@dataclass(frozen=True, slots=True)
class Title:
    """A title of the rate sheet.

    Attributes:
        cost: dollars of 1.0 FTE, salary and benefits at the district's average; None where the
            rate sheet gives no salary.
    """

    code: str
    said: str
    cost: Named | None


def title_of(work: Work, code: str) -> Title | None:
    """The title of that code; None where the rate sheet has none."""
    for position in work.case.district.positions:
        if position.code == code:
            said = f"{position.title} ({code})"
            price = price_of(position, work.case.district.benefits)
            cents = price.full_time_cents if price.salary_cents else 0
            if cents <= 0:
                return Title(code, said, None)
            dollars = Decimal(cents).scaleb(-2)
            setting = Setting(
                named("cost", code), said, "Cost of 1.0 FTE", dollars, "USD per school",
                source="positions.csv and benefits.csv",
            )  # fmt: skip
            return Title(code, said, work.model.setting(setting))
    return None


def priced(work: Work, fte: Expression, title: Title) -> Expression | None:
    """FTE x cost, rounded as a line; None where the title has no cost."""
    if title.cost is None:
        return None
    return work.on_line(rounded(title.cost, Named("rate_decimals")) * fte)


@dataclass(frozen=True, slots=True)
class Staff:
    """A line of positions while it is written."""

    work: Work
    block: str
    component: Foundation | Ratio | Bands | TopUp
    label: str
    gate: Cell | None
    key: str

    def give(
        self,
        title: Title | None,
        fte: Expression | None,
        known: Sequence[Expression],
        *,
        in_dollars: bool,
    ) -> None:
        """The fields FTE and amount, and the line.

        Args:
            title: of the rate sheet; None where it has no such title.
            fte: how many; None where it cannot be worked out.
            known: counts that must be numbers.
            in_dollars: whether they are paid in dollars.
        """
        model, block = self.work.model, self.block
        made = part(TO_COME) if title is None or fte is None else fte
        many = Field(f"{block}/fte", block, "FTE", Kind.FTE, "positions", adds_up=True)
        cell = model.made(many, guarded(self.gate, known, made))
        if not in_dollars:
            code = getattr(self.component, "position", "") or (title.code if title else "to come")
            self.work.add_line(self.key, self.component, self.label, cell, position=code)
            return
        cost = priced(self.work, cell, title) if title else None
        amount = when(are_numbers([cell]), TO_COME if cost is None else cost, cell)
        finish(self.work, block, self.component, self.label, amount, "FTE x cost", self.key)
