"""The sheets for reading: Start, which says what this is, and Kinds, which explains the rows."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from . import look
from .contents import Contents
from .families import Group, Raw, Section, sections_of
from .leaves import Form
from .sheets import HEAD_ROW, VALUES, dotted, title_of

_LEFT, _RIGHT = 2, 6
_NEXT = tuple(
    " ".join(said)
    for said in (
        ("Edit the yellow cells, and save. Drop-downs offer what fits.",),
        ("A number that changes: on the sheet Values, in the column of its first year;",
         "the older years stay as they are."),
        ("A new component: its source on Sources, a row on Components, its numbers on Values.",),
        ("Check it: bsa-xl policy from-excel BOOK.xlsx policy.yaml --dry-run",
         "tells every fault with its sheet and cell, and every change."),
        ("Write it: the same without --dry-run. What you did not edit stays in the policy's file",
         "letter for letter, with its remarks."),
    )
)  # fmt: skip
_LEGEND = (
    ("yellow", "Type here. An empty cell says nothing, which is different from 0."),
    ("grey", "For reading only; not taken back."),
    ("dark grey", "The row's kind has no such thing; leave it empty."),
    ("ends", "From this year on the value holds no longer."),
)


def write_start(sheet: Worksheet, data: Raw, contents: Contents, name: str) -> None:
    """The sheet Start.

    Args:
        sheet: an empty one.
        data: the policy.
        contents: of the workbook.
        name: of the policy's file.
    """
    sheet.sheet_view.showGridLines = False
    for letter, width in zip("ABCDEF", (2, 22, 26, 34, 34, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    for number in range(1, _RIGHT + 1):
        look.title(look.at(sheet, 1, number))
    sheet.row_dimensions[1].height = 34
    _put(sheet, 1, _LEFT, "The policy as a workbook")
    look.title(look.at(sheet, 1, _LEFT), size=18)
    row = 3
    for label, key in (("Policy", "title"), ("Id", "policy"), ("Status", "status")):
        said = str(data.get(key) or ("draft" if key == "status" else ""))
        row = _pair(sheet, row, label, said)
    row = _pair(sheet, row, "Made from", name) + 1
    row = _steps(sheet, row)
    row = _sheets(sheet, row + 1, contents)
    _legend(sheet, row + 1)
    look.set_up_page(sheet, f"{data.get('title', '')} - policy workbook")
    sheet.print_area = f"A1:F{sheet.max_row}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "portrait", 1


def _pair(sheet: Worksheet, row: int, label: str, said: str) -> int:
    _put(sheet, row, _LEFT, label)
    look.plain(look.at(sheet, row, _LEFT), bold=True)
    _put(sheet, row, _LEFT + 1, said)
    sheet.merge_cells(start_row=row, start_column=_LEFT + 1, end_row=row, end_column=_RIGHT)
    return row + 1


def _steps(sheet: Worksheet, row: int) -> int:
    _put(sheet, row, _LEFT, "What to do next")
    look.heading(look.at(sheet, row, _LEFT))
    for number, said in enumerate(_NEXT, start=1):
        row += 1
        _put(sheet, row, _LEFT, f"{number}.  {said}")
        sheet.merge_cells(start_row=row, start_column=_LEFT, end_row=row, end_column=_RIGHT)
        look.plain(look.at(sheet, row, _LEFT))
        sheet.row_dimensions[row].height = look.height_of([(said, 112)], 17)
    return row + 1


def _sheets(sheet: Worksheet, row: int, contents: Contents) -> int:
    _put(sheet, row, _LEFT, "The sheets")
    look.heading(look.at(sheet, row, _LEFT))
    for what in contents.sheets:
        row += 1
        _put(sheet, row, _LEFT, what.name)
        cell = look.at(sheet, row, _LEFT)
        cell.hyperlink = f"#'{what.name}'!B{HEAD_ROW + 1}"
        look.link(cell)
        rows = len(what.rows)
        _put(sheet, row, _LEFT + 1, f"{rows} row{'' if rows == 1 else 's'}" if rows else "empty")
        look.plain(look.at(sheet, row, _LEFT + 1))
        about = what.about or what.hints[0]
        _put(sheet, row, _LEFT + 2, about)
        sheet.merge_cells(start_row=row, start_column=_LEFT + 2, end_row=row, end_column=_RIGHT)
        look.plain(look.at(sheet, row, _LEFT + 2))
        sheet.row_dimensions[row].height = look.height_of([(about, 70)], 16)
    return row + 1


def _legend(sheet: Worksheet, row: int) -> None:
    _put(sheet, row, _LEFT, "What the colours say")
    look.heading(look.at(sheet, row, _LEFT))
    for word, said in _LEGEND:
        row += 1
        cell = look.at(sheet, row, _LEFT)
        _put(sheet, row, _LEFT, word)
        if word == "grey":
            look.shown(cell)
        else:
            look.typed(cell)
        if word == "dark grey":
            cell.fill = look.solid(look.NOT_FOR_KIND)
        elif word == "ends":
            cell.fill = look.solid(look.ENDED_FILL)
        _put(sheet, row, _LEFT + 1, said)
        sheet.merge_cells(start_row=row, start_column=_LEFT + 1, end_row=row, end_column=_RIGHT)
        look.plain(look.at(sheet, row, _LEFT + 1))


_KIND_HEADS = (
    ("Sheet", 16), ("Kind", 20), ("What it is", 52), ("Unit", 26), ("Needs", 34), ("May have", 52),
    (VALUES, 14), ("Parts", 12),
)  # fmt: skip


def write_kinds(sheet: Worksheet, policy: type, footer: str) -> None:
    """The sheet Kinds: every kind that the policy's model knows, with its fields.

    Args:
        sheet: an empty one.
        policy: the model.
        footer: of the printed page.
    """
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 2
    for number in range(1, len(_KIND_HEADS) + 2):
        look.title(look.at(sheet, 1, number))
    sheet.row_dimensions[1].height = 28
    _put(sheet, 1, 2, "Kinds")
    _put(sheet, 2, 2, "What each kind of row is, what it needs, and what it may have.")
    look.hint(look.at(sheet, 2, 2))
    for number, (title, width) in enumerate(_KIND_HEADS, start=2):
        _put(sheet, HEAD_ROW, number, title)
        look.head(look.at(sheet, HEAD_ROW, number))
        sheet.column_dimensions[look.at(sheet, HEAD_ROW, number).column_letter].width = width
    row = HEAD_ROW
    for section in sections_of(policy):
        for group in section.family.groups if len(section.family.groups) > 1 else ():
            row += 1
            _kind(sheet, row, section, group)
    sheet.freeze_panes = f"D{HEAD_ROW + 1}"
    look.set_up_page(sheet, footer, HEAD_ROW)


def _kind(sheet: Worksheet, row: int, section: Section, group: Group) -> None:
    unit = group.leaf(("unit",))
    here = [leaf for leaf in group.leaves if leaf.form not in (Form.DATED, Form.PARTS)]
    told = {"id", "kind", "label", "unit"}
    needs = [title_of(leaf.path) for leaf in here if leaf.is_needed and leaf.key not in told]
    may = [title_of(leaf.path) for leaf in here if not leaf.is_needed and leaf.key not in told]
    cells = (
        section.title, group.word, group.about, ", ".join(unit.words) if unit else "",
        ", ".join(needs), ", ".join(may),
        *(", ".join(dotted(leaf.path) for leaf in group.leaves if leaf.form is form)
          for form in (Form.DATED, Form.PARTS)),
    )  # fmt: skip
    for number, said in enumerate(cells, start=2):
        _put(sheet, row, number, said)
        look.shown(look.at(sheet, row, number))
    widths = [width for _, width in _KIND_HEADS]
    sheet.row_dimensions[row].height = look.height_of(list(zip(cells, widths, strict=True)))


def _put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = look.at(sheet, row, column)
    cell.value = text
    cell.data_type = "s"
    if not cell.font.b and cell.font.sz == 11 and row != 1:  # noqa: PLR2004 - the usual size
        look.plain(cell)
