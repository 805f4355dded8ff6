"""For each worksheet function, arguments as a cell would give them: all hosts are tried with these.

`Cells` point into the workbook that the sample district issues for its first school, as
`sample_books.sample_book` makes it, with the entries of `ENTRIES` typed in; `DISTRICT` is the folder
of that district; a tuple of rows is a range written into the formula, as `{1;2}`; `OMITTED` leaves
an argument out; everything else is typed into the formula as it stands.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum


@dataclass(frozen=True, slots=True)
class Cells:
    """A cell or a range of the issued workbook."""

    sheet: str
    reference: str


class Stands(Enum):
    """What stands for something that only the test itself knows."""

    DISTRICT = "the sample district's folder"
    OMITTED = "an argument that is left out"


Rows = tuple[tuple[str | float, ...], ...]
Argument = Cells | Stands | Rows | str | float | bool
Examples = tuple[tuple[Argument, ...], ...]

DISTRICT, OMITTED = Stands.DISTRICT, Stands.OMITTED
#: By sheet and cell: a position of half the FTE and its start, and a text where a number belongs.
ENTRIES = {"Staffing": {"J8": 0.5, "K8": date(2026, 9, 1), "J9": "half"}}

COUNTS = Cells("Allocation", "D10:D14")
RATES = Cells("Allocation", "D10:E12")
AMOUNT = Cells("Allocation", "F10")
YEAR = "FY2026"
SCHOOLS = (("0109",), ("Marblecove Elementary School",), ("0137",))
MONEY = (("grade-spans", "english-learners", "total"),)
RATED = (("english-learners", "low-income"),)
HERE: tuple[Argument, ...] = (DISTRICT, YEAR)
SNAPSHOT = Cells("Snapshot", "A1:B60")
STAFFING = Cells("Staffing", "A1:DZ600")
SPENDING = Cells("Spending", "A1:AZ300")
BOOK = (SNAPSHOT, STAFFING, SPENDING, Cells("Checks", "A1:Z120"), Cells("Sign-off", "A1:Z60"))

EXAMPLES: dict[str, Examples] = {
    "rate": ((*HERE, SCHOOLS, RATED), (*HERE, "0109", "low-income")),
    "count": ((*HERE, SCHOOLS, RATED), (*HERE, "0109", "low-income")),
    "fte": ((*HERE, "0109", "given-counselor"), (*HERE, "0123", "given-counselor")),
    "amount": (
        (*HERE, SCHOOLS, MONEY),
        (*HERE, "0109", "total"),
        (*HERE, "0109", "foundation"),
    ),
    "sentence": ((*HERE, SCHOOLS, MONEY), (*HERE, "0109", "concentration")),
    "allocation": ((*HERE, "0109"),),
    "what_if": (
        (*HERE, SCHOOLS, (("swd", "newcomer"),), ((80.0, 20.0), (70.0, 15.0), (50.0, 10.0))),
        (*HERE, "0109", "el", 118.0),
    ),
    "what_if_lines": ((*HERE, "0109", (("swd", "newcomer"),), ((80.0, 20.0),)),),
    "peers": ((*HERE, "0109"), (*HERE, "0109", 2.0)),
    "position_cost": (
        (*HERE, (("01010",), ("02010",)), ((2.0,), (1.0,))),
        (*HERE, "01090001", 1.0, OMITTED, "actual"),
        (*HERE, "01010", 1.0, 2.0),
    ),
    "balance": ((SNAPSHOT, STAFFING, SPENDING), (SNAPSHOT, STAFFING, SPENDING, "title_i")),
    "findings": (BOOK,),
    "since_issue": (BOOK,),
    "share_out": ((100.0, COUNTS), (AMOUNT, COUNTS), (0.0, COUNTS), (100.0, 3.0)),
    "rounded": (
        (2.345,),
        (-0.005, 2.0),
        (RATES,),
        (RATES, -2.0),
        (Cells("Allocation", "F10:F12"),),
    ),
}
