"""How anything reaches the terminal: data on stdout, talk on stderr, every line made safe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import TextIOWrapper
from typing import TextIO

import click

from .safe_text import safe


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that stand out where the terminal shows colours; they say the same without."""

    text: str
    colour: str = ""
    bold: bool = True


#: A line, or a line in pieces some of which stand out.
Line = str | tuple[str | Marked, ...]


def show(line: Line = "") -> None:
    """A line of data, on stdout."""
    _write(sys.stdout, line)


def say(line: Line = "") -> None:
    """A line of talk, on stderr."""
    _write(sys.stderr, line)


def show_json(text: str) -> None:
    """A JSON document in ASCII, on stdout: what is unsafe in it is escaped already."""
    click.echo(text)


def shows_colours(stream: TextIO) -> bool:
    """Whether colours are welcome: a terminal that has them, and nobody asked for none.

    NO_COLOR set to anything asks for none (https://no-color.org).
    """
    return is_lively(stream) and not os.environ.get("NO_COLOR")


def is_lively(stream: TextIO) -> bool:
    """Whether somebody looks at a terminal that can move its cursor."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def set_up_streams() -> None:
    """No letter that the terminal's code page lacks may stop a command (Windows)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            with suppress(OSError, ValueError):
                stream.reconfigure(errors="backslashreplace")


def counted(number: int, what: str) -> str:
    """A number of things in words: ``1 school``, ``1,234 schools``.

    Args:
        number: how many.
        what: one of them; several have an s.
    """
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Iterable[int] = (),
    last_is_total: bool = False,
) -> list[Line]:
    """Columns under their names, numbers to the right.

    Args:
        head: the names.
        rows: as many texts each.
        right: columns that hold numbers, counted from 0.
        last_is_total: whether the last row stands apart.
    """
    body = [[safe(text) for text in row] for row in rows]
    widths = [max(len(row[place]) for row in (list(head), *body)) for place in range(len(head))]
    numbers = set(right)

    def laid_out(row: Sequence[str]) -> str:
        cells = [
            text.rjust(width) if place in numbers else text.ljust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        return "  ".join(cells).rstrip()

    rule = "  ".join("-" * width for width in widths)
    lines: list[Line] = [(Marked(laid_out(head)),), rule]
    lines += map(laid_out, body)
    if last_is_total and body:
        lines.insert(-1, rule)
    return lines


def _write(stream: TextIO, line: Line) -> None:
    has_colours = shows_colours(stream)
    pieces = (line,) if isinstance(line, str) else line
    click.echo("".join(_dressed(each, has_colours) for each in pieces), file=stream, color=True)


def _dressed(piece: str | Marked, has_colours: bool) -> str:
    if isinstance(piece, str):
        return safe(piece)
    text = safe(piece.text)
    return click.style(text, fg=piece.colour or None, bold=piece.bold) if has_colours else text
