"""What a district's schools are given in one event of a year: columns within, lines when asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear

from .arithmetic import IntColumn, exact_sum
from .columns import FTE_SCALE, LineColumn
from .grounds import BaseInForce
from .kept import ControlTotal
from .line_file import COLUMNS, values_of
from .lines import LineFigures, LineUnit, SchoolAllocation
from .norm_budget import NormBudget

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Allocation:
    """The allocation of a district, exact, in one event of a fiscal year.

    Iterating gives one `SchoolAllocation` a school, in the district's order; schools that are not
    open in the year are not among them.

    Attributes:
        policy_id: the policy that gave these numbers.
        school_ids: schools that take part, in file order.
        columns: one for each line of the formula, in the policy's order.
        findings: every fault met; a fatal one means that nothing may be issued.
        controls: pools and given amounts beside the sums of their lines.
        base: dollars for a pupil of weight 1; None where no line is a share of it.
        norms: norm-based budgets worked out beside the formula; nobody is paid by them.
        met: what was found about each component and adjustment, told there or before, by its id;
            empty where the facts were shared with other policies.
    """

    policy_id: str
    fiscal_year: FiscalYear
    event: str
    school_ids: tuple[str, ...]
    columns: tuple[LineColumn, ...]
    findings: tuple[Finding, ...] = ()
    controls: tuple[ControlTotal, ...] = field(default=())
    base: BaseInForce | None = None
    norms: tuple[NormBudget, ...] = field(default=())
    met: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)

    def lines(self, school_id: str) -> SchoolAllocation:
        """All lines of one school, in the policy's order; KeyError for a school not in it."""
        return self._of(self._rows[school_id], school_id)

    def figures(self, school_id: str) -> dict[str, LineFigures]:
        """Count, rate and cents of one school's lines, by line_id; KeyError for a school not in it.

        A fraction of the work of `lines`, for whoever compares years.
        """
        row = self._rows[school_id]
        found = ((column.line_id(school_id), column.figures(row)) for column in self.columns)
        return {line_id: figures for line_id, figures in found if figures is not None}

    def __iter__(self) -> Iterator[SchoolAllocation]:
        """The schools, in the district's order."""
        for row, school_id in enumerate(self.school_ids):
            yield self._of(row, school_id)

    def __len__(self) -> int:
        """How many schools take part."""
        return len(self.school_ids)

    @property
    def total_cents(self) -> int:
        """Dollars that schools plan themselves; central lines and FTE are not in it."""
        return exact_sum(self._school_cents)

    @property
    def central_cents(self) -> int:
        """Dollars that the central office holds for schools."""
        return self.dollars_of_all_lines - self.total_cents

    @property
    def dollars_of_all_lines(self) -> int:
        """Integer cents of every line, whoever holds it."""
        return exact_sum(_added(self.columns, len(self)))

    @property
    def has_fatal(self) -> bool:
        """Whether a fatal finding forbids issuing."""
        return any(finding.is_fatal for finding in self.findings)

    def school_totals(self) -> dict[str, int]:
        """Integer cents that each school plans itself, in the district's order."""
        return dict(zip(self.school_ids, self._school_cents.tolist(), strict=True))

    def program_totals(self) -> dict[str, int]:
        """Integer cents that schools plan themselves, by program id, in the policy's order."""
        totals: dict[str, int] = {}
        for column in self._plannable():
            program = column.terms.program
            totals[program] = totals.get(program, 0) + column.total_cents
        return totals

    def component_totals(self) -> dict[str, int]:
        """Integer cents by component id, whoever holds them; they come to all dollars."""
        totals: dict[str, int] = {}
        for column in self.columns:
            if column.terms.unit is LineUnit.USD:
                component = column.terms.component
                totals[component] = totals.get(component, 0) + column.total_cents
        return totals

    def fte_totals(self) -> dict[str, Decimal]:
        """FTE given, by position code."""
        totals: dict[str, Decimal] = {}
        for column in self.columns:
            if column.fte is not None or column.ftes is not None:
                code = column.terms.position_code
                totals[code] = totals.get(code, Decimal(0)) + column.total_fte
        return totals

    def school_fte(self) -> dict[str, Decimal]:
        """FTE given to each school, all titles together, in the district's order."""
        parts = np.zeros(len(self.school_ids), dtype=np.int64)
        for column in self.columns:
            parts = parts + column.fte_parts
        return {
            school_id: Decimal(each) / FTE_SCALE
            for school_id, each in zip(self.school_ids, parts.tolist(), strict=True)
        }

    def to_frame(self) -> pd.DataFrame:
        """Every line as a row, in the frozen columns of an allocation file.

        ``count``, ``rate``, ``fte`` and ``amount`` (dollars, two decimals) are Decimal objects, so
        that sums stay exact; None where a line has none (to come, not eligible, FTE). All else is
        text.
        """
        import pandas as pd  # noqa: PLC0415 - heavy, and only analysts need it

        rows = [values_of(line) for school in self for line in school.lines]
        return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)

    def _plannable(self) -> list[LineColumn]:
        return [column for column in self.columns if column.terms.is_plannable]

    @cached_property
    def _school_cents(self) -> IntColumn:
        return _added(self._plannable(), len(self))

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        return {school_id: row for row, school_id in enumerate(self.school_ids)}

    def _of(self, row: int, school_id: str) -> SchoolAllocation:
        year, event = self.fiscal_year, self.event
        made = (column.line(row, school_id, year, event) for column in self.columns)
        lines = tuple(line for line in made if line is not None)
        return SchoolAllocation(school_id, year, event, lines)


def _added(columns: Iterable[LineColumn], schools: int) -> IntColumn:
    """Cents by school; thousands of lines of the largest size that one can have stay in int64."""
    cents = np.zeros(schools, dtype=np.int64)
    for column in columns:
        cents += column.cents
    return cents
