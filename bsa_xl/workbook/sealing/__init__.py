"""What of a workbook is not the school's to change, in one form, and its digest.

The digest is worked out twice by different ways: from the values when a workbook is stamped
(sealer), and from the file alone when it comes back (content). In order: canonical (one form for
what programs write differently), cell_map (whose each cell is), fixed, content, sealer.
"""

from typing import TYPE_CHECKING

from bsa_xl.doors import opens_late

from .canonical import (
    SIGNIFICANT,
    CanonicalTexts,
    canonical_formula,
    canonical_number,
    canonical_text,
    canonical_value,
    relative_form,
)
from .cell_map import HIDDEN, CellAt, CellMap
from .content import (
    Content,
    digest_of,
    read_content,
    read_slots,
    slots_text,
    with_marks,
    words_text,
)
from .fixed import Fixed, FixedSheet, read_fixed

if TYPE_CHECKING:
    from .sealer import Sealer, make_sealer
else:
    __getattr__ = opens_late(__name__)

__all__ = [
    "HIDDEN",
    "SIGNIFICANT",
    "CanonicalTexts",
    "CellAt",
    "CellMap",
    "Content",
    "Fixed",
    "FixedSheet",
    "Sealer",
    "canonical_formula",
    "canonical_number",
    "canonical_text",
    "canonical_value",
    "digest_of",
    "make_sealer",
    "read_content",
    "read_fixed",
    "read_slots",
    "relative_form",
    "slots_text",
    "with_marks",
    "words_text",
]
