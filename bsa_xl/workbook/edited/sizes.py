"""A template that was edited in one size, in the size of a workbook that was made from it."""

from __future__ import annotations

from dataclasses import replace

from bsa_xl.workbook.layout import Layout
from bsa_xl.workbook.package import PackageRefused
from bsa_xl.workbook.stamping import TemplateError
from bsa_xl.workbook.template import build_template

from .contract import capacities_of
from .fitting import fit_template


def at_size(template: bytes, layout: Layout) -> bytes | None:
    """The template with the rows of a layout.

    Args:
        template: a file's bytes.
        layout: of a workbook.

    Returns:
        None where the file is no template of this product.
    """
    try:
        capacities = capacities_of(template)
        if capacities is None:
            return None
        shape = replace(
            layout.shape,
            staffing_rows=capacities["staffing_rows"],
            spending_rows=capacities["spending_rows"],
            dollar_rows=capacities["dollar_rows"],
            central_rows=capacities["central_rows"],
        )
        return fit_template(template, Layout(shape), layout, build_template(layout))
    except (PackageRefused, TemplateError):
        return None
