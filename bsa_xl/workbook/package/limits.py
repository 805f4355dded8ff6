"""How much of a returned file is looked at before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one workbook; a school's own is some 80 KB, 30 parts and 7,000 cells.

    Every bound is inclusive: what equals it is still read. Text is counted in characters.

    Attributes:
        file_bytes: the file as it arrived.
        parts: files inside the file; Apache POI's own bound.
        part_bytes: one part, unpacked.
        total_bytes: all parts together, unpacked.
        ratio: how many times its packed size a part may grow.
        ratio_above: parts up to this size, unpacked, may grow as they like; bytes.
        name_length: a part's name.
        depth: elements inside one another.
        elements: elements in all parts together.
        distinct_names: different names of elements and attributes in one part.
        token_bytes: one tag with its attributes, or one comment.
        text: the text of one cell; Excel's own bound.
        formula: the text of one formula; Excel's own bound.
        rows: the last row that may hold something.
        columns: the last column that may hold something.
        cells: cells in all sheets together.
        relationships: references between parts, all together.
        sheets: sheets in the workbook.
        merges: merged ranges in one sheet.
        merge_cells: cells in one merged range.
        cell_formats: cell formats in the workbook.
        defined_names: defined names in the workbook.
        validations: data validations in one sheet.
        formula_work: characters of shared formulas, times the cells that they fill.
        listed: findings of one kind about single cells; the rest are counted.
    """

    file_bytes: int = 10 * MIB
    parts: int = 1_000
    part_bytes: int = 32 * MIB
    total_bytes: int = 64 * MIB
    ratio: int = 100
    ratio_above: int = 100 * KIB
    name_length: int = 255
    depth: int = 64
    elements: int = 450_000
    distinct_names: int = 5_000
    token_bytes: int = 256 * KIB
    text: int = 32_767
    formula: int = 8_192
    rows: int = 2_000
    columns: int = 100
    cells: int = 150_000
    relationships: int = 20_000
    sheets: int = 100
    merges: int = 5_000
    merge_cells: int = 5_000
    cell_formats: int = 10_000
    defined_names: int = 2_000
    validations: int = 5_000
    formula_work: int = 10_000_000
    listed: int = 50
