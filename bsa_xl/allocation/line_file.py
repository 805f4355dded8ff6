"""Allocation lines as a CSV file, in the frozen columns, and back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bsa_xl.citation import Citation
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location
from bsa_xl.money import to_cents, to_dollars

from .lines import AllocationLine, LineStatus, LineUnit, SchoolAllocation

#: The columns of an allocation file, in their order; frozen.
COLUMNS = (
    "line_id", "school_id", "fiscal_year", "event", "component", "program", "unit",
    "position_code", "count", "rate", "fte", "amount", "term", "status", "held_by", "flexibility",
    "source",
)  # fmt: skip

UNREADABLE = FindingKind(
    "ALO-23",
    "Allocation file cannot be read as it stands",
    Severity.FATAL,
    "An allocation file is read back exactly or not at all, so that no line changes on the way.",
)

# What a spreadsheet would take for a formula when it opens the file.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_NUMBER = re.compile(r"-?\d{1,20}(\.\d{1,10})?")
_DOLLARS = re.compile(r"-?\d{1,20}\.\d\d")
_REMEDY = "Export the allocation again, or undo the change."


def values_of(line: AllocationLine) -> tuple[str | Decimal | None, ...]:
    """A line's values in the order of the columns: texts, exact decimals, or None."""
    has_amount = line.unit is LineUnit.USD and line.count is not None
    return (
        line.line_id,
        line.school_id,
        str(line.fiscal_year),
        line.event,
        line.component,
        line.program,
        line.unit.value,
        line.position_code,
        line.count,
        line.rate,
        line.fte,
        to_dollars(line.cents) if has_amount else None,
        line.term,
        line.status.value,
        line.held_by,
        line.flexibility,
        "" if line.source is None else str(line.source),
    )


def write_allocation_csv(allocation: Iterable[SchoolAllocation]) -> bytes:
    """The lines of some schools, or of a whole allocation, as a CSV file.

    UTF-8 with a byte-order mark, so that Excel shows every sign, and CR LF after each row. A text
    that a spreadsheet would take for a formula gets an apostrophe before it, which
    `read_allocation_csv` takes off again. Amounts are dollars with two decimals; a cell is empty
    where a line has no such number.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for school in allocation:
        writer.writerows([_cell(value) for value in values_of(line)] for line in school.lines)
    return out.getvalue().encode("utf-8-sig")


def read_allocation_csv(
    data: bytes, file: str = "allocation.csv"
) -> tuple[tuple[SchoolAllocation, ...], tuple[Finding, ...]]:
    """Read an allocation file back.

    What the file does not hold (labels, notes, who is counted) is empty; a source is one text.

    Args:
        data: the file's bytes.
        file: its name, for messages.

    Returns:
        The schools in the order in which they first occur, and every fault met; a row with a fault
        is left out.
    """
    lines: dict[tuple[str, FiscalYear, str], dict[str, AllocationLine]] = {}
    findings: list[Finding] = []
    try:
        reader = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        header = next(reader, [])
        if tuple(header) != COLUMNS:
            return (), (_unknown_header(header, file),)
        for row in reader:
            where = Location(file=file, line=reader.line_num)
            line = _line(row, where, findings)
            if line is None:
                continue
            mine = lines.setdefault((line.school_id, line.fiscal_year, line.event), {})
            if line.line_id in mine:
                problem = f"'{line.line_id}' is there a second time."
                findings.append(UNREADABLE.at(replace(where, column="line_id"), problem, _REMEDY))
                continue
            mine[line.line_id] = line
    except (UnicodeDecodeError, csv.Error) as fault:
        findings.append(
            UNREADABLE.at(Location(file=file), f"It is not a CSV file in UTF-8 ({fault}).", _REMEDY)
        )
    schools = tuple(SchoolAllocation(*key, tuple(rows.values())) for key, rows in lines.items())
    return schools, tuple(findings)


def _cell(value: str | Decimal | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return f"'{value}" if _FORMULA.match(value) else value


def _unknown_header(header: list[str], file: str) -> Finding:
    missing = [name for name in COLUMNS if name not in header]
    extra = [name for name in header if name not in COLUMNS]
    told = [f"lacks {', '.join(missing)}"] if missing else []
    told += [f"has {', '.join(extra)} besides"] if extra else []
    what = " and ".join(told) or "is in another order"
    return UNREADABLE.at(
        Location(file=file, line=1), f"The heading {what}.", f"Use {', '.join(COLUMNS)}."
    )


class _CellError(Exception):
    """A cell that does not hold what its column holds; becomes a finding in this file."""

    def __init__(self, column: str, text: str, wanted: str) -> None:
        super().__init__(f"'{text}' is not {wanted}.")
        self.column = column


def _line(row: list[str], where: Location, findings: list[Finding]) -> AllocationLine | None:
    """One row as a line; None, with a finding, where it cannot be one."""
    if len(row) != len(COLUMNS):
        problem = f"The row has {len(row)} cells, and the heading has {len(COLUMNS)}."
        findings.append(UNREADABLE.at(where, problem, _REMEDY))
        return None
    texts = {name: _text(cell) for name, cell in zip(COLUMNS, row, strict=True)}
    try:
        return _read(texts)
    except _CellError as fault:
        there = replace(where, column=fault.column)
        findings.append(UNREADABLE.at(there, str(fault), _REMEDY))
        return None


def _read(texts: Mapping[str, str]) -> AllocationLine:
    unit = _one("unit", texts, LineUnit, "USD or FTE")
    status = _one("status", texts, LineStatus, "final, estimate, to come or not eligible")
    year = _one("fiscal_year", texts, FiscalYear.parse, "a fiscal year such as FY2026")
    amount = _number("amount", texts, _DOLLARS, "dollars with two decimals")
    source = texts["source"]
    return AllocationLine(
        line_id=texts["line_id"],
        school_id=texts["school_id"],
        fiscal_year=year,
        event=texts["event"],
        component=texts["component"],
        program=texts["program"],
        unit=unit,
        label="",
        position_code=texts["position_code"],
        count=_number("count", texts, _NUMBER, "a number"),
        rate=_number("rate", texts, _NUMBER, "a number"),
        fte=_number("fte", texts, _NUMBER, "a number"),
        cents=0 if amount is None else to_cents(amount),
        term=texts["term"],
        status=status,
        held_by=texts["held_by"],
        flexibility=texts["flexibility"],
        source=Citation(source) if source else None,
    )


def _one(column: str, texts: Mapping[str, str], make: Callable[[str], Any], wanted: str) -> Any:  # noqa: ANN401 - whatever ``make`` makes
    try:
        return make(texts[column])
    except ValueError:
        raise _CellError(column, texts[column], wanted) from None


def _number(
    column: str, texts: Mapping[str, str], shape: re.Pattern[str], wanted: str
) -> Decimal | None:
    text = texts[column]
    if not text:
        return None
    if shape.fullmatch(text) is None:
        raise _CellError(column, text, wanted)
    return Decimal(text)


def _text(cell: str) -> str:
    """A cell without the apostrophe that kept it from being a formula."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
