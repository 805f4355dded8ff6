"""The last faults of functions and buttons, kept for whoever presses "What went wrong".

A cell shows an error value alone. The words go to one small file of the user's, one JSON line each;
it is cut when it grows, and nothing but the last ones matters. No reply ever waits for the disk.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bsa_xl.filing import CannotWriteError, write_durably

_NAME = "faults.jsonl"
_MOST_BYTES, _KEPT_BYTES = 200_000, 50_000
#: How many are shown; a message box has room for no more.
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault.

    Attributes:
        what: the function or button: ``bsa_share_out``.
        text: what was found and what to do.
        when: local time, ``2026-01-31 14:05``.
    """

    what: str
    text: str
    when: str


class FaultBook:
    """The file that faults are kept in."""

    def __init__(self, settings_file: Path) -> None:
        """Nothing is written yet.

        Args:
            settings_file: the user's settings; faults lie beside them.
        """
        self.path = settings_file.with_name(_NAME)

    def keep(self, what: str, text: str, details: str = "") -> None:
        """Remember a fault. Where it cannot be written it is let go: the cell shows it anyway.

        Args:
            what: the function or button.
            text: what was found and what to do.
            details: for whoever mends BSA-XL; kept in the file, never shown.
        """
        when = datetime.now(UTC).astimezone().strftime("%Y-%m-%d %H:%M")
        line = json.dumps([what, text, when, details]) + "\n"
        with suppress(OSError, CannotWriteError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if self.path.exists() and self.path.stat().st_size > _MOST_BYTES:
                self._cut()
            with self.path.open("a", encoding="utf-8") as file:
                file.write(line)

    def last(self, most: int = SHOWN) -> list[Fault]:
        """The last faults, the newest first, each text once."""
        found: dict[tuple[str, str], Fault] = {}
        for line in reversed(self._lines()):
            with suppress(ValueError, TypeError):
                fault = Fault(*json.loads(line)[:3])
                found.setdefault((fault.what, fault.text), fault)
            if len(found) == most:
                break
        return list(found.values())

    def told(self) -> str:
        """The last faults as a message box shows them."""
        faults = self.last()
        if not faults:
            return "Nothing went wrong lately."
        lines = [f"{fault.when}  {fault.what}: {fault.text}" for fault in faults]
        return "What went wrong last:\n\n" + "\n\n".join(lines)

    def _lines(self) -> list[str]:
        try:
            return self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return []

    def _cut(self) -> None:
        kept = self.path.read_bytes()[-_KEPT_BYTES:]
        write_durably(self.path, kept.partition(b"\n")[2], private=True)
