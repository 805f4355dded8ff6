"""A compiled template in a cache on disk, or on its way to a worker process."""

import hashlib
import json
import pickle
from decimal import Decimal

import pytest

from bsa_xl.workbook.stamping import (
    CellSlot,
    CompiledTemplate,
    RowBlock,
    SlotKind,
    compile_template,
)

CENTS, NUMBER, TEXT, DATE, ANY = SlotKind
WRONG_FEEDS = {
    "cells": [],
    "blocks": [],
    "marks": [],
    "feeds": [[["any", "value", "", False], ["x"], []]],
    "orders": [],
    "uses": [],
    "rooms": [],
    "parts": [],
    "count": 0,
}
VALUES = ([5, "ñ & x"], {"rows": [("a", 1)]}, {"@@m@@": "Maple"})


@pytest.fixture(scope="module")
def compiled(raw):
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"/><c r="B{n}"><f>"é"</f></c></row>' for n in range(2, 9)
    )
    footer = "<headerFooter><oddFooter>&amp;L@@m@@</oddFooter></headerFooter>"
    package = raw(f'<row r="1"><c r="A1"/><c r="B1"><f>1</f></c></row>{rows}', after=footer)
    cells = [CellSlot("Sheet", "A1", CENTS), CellSlot("Sheet", "B1", TEXT)]
    block = RowBlock("rows", "Sheet", 2, 7, (("A", TEXT), ("B", ANY)))
    return compile_template(package, cells, [block], ["@@m@@"])


def test_what_was_stored_stamps_the_same_bytes(compiled):
    again = CompiledTemplate.from_bytes(compiled.to_bytes())
    assert again.stamp(*VALUES) == compiled.stamp(*VALUES)
    assert (again.cells, again.blocks, again.marks) == (
        compiled.cells,
        compiled.blocks,
        compiled.marks,
    )


def test_the_same_template_is_stored_as_the_same_bytes(compiled):
    stored = compiled.to_bytes()
    assert CompiledTemplate.from_bytes(stored).to_bytes() == stored


def test_it_tells_the_same_faults(compiled):
    again = CompiledTemplate.from_bytes(compiled.to_bytes())
    said = []
    for each in (compiled, again):
        with pytest.raises(ValueError, match="Sheet A1") as caught:
            each.stamp([Decimal(1), 2], {"rows": [(1, 2.5)]}, {"@@m@@": "x" * 300})
        said.append(str(caught.value))
    assert said[0] == said[1]


def test_it_travels_to_worker_processes(compiled):
    again = pickle.loads(pickle.dumps(compiled))  # noqa: S301  our own
    assert again.stamp(*VALUES) == compiled.stamp(*VALUES)


def test_what_is_not_whole_is_not_used(compiled):
    stored = compiled.to_bytes()
    damaged = [b"", b"PK\3\4", stored[:100], stored[:-1], stored + b"x"]
    places = range(0, len(stored), len(stored) // 40)
    damaged += [stored[:at] + bytes([stored[at] ^ 1]) + stored[at + 1 :] for at in places]
    for data in damaged:
        with pytest.raises(ValueError, match="not a compiled template of this version"):
            CompiledTemplate.from_bytes(data)


@pytest.mark.parametrize(
    "content",
    [
        WRONG_FEEDS,
        None,
        [],
        {},
        {"cells": 5},
        {"cells": [[1]]},
        {"cells": [["a", "b", "c"]]},
        "text",
    ],
)
def test_what_was_made_up_is_not_used(content):
    text = json.dumps(content).encode()
    rest = len(text).to_bytes(8, "big") + (0).to_bytes(24, "big") + text
    forged = b"BSA-XL compiled template 2\n" + hashlib.sha256(rest).digest() + rest
    with pytest.raises(ValueError, match="not a compiled template of this version"):
        CompiledTemplate.from_bytes(forged)
