"""Cells on their way through the pipe: one JSON object a line, asked and answered in turn.

A request is `{"function": "share_out", "arguments": [100.0, [[1.0], [null]]]}`: an argument is a
cell, a range (rows of cells), or `{"omitted": true}`. The answer is `{"grid": [[...]]}` or
`{"fault": "..."}`. Texts, numbers, TRUE, FALSE and null stand for themselves; a date is
`{"date": "2026-07-01"}`, an error value `{"error": "#N/A"}`. The first line that a worker says,
unasked, is `{"version": ..., "python": ..., "functions": [...]}`.
"""

from __future__ import annotations

import json
import math
from datetime import date, datetime
from typing import Any

#: What JSON can hold.
Json = Any

#: An argument that the formula left out; a cell with nothing in it is None.
OMITTED = {"omitted": True}


def line_of(message: Json) -> bytes:
    """A message as it goes through the pipe; plain ASCII, so that no system's encoding matters."""
    return json.dumps(message, allow_nan=False).encode("ascii") + b"\n"


def message_of(line: bytes) -> Json:
    """What a line says.

    Raises:
        ValueError: it is no JSON.
    """
    return json.loads(line.decode("utf-8"))


def encoded(cell: Json) -> Json:
    """A cell as JSON has it.

    Raises:
        ValueError: no cell can hold it.
    """
    if cell is None or isinstance(cell, (str, bool)):
        return cell
    if isinstance(cell, (int, float)):
        if not math.isfinite(cell):
            raise ValueError(f"{cell} is no number that a cell can hold")
        return cell
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return {"date": cell.isoformat()}
    raise ValueError(f"a cell cannot hold a {type(cell).__name__}")


def decoded(cell: Json) -> Json:
    """The cell that `encoded` was given; an error value comes as its text.

    Raises:
        ValueError: it is nothing that a cell can hold.
    """
    if isinstance(cell, dict):
        if set(cell) == {"date"} and isinstance(cell["date"], str):
            return date.fromisoformat(cell["date"])
        if set(cell) == {"error"} and isinstance(cell["error"], str):
            return cell["error"]
    elif cell is None or isinstance(cell, (str, bool, int, float)):
        return cell
    raise ValueError(f"{str(cell)[:80]} is no cell")
