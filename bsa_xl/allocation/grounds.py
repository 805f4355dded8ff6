"""What every component stands on: open schools, counts, gates, the year, findings so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from bsa_xl.district import COUNT_SCALE, GivenAmount
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.policy import (
    Adjustment,
    Component,
    DatedValue,
    Policy,
    Span,
    StaffPosition,
)

from .arithmetic import (
    MOST_CENTS,
    SPREADSHEET_DIGITS,
    IntColumn,
    LineRounding,
    Mask,
    Product,
    Rate,
    is_too_large,
    rate_of,
    times_rate,
)
from .authority import authority
from .columns import STATUS_CODES, LineColumn, RowStatus, StatusColumn, Terms, is_paid
from .counted import Counted
from .counting import CountBook
from .kept import ControlTotal
from .norm_budget import NormBudget
from .schools import Gates
from .weight_column import BaseColumn
from .wording import POLICY, dollars, schools
from .year_facts import YearFacts

NEVER = FindingKind(
    "ALO-06",
    "Component never holds",
    Severity.INFORMATIONAL,
    "A component without a value in any year gives nothing to anybody.",
)
TOO_LARGE = FindingKind(
    "ALO-16",
    "Number is beyond what a budget or a spreadsheet can carry",
    Severity.FATAL,
    "A spreadsheet follows 15 digits; beyond them its cents are no longer ours.",
)


@dataclass(frozen=True, slots=True)
class BaseInForce:
    """Dollars for a pupil of weight 1 in the year.

    Attributes:
        value: None where there is none, or schools differ.
        said: how it came about, after the number (", implied by ..."); empty where it is printed.
        told: whether it was said why there is none.
        column: where schools differ.
        counts: names of the counts that it stands on.
    """

    value: Decimal | None
    said: str = ""
    told: bool = False
    column: BaseColumn | None = None
    counts: frozenset[str] = frozenset()

    def at(self, row: int) -> Decimal | None:
        """The base of a school; None where it has none."""
        if self.column is None:
            return self.value
        return None if self.column.unknown[row] else self.column.base(row)


class Grounds:
    """One allocation while it is being worked out.

    Attributes:
        facts: what it needs of the district.
        schools: those that take part, in file order.
        ids: their ids.
        counts: the counts, each worked out once.
        findings: everything met so far, each cause once.
        controls: totals that the lines must come to.
        met_again: what was told before and is the cause of another line too.
        norms: norm-based budgets worked out beside the lines.
        given: the lines worked out so far, by the id of their component or adjustment.
        base: once somebody asked for it.
    """

    __slots__ = (
        "_told", "base", "controls", "counts", "district", "facts", "findings",
        "gates", "given", "ids", "met_again", "norms", "policy", "schools", "year",
    )  # fmt: skip

    def __init__(self, facts: YearFacts, policy: Policy) -> None:
        self.facts, self.policy = facts, policy
        self.district, self.year = facts.district, facts.year
        self.schools, self.ids = facts.schools, facts.ids
        self.counts = CountBook(facts, policy, facts.year, facts.groups)
        self.findings: list[Finding] = list(facts.closed)
        self.controls: list[ControlTotal] = []
        self.norms: list[NormBudget] = []
        self.given: dict[str, tuple[LineColumn, ...]] = {}
        self.base: BaseInForce | None = None
        self.gates = Gates(self.schools, self.findings, facts.fields, facts.gates)
        self.met_again: list[Finding] = []
        self._told: dict[tuple[object, ...], Finding] = {}

    @property
    def has_told_once(self) -> bool:
        """Whether something was told that is not told a second time."""
        return bool(self._told or self.gates.told)

    @property
    def rows(self) -> Mapping[str, int]:
        """The row of each school that takes part."""
        return self.facts.rows

    @property
    def amounts(self) -> Mapping[str, list[GivenAmount]]:
        """The year's given amounts, by their line."""
        return self.facts.amounts

    def tell_once(self, cause: tuple[object, ...], finding: Finding) -> None:
        """Keep a finding, unless its cause was told before."""
        if cause in self._told:
            self.met_again.append(self._told[cause])
        else:
            self._told[cause] = finding
            self.findings.append(finding)

    def terms(
        self,
        component: Component | Adjustment,
        values: DatedValue | None = None,
        *,
        span: Span | StaffPosition | None = None,
    ) -> Terms:
        """What a component's lines say at every school, its program's terms where it has none.

        Args:
            component: the component or adjustment whose lines they are.
            values: dated values; the authority of the one in force goes before the block's.
            span: the grade span or position whose line it is.
        """
        program = self.policy.program(component.program)
        block = component.source if span is None else span.source or component.source
        return Terms(
            key=component.id if span is None else f"{component.id}:{span.id}",
            component=component.id,
            program=program.id,
            label=component.label if span is None else f"{component.label}, {span.label}",
            term=component.term or program.term,
            held_by=component.held_by or program.held_by,
            flexibility=component.flexibility or program.flexibility,
            source=authority(self.policy, component, block, values, self.year),
            note=component.note,
        )

    def statuses(self, component: Component) -> StatusColumn:
        """The status each school starts with: let in, not eligible, or no such line."""
        code = STATUS_CODES[component.status]
        return self.gates.statuses(component.schools, component.label, code)

    def value(self, values: DatedValue, label: str) -> Decimal | None:
        """The value in force; None where none is, with a word if none ever is."""
        value = values.value(self.year)
        if value is None and all(entry.value is None for entry in values.entries):
            self.findings.append(
                NEVER.at(
                    POLICY,
                    f"'{label}' has no value in any year, so it gives nothing.",
                    "Give it a first fiscal year and a value, or take it out.",
                )
            )
        return value

    def is_sane(self, value: Decimal, label: str) -> bool:
        """Whether a budget can have such a value; if not, a finding says so."""
        if not is_too_large(value):
            return True
        self.findings.append(
            TOO_LARGE.at(
                POLICY,
                f"The value of '{label}' has {value.adjusted() + 1} digits before the point, so its"
                " lines are to come.",
                "Correct the value in the policy.",
            )
        )
        return False

    def effective(self, rate: Decimal, label: str) -> Rate | None:
        """A rate as it multiplies and is printed; None, with a finding, if no budget has such."""
        return rate_of(rate, self.policy.rounding.rates) if self.is_sane(rate, label) else None

    def priced(
        self, terms: Terms, statuses: StatusColumn, counted: Counted, rate: Rate | None
    ) -> LineColumn:
        """A line of count x rate; to come where the count has no value, or there is no rate."""
        status = self.judged(statuses, counted, terms.label)
        if rate is None:
            return self.to_come(terms, status)
        status, cents = self.sound(terms, status, self.product(counted, rate), rate.value)
        how = counted.how or ""
        return LineColumn(
            terms, status, cents, counted.scaled, rate.value, counted=counted.who, made=how
        )

    def sound(
        self, terms: Terms, status: StatusColumn, product: Product, rate: Decimal | None
    ) -> tuple[StatusColumn, IntColumn]:
        """The amounts that are paid; with findings where one is too large or too fine.

        Args:
            terms: of the line.
            status: judged by the counts.
            product: count x rate.
            rate: where it is the same for all schools.
        """
        cents = self.paid_only(product.cents, status)
        if product.too_large is not None:
            status, cents = self._refuse_large(terms, status, cents, product.too_large)
        if product.too_fine is not None:
            self._warn_fine(terms, status, rate, product.too_fine)
        return status, cents

    def product(self, counted: Counted, rate: Rate, lines: LineRounding | None = None) -> Product:
        """Count x rate under the line rounding; whole pupils keep the products short."""
        lines = lines or self.policy.rounding.lines
        if counted.whole is not None:
            return times_rate(counted.whole, counted.largest // COUNT_SCALE, 1, rate, lines)
        return times_rate(counted.scaled, counted.largest, COUNT_SCALE, rate, lines)

    def judged(self, statuses: StatusColumn, counted: Counted, label: str) -> StatusColumn:
        """The statuses, to come where a school that is let in has no count, each cause told."""
        if counted.missing is None:
            return statuses
        needed = is_paid(statuses)
        for doubt in counted.doubts:
            rows = np.flatnonzero(doubt.rows & needed)
            for row in rows[:1].tolist() if doubt.once else rows.tolist():
                cause = doubt.key if doubt.once else (*doubt.key, row)
                if cause in self._told:  # a sentence is only made where it is told
                    self.met_again.append(self._told[cause])
                else:
                    self.tell_once(cause, doubt.tell(row, label))
        return np.where(needed & counted.missing, np.uint8(RowStatus.TO_COME), statuses)

    def paid_only(self, cents: IntColumn, status: StatusColumn) -> IntColumn:
        """The cents where a line is final or an estimate, else zero."""
        return cents if self.gates.lets_all_in(status) else cents * is_paid(status)

    @staticmethod
    def to_come_where(statuses: StatusColumn, unknown: Mask) -> StatusColumn:
        """The statuses, to come where something would be given and is not known yet."""
        if not np.count_nonzero(unknown):
            return statuses
        return np.where(unknown & is_paid(statuses), np.uint8(RowStatus.TO_COME), statuses)

    def to_come(self, terms: Terms, statuses: StatusColumn) -> LineColumn:
        """A line that is to come wherever it would have been given."""
        status = np.where(is_paid(statuses), np.uint8(RowStatus.TO_COME), statuses)
        return LineColumn(terms, status, np.zeros(len(self.ids), dtype=np.int64))

    def _refuse_large(
        self, terms: Terms, status: StatusColumn, cents: IntColumn, rows: Mask
    ) -> tuple[StatusColumn, IntColumn]:
        row = int(np.flatnonzero(rows)[0])
        self.findings.append(
            TOO_LARGE.at(
                POLICY,
                f"'{terms.label}' comes to {dollars(Decimal(MOST_CENTS) / 100)} or more at "
                f"{schools(int(rows.sum()))}, {self.ids[row]} among them, so it is to come.",
                "Correct the rate in the policy, or the counts.",
            )
        )
        return np.where(rows, np.uint8(RowStatus.TO_COME), status), np.where(rows, 0, cents)

    def _warn_fine(
        self, terms: Terms, status: StatusColumn, rate: Decimal | None, rows: Mask
    ) -> None:
        near = np.flatnonzero(rows & is_paid(status))
        if near.size:
            at = "" if rate is None else f" at {dollars(rate)}"
            self.findings.append(
                TOO_LARGE.at(
                    POLICY,
                    f"'{terms.label}'{at} is closer to a rounding edge than "
                    f"{SPREADSHEET_DIGITS} digits can tell at {schools(near.size)}, "
                    f"{self.ids[near[0]]} among them.",
                    "Set rounding.rates to fewer decimals.",
                )
            )
