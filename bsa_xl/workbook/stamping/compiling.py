"""A template is compiled once: every place is found, every fault told, the rest is constant."""

from __future__ import annotations

from collections.abc import Sequence

from .compiled import CompiledTemplate
from .container import keep
from .faults import TemplateError
from .filling import Filling
from .marking import Marking
from .marks import MARK
from .plan import Plan
from .slots import CellSlot, RowBlock, SlotKind, row_and_column
from .splicing import Key, splice
from .template import Template


def compile_template(
    package: bytes,
    cells: Sequence[CellSlot] = (),
    blocks: Sequence[RowBlock] = (),
    marks: Sequence[str] = (),
) -> CompiledTemplate:
    """Take a finished template apart, so that filling it takes milliseconds.

    The template may have been saved by any program. Whatever is not filled stays, byte by byte.

    Args:
        package: an .xlsx file's bytes.
        cells: cells to fill; each exists in the template, with a value, a formula or a format.
        blocks: tables whose rows to fill; their cells exist too.
        marks: texts to replace wherever they stand, in any part: sheets, page headers, names,
            properties, drawings, charts. Each begins with one of ``@ # $ % ~ ^``, has at least
            three characters, and is no part of another one.

    Raises:
        TemplateError: a cell or a mark is not there, two declarations want the same cell, and so
            on, all at once; or the file is no workbook.
        ValueError: a declaration makes no sense in itself, which is a fault of the program.
    """
    _refuse_senseless(cells, blocks, marks)
    template = Template(package)
    template.locate(cells, blocks)
    filling = Filling(template, cells, blocks)
    marking = Marking(template, marks, filling.edits)
    if template.faults:
        raise TemplateError(template.faults)
    keys: list[Key] = [*filling.keys(), *marking.uses]
    numbers = {key: number for number, key in enumerate(keys)}
    changing = [part for part in template.members if part in filling.edits | marking.edits]
    parts = [
        splice(
            part,
            template.content(part),
            [*filling.edits.get(part, ()), *marking.edits.get(part, ())],
            numbers,
        )
        for part in changing
    ]
    return CompiledTemplate(
        Plan(
            cells=tuple(cells),
            blocks=tuple(blocks),
            marks=tuple(marks),
            feeds=filling.feeds(),
            orders=filling.orders(),
            looks=filling.looks(),
            uses=tuple(marking.uses),
            rooms=marking.rooms,
            parts=tuple(parts),
            kept=keep(each for each in template.members.values() if each.name not in changing),
        )
    )


def _refuse_senseless(
    cells: Sequence[CellSlot], blocks: Sequence[RowBlock], marks: Sequence[str]
) -> None:
    """Declarations are made by the program; a wrong one is a fault of the program."""
    wrong = [f"no cell: {slot}" for slot in cells if not row_and_column(slot.ref)]
    for block in blocks:
        last = block.first_row + block.rows - 1
        refs = [
            f"{letters}{row}" for letters, _ in block.columns for row in (block.first_row, last)
        ]
        if block.rows < 1 or not refs or not all(map(row_and_column, refs)):
            wrong.append(f"no rows of cells: {block}")
        kinds = dict(block.columns)
        for variant in block.variants:
            wrong += [
                f"no cell with another look: {letters}, {ref} in {variant}"
                for letters, ref in variant.cells
                if kinds.get(letters) not in {SlotKind.ANY, SlotKind.TEXT}
                or not row_and_column(ref)
            ]
    names = [block.name for block in blocks]
    wrong += [f"two blocks named {name}" for name in {n for n in names if names.count(n) > 1}]
    for mark in marks:
        if not MARK.fullmatch(mark):
            wrong.append(f"no mark: {mark!r}")
        if sum(mark in other for other in marks) > 1:
            wrong.append(f"a mark that is part of another one: {mark!r}")
    if wrong:
        raise ValueError("; ".join(wrong))
