"""Tables of account codes (`Code`, `Title`) to the chart of accounts.

The tables of all dimensions have the same header, so a table is recognised by what it holds: funds
have two characters, and of the others each has entries that none of the rest has.
"""

from __future__ import annotations

from bsa_xl.district.facts import ChartOfAccounts
from bsa_xl.district.kinds import CONTRADICTING_ROW, EMPTY_CELL
from bsa_xl.district.notices import Notices
from bsa_xl.district.shapes import DIMENSIONS
from bsa_xl.district.texts import fit_to_show
from bsa_xl.district.words import shown, spoken_list

from .imported import RowsOfFile
from .kinds import NOT_RECOGNISED
from .published import Published

_FUND_WIDTH = 2
#: Code and words of its title that only this dimension has.
_LANDMARKS = {
    "resource": {"0000": "unrestricted", "3010": "title i", "6500": "special education"},
    "goal": {"0000": "undistributed", "1110": "regular education", "5001": "special education"},
    "function": {"1000": "instruction", "2700": "school administration", "3110": "guidance"},
    "object": {"1100": "teachers", "4300": "materials", "8011": "lcff"},
}


def read_account_codes(
    tables: list[Published], notices: Notices
) -> tuple[ChartOfAccounts, list[RowsOfFile]]:
    """The chart of accounts of all tables of codes, and where their rows went."""
    titles: dict[str, dict[str, str]] = {}
    accounts = []
    for table in tables:
        codes, apart = _codes(table, notices)
        dimension = _dimension(codes, table.grid.file)
        if not dimension:
            problem = "the table has codes and titles, but of which dimension is not clear."
            remedy = f"Name the file after it: {spoken_list(DIMENSIONS)}."
            notices.fault(NOT_RECOGNISED, table.grid.at(), problem, remedy)
            apart, codes = {"codes of an unknown dimension": len(table.rows)}, {}
        used = len(table.rows) - sum(apart.values())
        known = titles.setdefault(dimension, {}) if dimension else {}
        for code, title in codes.items():
            known.setdefault(code, title)
        accounts.append(RowsOfFile(table.grid.file, table.grid.sheet, len(table.rows), used, apart))
    return ChartOfAccounts(titles), accounts


def _codes(table: Published, notices: Notices) -> tuple[dict[str, str], dict[str, int]]:
    """Code to title without the padding of either, and the rows that were set apart."""
    codes: dict[str, str] = {}
    apart: dict[str, int] = {}
    for line, cells in table.rows:
        code, title = ((*cells, "", "")[place].strip() for place in (0, 1))
        title = fit_to_show(title, table.grid.at(line, "Title"), notices)
        if not code:
            problem = f"'{shown(title)}' has no code and was set apart."
            notices.fault(EMPTY_CELL, table.grid.at(line, "Code"), problem, "Fill in its code.")
            apart["titles without a code"] = apart.get("titles without a code", 0) + 1
        elif code not in codes:
            codes[code] = title
        elif codes[code] == title:
            apart["codes given twice"] = apart.get("codes given twice", 0) + 1
        else:
            problem = f"code {shown(code)} is '{shown(codes[code])}' above, which was used."
            remedy = "Keep the title that is right."
            notices.fault(CONTRADICTING_ROW, table.grid.at(line, "Code"), problem, remedy)
            apart["codes given twice"] = apart.get("codes given twice", 0) + 1
    return codes, apart


def _dimension(codes: dict[str, str], file: str) -> str:
    """The dimension that the codes belong to; by the file's name only where they do not say."""
    if codes and all(len(code) == _FUND_WIDTH for code in codes):
        return "fund"
    scores = {
        dimension: sum(words in codes.get(code, "").casefold() for code, words in marks.items())
        for dimension, marks in _LANDMARKS.items()
    }
    best = max(scores, key=lambda dimension: scores[dimension])
    if list(scores.values()).count(scores[best]) == 1:
        return best
    named = [dimension for dimension in DIMENSIONS if dimension in file.casefold()]
    return named[0] if len(named) == 1 else ""
