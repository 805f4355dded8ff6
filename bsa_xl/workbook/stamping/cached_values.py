"""Giving a template's formulas the results that stand beside them until they are calculated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .compiling import compile_template
from .faults import TemplateError
from .forms import Form, Role
from .slots import CellSlot, CellValue, SlotKind
from .template import Template, place_of
from .writing import write_values

#: What a formula's cell says of its result: the attribute of its tag, and the elements behind it.
Result = tuple[bytes, bytes]
_TYPE, _VALUE = Form(SlotKind.ANY, Role.TYPE), Form(SlotKind.ANY, Role.VALUE)


def written_results(values: Sequence[CellValue]) -> list[Result]:
    """Results as they stand beside a formula whose cell is written without a namespace prefix.

    Raises:
        RefusedError: a value is nothing that a cell can hold.
    """
    kinds, texts = write_values(_TYPE, values), write_values(_VALUE, values)
    return [(kind.encode(), text.encode()) for kind, text in zip(kinds, texts, strict=True)]


def set_cached_values(package: bytes, values: Mapping[str, Mapping[str, CellValue]]) -> bytes:
    """The template with these results beside its formulas; used once for each template.

    A program that does not calculate, such as a preview or a phone, then shows true figures in
    rows that no school fills.

    Args:
        package: an .xlsx file's bytes.
        values: by sheet and cell; amounts in dollars. None leaves a formula without a result.

    Returns:
        The .xlsx file's bytes; everything but those results is as it was.

    Raises:
        TemplateError: one of the cells is not there or has no formula.
        ValueRefusedError: a value is nothing that a cell can hold.
    """
    slots = [CellSlot(sheet, ref, SlotKind.ANY) for sheet, cells in values.items() for ref in cells]
    template = Template(package)
    template.locate(slots, ())
    for slot in slots:
        cell = template.cell(slot.sheet, place_of(slot))
        if cell and not cell.formula:
            template.refuse(
                slot.sheet,
                place_of(slot),
                "the cell has no formula whose result could be set.",
                "Give the cell its formula back, or take it off the list.",
            )
    if template.faults:
        raise TemplateError(template.faults)
    given = [value for cells in values.values() for value in cells.values()]
    return compile_template(package, slots).stamp(given)
