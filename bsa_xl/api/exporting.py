"""Export: the accepted budgets' postings as the file that the district's ledger takes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from bsa_xl.district import District
from bsa_xl.filing import write_durably
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location
from bsa_xl.reports import (
    FileFacts,
    Layout,
    in_one_state,
    layout_names,
    read_layout,
    readd_ledger_file,
    shipped_layout,
    write_ledger_file,
)
from bsa_xl.store import Export, RunKind, Store

from .handing_over import (
    ExportMode,
    Handed,
    differences_of,
    nothing_to_export,
    read_handed,
)
from .issuing import store_path
from .opened import Opened, open_district
from .outcome import Answer, Exit
from .outputs import beside, over_inputs
from .recording import recorded
from .stops import UnknownNameError

DOES_NOT_FOOT = FindingKind(
    "EXP-11",
    "Ledger file does not foot",
    Severity.FATAL,
    "A file whose sums differ from the ledger's is not handed over.",
)
FILE_IS_THERE = FindingKind(
    "EXP-13",
    "File is there already with other content",
    Severity.FATAL,
    "A file that may not have been loaded yet is not written over.",
)
_MOST_OF_A_DAY = 1_000


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What is to be exported, and how.

    Attributes:
        district: the folder or workbook of the district.
        layout: name of a layout that comes with the product, or the path of a layout's file.
        out: the file; None for one beside the district.
        day: the day that stands in the file; None for today.
        store: the store's folder; None for ``DISTRICT.store`` beside the district.
        dry_run: everything is worked out and re-added; nothing is written or remembered.
    """

    district: Path
    year: FiscalYear
    layout: str
    event: str = "adopted"
    mode: ExportMode = ExportMode.FULL
    out: Path | None = None
    day: date | None = None
    store: Path | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export came to; integer cents, an expense above zero.

    Attributes:
        path: where the file lies; None where nothing was written.
        layout: its name.
        rows: lines of the file, header and trailer left out.
        total_cents: what they come to, re-added from the written file.
        debit_cents: of the lines above zero.
        credit_cents: of the lines below zero, as a positive number.
        ledger_cents: what the ledger then has of this year and event.
        schools: how many schools count.
        is_first: whether nothing was handed over in this layout before.
        last: the export before this one; None where there was none.
        warnings: about the store, in sentences.
    """

    answer: Answer
    path: Path | None = None
    layout: str = ""
    rows: int = 0
    total_cents: int = 0
    debit_cents: int = 0
    credit_cents: int = 0
    ledger_cents: int = 0
    schools: int = 0
    is_first: bool = True
    last: Export | None = None
    warnings: tuple[str, ...] = ()


def export_ledger(order: ExportOrder) -> Exported:
    """Write the postings of a year and event in a layout, and remember what was handed over.

    The file is added up once more from its own bytes before it is written; one that does not foot
    is not.

    Args:
        order: what and how.

    Raises:
        UnknownNameError: there is no such layout.
        StoreError: the store is missing, busy, damaged or too new.
        CannotWriteError: the disk is full, and so on.
    """
    layout, told = _layout(order.layout)
    if layout is None:
        return Exported(Answer.of(told))
    opened = open_district(order.district, order.year)
    if opened.district is None or not opened.is_usable:
        return Exported(Answer.of(opened.findings), layout=layout.name)
    with Store.open(store_path(order.district, order.store)) as store:
        handed = in_one_state(
            store, lambda: read_handed(store, order.year, order.event, order.mode, layout.name)
        )
        done = Exported(
            Answer(opened.findings),
            layout=layout.name,
            ledger_cents=handed.ledger_cents,
            schools=len(handed.submission_ids),
            is_first=handed.last is None,
            last=handed.last,
            warnings=store.warnings,
        )
        nothing = tuple(nothing_to_export(handed, order.year, order.event))
        if nothing:
            answer = Answer((*opened.findings, *nothing), Exit.NOTHING)
            return replace(done, answer=answer)
        return _written(order, layout, opened, store, handed, done)


def layouts() -> tuple[str, ...]:
    """The names of the layouts that come with the product."""
    return layout_names()


def _layout(wanted: str) -> tuple[Layout | None, tuple[Finding, ...]]:
    """The layout of a name or a file.

    Raises:
        UnknownNameError: there is none.
    """
    shipped = shipped_layout(wanted)
    if shipped is not None:
        return read_layout(shipped, f"{wanted}.toml")
    path = Path(wanted)
    if not path.is_file():
        raise UnknownNameError(
            f"There is no layout '{wanted}', and no file of that name.",
            f"Use {', '.join(layout_names())}, or the path of a layout's file.",
        )
    return read_layout(path.read_bytes(), path.name)


def _written(
    order: ExportOrder,
    layout: Layout,
    opened: Opened,
    store: Store,
    handed: Handed,
    done: Exported,
) -> Exported:
    """Made, re-added, and only then written and remembered."""
    if opened.district is None:
        raise ValueError("a district that could not be read has no ledger")
    day = order.day or datetime.now().astimezone().date()
    facts = _facts(opened.district, order, day)
    made = write_ledger_file(handed.postings, layout, facts)
    findings = (*opened.findings, *made.findings)
    if any(finding.is_fatal for finding in made.findings):
        return replace(done, answer=Answer(findings, Exit.ATTENTION))
    target = order.out or _free_name(order, layout, day, made.data)
    differences = tuple(differences_of(made, layout, handed))
    if differences:
        told = tuple(_does_not_foot(target, differences))
        return replace(done, answer=Answer((*findings, *told), Exit.INTEGRITY))
    in_the_way = (*over_inputs(opened, [target]), *_other_content(target, made.data))
    if in_the_way:
        return replace(done, answer=Answer((*findings, *in_the_way), Exit.ATTENTION))
    sign = -1 if layout.amount.flip else 1
    amounts = readd_ledger_file(made.data, layout).amounts
    debits, credits_ = amounts.debits, amounts.credits
    done = replace(
        done,
        answer=Answer(findings),
        rows=amounts.rows,
        total_cents=sign * amounts.total,
        debit_cents=credits_ if layout.amount.flip else debits,
        credit_cents=debits if layout.amount.flip else credits_,
    )
    if order.dry_run:
        return done
    with recorded(store, RunKind.EXPORT, opened) as run:
        write_durably(target, made.data)
        store.exports.record(
            run,
            layout=layout.name,
            fiscal_year=str(order.year),
            event=order.event,
            file_name=target.name,
            sha256=hashlib.sha256(made.data).hexdigest(),
            total_cents=done.total_cents,
            submission_ids=handed.submission_ids,
            at=datetime.now(UTC),
        )
    return replace(done, path=target)


def _facts(district: District, order: ExportOrder, day: date) -> FileFacts:
    profile = district.profile
    return FileFacts(
        fiscal_year=order.year,
        event=order.event,
        district=profile.name,
        day=day,
        year_starts=profile.year_starts,
        widths={segment.name: segment.width for segment in profile.account_segments},
    )


def _does_not_foot(target: Path, differences: tuple[str, ...]) -> Iterator[Finding]:
    remedy = (
        "Nothing was written: keep the store as it is, and ask whoever looks after this program."
    )
    for said in differences:
        yield DOES_NOT_FOOT.at(Location(file=target.name), said, remedy)


def _other_content(target: Path, data: bytes) -> Iterator[Finding]:
    """EXP-13: another file of that name, which may not have been loaded yet."""
    if target.is_file() and target.read_bytes() != data:
        problem = f"{target.name} is there already and holds something else."
        yield FILE_IS_THERE.at(Location(file=target.name), problem, "Choose another name.")


def _free_name(order: ExportOrder, layout: Layout, day: date, data: bytes) -> Path:
    """A name beside the district that no other export has: by day, then by number."""
    words = (str(order.year), order.event, layout.name, order.mode.value, day.isoformat())
    for number in range(1, _MOST_OF_A_DAY):
        more = () if number == 1 else (str(number),)
        path = beside(order.district, *words, *more, suffix=layout.file)
        if not path.is_file() or path.read_bytes() == data:
            return path
    return beside(order.district, *words, suffix=layout.file)
