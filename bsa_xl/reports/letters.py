"""Letters that an older ledger's encoding does not have, as people without them would write."""

from __future__ import annotations

import unicodedata

#: What stands for a letter that nothing else is known for.
UNKNOWN = "?"
_ALIKE = str.maketrans(
    {
        "·": "-", "–": "-", "—": "-", "‑": "-", "‘": "'", "’": "'", "“": '"', "”": '"',
        "…": "...", "×": "x", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "\u00a0": " ",
    }
)  # fmt: skip


def in_encoding(text: str, encoding: str) -> str:
    """The text in letters that an encoding has: ``é`` as ``e``, the unknown as ``?``.

    Args:
        text: any.
        encoding: as Python names it.
    """
    return "".join(_letter(letter, encoding) for letter in text)


def _letter(letter: str, encoding: str) -> str:
    if _has(letter, encoding):
        return letter
    alike = letter.translate(_ALIKE)
    bare = "".join(
        each for each in unicodedata.normalize("NFKD", alike) if not unicodedata.combining(each)
    )
    return bare if _has(bare, encoding) else UNKNOWN


def _has(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
