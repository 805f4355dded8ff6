"""Values as XML, each kind in its way."""

from __future__ import annotations

from collections.abc import Sequence

from .forms import Form
from .mixed_values import write_mixed
from .slots import CellValue, SlotKind
from .typed_values import write_cents, write_dates, write_numbers, write_texts


def write_values(form: Form, values: Sequence[CellValue]) -> list[str]:
    """Each value as the XML that stands in its place.

    Raises:
        RefusedError: one of them is of the wrong kind or cannot be held. Which one, the caller
            finds by asking for each alone.
    """
    if not values:
        return []
    match form.kind:
        case SlotKind.CENTS:
            return write_cents(values)
        case SlotKind.NUMBER:
            return write_numbers(values)
        case SlotKind.DATE:
            return write_dates(values, is_1904=form.is_1904)
        case SlotKind.TEXT:
            return write_texts(form, values)
        case SlotKind.ANY:
            return write_mixed(form, values)
