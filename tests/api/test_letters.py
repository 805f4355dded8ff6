"""What a school's workbook says of each line: why it is not what it was last year."""

from decimal import Decimal

import pytest

from bsa_xl.allocation import AllocationLine, LineStatus, LineUnit
from bsa_xl.api.letters import why_changed
from bsa_xl.fiscal_year import FiscalYear


def line(count, rate, *, whole=False, status=LineStatus.FINAL):
    return AllocationLine(
        "0101:el", "0101", FiscalYear(2026), "adopted", "el", "general", LineUnit.USD, "EL",
        count=None if count is None else Decimal(count),
        rate=None if rate is None else Decimal(rate),
        is_whole=whole, status=status,
    )  # fmt: skip


@pytest.mark.parametrize(("now", "last", "said"), [
    (line("106", "517.44"), line("106", "517.44"), "No change"),
    (line("110", "517.84"), line("106", "517.44"), "4 more; rate up $0.40"),
    (line("100.5", "517"), line("102", "517.125"), "1.5 fewer; rate down $0.125"),
    (line("1", "21074.74", whole=True), line("1", "19950.57", whole=True), "up $1,124.17"),
    (line("1", "36674.10", whole=True), line("1", "73348.20", whole=True), "down $36,674.10"),
    (line("1", "316500"), line("1", "304000"), "rate up $12,500.00"),
    (line("4", "500"), None, ""),
    (line(None, None, status=LineStatus.TO_COME), line("4", "500"), "To come: the count is not known yet"),
])  # fmt: skip
def test_why_a_line_changed_is_said_in_pupils_and_dollars(now, last, said):
    assert why_changed(now, last) == said
