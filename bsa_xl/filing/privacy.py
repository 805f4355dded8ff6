"""Files that only their owner may read: keys, the store, raw submissions."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from .system import on_windows


def make_private(path: Path) -> bool:
    """Only the owner may read, write or enter ``path``.

    Returns:
        Whether the system keeps others out. False where it cannot be told so (a memory stick, some
        network drives); the caller says so to the reader.

    Raises:
        OSError: the file does not exist, or is not yours.
    """
    if on_windows():
        return _windows(path)
    wanted = 0o700 if path.is_dir() else 0o600
    path.chmod(wanted)
    return path.stat().st_mode & 0o777 == wanted


def _windows(path: Path) -> bool:
    """Windows: inherited rights are dropped and the user alone is granted, by the system's icacls.

    (F) is full control; (OI)(CI) passes it on to what is made in a folder.
    """
    path.stat()
    user = os.environ.get("USERNAME", "")
    if not user:
        return False
    domain = os.environ.get("USERDOMAIN", "")
    who = f"{domain}\\{user}" if domain else user
    grant = f"{who}:(OI)(CI)F" if path.is_dir() else f"{who}:F"
    icacls = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "icacls.exe")
    try:
        done = subprocess.run(  # noqa: S603  a fixed program, no shell
            [icacls, path, "/inheritance:r", "/grant:r", grant],
            check=False,
            capture_output=True,
            timeout=30,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
