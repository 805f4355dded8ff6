"""Why an entry of an inbox is left alone, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path


class SkipReason(StrEnum):
    """Why an entry is not read."""

    OWNER_FILE = "still open"  #: it says that somebody has a workbook open
    UNFINISHED = "download not finished"
    SYSTEM_FILE = "belongs to the system"
    EMPTY = "empty"
    GROWING = "still being written"
    IN_THE_CLOUD = "not downloaded yet"
    FOLDER = "folder"
    NO_WORKBOOK = "not a workbook"
    UNREADABLE = "cannot be read"
    GONE = "no longer there"


#: What may be in order the next time, without anybody doing something about the file itself.
_RETRY = frozenset(
    {
        SkipReason.UNFINISHED,
        SkipReason.EMPTY,
        SkipReason.GROWING,
        SkipReason.IN_THE_CLOUD,
    }
)

_SAID = {
    SkipReason.UNFINISHED: "{name} is still being downloaded or copied. Collect again later.",
    SkipReason.SYSTEM_FILE: "{name} is a file of the system.",
    SkipReason.EMPTY: (
        "{name} is empty. Collect again when it has arrived, or ask for it to be sent again."
    ),
    SkipReason.GROWING: "{name} is still being written. Collect again in a minute.",
    SkipReason.IN_THE_CLOUD: (
        "{name} is in the cloud and not on this computer. "
        'Choose "Always keep on this device" for it, then collect again.'
    ),
    SkipReason.FOLDER: "{name} is a folder. Move its workbooks up here, or collect it by its name.",
    SkipReason.NO_WORKBOOK: "{name} is not a workbook. If it is meant to be one, ask for an .xlsx.",
    SkipReason.UNREADABLE: "{name} cannot be read. Check who may read it, then collect again.",
    SkipReason.GONE: "{name} is not there. Check the name, then collect again.",
}

#: Names that browsers, mail and sync programs give to what has not arrived whole.
_UNFINISHED = re.compile(
    r".*\.(tmp|temp|crdownload|part|partial|filepart|download|opdownload|icloud)", re.IGNORECASE
)
_SYSTEM = re.compile(r"(eh)?thumbs\.db|desktop\.ini|\.ds_store|\.localized|icon\r?", re.IGNORECASE)
_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Skipped:
    """An entry that is left alone.

    Attributes:
        path: as the system gave it.
        reason: why.
        said: the fact and what to do, one or two sentences, safe to print.
        opened: for an owner file, the workbook that is open.
        user: for an owner file, who has it open; empty where it does not say.
    """

    path: Path
    reason: SkipReason
    said: str
    opened: str = ""
    user: str = ""

    @property
    def retry(self) -> bool:
        """Whether the next collect may find it in order."""
        return self.reason in _RETRY


def skipped(path: Path, reason: SkipReason, *, opened: str = "", user: str = "") -> Skipped:
    """An entry that is left alone, with its sentence."""
    if reason is SkipReason.OWNER_FILE:
        said = (
            f"{shown_name(opened)} is still open by {user or 'somebody'}. "
            "Ask for it to be closed, then collect again."
        )
    else:
        said = _SAID[reason].format(name=shown_name(path.name))
    return Skipped(path, reason, said, opened, user)


def read_though_open(owner: Skipped) -> Skipped:
    """An owner file beside a workbook that is read as it was last saved."""
    said = (
        f"{shown_name(owner.opened)} is still open by {owner.user or 'somebody'}, and was read as "
        "it was last saved. Collect again when it has been saved once more."
    )
    return replace(owner, said=said)


def by_name(name: str) -> SkipReason | None:
    """The reason that a name alone gives; None where there is none."""
    plain = name.strip()
    if _SYSTEM.fullmatch(plain) or plain.startswith("._"):
        return SkipReason.SYSTEM_FILE
    return SkipReason.UNFINISHED if _UNFINISHED.fullmatch(plain) else None


def shown_name(name: str) -> str:
    """A file name, safe to stand in a sentence: what does not print becomes ``?``."""
    short = name if len(name) <= _SHOWN else f"{name[: _SHOWN - 1]}…"
    return "".join(c if c.isprintable() else "?" for c in short)
