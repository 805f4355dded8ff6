"""Imports the files that California's Department of Education publishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bsa_xl.district.facts import InputFile
from bsa_xl.district.notices import Notices
from bsa_xl.district.profile import AccountSegment, DistrictProfile
from bsa_xl.district.words import spoken_list
from bsa_xl.fiscal_year import FiscalYear

from .account_codes import read_account_codes
from .cds import lea_of
from .districts import Chosen, Districts, choose
from .gathering import Gathering
from .imported import Imported, RowsOfFile
from .kinds import KEPT_AS_TEXT
from .published import Content, Published, open_published
from .school_rows import SchoolRows
from .set_apart import Account, Reason
from .vocabulary import Role, kept_as_text

#: The state's standardized account code structure, without its hyphens.
SACS_SEGMENTS = (
    AccountSegment("fund", 2),
    AccountSegment("resource", 4),
    AccountSegment("project_year", 1),
    AccountSegment("goal", 4),
    AccountSegment("function", 4),
    AccountSegment("object", 4),
    AccountSegment("site", 7),
)


def import_cde(
    files: Sequence[Path],
    *,
    district_cds_or_name: str | None = None,
    year: FiscalYear | None = None,
    charters: bool = False,
) -> Imported:
    """Turn published files into schools, counts and account codes.

    Files are recognised by their columns, not by their names: FRPM and CALPADS UPC files of any
    year, lists of schools with counts, and tables of account codes; CSV or .xlsx. Every row ends
    as a school, a count or a code, or is counted in a finding.

    Args:
        files: in any order; where two files differ on a count, the first one holds.
        district_cds_or_name: county and district code (``19-64733`` or all fourteen digits), or
            the district's name; None for every district of the files.
        year: of counts in files that do not say of which year they are.
        charters: whether charter schools are imported too; else they are set apart.

    Returns:
        Schools in the order of their codes (14 digits); counts by year and measure: ``census`` for
        October counts, ``cumulative`` for eligible cumulative enrollment.
    """
    notices = Notices()
    inputs: list[InputFile] = []
    tables: list[Published] = []
    for path in files:
        opened, given = open_published(path, notices)
        tables += opened
        inputs += [given] if given else []
    school_tables = [
        SchoolRows(table, year, notices) for table in tables if table.content is Content.SCHOOLS
    ]
    districts = Districts()
    for rows in school_tables:
        rows.code(lea_of(district_cds_or_name or ""), districts)
    names = [path.name for path in files]
    chosen = choose(districts, district_cds_or_name, names, notices) if school_tables else None
    gathering = Gathering(notices)
    if chosen is not None:
        for rows in school_tables:
            rows.gather(chosen, gathering, charters=charters)
    accounts = [rows.account for rows in school_tables] + _district_level(tables)
    for account in accounts:
        account.tell(notices)
    codes = [table for table in tables if table.content is Content.CODES]
    chart, code_rows = read_account_codes(codes, notices)
    _tell_texts(school_tables, notices)
    return Imported(
        profile=_profile(chosen),
        schools=gathering.schools(),
        counts=gathering.counts(),
        accounts=chart,
        notes=_notes(tables, school_tables, chosen),
        findings=notices.findings(),
        rows=(*_rows(accounts, chosen), *code_rows),
        inputs=tuple(inputs),
    )


def _profile(chosen: Chosen | None) -> DistrictProfile:
    name = chosen.name if chosen else "District"
    return DistrictProfile(name=name, account_segments=SACS_SEGMENTS)


def _district_level(tables: list[Published]) -> list[Account]:
    """Rows of whole districts are accounted for, and not used: their schools are elsewhere."""
    accounts = []
    for table in tables:
        if table.content is Content.DISTRICTS:
            account = Account(table.grid, len(table.rows))
            for line, _ in table.rows:
                account.set_apart(Reason.DISTRICT_LEVEL, line)
            accounts.append(account)
    return accounts


def _rows(accounts: list[Account], chosen: Chosen | None) -> tuple[RowsOfFile, ...]:
    rows = tuple(account.rows() for account in accounts)
    if chosen is not None:
        return rows
    return tuple(_nobody_found(account) for account in rows)


def _nobody_found(account: RowsOfFile) -> RowsOfFile:
    """All rows that nothing else was told of belong to no district that was asked for."""
    rest = account.read - sum(account.set_apart.values())
    apart = {**account.set_apart, "rows of a district that was not found": rest}
    return replace(account, used=0, set_apart=apart if rest else account.set_apart)


def _tell_texts(tables: list[SchoolRows], notices: Notices) -> None:
    """Say once a table which columns are kept as text: percentages are not turned into counts."""
    for rows in tables:
        table = rows.table
        shares = [f.name for f in table.fields if f is not None and f.role is Role.SHARE]
        if shares:
            problem = f"{len(shares)} columns of percentages are kept as attributes, not as counts."
            remedy = "Supply the counts in counts.csv where the formula needs them."
            where = table.grid.at(table.header_line, shares[0])
            notices.fault(KEPT_AS_TEXT, where, problem, remedy)


def _notes(
    tables: list[Published], school_tables: list[SchoolRows], chosen: Chosen | None
) -> tuple[str, ...]:
    """What the files say of themselves, which sheets were not read, and what the groups mean."""
    notes = [f"{table.grid.file}: {title}" for table in tables for title in table.above]
    for rows in school_tables:
        if labels := rows.census_labels():
            listed = spoken_list(labels, last="and")
            notes.append(f"{rows.table.grid.file}: the counts are those of {listed}.")
        if others := kept_as_text(rows.table.fields):
            listed = spoken_list(others, last="and")
            notes.append(f"{rows.table.grid.file}: kept as attributes of the schools: {listed}.")
    notes += [
        f"{table.grid.file}: sheet '{table.grid.sheet.strip()}' has no table of schools or codes."
        for table in tables
        if table.content is Content.OTHER and table.grid.sheet
    ]
    groups = {f.name for table in tables for f in table.fields if f is not None and f.measure}
    if "meal_program" in groups:
        notes.append(
            "frpm counts every pupil eligible for free or reduced meals once; meal_program counts "
            "only those with an application or program record, and direct_cert those certified "
            "directly."
        )
    if "enrollment_5_17" in groups:
        notes.append("enrollment, free and frpm are of K-12; those with _5_17 are of ages 5 to 17.")
    if chosen is not None and chosen.lea and chosen.name.endswith(chosen.lea[2:]):
        notes.append("The files do not name the district; write its name in district.yaml.")
    return tuple(dict.fromkeys(notes))


#: Who publishes files that can be imported.
PUBLISHERS = ("cde",)


def import_published(
    kind: str,
    files: Sequence[Path],
    *,
    district: str | None = None,
    year: FiscalYear | None = None,
    charters: bool = False,
) -> Imported:
    """Import the files of one of the PUBLISHERS; see `import_cde` for the arguments.

    Raises:
        ValueError: no such publisher is known.
    """
    if kind not in PUBLISHERS:
        raise ValueError(f"'{kind}' is not known. Use {spoken_list(PUBLISHERS)}.")
    return import_cde(files, district_cds_or_name=district, year=year, charters=charters)
