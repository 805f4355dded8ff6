"""A template compiled once and stamped for each school: the parts that differ, and nothing else.

`compile_template` takes an .xlsx apart, whichever program saved it. `CompiledTemplate.stamp` gives
one school's workbook in a few milliseconds; what no school fills is copied as the bytes it is.
"""

from .cached_values import Result, set_cached_values, written_results
from .compiled import CompiledTemplate
from .compiling import compile_template
from .deflating import Deflate, best_deflate, deflate_with_zlib, zlib_stream
from .faults import StampingError, TemplateError, ValueRefusedError
from .like_rows import LikeRow, are_like
from .row_texts import MOST_KNOWN
from .slots import CellSlot, CellValue, RowBlock, SlotKind, Variant

__all__ = [
    "MOST_KNOWN",
    "CellSlot",
    "CellValue",
    "CompiledTemplate",
    "Deflate",
    "LikeRow",
    "Result",
    "RowBlock",
    "SlotKind",
    "StampingError",
    "TemplateError",
    "ValueRefusedError",
    "Variant",
    "are_like",
    "best_deflate",
    "compile_template",
    "deflate_with_zlib",
    "set_cached_values",
    "written_results",
    "zlib_stream",
]
