"""The account of rows that became no school: each counted under its reason, none dropped unseen."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from bsa_xl.district.grid import Grid
from bsa_xl.district.notices import Notices

from .imported import RowsOfFile
from .kinds import SET_APART


class Reason(Enum):
    """Why a row became no school: what it is, and what a reader can do about it."""

    NOTE = ("note or total", "notes or totals", "Nothing needs to be done.")
    UNUSABLE = (
        "row without a certain school code",
        "rows without a certain school code",
        "Correct the codes named above, and import again.",
    )
    RAGGED = (
        "row with more or fewer values than columns",
        "rows with more or fewer values than columns",
        "Mend the rows named above, and import again.",
    )
    OTHER_DISTRICT = (
        "school of another district",
        "schools of other districts",
        "Name another district to import them.",
    )
    OFFICE = (
        "district office with pupils of its own (school code 0000000)",
        "district offices with pupils of their own (school code 0000000)",
        "Plan for these pupils centrally, or add a row to schools.csv.",
    )
    NONPUBLIC = (
        "row of pupils in nonpublic schools (school code 0000001)",
        "rows of pupils in nonpublic schools (school code 0000001)",
        "Plan for these pupils centrally, or add a row to schools.csv.",
    )
    CHARTER = (
        "charter school",
        "charter schools",
        "Ask for charter schools when importing, if the district budgets for them.",
    )
    TWICE = ("school given twice", "schools given twice", "Nothing needs to be done.")
    CONTRADICTING = (
        "second row of a school that differs",
        "second rows of schools that differ",
        "Keep the row that is right in the file, and import again.",
    )
    DISTRICT_LEVEL = (
        "row of a whole district",
        "rows of whole districts",
        "Nothing needs to be done if the schools are in another sheet or file.",
    )

    @property
    def key(self) -> str:
        """The reason's name in accounts: ``charter schools``."""
        return self.value[1]


@dataclass(slots=True)
class _Apart:
    rows: int = 0
    pupils: int = 0
    first_line: int = 0


@dataclass(slots=True)
class Account:
    """Where the rows of one table went."""

    grid: Grid
    read: int
    used: int = 0
    apart: dict[Reason, _Apart] = field(default_factory=dict)

    def set_apart(self, reason: Reason, line: int, pupils: int = 0) -> None:
        """Count a row that became no school."""
        apart = self.apart.setdefault(reason, _Apart(first_line=line))
        apart.rows += 1
        apart.pupils += pupils

    def tell(self, notices: Notices) -> None:
        """One finding for each reason."""
        for reason, apart in self.apart.items():
            one, many, remedy = reason.value
            what = f"1 {one}" if apart.rows == 1 else f"{apart.rows:,} {many}"
            pupils = f", with {apart.pupils:,} pupils," if apart.pupils else ""
            verb = "was" if apart.rows == 1 else "were"
            problem = f"{what}{pupils} {verb} set apart."
            notices.fault(SET_APART, self.grid.at(apart.first_line), problem, remedy)

    def rows(self) -> RowsOfFile:
        """The account as the import gives it back."""
        apart = {reason.key: apart.rows for reason, apart in self.apart.items()}
        return RowsOfFile(self.grid.file, self.grid.sheet, self.read, self.used, apart)
