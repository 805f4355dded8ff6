"""What Programs says of a funding source, in the words that schools use."""

import pytest

from bsa_xl.budget import ProgramBudget, ProgramMoney
from bsa_xl.workbook.sheets.programs import ProgramView, columns


@pytest.mark.parametrize(
    ("money", "said"),
    [
        ({}, "ongoing"),
        ({"one_time": True}, "one-time"),
        ({"one_time": True, "available_until": "FY2026"}, "one-time, until 2025-26"),
        ({"one_time": True, "available_until": "next June"}, "one-time, until next June"),
    ],
)
def test_how_long_money_lasts_is_told_in_school_years(money, said):
    """Files say FY2026; on paper it is 2025-26. A snapshot may hold any text."""
    program = ProgramBudget(ProgramMoney("bridge", "Bridge grant", 0, **money), 0, 0)
    lasts = next(column for column in columns() if column.header == "Lasts")
    assert lasts.value(ProgramView(program, 1, 0)) == said
