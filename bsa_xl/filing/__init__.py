"""Durable files and the operating system: whole files or none, privacy, limits, drives, signals.

The one room that knows how Windows, macOS and Linux differ. Standard library only; modules that
a system lacks (`resource`, `fcntl`) are looked for when they are needed, never at import.
"""

from typing import TYPE_CHECKING

from bsa_xl.doors import opens_late

from .digest import sha256_file
from .drives import on_network_drive
from .durable import DurableFolder, replacing, write_durably
from .faults import CannotWriteError, FileInUseError
from .interrupts import stopping_politely, stops_held_back
from .limits import limit_cpu, limit_memory
from .privacy import make_private
from .temporaries import remove_stale_temporaries

if TYPE_CHECKING:
    from .twin import Pair
else:
    __getattr__ = opens_late(__name__)

__all__ = [
    "CannotWriteError",
    "DurableFolder",
    "FileInUseError",
    "Pair",
    "limit_cpu",
    "limit_memory",
    "make_private",
    "on_network_drive",
    "remove_stale_temporaries",
    "replacing",
    "sha256_file",
    "stopping_politely",
    "stops_held_back",
    "write_durably",
]
