"""Why a workbook cannot be stamped: every value that is amiss, each with its cell.

Values are checked by the column while they are written. Only when one is refused does this module
go through them one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from bsa_xl.finding import Fault
from bsa_xl.location import Location

from .escaping import RefusedError
from .forms import Form
from .marks import Room, Setting, length_in, write_mark
from .plan import Plan
from .slots import CellValue, RowBlock
from .writing import write_values

#: The values of the cell slots: by sheet and cell, or in the order of the slots.
Cells = Mapping[tuple[str, str], CellValue] | Sequence[CellValue]
#: The rows of each block; each row has the block's columns in their order.
Blocks = Mapping[str, Sequence[Sequence[CellValue]]]
#: The text of each mark.
Marks = Mapping[str, str]


def every_fault(plan: Plan, cells: Cells, blocks: Blocks, marks: Marks) -> list[Fault]:
    """All faults, cells first, then blocks, then marks."""
    return [
        *_cell_faults(plan, cells),
        *_block_faults(plan, blocks),
        *_mark_faults(plan, marks),
    ]


def _cell_faults(plan: Plan, cells: Cells) -> list[Fault]:
    keys = [(slot.sheet, slot.ref) for slot in plan.cells]
    if isinstance(cells, Mapping):
        faults = [
            Fault(Location(sheet=sheet, cell=ref), "no value was given.", "Give one.")
            for sheet, ref in keys
            if (sheet, ref) not in cells
        ]
        faults += [
            Fault(Location(sheet=sheet, cell=ref), "the template has no such slot.", "Declare it.")
            for sheet, ref in cells.keys() - set(keys)
        ]
        values = dict(cells)
    else:
        faults = []
        values = dict(zip(keys, cells, strict=False))
        if len(cells) != len(keys):
            problem = f"{len(cells):,} values were given for {len(keys):,} cells."
            return [Fault(Location(), problem, "Give one for each, in the order of the slots.")]
    for feed in plan.feeds:
        for number in feed.cells:
            sheet, ref = keys[number]
            if (sheet, ref) in values:
                where = Location(sheet=sheet, cell=ref)
                faults += _value_faults(feed.form, values[sheet, ref], where)
    return _once(faults)


def _block_faults(plan: Plan, blocks: Blocks) -> list[Fault]:
    names = [block.name for block in plan.blocks]
    faults = [
        Fault(Location(), f"the template has no rows named {name}.", "Declare them.")
        for name in blocks.keys() - set(names)
    ]
    for number, block in enumerate(plan.blocks):
        if block.name not in blocks:
            where = Location(sheet=block.sheet)
            faults.append(Fault(where, f"no rows named {block.name} were given.", "Give them."))
            continue
        rows = blocks[block.name]
        if len(rows) > block.rows:
            where = Location(sheet=block.sheet, cell=f"{block.columns[0][0]}{block.first_row}")
            problem = f"{len(rows)} rows are given, and the template has {block.rows}."
            faults.append(Fault(where, problem, "Use a template with more rows."))
        forms = [
            (feed.form, column)
            for feed in plan.feeds
            for of_block, column in feed.columns
            if of_block == number
        ]
        for at, row in enumerate(rows):
            faults += _row_faults(block, at, row, forms)
    return faults


def _row_faults(
    block: RowBlock, at: int, row: Sequence[CellValue], forms: list[tuple[Form, int]]
) -> list[Fault]:
    number = block.first_row + at
    if len(row) != len(block.columns):
        where = Location(sheet=block.sheet, cell=f"{block.columns[0][0]}{number}")
        problem = f"{len(row)} values are given for the {len(block.columns)} cells of the row."
        return [Fault(where, problem, "Give one for each.")]
    faults: list[Fault] = []
    for form, column in forms:
        where = Location(sheet=block.sheet, cell=f"{block.columns[column][0]}{number}")
        faults += _value_faults(form, row[column], where)
    return _once(faults)


def _mark_faults(plan: Plan, marks: Marks) -> list[Fault]:
    faults = [
        Fault(Location(), f"no text was given for the mark {mark}.", "Give one.")
        for mark in plan.marks
        if mark not in marks
    ]
    faults += [
        Fault(Location(), f"the template has no mark {mark}.", "Declare it.")
        for mark in sorted(marks.keys() - set(plan.marks))
    ]
    for number, setting in plan.uses:
        mark = plan.marks[number]
        if mark in marks:
            faults += _refused(Location(), lambda: write_mark(setting, marks[mark]), f"{mark}: ")  # noqa: B023  called at once
    if not faults:
        for room in plan.rooms:
            faults += _room_faults(room, marks)
    return _once(faults)


def _room_faults(room: Room, marks: Marks) -> list[Fault]:
    size = sum(length_in(room.setting, marks[mark]) for mark in room.marks)
    if size <= room.left:
        return []
    names = " and ".join(dict.fromkeys(room.marks))
    place = "a formula" if room.setting is Setting.QUOTED else "a page header or footer"
    problem = f"the text for {names} has {size} characters, and {place} has room for {room.left}."
    return [Fault(Location(), problem, "Shorten it, or take something else out there.")]


def _value_faults(form: Form, value: CellValue, where: Location) -> list[Fault]:
    return _refused(where, lambda: write_values(form, [value]))


def _refused(where: Location, write: Callable[[], object], before: str = "") -> list[Fault]:
    try:
        write()
    except RefusedError as error:
        return [Fault(where, f"{before}{error}", error.remedy)]
    return []


def _once(faults: Iterable[Fault]) -> list[Fault]:
    return list(dict.fromkeys(faults))
