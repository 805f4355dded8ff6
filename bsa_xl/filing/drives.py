"""Whether a folder lies on another computer, where locks and databases cannot be trusted."""

from __future__ import annotations

import ctypes
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path, PureWindowsPath

from .system import on_windows

_NETWORK = frozenset(
    {
        "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.gcsfuse",
        "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "gpfs", "lustre", "ncpfs",
        "nfs", "nfs4", "smb3", "smbfs", "webdav",
    }
)  # fmt: skip

_WINDOWS_REMOTE = 4  # GetDriveTypeW's DRIVE_REMOTE


def on_network_drive(path: Path) -> bool:
    """Whether ``path``, which need not exist yet, lies on a network drive, as far as one can tell.

    Returns:
        False where the system does not say.
    """
    if on_windows():
        return _on_windows_share(str(path.absolute()))
    return file_system_of(path.resolve(), _mounted()) in _NETWORK


def file_system_of(path: Path, mounted: Iterable[tuple[str, str]]) -> str:
    """The kind of file system that holds ``path``.

    Args:
        path: absolute, without links.
        mounted: mount point and kind, in the order of mounting: a later one covers an earlier one.

    Returns:
        The kind; empty when no mount point holds the path.
    """
    found, depth = "", -1
    for point, kind in mounted:
        place = Path(point)
        if len(place.parts) >= depth and path.is_relative_to(place):
            found, depth = kind, len(place.parts)
    return found


def linux_mounts(text: str) -> list[tuple[str, str]]:
    r"""Mount points and kinds from ``/proc/self/mountinfo`` (see proc(5)); ``\040`` is a space."""
    rows = []
    for line in text.splitlines():
        head, _, tail = line.partition(" - ")
        fields, kind = head.split(" "), tail.split(" ")[0]
        if len(fields) > 4 and kind:  # noqa: PLR2004  the fifth field is the mount point
            point = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[4])
            rows.append((point, kind))
    return rows


def macos_mounts(text: str) -> list[tuple[str, str]]:
    """Mount points and kinds from what ``mount`` prints: ``//u@host/x on /Volumes/x (smbfs)``."""
    found = (re.fullmatch(r".+? on (/.*) \(([^,)]+).*\)", line) for line in text.splitlines())
    return [(row[1], row[2]) for row in found if row]


def _mounted() -> list[tuple[str, str]]:
    table = Path("/proc/self/mountinfo")
    try:
        if table.exists():
            return linux_mounts(table.read_text(encoding="utf-8", errors="replace"))
        said = subprocess.run(
            ["/sbin/mount"], check=False, capture_output=True, timeout=10, encoding="utf-8"
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return []
    return macos_mounts(said.stdout)


def _on_windows_share(path: str) -> bool:
    drive = PureWindowsPath(path).drive
    if drive.startswith("\\\\"):
        return not drive.startswith("\\\\?\\") or drive.upper().startswith("\\\\?\\UNC")
    library = getattr(ctypes, "windll", None)
    if library is None or not drive:
        return False
    return bool(library.kernel32.GetDriveTypeW(f"{drive}\\") == _WINDOWS_REMOTE)
