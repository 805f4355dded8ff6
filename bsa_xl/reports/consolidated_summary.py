"""The first page of the consolidated book: where the district stands, what foots, what is where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from openpyxl.styles import Font
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from bsa_xl.money import format_dollars
from bsa_xl.workbook import style

from .book import Book, Placed
from .cells import cell_at, put_link, put_text
from .consolidation import Consolidation
from .controls import Control, put_controls, unsettled
from .heads import FILLED, SCHOOLS, SHARED
from .look import dress_head
from .positions import said_of
from .standings import SchoolStanding, Standing
from .table import Column, Shown, Table, Value

SUMMARY_WIDTHS = (44, 12, 12, 20, 20, 18, 70)
_FIRST_ROW = 4
_COLUMNS = (
    Column("Schools"),
    Column("Number", Shown.WHOLE),
    Column("FTE", Shown.FTE),
    Column("Allocated", Shown.DOLLARS),
    Column("Budgeted", Shown.DOLLARS),
    Column("Left", Shown.DOLLARS),
    Column("What it means"),
)


def put_summary(
    book: Book,
    sheet: Worksheet,
    whole: Consolidation,
    controls: Sequence[Control],
    placed: Mapping[str, Placed],
    titles: Mapping[str, str],
) -> None:
    """Fill the page.

    Args:
        book: that the page belongs to.
        sheet: the page.
        whole: what the book is made from.
        controls: what must foot.
        placed: every other sheet's table.
        titles: what stands on each of these sheets.
    """
    _verdict(sheet, whole, controls)
    row = book.block(sheet, _FIRST_ROW + 2, "Where the district stands", _stand(whole)).last + 2
    row = _contents(book, sheet, row, whole, placed, titles)
    sheet.row_breaks.append(Break(id=row))
    put_controls(book, sheet, row + 1, controls, placed)


def _verdict(sheet: Worksheet, whole: Consolidation, controls: Sequence[Control]) -> None:
    """One sentence that says whether the book foots, and how many schools are missing."""
    open_ones = unsettled(controls)
    if open_ones:
        said, of = (
            f"DOES NOT FOOT: {len(open_ones)} of {len(controls)} control totals differ",
            "FIX",
        )
    else:
        said, of = f"FOOTS TO THE CENT: {len(controls)} control totals agree", "OK"
    missing = len(whole.missing)
    waited = f"{missing:,} schools missing" if missing != 1 else "1 school missing"
    put_text(sheet[f"A{_FIRST_ROW}"], f"{said} · {waited if missing else 'no school missing'}")
    color, _ = style.WORDS[of]
    sheet[f"A{_FIRST_ROW}"].font = Font(name=style.FONT, size=14, bold=True, color=color)


def _stand(whole: Consolidation) -> Table:
    accepted = whole.accepted
    rows = [
        _row("Issued", whole.issued, "A workbook is out that can be submitted"),
        _row("Returned", whole.returned, "At least one file came back"),
        _row("Accepted", accepted, "The budget is in the ledger", is_accepted=True),
        _row("To be mended", whole.having(Standing.TO_MEND), "It came back and was refused"),
        _row("Not returned", whole.having(Standing.NOT_RETURNED), "Nothing came back yet"),
    ]
    older = whole.having(Standing.OLDER_LETTER)
    drafts, none = whole.having(Standing.DRAFT), whole.having(Standing.NOT_ISSUED)
    if older:
        words = "Among the accepted: a newer letter has been issued since"
        rows.append(_row("Accepted for an older letter", older, words, is_accepted=True))
    if drafts:
        rows.append(_row("Draft only", drafts, "What they have cannot be submitted"))
    if none:
        rows.append(_row("Not issued", none, "An allocation, and no workbook yet"))
    return Table(_COLUMNS, rows)


def _row(
    label: str, schools: Iterable[SchoolStanding], words: str, *, is_accepted: bool = False
) -> tuple[Value, ...]:
    listed = list(schools)
    if not is_accepted:
        allocated = sum(each.allocated_cents for each in listed)
        return label, len(listed), None, allocated, None, None, words
    allocated = sum(each.accepted_cents or 0 for each in listed)
    budgeted = sum(each.budgeted_cents or 0 for each in listed)
    fte = sum(each.fte_parts for each in listed)
    return label, len(listed), fte, allocated, budgeted, allocated - budgeted, words


def _contents(
    book: Book,
    sheet: Worksheet,
    row: int,
    whole: Consolidation,
    placed: Mapping[str, Placed],
    titles: Mapping[str, str],
) -> int:
    """A link to every sheet, with how many rows it has, what they are and what is special."""
    remarks = _remarks(whole)
    columns = (Column("Sheet"), Column("Rows", Shown.WHOLE), Column("What is there"))
    rows = []
    for name, each in placed.items():
        said = ". ".join(filter(None, (titles[name], remarks.get(name, ""))))
        rows.append((name, len(each.table.rows), said))
    where = book.block(sheet, row, "What is in this book", Table(columns, rows))
    for place in range(len(columns) + 1, len(SUMMARY_WIDTHS) + 1):  # the texts run on to the right
        dress_head(cell_at(sheet, row + 1, place), columns[-1])
    for number, name in enumerate(placed, start=where.first):
        put_link(sheet[f"A{number}"], name)
    return where.last + 1


def _remarks(whole: Consolidation) -> dict[str, str]:
    """What is worth opening a sheet for."""
    over = sum(-each for each in (s.left_cents for s in whole.accepted) if each and each < 0)
    remarks = {}
    if whole.filled:
        remarks[FILLED] = said_of(whole.filled)
    if whole.shared:
        many = len({each.position_id for each in whole.shared})
        remarks[SHARED] = f"{many:,} in all"
    if over:
        remarks[SCHOOLS] = f"Some schools are over, {format_dollars(over)} in all"
    return remarks
