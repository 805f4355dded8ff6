"""A compiled template on disk: plain data behind a checksum, read without trust.

Layout: a line that names the format, the SHA-256 of the rest, the lengths of what follows; then the
JSON text, the parts that never change, their entries in the directory, and the compressed chunks.
Reading it runs no code, so that a file that somebody else put there can at worst be refused or give
a wrong template.
"""

from __future__ import annotations

import hashlib
import io
import json
from typing import Any

from .chunks import Chunk
from .container import Kept
from .forms import Form, Role
from .marks import Room, Setting
from .plan import Feed, Fixed, PartPlan, Plan, Run
from .slots import CellSlot, RowBlock, SlotKind, Variant

#: Changes whenever a plan changes its meaning; older ones are then compiled again.
FORMAT = b"BSA-XL compiled template 3\n"
_DIGEST = 32
_LENGTH = 8
_BLOCKS = 4


def plan_to_bytes(plan: Plan) -> bytes:
    """A plan as bytes; the same plan gives the same bytes."""
    chunks: list[bytes] = []
    text = json.dumps(_plain(plan, chunks), ensure_ascii=False, separators=(",", ":")).encode()
    blocks = [text, plan.kept.body, plan.kept.directory, b"".join(chunks)]
    lengths = [len(block).to_bytes(_LENGTH, "big") for block in blocks]
    rest = b"".join([*lengths, *blocks])
    return FORMAT + hashlib.sha256(rest).digest() + rest


def plan_from_bytes(data: bytes) -> Plan:
    """What `plan_to_bytes` gave.

    Raises:
        ValueError: it is not that, or not whole.
    """
    at = len(FORMAT) + _DIGEST
    rest = data[at:]
    if data[: len(FORMAT)] != FORMAT or hashlib.sha256(rest).digest() != data[len(FORMAT) : at]:
        raise not_stored()
    file = io.BytesIO(rest)
    try:
        lengths = [int.from_bytes(file.read(_LENGTH), "big") for _ in range(_BLOCKS)]
        text, body, directory, chunks = (file.read(length) for length in lengths)
        return _plan(json.loads(text), body, directory, io.BytesIO(chunks))
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise not_stored() from error


def not_stored() -> ValueError:
    """What is raised for bytes that `plan_to_bytes` never gave."""
    return ValueError("not a compiled template of this version")


def _plain(plan: Plan, chunks: list[bytes]) -> dict[str, Any]:
    """Everything but bytes; compressed chunks are appended to ``chunks`` as they come."""
    return {
        "cells": [[slot.sheet, slot.ref, slot.kind] for slot in plan.cells],
        "blocks": [
            [
                block.name,
                block.sheet,
                block.first_row,
                block.rows,
                block.columns,
                [[each.name, each.sheet, each.cells] for each in block.variants],
            ]
            for block in plan.blocks
        ],
        "marks": plan.marks,
        "feeds": [[feed.form, feed.cells, feed.columns] for feed in plan.feeds],
        "orders": plan.orders,
        "looks": plan.looks,
        "uses": plan.uses,
        "rooms": [[room.marks, room.setting, room.left] for room in plan.rooms],
        "parts": [
            [part.name, [_plain_piece(piece, chunks) for piece in part.pieces]]
            for part in plan.parts
        ],
        "count": plan.kept.count,
    }


def _plain_piece(piece: Fixed | Run | Chunk, chunks: list[bytes]) -> list[Any]:
    match piece:
        case Fixed():
            return [piece.literals, piece.picks]
        case Chunk():
            chunks.append(piece.deflated)
            return [piece.data.decode(), len(piece.deflated), None]
        case Run():
            chunks += [each.deflated for _, each in piece.chunks]
            cut = [[start, len(each.deflated)] for start, each in piece.chunks]
            return [
                piece.block,
                piece.start,
                piece.heads,
                piece.closings,
                piece.own,
                piece.cuts,
                cut,
            ]


def _plan(plain: dict[str, Any], body: bytes, directory: bytes, chunks: io.BytesIO) -> Plan:
    return Plan(
        cells=tuple(CellSlot(sheet, ref, SlotKind(kind)) for sheet, ref, kind in plain["cells"]),
        blocks=tuple(
            RowBlock(
                name,
                sheet,
                first,
                rows,
                tuple((each, SlotKind(kind)) for each, kind in columns),
                tuple(
                    Variant(called, there, tuple((letters, ref) for letters, ref in cells))
                    for called, there, cells in variants
                ),
            )
            for name, sheet, first, rows, columns, variants in plain["blocks"]
        ),
        marks=tuple(plain["marks"]),
        feeds=tuple(
            Feed(_form(*form), tuple(cells), tuple((block, column) for block, column in columns))
            for form, cells, columns in plain["feeds"]
        ),
        orders=tuple(tuple((feed, at) for feed, at in order) for order in plain["orders"]),
        looks=tuple(
            tuple(tuple((place, style) for place, style in look) for look in looks)
            for looks in plain["looks"]
        ),
        uses=tuple((mark, Setting(setting)) for mark, setting in plain["uses"]),
        rooms=tuple(
            Room(tuple(marks), Setting(setting), left) for marks, setting, left in plain["rooms"]
        ),
        parts=tuple(
            PartPlan(name, tuple(_piece(piece, chunks) for piece in pieces))
            for name, pieces in plain["parts"]
        ),
        kept=Kept(plain["count"], body, directory),
    )


def _form(kind: str, role: str, prefix: str, is_1904: bool) -> Form:
    return Form(SlotKind(kind), Role(role), prefix, bool(is_1904))


def _piece(plain: list[Any], chunks: io.BytesIO) -> Fixed | Run | Chunk:
    if len(plain) == 2:  # noqa: PLR2004  literals and picks
        return Fixed(tuple(plain[0]), tuple(plain[1]))
    if len(plain) == 3:  # noqa: PLR2004  text and length
        return Chunk(plain[0].encode(), chunks.read(plain[1]))
    block, start, heads, closings, own, cuts, cut = plain
    stops = [*(begin for begin, _ in cut), len(own)][1:]
    parts = tuple(
        (begin, Chunk(own[begin:stop].encode(), chunks.read(size)))
        for (begin, size), stop in zip(cut, stops, strict=True)
    )
    return Run(block, start, tuple(heads), tuple(closings), own, tuple(cuts), parts)
