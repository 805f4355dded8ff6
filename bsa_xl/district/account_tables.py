"""accounts/*.csv to the chart of accounts: codes with titles, and pairs that may stand together."""

from __future__ import annotations

from collections.abc import Mapping

from .cells import Cells
from .facts import ChartOfAccounts
from .headers import Table
from .kinds import UNKNOWN_CODE
from .notices import Notices
from .repeats import Repeats
from .shapes import DIMENSIONS


def pair_of(name: str) -> tuple[str, str] | None:
    """The two dimensions of ``goal_function``; None for any other name."""
    for first in DIMENSIONS:
        for second in DIMENSIONS:
            if first != second and name == f"{first}_{second}":
                return first, second
    return None


def read_codes(table: Table, notices: Notices) -> dict[str, str]:
    """Codes of one dimension to their titles."""
    cells = Cells(table, notices)
    repeats: Repeats[str, tuple[str, str]] = Repeats(notices, "code")
    for _ in cells.rows():
        code, title = cells.code("code", required=True), cells.text("title")
        if code:
            repeats.add(code, (code, title), cells, "code", title)
    return dict(repeats.kept())


def read_pairs(
    table: Table, pair: tuple[str, str], titles: Mapping[str, Mapping[str, str]], notices: Notices
) -> frozenset[tuple[str, str]]:
    """The pairs of codes of two dimensions that may stand together."""
    cells = Cells(table, notices)
    pairs = set()
    for _ in cells.rows():
        codes = tuple(cells.code(name, required=True) for name in pair)
        for name, code in zip(pair, codes, strict=True):
            if code and name in titles and code not in titles[name]:
                problem = f"'{code}' is not a code of accounts/{name}.csv."
                cells.tell(UNKNOWN_CODE, name, problem, "Correct it, or add it there.")
        if all(codes):
            pairs.add((codes[0], codes[1]))
    return frozenset(pairs)


def read_accounts(
    codes: Mapping[str, Table], pairs: Mapping[tuple[str, str], Table], notices: Notices
) -> ChartOfAccounts:
    """The chart of accounts.

    Args:
        codes: by dimension.
        pairs: by two dimensions.
        notices: takes what is found.
    """
    titles = {name: read_codes(table, notices) for name, table in codes.items()}
    combinations = {pair: read_pairs(table, pair, titles, notices) for pair, table in pairs.items()}
    return ChartOfAccounts(titles, combinations)
