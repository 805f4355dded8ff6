"""For each worksheet function, arguments as a cell would give them: all hosts are tried with these.

`Cells` point into the workbook that the sample district issues for its first school, as
`sample_books.sample_book` makes it; everything else is typed into the formula as it stands.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cells:
    """A cell or a range of the issued workbook."""

    sheet: str
    reference: str


Argument = Cells | str | float | bool

COUNTS = Cells("Allocation", "D10:D14")
RATES = Cells("Allocation", "D10:E12")
AMOUNT = Cells("Allocation", "F10")

EXAMPLES: dict[str, tuple[tuple[Argument, ...], ...]] = {
    "rounded": (
        (2.345,),
        (-0.005, 2.0),
        (RATES,),
        (RATES, -2.0),
        (Cells("Allocation", "F10:F12"),),
    ),
    "share_out": ((100.0, COUNTS), (AMOUNT, COUNTS), (0.0, COUNTS), (100.0, 3.0)),
}
