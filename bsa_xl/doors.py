"""Doors that open late: what a room offers is loaded when somebody asks for it.

A door with heavy furniture behind it lists its names under ``if TYPE_CHECKING``, where people and
the type checker read them, and leaves finding them to `opens_late`, which reads the same lines: one
list, nothing to keep in step. The mechanism is PEP 562's; the idea of one list for both readers is
that of https://scientific-python.org/specs/spec-0001/.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.abc import InspectLoader


def opens_late(room: str) -> Callable[[str], object]:
    """A room's ``__getattr__``: a name is loaded when it is first asked for, and then stays.

    No late name may be that of a module in the room: whoever imports the module would leave it in
    the name's place.

    Args:
        room: the full name of the door's package, ``__name__`` in the door itself.
    """
    places: dict[str, tuple[str, str]] = {}

    def load(name: str) -> object:
        if not places:
            places.update(_late_names(room))
        if name not in places:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        module, original = places[name]
        loaded = import_module(module, room)
        value = getattr(loaded, original) if original else loaded
        setattr(sys.modules[room], name, value)
        return value

    return load


def _late_names(room: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each late name with its module and its name there; no name for a module itself."""
    for statement in ast.parse(_text_of(room)).body:
        if not isinstance(statement, ast.If):
            continue
        for line in statement.body:
            if isinstance(line, ast.ImportFrom):
                above = "." * line.level
                for name in line.names:
                    at = f"{above}{line.module or name.name}"
                    yield name.asname or name.name, (at, name.name if line.module else "")


def _text_of(room: str) -> str:
    """The door's own text, from wherever the package was loaded.

    Raises:
        ImportError: the package was installed without its text.
    """
    loader = sys.modules[room].__loader__
    text = loader.get_source(room) if isinstance(loader, InspectLoader) else None
    if text is None:
        raise ImportError(f"{room} was installed without its source text", name=room)
    return text
