"""Rows of the sheet Values that came back, put at the values that they are."""

from __future__ import annotations

import re

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy.sentences import listing, quote
from bsa_xl.policy.tree import Steps

from .cells import CellFaultError, Seen, is_same, number_of, text_of, trimmed
from .citations import as_written, cited_in
from .dated_rows import YEAR, Entry, entry_of, source_in
from .families import Raw
from .kinds import BELONGS_TO_NOTHING, MISSING, TWICE, UNKNOWN_COLUMN
from .leaves import Form, Leaf, Path
from .owners import Owners
from .rendering import Bare
from .returned import Returned, cell_text, put
from .returned_parts import block_at, owner_before
from .sheets import ENDS, OF_A_YEAR, PART, VALUE_OF, at, dotted
from .tables import Line, Table
from .walking import Placed

_TWO_YEARS = re.compile(r"(?:20)?\d\d[-/–](?:20)?(\d\d)")
_ONE_YEAR = re.compile(r"(?:FY|fiscal year)?[ -]*(?:20)?(\d\d)", re.IGNORECASE)


def take_values(book: Returned, owners: Owners, table: Table | None) -> None:
    """The sheet Values."""
    if table is None:
        return
    years = _years(book, table)
    taken: dict[tuple[Steps, Path], int] = {}
    for line in table.lines:
        old = book.steps_of(line.key)
        part = cell_text(line.cells, PART)
        owner = owners.of(line, table, part, owner_before(book, old))
        leaf = None if owner is None else _value_of(book, owner, line, table)
        if owner is None or leaf is None:
            continue
        if (owner.steps, leaf.path) in taken:
            problem = f"The {dotted(leaf.path)} of {quote(owner.address.row)} stand here again."
            remedy = f"Keep one row; the first is row {taken[owner.steps, leaf.path]}."
            book.tell(TWICE, table.where(line.row, VALUE_OF), problem, remedy)
            continue
        taken[owner.steps, leaf.path] = line.row
        _put_history(book, owner, leaf, line, table, years)


def year_header(title: str) -> str | None:
    """The year that a header means; None for a header that means none."""
    year = title.removesuffix(OF_A_YEAR)
    return year if YEAR.fullmatch(year) else None


def _years(book: Returned, table: Table) -> list[str]:
    """The years of the sheet, oldest first; headers that may be meant to be years are told."""
    found = set()
    for title in table.letters:
        year = year_header(title)
        if year is not None:
            found.add(year)
    for title in list(table.further):
        if year_header(title):
            table.further.remove(title)
            continue
        meant = _meant_year(title.removesuffix(OF_A_YEAR).strip())
        if meant:
            table.further.remove(title)
            where = table.where(table.head_row, title)
            problem = f"The header {quote(title)} is not a fiscal year."
            is_source = title.casefold().endswith(OF_A_YEAR)
            remedy = f"Write {meant}{OF_A_YEAR if is_source else ''}."
            book.tell(UNKNOWN_COLUMN, where, problem, remedy)
    return sorted(found)


def _meant_year(text: str) -> str:
    found = _TWO_YEARS.fullmatch(text) or _ONE_YEAR.fullmatch(text)
    if not found and re.match(r"FY|20\d\d", text, re.IGNORECASE):
        return "a year like FY2026, for 2025-26"
    if not found:
        return ""
    year = FiscalYear(2000 + int(found[1]))
    return f"{year} for {year.on_paper}"


def _value_of(book: Returned, owner: Placed, line: Line, table: Table) -> Leaf | None:
    """Which of its owner's values a row gives."""
    leaves = {dotted(leaf.path): leaf for leaf in owner.having(Form.DATED)}
    name = cell_text(line.cells, VALUE_OF)
    if name in leaves or (not name and len(leaves) == 1):
        return leaves.get(name) or next(iter(leaves.values()))
    where = table.where(line.row, VALUE_OF)
    whose = quote(" ".join(filter(None, (owner.address.row, owner.address.part))) or "The policy")
    remedy = f"Write one of: {listing(leaves)}." if leaves else "Delete this row."
    if not name:
        problem = "This row does not say which value it gives."
        book.tell(MISSING, where, problem, remedy)
    else:
        book.tell(BELONGS_TO_NOTHING, where, f"{whose} has no {quote(name)} by year.", remedy)
    return None


def _put_history(
    book: Returned, owner: Placed, leaf: Leaf, line: Line, table: Table, years: list[str]
) -> None:
    was = book.origins.get(owner.steps) if owner.steps else ()
    before = None if was is None else at(book.old_at(was), leaf.path)
    before = before if isinstance(before, dict) else {}
    here = (*owner.steps, *leaf.path)
    is_grouped = any("_" in str(_old_number(each)) for each in before.values())
    history: dict[str, Raw] = {}
    for year in years:
        old = before.get(year)
        is_new = year not in before
        written = _entry(
            book, line, table, (*here, year), old, is_new=is_new, is_grouped=is_grouped
        )
        if written is not None:
            history[year] = written[0]
    for length in range(1, len(leaf.path) + 1):
        book.cells.setdefault((*owner.steps, *leaf.path[:length]), table.where(line.row, VALUE_OF))
    put(block_at(book.data, owner.steps), leaf.path, history or None)


def _entry(
    book: Returned,
    line: Line,
    table: Table,
    steps: Steps,
    old: Raw,
    *,
    is_new: bool,
    is_grouped: bool,
) -> tuple[Raw] | None:
    """One year's entry, in the old words where it still says the same; None for none."""
    year = str(steps[-1])
    at_value, at_source = table.where(line.row, year), table.where(line.row, f"{year}{OF_A_YEAR}")
    seen, source = line.cells.get(year), line.cells.get(f"{year}{OF_A_YEAR}")
    book.cells[steps] = book.cells[*steps, "value"] = at_value
    book.cells[*steps, "source"] = book.cells[*steps, "assumption"] = at_source
    if seen is None:
        if source is not None and not table.is_broken:
            problem = f"A source stands here, and {year} has no value in this row."
            book.tell(MISSING, at_value, problem, "Type the value, or empty the source.")
        return None
    shown = Entry() if is_new else entry_of(old, book.contents.sources)
    is_same_value = not is_new and _is_same_value(shown.value, seen)
    try:
        cited, assumed = _source(book, source)
    except CellFaultError as fault:
        book.tell(fault.kind, at_source, fault.problem, fault.remedy)
        book.unreadable.add((*steps, "source"))
        return ({"value": None, "source": None},)
    if is_same_value and not is_new and _says_the_same(old, cited, assumed=assumed):
        return (old,)
    number = _old_number(old) if is_same_value else _number(book, seen, steps)
    if not is_same_value and is_grouped and isinstance(number, str):
        number = grouped(number)
    return (_written(number, old, cited, assumed=assumed),)


def _is_same_value(shown: Seen, seen: Seen) -> bool:
    if isinstance(seen, str) and shown == ENDS:
        return trimmed(seen).casefold() == ENDS
    return is_same(shown, seen)


def _number(book: Returned, seen: Seen, steps: Steps) -> Raw:
    if isinstance(seen, str) and trimmed(seen).casefold() in {ENDS, "end", "null"}:
        return None
    try:
        return number_of(seen)
    except CellFaultError as fault:
        book.tell(fault.kind, book.cells[steps], fault.problem, fault.remedy)
        book.unreadable.add(steps)
        return None


def grouped(number: str) -> Bare:
    """A number with ``_`` between its thousands, as its neighbors have it."""
    whole, point, decimals = number.partition(".")
    digits = whole.lstrip("-")
    sign = whole[: len(whole) - len(digits)]
    return Bare(f"{sign}{int(digits):_}{point}{decimals}")


def _old_number(old: Raw) -> Raw:
    number = old.get("value") if isinstance(old, dict) else old
    return Bare(number) if isinstance(number, str) else number


def _source(book: Returned, seen: Seen) -> tuple[Raw, bool]:
    """The source that a cell names, as the file writes it, and whether it is an assumption.

    Raises:
        CellFaultError: the sheet Sources has none of that name.
    """
    if seen is None:
        return None, False
    name, assumed = source_in(text_of(seen))
    return (book.source(name, None) if name else None), assumed


def _says_the_same(old: Raw, source: Raw, *, assumed: bool) -> bool:
    """Whether an entry has this source still."""
    if not isinstance(old, dict):
        return source is None and not assumed
    was_assumed = str(old.get("assumption")).lower() in {"true", "yes"}
    own = old.get("source")
    same = cited_in(own) == cited_in(source) if own is not None and source is not None else (
        own is None and source is None
    )  # fmt: skip
    return same and assumed == was_assumed


def _written(number: Raw, old: Raw, source: Raw, *, assumed: bool) -> Raw:
    """An entry as the file writes it, its source in the old words where it is the same."""
    if source is None and not assumed:
        if isinstance(old, dict) and "source" not in old and "assumption" not in old:
            return {**old, "value": number}
        return number
    entry: dict[str, Raw] = {"value": number}
    own = old.get("source") if isinstance(old, dict) else None
    if source is not None:
        same = own is not None and cited_in(own) == cited_in(source)
        entry["source"] = own if same else as_written(cited_in(source))
    if assumed:
        was = old.get("assumption") if isinstance(old, dict) else None
        entry["assumption"] = was if str(was).lower() in {"true", "yes"} else Bare("true")
    return entry
