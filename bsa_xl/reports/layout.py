"""A layout of a ledger file: columns in order, how amounts and days are written, what frames it."""

from __future__ import annotations

from dataclasses import dataclass

#: What a column may be made from: of a posting, or the same in every line.
OF_POSTINGS = (
    "account", "fund", "resource", "project_year", "goal", "function", "object", "site", "program",
    "school_id", "posting_id", "row_key", "title", "plan_goal", "amount", "debit_or_credit", "fte",
    "line_number",
)  # fmt: skip
OF_FILES = (
    "fiscal_year", "year", "year_before", "event", "date", "year_start", "year_end", "district",
)  # fmt: skip
#: What a header or trailer may add: how many rows there are, and what they come to.
OF_TOTALS = ("rows", "total", "debits", "credits")
#: What carries an amount, and is written as amounts are.
AMOUNTS = frozenset({"amount", "total", "debits", "credits"})
#: Words for people; a letter that the encoding does not have may be replaced in them.
WORDS = frozenset({"title", "plan_goal", "district"})

SHAPES = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "fixed": ""}
ENCODINGS = {"utf-8": "utf-8", "utf-8-bom": "utf-8-sig", "windows": "cp1252", "ascii": "ascii"}
LINE_ENDS = {"crlf": "\r\n", "lf": "\n"}
SIGNS = ("minus_before", "minus_after", "parentheses", "letter")
UNITS = {"dollars": 100, "cents": 1}
QUOTES = ("needed", "all", "never")
ROWS = ("posting", "together")
DATES = {
    "YYYYMMDD": "%Y%m%d",
    "YYYY-MM-DD": "%Y-%m-%d",
    "MM/DD/YYYY": "%m/%d/%Y",
    "MMDDYYYY": "%m%d%Y",
    "DD.MM.YYYY": "%d.%m.%Y",
}


@dataclass(frozen=True, slots=True)
class LayoutField:
    """One column, or one field of the header or trailer.

    Attributes:
        name: its heading.
        sources: what it is made from, in order; empty for a fixed text.
        text: the fixed text.
        join: what stands between two sources.
        width: characters; 0 for any number. Every field of a fixed-width layout has one.
        align: ``left`` or ``right``, where it is shorter than its width.
        pad: the character that fills it up.
        cut: whether what is longer is cut off; otherwise it is a fault.
    """

    name: str
    sources: tuple[str, ...] = ()
    text: str = ""
    join: str = ""
    width: int = 0
    align: str = "left"
    pad: str = " "
    cut: bool = False

    @property
    def is_amount(self) -> bool:
        """Whether it is written as amounts are."""
        return len(self.sources) == 1 and self.sources[0] in AMOUNTS


@dataclass(frozen=True, slots=True)
class AmountForm:
    """How an amount is written.

    Attributes:
        unit: ``dollars`` with two decimals, or ``cents``.
        sign: how a negative one is told; ``letter`` writes it without a sign.
        flip: whether an expense is written as a negative amount.
        debit: the letter of an expense.
        credit: the letter of what takes an expense back.
    """

    unit: str = "dollars"
    sign: str = "minus_before"
    flip: bool = False
    debit: str = "D"
    credit: str = "C"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a district's ledger wants its postings.

    Attributes:
        name: each has its own history of exports.
        file: ending of the file's name.
        rows: ``posting`` for a line each; ``together`` adds up lines that are alike but for the
            amount.
        headings: whether the names of the columns stand in a line of their own.
        header: fields of a line before all others; empty for none.
        trailer: fields of a line after all others; empty for none.
    """

    name: str
    title: str
    columns: tuple[LayoutField, ...]
    amount: AmountForm = AmountForm()
    file: str = ".txt"
    encoding: str = "utf-8"
    line_end: str = "crlf"
    shape: str = "comma"
    quotes: str = "needed"
    headings: bool = True
    rows: str = "posting"
    date_form: str = "YYYY-MM-DD"
    header: tuple[LayoutField, ...] = ()
    trailer: tuple[LayoutField, ...] = ()

    @property
    def is_fixed(self) -> bool:
        """Whether every field has its width, and nothing stands between two."""
        return self.shape == "fixed"

    def uses(self, source: str) -> bool:
        """Whether a column is made from it."""
        return any(source in column.sources for column in self.columns)

    def place(self, source: str) -> int:
        """The column made from this source alone, from 0; KeyError where there is none."""
        for place, column in enumerate(self.columns):
            if column.sources == (source,):
                return place
        raise KeyError(source)
