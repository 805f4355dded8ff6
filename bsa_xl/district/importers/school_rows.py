"""The rows of one published table of schools: coded, accounted for, and gathered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bsa_xl.district.count_columns import MISSING, Kept, kept
from bsa_xl.district.counts import CountOrigin
from bsa_xl.district.grid import Row
from bsa_xl.district.kinds import CONTRADICTING_ROW, LONG_ROW, SHORT_ROW, UNNAMED_COLUMN
from bsa_xl.district.notices import Notices
from bsa_xl.district.numbers import COUNT, read_number
from bsa_xl.district.records import School
from bsa_xl.district.words import one_line, shown
from bsa_xl.fiscal_year import FiscalYear

from .cds import PSEUDO_SCHOOLS, Cds, of_parts, of_school_alone, of_whole
from .count_years import CountYears
from .districts import Chosen, Districts
from .gathering import Counted, Counting, Gathering, Key
from .kinds import (
    CLOSED_SCHOOL,
    LISTED_WITHOUT_DATA,
    NOT_RECOGNISED,
    REBUILT_CODES,
    UNUSABLE_ROW,
)
from .published import Published
from .school_facts import is_charter, school_of
from .set_apart import Account, Reason
from .vocabulary import Field

_LISTED = "in expected list"
_PARTS = ("county_code", "district_code", "school_code")
_SINGLE = ("cds_code", *_PARTS, "district", "charter", "charter_number", "certification", "census")


@dataclass(frozen=True, slots=True)
class _Seen:
    line: int
    counts: tuple[Kept, ...]


class SchoolRows:
    """One table of schools on its way into a gathering."""

    def __init__(self, table: Published, given_year: FiscalYear | None, notices: Notices) -> None:
        """Look at the table's columns; `given_year` is for a table that says nothing of years."""
        self.table = table
        self.account = Account(table.grid, len(table.rows))
        self._notices = notices
        self._years = CountYears(table, given_year, notices)
        self._counts: list[tuple[int, Field]] = []
        taken: set[tuple[str, str, FiscalYear | None]] = set()
        for at, field in enumerate(table.fields):
            if field and field.measure and (field.name, field.measure, field.year) not in taken:
                taken.add((field.name, field.measure, field.year))
                self._counts.append((at, field))
        self._coded: list[tuple[Row, Cds]] = []
        self._seen: dict[tuple[str, FiscalYear | None], _Seen] = {}
        self._read: dict[str, Kept] = {}
        self._counting: Counting = {}
        named = 1 + max((at for at, field in enumerate(table.fields) if field), default=-1)
        usual = Counter(len(cells) for _, cells in table.rows).most_common(1)
        self._width = max(named, usual[0][0] if usual else 0)
        self._places = {name: table.place(name) for name in _SINGLE}

    def code(self, lea: str, districts: Districts) -> None:
        """Find each row's school code, and tell the rows that have none.

        Args:
            lea: county and district of a table that gives schools alone; empty where not known.
            districts: takes the district of each row.
        """
        rebuilt: list[tuple[int, str]] = []
        uncoded: list[Row] = []
        for row in self.table.rows:
            cds = self._cds(row, lea)
            if cds is None:
                uncoded.append(row)
                continue
            if self._is_ragged(row):
                continue
            districts.add(cds.lea, one_line(self._text(row, "district")))
            self._coded.append((row, cds))
            if cds.rebuilt:
                rebuilt.append((row[0], cds.full))
        self._account_uncoded(uncoded)
        self._tell_unnamed()
        if rebuilt:
            line, example = rebuilt[0]
            problem = (
                f"the codes of {len(rebuilt):,} rows had lost zeros or held their county twice; "
                f"the first one is {example}."
            )
            remedy = "Nothing needs to be done, for each had only one reading."
            self._notices.fault(REBUILT_CODES, self.table.grid.at(line), problem, remedy)

    def gather(self, chosen: Chosen, gathering: Gathering, *, charters: bool) -> None:
        """Put every row into the gathering or into the account of what was set apart."""
        for row, cds in self._coded:
            reason = self._reason(row, cds, chosen, charters=charters)
            if reason is None:
                reason = self._use(row, cds, gathering)
            if reason is None:
                self.account.used += 1
            else:
                self.account.set_apart(reason, row[0], self._pupils(row[1]))
        gathering.add_counts(self._counting, self.table.grid)

    def _text(self, row: Row, name: str) -> str:
        """A cell by the name of its field; empty where the table lacks it."""
        return _at(row[1], self._places[name])

    def _cds(self, row: Row, lea: str) -> Cds | None:
        if self._places["cds_code"] is not None:
            return of_whole(self._text(row, "cds_code"))
        county, district, school = (self._text(row, name) for name in _PARTS)
        if self._places["county_code"] is None or self._places["district_code"] is None:
            return of_school_alone(school, lea)
        return of_parts(county, district, school)

    def _tell_unnamed(self) -> None:
        """Values under no name are kept nowhere, so each such column is told."""
        for at, field in enumerate(self.table.fields[: self._width]):
            row = next((row for row, _ in self._coded if _at(row[1], at).strip()), None)
            if field is None and row is not None:
                problem = f"column {at + 1} has the value '{shown(row[1][at])}' but no name."
                remedy = "Name the column in the header to import it."
                self._notices.fault(UNNAMED_COLUMN, self.table.grid.at(row[0]), problem, remedy)

    def _is_ragged(self, row: Row) -> bool:
        """Whether a row is cut or has a comma too many, so that its counts stand elsewhere."""
        line, cells = row
        width = self._width
        least = 1 + max((at for at, _ in self._counts), default=0)
        extra = [cell for cell in cells[width:] if cell.strip()]
        cut = len(cells) < least and not self.table.grid.sheet
        if not extra and not cut:
            return False
        problem = f"the row has {len(cells)} values for {width} columns."
        remedy = "Look for a comma or a line break inside a value."
        kind = LONG_ROW if extra else SHORT_ROW
        self._notices.fault(kind, self.table.grid.at(line), problem, remedy)
        self.account.set_apart(Reason.RAGGED, line)
        return True

    def _account_uncoded(self, rows: list[Row]) -> None:
        """Rows without a code are notes or totals; with an uncertain one they are faults."""
        for row in rows:
            said = " ".join(shown(self._text(row, name)) for name in ("cds_code", *_PARTS)).strip()
            if not any(map(str.isdigit, said)):
                self.account.set_apart(Reason.NOTE, row[0])
                continue
            self.account.set_apart(Reason.UNUSABLE, row[0], self._pupils(row[1]))
            if self._coded:
                problem = f"'{said}' is no certain school code."
                remedy = "Correct it: county 2, district 5 and school 7 digits."
                self._notices.fault(UNUSABLE_ROW, self.table.grid.at(row[0]), problem, remedy)
        if rows and not self._coded:
            problem = "no row of this table has a school code as California writes them."
            remedy = "Give a file with county, district and school codes, or with CDS codes."
            self._notices.fault(NOT_RECOGNISED, self.table.grid.at(), problem, remedy)

    def _reason(self, row: Row, cds: Cds, chosen: Chosen, *, charters: bool) -> Reason | None:
        """Why a row is not used, as far as the row alone can tell."""
        if chosen.leas is not None and cds.lea not in chosen.leas:
            return Reason.OTHER_DISTRICT
        if cds.school in PSEUDO_SCHOOLS:
            return Reason.OFFICE if int(cds.school) == 0 else Reason.NONPUBLIC
        if not charters and is_charter(*self._said_of_charter(row)):
            return Reason.CHARTER
        return None

    def _said_of_charter(self, row: Row) -> tuple[str | None, str]:
        flag = self._text(row, "charter") if self._places["charter"] is not None else None
        return flag, self._text(row, "charter_number")

    def _use(self, row: Row, cds: Cds, gathering: Gathering) -> Reason | None:
        """Gather a row; the reason for setting it apart where it repeats another one."""
        line = row[0]
        year = self._years.of_row(row) if self._needs_year() else self._years.of_table
        listed = _LISTED in self._text(row, "certification").casefold()
        read = tuple(MISSING if listed else self._count(row, at) for at, _ in self._counts)
        before = self._seen.get((cds.full, year))
        if before is not None:
            return self._repeated(cds, line, before, read)
        self._seen[(cds.full, year)] = _Seen(line, read)
        school = school_of(self.table, row, cds, self._notices)
        self._tell_state(school, listed=listed)
        gathering.add_school(school, year)
        source = one_line(self._text(row, "census")) or self.table.grid.file
        origin = CountOrigin(source=source)
        by_key: dict[Key, dict[str, Kept]] = {}
        for (_, field), count in zip(self._counts, read, strict=True):
            if (of := field.year or year) is not None:
                by_key.setdefault((of, field.measure), {})[field.name] = count
        for key, counts in by_key.items():
            if any(count != MISSING for count in counts.values()):
                counted = Counted(line, origin, counts)
                self._counting.setdefault(key, {})[cds.full] = counted
        return None

    def census_labels(self) -> list[str]:
        """What the rows call their census, each once."""
        if self._places["census"] is None:
            return []
        return list(dict.fromkeys(one_line(self._text(row, "census")) for row, _ in self._coded))

    def _needs_year(self) -> bool:
        return any(field.year is None for _, field in self._counts)

    def _repeated(self, cds: Cds, line: int, before: _Seen, read: tuple[Kept, ...]) -> Reason:
        if read == before.counts:
            return Reason.TWICE
        problem = f"school {cds.full} has other counts than on line {before.line}, which were used."
        remedy = "Keep the row that is right."
        self._notices.fault(CONTRADICTING_ROW, self.table.grid.at(line), problem, remedy)
        return Reason.CONTRADICTING

    def _tell_state(self, school: School, *, listed: bool) -> None:
        said = f"{shown(school.name)} ({school.school_id})"
        if listed:
            problem = f"{said} is listed without data; its zeros were read as not supplied."
            remedy = "Ask the district for its counts."
            self._notices.fault(LISTED_WITHOUT_DATA, school.where, problem, remedy)
        if school.attributes.get("status", "").casefold() == "closed":
            problem = f"{said} is published as closed."
            remedy = "Remove it from schools.csv, or write when it closes in closes_on."
            self._notices.fault(CLOSED_SCHOOL, school.where, problem, remedy)

    def _count(self, row: Row, at: int) -> Kept:
        """One count; a text that was read before without a word is not read again."""
        cell = _at(row[1], at)
        count = self._read.get(cell)
        if count is not None:
            return count
        reading = read_number(cell, COUNT)
        if reading.kind is None:
            count = self._read[cell] = kept(reading.value, reading.state)
            return count
        where = self.table.grid.at(row[0], shown(self.table.header[at]))
        tell = self._notices.fault if reading.refused else self._notices.fold
        tell(reading.kind, where, reading.problem, reading.remedy)
        return MISSING if reading.refused else kept(reading.value, reading.state)

    def _pupils(self, cells: list[str]) -> int:
        """The enrollment of a row that is set apart, for the account; 0 where it has none."""
        for at, field in self._counts:
            if field.name == "enrollment":
                value = read_number(_at(cells, at), COUNT).value
                return int(value) if value is not None else 0
        return 0


def _at(cells: list[str], place: int | None) -> str:
    return "" if place is None or place >= len(cells) else cells[place]
