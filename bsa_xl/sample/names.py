"""Names for schools that do not exist: two halves of plain landscape words, joined.

No half is a person's name, and no whole name is a school's in California's public list (a test
looks).
"""

from __future__ import annotations

from .draws import Draws

_FIRST = (
    "Alder", "Amber", "Barley", "Basalt", "Beacon", "Birch", "Bittern", "Bramble", "Briar",
    "Cinder", "Clover", "Copper", "Coral", "Curlew", "Dapple", "Drift", "Dune", "Egret", "Ember",
    "Feather", "Fennel", "Flint", "Gannet", "Garnet", "Granite", "Harvest", "Heron", "Juniper",
    "Kelp", "Lantern", "Lark", "Lupine", "Mallow", "Marble", "Mill", "Moss", "Nettle", "Osprey",
    "Otter", "Pebble", "Pepper", "Plover", "Quail", "Quill", "Reed", "Rowan", "Saffron", "Sand",
    "Sedge", "Shale", "Sorrel", "Spindle", "Tansy", "Tern", "Thistle", "Timber", "Umber",
    "Willow", "Winter", "Yarrow",
)  # fmt: skip
_SECOND = (
    "bight", "bower", "combe", "cove", "fen", "firth", "garth", "holm", "holt", "hythe", "kiln",
    "loft", "march", "mere", "moor", "reach", "rill", "rise", "scar", "shaw", "skerry", "spinney",
    "stead", "strand", "tarn", "thwaite", "toft", "weir", "wold", "wynd",
)  # fmt: skip


def place_names(seed: int, how_many: int) -> list[str]:
    """Names without a school's kind, ``Alderfen``, no two alike.

    Raises:
        ValueError: more are asked for than the words can make.
    """
    every = [first + second for first in _FIRST for second in _SECOND]
    if how_many > len(every):
        raise ValueError(f"the word lists make {len(every)} names, and {how_many} were asked for")
    return Draws(seed, "names").shuffled(every)[:how_many]
