"""Which system this is, and the modules that only some systems have."""

from __future__ import annotations

import importlib
import os
from types import ModuleType


def on_windows() -> bool:
    """Whether this is Windows."""
    return os.name == "nt"


def system_module(name: str) -> ModuleType | None:
    """A standard module that only some systems have (``fcntl``, ``resource``), or None."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
