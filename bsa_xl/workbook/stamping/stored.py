"""A compiled template on disk: plain data behind a checksum, read without trust.

Layout: a line that names the format, the SHA-256 of the rest, the length of the JSON text, that
text, and the bytes of the parts that never change. Reading it runs no code, so that a file somebody
else put there can at worst be refused or give a wrong template.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from .container import Kept
from .marks import Room, Setting
from .plan import Feed, Fixed, PartPlan, Plan, Run
from .slots import CellSlot, RowBlock, SlotKind
from .writing import Form, Role

#: Changes whenever a plan changes its meaning; older ones are then compiled again.
FORMAT = b"BSA-XL compiled template 1\n"
_DIGEST = 32
_LENGTH = 8


def plan_to_bytes(plan: Plan) -> bytes:
    """A plan as bytes; the same plan gives the same bytes."""
    text = json.dumps(_plain(plan), ensure_ascii=False, separators=(",", ":")).encode()
    kept = plan.kept
    lengths = [len(text), len(kept.body)]
    rest = b"".join(
        [*(size.to_bytes(_LENGTH, "big") for size in lengths), text, kept.body, kept.directory]
    )
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
    try:
        text_size = int.from_bytes(rest[:_LENGTH], "big")
        body_size = int.from_bytes(rest[_LENGTH : 2 * _LENGTH], "big")
        body_at = 2 * _LENGTH + text_size
        end = body_at + body_size
        plan = _plan(json.loads(rest[2 * _LENGTH : body_at]), rest[body_at:end], rest[end:])
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise not_stored() from error
    return plan


def not_stored() -> ValueError:
    """What is raised for bytes that `plan_to_bytes` never gave."""
    return ValueError("not a compiled template of this version")


def _plain(plan: Plan) -> dict[str, Any]:
    return {
        "cells": [[slot.sheet, slot.ref, slot.kind] for slot in plan.cells],
        "blocks": [
            [block.name, block.sheet, block.first_row, block.rows, block.columns]
            for block in plan.blocks
        ],
        "marks": plan.marks,
        "feeds": [[feed.form, feed.cells, feed.columns] for feed in plan.feeds],
        "orders": plan.orders,
        "uses": plan.uses,
        "rooms": [[room.marks, room.setting, room.left] for room in plan.rooms],
        "parts": [
            [part.name, [_plain_piece(piece) for piece in part.pieces]] for part in plan.parts
        ],
        "count": plan.kept.count,
    }


def _plain_piece(piece: Fixed | Run) -> list[Any]:
    if isinstance(piece, Fixed):
        return [piece.literals, piece.picks]
    return [piece.block, piece.start, piece.heads, piece.closings, piece.own, piece.cuts]


def _plan(plain: dict[str, Any], body: bytes, directory: bytes) -> Plan:
    return Plan(
        cells=tuple(CellSlot(sheet, ref, SlotKind(kind)) for sheet, ref, kind in plain["cells"]),
        blocks=tuple(
            RowBlock(
                name, sheet, first, rows, tuple((each, SlotKind(kind)) for each, kind in columns)
            )
            for name, sheet, first, rows, columns in plain["blocks"]
        ),
        marks=tuple(plain["marks"]),
        feeds=tuple(
            Feed(_form(*form), tuple(cells), tuple((block, column) for block, column in columns))
            for form, cells, columns in plain["feeds"]
        ),
        orders=tuple(tuple((feed, at) for feed, at in order) for order in plain["orders"]),
        uses=tuple((mark, Setting(setting)) for mark, setting in plain["uses"]),
        rooms=tuple(
            Room(tuple(marks), Setting(setting), left) for marks, setting, left in plain["rooms"]
        ),
        parts=tuple(PartPlan(name, tuple(map(_piece, pieces))) for name, pieces in plain["parts"]),
        kept=Kept(plain["count"], body, directory),
    )


def _form(kind: str, role: str, prefix: str, is_1904: bool) -> Form:
    return Form(SlotKind(kind), Role(role), prefix, bool(is_1904))


def _piece(plain: list[Any]) -> Fixed | Run:
    if len(plain) == 2:  # noqa: PLR2004  literals and picks
        return Fixed(tuple(plain[0]), tuple(plain[1]))
    block, start, heads, closings, own, cuts = plain
    return Run(block, start, tuple(heads), tuple(closings), own, tuple(cuts))
