"""What an import gives back: schools, counts, codes, and an account of every row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bsa_xl.district.counts import Counts
from bsa_xl.district.facts import ChartOfAccounts, District, InputFile
from bsa_xl.district.profile import DistrictProfile
from bsa_xl.district.records import School
from bsa_xl.district.tables_out import render_tables
from bsa_xl.finding import Finding


@dataclass(frozen=True, slots=True)
class RowsOfFile:
    """Where the rows of one file or sheet went; `read` is `used` and all that was set apart.

    Attributes:
        sheet: empty for a CSV file.
        read: rows below the header that are not blank.
        used: rows that became a school, counts or a code.
        set_apart: reason to number of rows.
    """

    file: str
    sheet: str
    read: int
    used: int
    set_apart: Mapping[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Imported:
    """Published files as a district's tables.

    Attributes:
        notes: what the files say of themselves, and what a reader should know; plain sentences.
        rows: the account of every row, in the order of the files.
        inputs: the files, with the hash of their bytes.
    """

    profile: DistrictProfile
    schools: tuple[School, ...]
    counts: Counts
    accounts: ChartOfAccounts = field(default_factory=ChartOfAccounts)
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    rows: tuple[RowsOfFile, ...] = ()
    inputs: tuple[InputFile, ...] = ()

    def as_district(self) -> District:
        """The district that was imported; without schools where only codes were."""
        return District(
            profile=self.profile,
            schools=self.schools,
            counts=self.counts,
            accounts=self.accounts,
            inputs=self.inputs,
        )

    def render_tables(self) -> dict[str, str]:
        """File name to text, as `bsa_xl.district.render_tables`; only what the files gave.

        An import of account codes alone has no schools.csv, so that it can be written into the
        folder of a district that is there already.
        """
        tables = render_tables(self.as_district())
        if self.schools:
            return tables
        return {name: text for name, text in tables.items() if name.startswith("accounts/")}
