"""A district as the text of its files: the one place through which districts are written.

Reading what was written gives the same district back.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from bsa_xl.filing import write_durably
from bsa_xl.money import to_dollars

from .choice_table import KEEP, TAKE
from .count_columns import UNSAID, groups_of
from .counts import COUNT_SCALE, CountState, CountTable
from .facts import ChartOfAccounts, District
from .numbers import written
from .profile import DistrictProfile
from .rate_tables import applies_to_text
from .records import Benefit, Item, Position, School, Service, StaffPosition
from .shapes import (
    AMOUNTS,
    BENEFITS,
    CHOICES,
    COUNTS,
    DIMENSIONS,
    ITEMS,
    POSITIONS,
    SCHOOLS,
    SERVICES,
    STAFF,
)
from .staff_tables import PROGRAMS_OF_A_POSITION

_ORIGIN_COLUMNS = ("count_date", "source", "certified_by")


def render_tables(district: District) -> dict[str, str]:
    """File name to text, for every table that has a row; schools.csv and counts.csv always.

    Names are relative to the district's folder, with a forward slash: ``accounts/fund.csv``. CSV is
    separated by commas, lines end in a line feed; dollars have two decimals, absent values are
    empty, suppressed counts are ``*``.
    """
    tables = {
        "district.yaml": render_profile(district.profile),
        "schools.csv": _schools(district.schools),
        "counts.csv": _counts(tuple(district.counts.values())),
        "amounts.csv": _csv(
            AMOUNTS.columns,
            (
                (a.school_id, a.fiscal_year, a.line, a.program, _dollars(a.cents), a.source)
                for a in district.amounts
            ),
        ),
        "positions.csv": _csv(POSITIONS.columns, map(_position, district.positions)),
        "benefits.csv": _csv(BENEFITS.columns, map(_benefit, district.benefits)),
        "items.csv": _csv(ITEMS.columns, map(_item, district.items)),
        "staff.csv": _csv(STAFF.columns, map(_staff, district.staff)),
        "services.csv": _csv(SERVICES.columns, map(_service, district.services)),
        "choices.csv": _csv(
            CHOICES.columns,
            (
                (c.school_id, c.fiscal_year, c.service, TAKE if c.takes else KEEP)
                for c in district.choices
            ),
        ),
        **_accounts(district.accounts),
    }
    always = {"district.yaml", "schools.csv", "counts.csv"}
    return {name: text for name, text in tables.items() if name in always or text.count("\n") > 1}


def write_district(district: District, folder: Path) -> tuple[Path, ...]:
    """Write a district's files into a folder; see `write_tables`."""
    return write_tables(render_tables(district), folder)


def write_tables(tables: Mapping[str, str], folder: Path) -> tuple[Path, ...]:
    """Write rendered tables into a folder, which is made if need be.

    CSV files begin with the mark of UTF-8, without which Excel misreads accents. Files that are
    there already under these names are replaced, others are left alone.

    Returns:
        The files written, in the order of `tables`.

    Raises:
        bsa_xl.filing.CannotWriteError: a file is open elsewhere, the disk is full, and so on.
    """
    written_files = []
    for name, text in tables.items():
        path = folder.joinpath(*name.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        encoding = "utf-8-sig" if name.endswith(".csv") else "utf-8"
        write_durably(path, text.encode(encoding))
        written_files.append(path)
    return tuple(written_files)


def render_profile(profile: DistrictProfile) -> str:
    """The text of district.yaml; dates and texts that are not given are left out."""
    month, day = profile.year_starts
    lines = [
        f"{key}: {json.dumps(text, ensure_ascii=False)}"
        for key, text in (
            ("name", profile.name),
            ("office", profile.office),
            ("mailbox", profile.mailbox),
            ("phone", profile.phone),
            ("default_goal", profile.default_goal),
        )
        if text
    ]
    lines.append(f"year_starts: {month:02d}-{day:02d}")
    dates = {name: getattr(profile.calendar, name) for name in profile.calendar.__slots__}
    given = [f"  {name}: {day.isoformat()}" for name, day in dates.items() if day]
    lines += ["calendar:", *given] if given else []
    lines += ["account_format:", f"  separator: {json.dumps(profile.account_separator)}"]
    lines.append("  segments:")
    for segment in profile.account_segments:
        lines.append(f"    - {segment.name}{f' {segment.width}' if segment.width else ''}")
    languages = ", ".join(json.dumps(language) for language in profile.languages)
    lines.append(f"languages: [{languages}]")
    lines.append(f"suppression_threshold: {profile.suppression_threshold}")
    return "\n".join(lines) + "\n"


def _csv(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return written(value)
        case date():
            return value.isoformat()
        case tuple():
            return "; ".join(map(str, value))
        case _:
            return str(value)


def _dollars(cents: int | None) -> str:
    return "" if cents is None else f"{to_dollars(cents):f}"


def _schools(schools: Sequence[School]) -> str:
    attributes = tuple(dict.fromkeys(name for school in schools for name in school.attributes))
    rows = (
        (
            *(getattr(school, column) for column in SCHOOLS.columns),
            *(school.attributes.get(name, "") for name in attributes),
        )
        for school in schools
    )
    return _csv((*SCHOOLS.columns, *attributes), rows)


def _counts(tables: Sequence[CountTable]) -> str:
    groups = groups_of(tables)
    said = any(table.origins for table in tables)
    columns = (*COUNTS.required, *groups, *(_ORIGIN_COLUMNS if said else ()))
    return _csv(columns, (row for table in tables for row in _count_rows(table, groups, said=said)))


def _count_rows(
    table: CountTable, groups: Sequence[str], *, said: bool
) -> Iterable[tuple[object, ...]]:
    columns = [_count_cells(table, group) for group in groups]
    origins = table.origins or (UNSAID,) * len(table.school_ids)
    for row, school_id in enumerate(table.school_ids):
        origin = origins[row]
        tail = (origin.count_date, origin.source, origin.certified_by) if said else ()
        counts = (column[row] for column in columns)
        yield (school_id, table.fiscal_year, table.measure, *counts, *tail)


def _count_cells(table: CountTable, group: str) -> list[str]:
    column = table.columns.get(group)
    if column is None:
        return [""] * len(table.school_ids)
    marks = {CountState.NOT_SUPPLIED: "", CountState.SUPPRESSED: "*"}
    return [
        marks[CountState(state)] if state else written(Decimal(integer) / COUNT_SCALE)
        for integer, state in zip(column.scaled.tolist(), column.state.tolist(), strict=True)
    ]


def _position(position: Position) -> tuple[object, ...]:
    return (
        position.code,
        position.title,
        position.class_,
        position.unit,
        position.basis,
        position.hours,
        position.months,
        _dollars(position.salary_cents),
        _dollars(position.flat_cost_cents),
        position.object,
        position.function,
        position.goal,
        position.fte_step,
        position.programs_allowed,
    )


def _benefit(benefit: Benefit) -> tuple[object, ...]:
    return (
        benefit.id,
        benefit.object,
        benefit.kind,
        benefit.value,
        benefit.from_fte,
        applies_to_text(benefit),
    )


def _item(item: Item) -> tuple[object, ...]:
    return (
        item.code,
        item.title,
        item.unit,
        _dollars(item.unit_rate_cents),
        item.benefit_class,
        item.class_,
        item.object,
        item.function,
        item.programs_allowed,
        item.from_date,
        item.until,
        item.description,
    )


def _staff(position: StaffPosition) -> tuple[object, ...]:
    shares = [*position.shares, *[("", "")] * PROGRAMS_OF_A_POSITION][:PROGRAMS_OF_A_POSITION]
    return (
        position.position_id,
        position.school_id,
        position.code,
        position.fte,
        *(cell for share in shares for cell in share),
        "filled" if position.filled else "vacant",
        position.ends_on,
        _dollars(position.actual_salary_cents),
        _dollars(position.actual_benefits_cents),
        position.hired,
    )


def _service(service: Service) -> tuple[object, ...]:
    return (
        service.code,
        service.title,
        _dollars(service.cents),
        service.per,
        service.program,
        service.keeps,
    )


def _accounts(accounts: ChartOfAccounts) -> dict[str, str]:
    files = {
        f"accounts/{name}.csv": _csv(("code", "title"), accounts.titles[name].items())
        for name in DIMENSIONS
        if name in accounts.titles
    }
    for pair, pairs in sorted(accounts.combinations.items()):
        files[f"accounts/{'_'.join(pair)}.csv"] = _csv(pair, sorted(pairs))
    return files
