"""One line of the formula over all schools, as columns; a line as an object only when asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from bsa_xl.citation import Citation
from bsa_xl.district import COUNT_SCALE
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import to_dollars

from .arithmetic import IntColumn, Mask, exact_sum, quantised
from .lines import AllocationLine, LineFigures, LineStatus, LineUnit

StatusColumn = NDArray[np.uint8]
#: The same words at every school, or the words for a row.
Saying = str | Callable[[int], str]
#: FTE carry at most this many decimals.
FTE_PLACES = 4
FTE_SCALE = 10**FTE_PLACES


class RowStatus(IntEnum):
    """The status of a line at one school, as a column keeps it."""

    ABSENT = 0  #: the school has no such line at all
    FINAL = 1
    ESTIMATE = 2
    TO_COME = 3
    NOT_ELIGIBLE = 4


_WORDS = {
    RowStatus.FINAL: LineStatus.FINAL,
    RowStatus.ESTIMATE: LineStatus.ESTIMATE,
    RowStatus.TO_COME: LineStatus.TO_COME,
    RowStatus.NOT_ELIGIBLE: LineStatus.NOT_ELIGIBLE,
}
_FIRST_PAID = np.array(RowStatus.FINAL, dtype=np.uint8)
_MORE_PAID = np.array(RowStatus.ESTIMATE - RowStatus.FINAL, dtype=np.uint8)
_TO_COME = np.uint8(RowStatus.TO_COME)  # beside an enum member, columns are many times slower
STATUS_CODES = {str(word): code for code, word in _WORDS.items()}


def waiting(statuses: StatusColumn) -> Mask:
    """Schools whose line is to come."""
    waits: Mask = statuses == _TO_COME
    return waits


def is_paid(statuses: StatusColumn) -> Mask:
    """Schools whose line carries an amount: final, or an estimate."""
    # unsigned: absent wraps to 255
    paid: Mask = np.subtract(statuses, _FIRST_PAID) <= _MORE_PAID
    return paid


@dataclass(frozen=True, slots=True, eq=False)
class RateColumn:
    """A rate for each school, as it multiplies and is printed.

    Attributes:
        numbers: int64; dollars per unit of count x 10**places.
        places: at most ``rounding.rates``.
    """

    numbers: IntColumn
    places: int

    def rate(self, row: int) -> Decimal:
        """The rate of one school."""
        value = Decimal(int(self.numbers[row])).scaleb(-self.places)
        return quantised(value, self.places)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a line says at every school alike.

    Attributes:
        key: the line's id without the school: the component's id, and the grade span's.
        component: the policy component's id.
        program: program id; never empty.
    """

    key: str
    component: str
    program: str
    label: str
    unit: LineUnit = LineUnit.USD
    position_code: str = ""
    term: str = "ongoing"
    held_by: str = "school"
    flexibility: str = "unlocked"
    source: Citation | None = None
    note: str = ""

    @property
    def in_dollars(self) -> bool:
        """Whether the line gives dollars, whoever holds them."""
        return self.unit is LineUnit.USD

    @property
    def is_plannable(self) -> bool:
        """Whether schools plan these dollars themselves."""
        return self.unit is LineUnit.USD and self.held_by == "school"


@dataclass(frozen=True, slots=True, eq=False)
class LineColumn:
    """One line over the schools that take part, row by row in their order.

    Attributes:
        status: uint8 of RowStatus.
        cents: int64; zero where the line is absent, to come or not eligible, and for FTE.
        counts: int64 x COUNT_SCALE; None where the count is 1.
        rate: dollars per unit of count where every school has the same; None also for FTE.
        rate_cents: int64, the rate where it differs: a share of a pool, a given amount.
        rates: the rate where it differs and is finer than a cent: a sliding weight x base.
        counted: who is counted; or what says it for a row.
        made: how the count came about; or what says it for a row.
        basis: how the rate came about ("0.1 of the base of $5,275.00"); or what says it for a row.
        fte: FTE at each school, where every school has the same; None for dollars.
        ftes: int64 x FTE_SCALE, where it differs.
        source_of: the authority of a row where it has one of its own.
    """

    terms: Terms
    status: StatusColumn
    cents: IntColumn
    counts: IntColumn | None = None
    rate: Decimal | None = None
    rate_cents: IntColumn | None = None
    rates: RateColumn | None = None
    counted: Saying = ""
    made: Saying = ""
    basis: Saying = ""
    fte: Decimal | None = None
    ftes: IntColumn | None = None
    source_of: Callable[[int], Citation | None] | None = None

    @property
    def to_come(self) -> Mask:
        """Schools where the line is to come."""
        return waiting(self.status)

    @property
    def total_cents(self) -> int:
        """The sum over all schools."""
        return exact_sum(self.cents)

    @property
    def fte_parts(self) -> IntColumn:
        """FTE of each school x FTE_SCALE; zero for dollars, and where none is given yet."""
        paid = is_paid(self.status)
        if self.ftes is not None:
            return self.ftes * paid
        parts: IntColumn = paid * np.int64(int((self.fte or Decimal(0)) * FTE_SCALE))
        return parts

    @property
    def total_fte(self) -> Decimal:
        """FTE over all schools; zero for dollars."""
        return Decimal(exact_sum(self.fte_parts)) / Decimal(FTE_SCALE)

    def line(self, row: int, school_id: str, year: FiscalYear, event: str) -> AllocationLine | None:
        """The line of one school; None where it has none."""
        code = RowStatus(int(self.status[row]))
        if code is RowStatus.ABSENT:
            return None
        terms = self.terms
        given = code in (RowStatus.FINAL, RowStatus.ESTIMATE)
        return AllocationLine(
            line_id=self.line_id(school_id),
            school_id=school_id,
            fiscal_year=year,
            event=event,
            component=terms.component,
            program=terms.program,
            unit=terms.unit,
            label=terms.label,
            counted=_said(self.counted, row),
            made=_said(self.made, row) if given else "",
            basis=_said(self.basis, row) if given else "",
            position_code=terms.position_code,
            count=self._count(row) if given else None,
            rate=self._rate(row) if given else None,
            fte=self._fte(row) if given else None,
            cents=int(self.cents[row]),
            term=terms.term,
            status=_WORDS[code],
            held_by=terms.held_by,
            flexibility=terms.flexibility,
            source=(self.source_of(row) if self.source_of else None) or terms.source,
            note=terms.note,
            is_whole=self.rate_cents is not None,
        )

    def line_id(self, school_id: str) -> str:
        """What the line of one school is called."""
        return f"{school_id}:{self.terms.key}"

    def figures(self, row: int) -> LineFigures | None:
        """What the line of one school comes to, as `line` has it; None where it has none."""
        code = RowStatus(int(self.status[row]))
        if code is RowStatus.ABSENT:
            return None
        given = code in (RowStatus.FINAL, RowStatus.ESTIMATE)
        count, rate = (self._count(row), self._rate(row)) if given else (None, None)
        return LineFigures(count, rate, int(self.cents[row]))

    def _count(self, row: int) -> Decimal:
        if self.counts is None:
            return Decimal(1)
        whole, rest = divmod(int(self.counts[row]), COUNT_SCALE)
        if not rest:  # most counts, and many times faster
            return Decimal(whole)
        return quantised(Decimal(int(self.counts[row])) / COUNT_SCALE, 4, least=0)

    def _rate(self, row: int) -> Decimal | None:
        if self.rates is not None:
            return self.rates.rate(row)
        return self.rate if self.rate_cents is None else to_dollars(int(self.rate_cents[row]))

    def _fte(self, row: int) -> Decimal | None:
        if self.ftes is None:
            return self.fte
        return quantised(Decimal(int(self.ftes[row])) / FTE_SCALE, FTE_PLACES, least=1)


def _said(saying: Saying, row: int) -> str:
    return saying if isinstance(saying, str) else saying(row)
