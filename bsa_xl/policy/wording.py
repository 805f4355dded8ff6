"""What pydantic found, told in our words: each fault on its line, with a way out.

Nothing of pydantic's own text reaches the reader. Every sentence here is made from the kind of the
fault, the place in the grammar, and what the file says there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import get_args

from pydantic_core import ErrorDetails

from bsa_xl.citation import Citation
from bsa_xl.finding import FindingKind

from .document import Block, SourceBlock
from .grammar import Place, bare, example_of, keys_of, place_of, words_of
from .kinds import GRAMMAR, KINDS, NO_SOURCE
from .model import Policy
from .naming import called
from .sentences import listing, nearest, plainly, quote, use_one_of
from .tree import Steps

#: Kind of finding, where, problem, remedy.
Told = tuple[FindingKind, Steps, str, str]

_KIND_OF = {kind.id: kind for kind in KINDS}


def tell(error: ErrorDetails, data: object, root: type[Block] = Policy) -> Told:
    """One of pydantic's errors as a finding's parts; ``root`` is what the file as a whole is."""
    place = place_of(error["loc"], root)
    kind = _KIND_OF.get(error["type"])
    if kind is not None:
        context = error["ctx"]
        key = place.key if place.key != "value" else str(place.steps[-2])
        problem, remedy = str(context["problem"]), str(context["remedy"])
        return kind, place.steps, problem.replace("'{key}'", quote(key)), remedy
    if error["type"] == "missing":
        return _missing(place, data)
    word = _WORDINGS.get(error["type"], _not_understood)
    problem, remedy = word(place, error, data)
    return GRAMMAR, place.steps, problem, remedy


def _owner(place: Place, data: object) -> str:
    """What the block is called that a place stands in; a scenario as a whole is no policy."""
    if place.block_steps or place.block is Policy:
        return called(place.block_steps, data)
    return f"the {place.block.__name__.lower()}"


def _missing(place: Place, data: object) -> Told:
    key, owner = place.key, _owner(place, data)
    if key == "value":
        owner = quote(str(place.block_steps[-1]))
    where = place.block_steps
    problem = f"{owner} has no {quote(key)}."
    remedy = f"Add {example_of(key, place.shape)}."
    if key != "source":
        return GRAMMAR, where, problem, remedy
    remedy = f"{remedy[:-1]}, or mark each value that no document gives with assumption: true."
    return NO_SOURCE, where, problem, remedy


def _unknown_key(place: Place, error: ErrorDetails, _data: object) -> tuple[str, str]:
    problem = f"{quote(place.key)} is not known here."
    if place.key != place.key.strip():
        bare_key = quote(place.key.strip())
        said = f"{bare_key} is indented with a space copied from another program."
        return said, "Indent it with spaces."
    if " " in place.key and error["input"] is None:
        return problem, "Put a text that contains a comma in quotes."
    if place.key.endswith(":"):
        return f"{quote(place.key[:-1])} is empty.", "Give it a value, or take it out."
    if ":" in place.key or place.key.startswith("-"):
        sign = "colon" if ":" in place.key else "dash"
        return problem, f"Put a space after the {sign}."
    return problem, use_one_of(place.key, keys_of(place.block))


def _unknown_word(place: Place, error: ErrorDetails, data: object) -> tuple[str, str]:
    written, words = error["input"], words_of(place.shape)
    if not isinstance(written, str):
        return _not_text(place, error, data)
    if place.key == "unit":
        problem = f"unit {quote(written)} does not fit {_kind_of(place, data)}."
        return problem, f"Write {listing(words)}." if len(words) == 1 else use_one_of("", words)
    return f"{plainly(place.key)} {quote(written)} is not known.", use_one_of(written, words)


def _kind_of(place: Place, data: object) -> str:
    kind = place.block.model_fields.get("kind")
    return f"kind {words_of(kind.annotation)[0]}" if kind else _owner(place, data)


def _unknown_kind(place: Place, error: ErrorDetails, _data: object) -> tuple[str, str]:
    written, words = error["input"].get("kind"), words_of(place.shape)
    if written is None:
        return "'kind' is empty.", use_one_of("", words)
    if not isinstance(written, str):
        return f"'kind' holds {_what(written)} where a text belongs.", use_one_of("", words)
    return f"kind {quote(written)} is not known.", use_one_of(written, words)


def _no_kind(place: Place, error: ErrorDetails, data: object) -> tuple[str, str]:
    owner, words, written = called(place.steps, data), words_of(place.shape), error["input"]
    if not isinstance(written, Mapping):
        return _not_block(place, error, data)
    ways = [keys_of(bare(way)) for way in get_args(bare(place.shape))]
    if any("kind" in keys for keys in ways):
        return f"{owner} has no 'kind'.", f"Add kind: and one of: {listing(words)}."
    for key in written:
        if nearest(str(key), words) and not any(key in keys for keys in ways):
            return f"{quote(str(key))} is not known here.", use_one_of(str(key), words)
    return (
        f"{owner} does not say how it is counted.",
        "Write sum: [...], any_of: [...] with supplied_as:, or above: with share:.",
    )


def _not_block(place: Place, error: ErrorDetails, data: object) -> tuple[str, str]:
    written = error["input"]
    shape = bare(place.shape)
    shape = SourceBlock if shape is Citation else shape
    if written is None:
        return _empty(place, error, data)
    dated = "dict" in error["type"] and place.key in {"values", "share", "weight"}
    if dated and isinstance(written, str):
        return (
            f"{quote(place.key)} has a value without a fiscal year.",
            f"Write {place.key}: {{FY2026: {plainly(written)}}}.",
        )
    keys = keys_of(shape) if hasattr(shape, "model_fields") else ()
    named = quote(place.key) if isinstance(place.steps[-1], str) else called(place.steps, data)
    remedy = f"Write below it, indented: {listing(keys)}." if keys else "Write 'key: value' below."
    return f"{named} holds {_what(written)} where keys and values belong.", remedy


def _not_list(place: Place, error: ErrorDetails, data: object) -> tuple[str, str]:
    written = error["input"]
    if written is None:
        return _empty(place, error, data)
    if isinstance(written, str):
        return (
            f"{quote(place.key)} needs a list.",
            f"Write {plainly(place.key)}: [{plainly(written)}].",
        )
    return f"{quote(place.key)} needs a list.", "Start each entry with '- '."


def _not_text(place: Place, error: ErrorDetails, data: object) -> tuple[str, str]:
    written = error["input"]
    if written is None:
        return _empty(place, error, data)
    remedy = "Write the text on one line, after the colon."
    if place.key == "counts":
        remedy = "Name one count; counts made of several are named under counting."
    return f"{quote(place.key)} holds {_what(written)} where a text belongs.", remedy


def _empty(place: Place, _error: ErrorDetails, _data: object) -> tuple[str, str]:
    if place.steps and isinstance(place.steps[-1], int):
        return f"Entry {place.steps[-1] + 1} of {quote(place.key)} is empty.", "Take the dash out."
    return f"{quote(place.key)} is empty.", "Give it a value, or take the line out."


def _too_few(place: Place, error: ErrorDetails, _data: object) -> tuple[str, str]:
    least, written = error["ctx"]["min_length"], len(error["input"])
    if not written:
        return f"{quote(place.key)} is empty.", "Give it an entry, or take the line out."
    return f"{quote(place.key)} has {written} entry and needs {least}.", "Add another."


def _not_a_name(place: Place, error: ErrorDetails, data: object) -> tuple[str, str]:
    written = str(error["input"])
    if place.key == "rule" and not place.is_key:
        return f"{quote(written)} is not the id of a rule.", "Write it like BAL-01."
    slug = re.sub("[^a-z0-9_]+", "-", written.lower()).strip("-_")[:60]
    written_so = f": {slug}" if slug else ""
    whose = "the policy" if place.block_steps else _owner(place, data)
    return (
        f"{quote(written)} is not a name that {whose} can use.",
        f"Use small letters, digits, - and _ (60 at most){written_so}.",
    )


def _not_understood(place: Place, _error: ErrorDetails, data: object) -> tuple[str, str]:
    owner = _owner(place, data)
    return f"{quote(place.key)} of {owner} is not understood.", "Write it as its neighbors are."


def _what(written: object) -> str:
    if isinstance(written, Mapping):
        return "keys and values"
    return "a list" if isinstance(written, list) else f"the text {quote(str(written))}"


_WORDINGS: dict[str, Callable[[Place, ErrorDetails, object], tuple[str, str]]] = {
    "extra_forbidden": _unknown_key,
    "literal_error": _unknown_word,
    "union_tag_invalid": _unknown_kind,
    "union_tag_not_found": _no_kind,
    "model_type": _not_block,
    "model_attributes_type": _not_block,
    "dict_type": _not_block,
    "tuple_type": _not_list,
    "string_type": _not_text,
    "string_pattern_mismatch": _not_a_name,
    "string_too_long": _not_a_name,
    "too_short": _too_few,
}
