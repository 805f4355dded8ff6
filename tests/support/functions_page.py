"""The page of the worksheet functions, made from the catalog; every example on it is worked out."""

import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bsa_xl.udfs.catalog import Argument, Function, catalog

from support.live_values import values_of
from support.sample_books import sample_book

HEAD = """\
# Worksheet functions

Written from the functions themselves, with examples worked out on the sample district of twelve schools. In Excel on Windows they are
called `bsa_rate` and so on, in LibreOffice `BSA.RATE`; both come with `bsa-xl excel install`. They need Python with BSA-XL on the
computer; an issued workbook needs none of them.

**One call answers for a whole table.** Give a column of schools and a row of components, and let the answer spill (Excel 2021 and
later), or select the cells that it belongs in, type the formula once and finish with Ctrl+Shift+Enter. A table asked for cell by cell is
the same, and several times slower.

**An answer is whole, or it is an error.** Where any part of what was asked cannot be answered (a school that does not exist, a line that
is still to come, a policy with a fault) the cell shows an error value, which no sum passes over; the button *What went wrong* says
why. In a letter a line that is to come has blank cells, and says so in its status; in the lines of a what-if it has blank cells.

In the examples `B1` holds the district's folder with its whole path, `B2` the fiscal year. The district is read once, and again when one
of its files has changed; what is worked out is the adopted allocation. Ranges of an open workbook are whole sheets from their cell A1
on, as large as you like but not whole columns, which a spreadsheet hands over with a million rows. A range that ends before the
sheet's entries do is an error, and the fault says how far it must go.

**An empty cell given alone is not the same everywhere.** Excel hands it over as empty, LibreOffice as 0, as it does in its own
formulas. So in LibreOffice `what_if` with one empty count answers for no pupils at all, `position_cost` with one empty cell for
`how_many` costs nothing, and `rounded` with an empty cell for `digits` rounds to whole dollars. In a range of two cells or more an empty
cell is empty in both. Where the one cell may be empty, ask first with `IF` and `ISBLANK`.

| function | what it answers |
|---|---|
"""
FOOT = """
## What is worth knowing

- **Rounding** is Excel's: halves away from zero, on the 15 digits that a cell can show, so 1.005 becomes 1.01. A number that somebody
  worked out to more digits than a cell shows is rounded as it is shown.
- **position_cost** prices a title as a school's Staffing does, with its benefits. Districts hand BSA-XL average salaries by title and
  actual pay by position; salary steps within a title are not part of a district's files, so a step is asked for by the position
  whose holder is on it, with the basis `actual`.
- **what_if** changes the counts of the adopted formula, all at once. It holds fixed what nobody changed, also a count that others are
  usually part of, such as `unduplicated`; where counts can then not be true beside each other, there is no answer. Nor is there one
  where one school has two different counts of one group, or where a count stands beside no school or under no group. Groups are
  found in capital and small letters.
- **findings** says what `bsa-xl check` says of the saved file, but for what only a file can tell: altered cells, formulas typed into
  entries, stale totals, lost formats.
"""
_LONGEST, _MOST_ROWS, _MOST_COLUMNS = 70, 4, 7


@dataclass(frozen=True, slots=True)
class Example:
    """A call as it is typed, and what it hands over.

    Attributes:
        typed: the arguments of the formula.
        beside: what the cells that it names hold, where that is not said above.
        given: the arguments; after the district and the year where `is_of_district`.
    """

    typed: str
    beside: str
    given: tuple[object, ...]
    is_of_district: bool = True


SCHOOLS = [["0109"], ["0116"]]
PAIR = [["english-learners", "low-income"]]
FIRST = "A5:A6 holds 0109 and 0116, B4:C4 english-learners and low-income."
HERE = "$B$1, $B$2"
SHEETS = "Snapshot!A1:B60, Staffing!A1:DZ600, Spending!A1:AZ300"
WHOLE = f"{SHEETS}, Checks!A1:Z120, 'Sign-off'!A1:Z60"
EXAMPLES = {
    "rate": Example(f"{HERE}, A5:A6, B4:C4", FIRST, (SCHOOLS, PAIR)),
    "count": Example(f"{HERE}, A5:A6, B4:C4", FIRST, (SCHOOLS, PAIR)),
    "fte": Example(f'{HERE}, A5:A6, "given-assistant-principal"', "A5:A6 holds 0109 and 0116.",
                   (SCHOOLS, [["given-assistant-principal"]])),
    "amount": Example(f"{HERE}, A5:A6, B4:D4", "B4:D4 holds english-learners, general and total.",
                      (SCHOOLS, [["english-learners", "general", "total"]])),
    "sentence": Example(f'{HERE}, "0109", "english-learners"', "",
                        ([["0109"]], [["english-learners"]])),
    "allocation": Example(f'{HERE}, "0109"', "", ("0109",)),
    "what_if": Example(f"{HERE}, A5:A6, B4:C4, B5:C6",
                       "B4:C4 holds el and swd, B5:C6 the counts 150, empty, empty, 200.",
                       (SCHOOLS, [["el", "swd"]], [[150.0, None], [None, 200.0]])),
    "what_if_lines": Example(f'{HERE}, "0109", "el", 150', "", ("0109", [["el"]], [[150.0]])),
    "peers": Example(f'{HERE}, "0109", 3', "", ("0109", 3.0)),
    "position_cost": Example(f"{HERE}, A5:A6, B5:B6, C5:C6",
                             "A5:C6 holds 01010, 1, 1 and 01120, 0.5, 3.",
                             ([["01010"], ["01120"]], [[1.0], [0.5]], [[1.0], [3.0]])),
    "balance": Example(SHEETS, "", ("Snapshot", "Staffing", "Spending"), is_of_district=False),
    "findings": Example(WHOLE, "", ("Snapshot", "Staffing", "Spending", "Checks", "Sign-off"),
                        is_of_district=False),
    "since_issue": Example(WHOLE, "Somebody typed 2 into Staffing I7.",
                       ("Snapshot", "Staffing", "Spending", "Checks", "Sign-off"),
                       is_of_district=False),
    "share_out": Example("1000, B5:B7", "B5:B7 holds 117, 151 and 88.",
                         (1000.0, [[117.0], [151.0], [88.0]]), is_of_district=False),
    "rounded": Example("B5:B6", "B5:B6 holds 1.005 and -2.675.",
                       ([[1.005], [-2.675]],), is_of_district=False),
}  # fmt: skip


def functions_page() -> str:
    """The whole page."""
    functions = catalog()
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        issued = values_of(sample_book(Path(folder) / "district").issued)
        changed = [list(row) for row in issued["Staffing"]]
        changed[6][8] = 2.0
        sections = [
            _section(each, EXAMPLES[each.name], Path(folder) / "district", issued, changed)
            for each in functions
        ]
    rows = [f"| [{each.name}](#{each.name}) | {_cell(each.help)} |\n" for each in functions]
    return HEAD + "".join(rows) + "".join(sections) + FOOT


def _section(
    function: Function,
    example: Example,
    district: Path,
    issued: dict[str, list[list[object]]],
    changed: list[list[object]],
) -> str:
    here = (str(district), "FY2026") if example.is_of_district else ()
    sheets = issued | ({"Staffing": changed} if function.name == "since_issue" else {})
    given = [sheets.get(each, each) if isinstance(each, str) else each for each in example.given]
    answer = function.run(*here, *given)
    lines = [
        f"\n## {function.name}\n",
        f"{function.help}\n",
        "| argument | | |",
        "|---|---|---|",
        *map(_argument, function.arguments),
        "",
        (
            f"In Excel `={function.excel_name}({example.typed})`, in LibreOffice "
            f"`={function.calc_name}({example.typed.replace(', ', '; ').replace('!', '.')})`. "
            f"{example.beside + ' ' if example.beside else ''}It answers:"
        ),
        "",
        *_table(answer),
        "",
    ]
    return "\n".join(lines)


def _argument(argument: Argument) -> str:
    need = "may be left out" if argument.is_optional else "needed"
    shape = "a range" if argument.is_range else "a cell"
    return f"| `{argument.name}` | {shape}, {need} | {_cell(argument.help)} |"


def _table(answer: Sequence[Sequence[object]]) -> list[str]:
    """The first rows and columns of an answer."""
    shown = [[_value(cell) for cell in row[:_MOST_COLUMNS]] for row in answer[: _MOST_ROWS + 1]]
    is_wider = len(answer[0]) > _MOST_COLUMNS
    lines = ["|" + " |" * len(shown[0]), "|" + "---|" * len(shown[0])]
    lines += ["| " + " | ".join(row) + " |" for row in shown]
    more = len(answer) - len(shown)
    left_out = [f"{more} more rows"] if more > 0 else []
    left_out += [f"{len(answer[0]) - _MOST_COLUMNS} more columns"] if is_wider else []
    return [*lines, "", f"... and {', '.join(left_out)}."] if left_out else lines


def _value(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:,.2f}" if cell != int(cell) else f"{cell:,.0f}"
    text = str(cell)
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST].rpartition(' ')[0]} ..."
    return _cell(text)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
