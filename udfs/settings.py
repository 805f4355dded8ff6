"""What this computer's user has settled: which Python the spreadsheet's add-ins ask.

One small JSON file for each user, ``{"python": "/path/of/python"}``, which ``bsa-xl excel install``
writes. The LibreOffice add-in reads it with LibreOffice's own Python, so reading needs the
standard library alone and no newer Python than 3.8.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Goes before the file: for tests, and for who keeps several installations.
VARIABLE = "BSA_XL_PYTHON"
PYTHON = "python"
_NAME = "settings.json"


def settings_file(environ: Mapping[str, str], platform: str) -> Path:
    """Where the settings of this user lie; the folder need not exist yet.

    Args:
        environ: as `os.environ`.
        platform: as `sys.platform`.
    """
    home = Path(environ.get("USERPROFILE") or environ.get("HOME") or "~").expanduser()
    if platform == "win32":
        local = environ.get("LOCALAPPDATA")
        return (Path(local) if local else home / "AppData" / "Local") / "BSA-XL" / _NAME
    if platform == "darwin":
        return home / "Library" / "Application Support" / "BSA-XL" / _NAME
    return Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "bsa-xl" / _NAME


def read_settings(path: Path) -> dict[str, str]:
    """The settings; none where the file is missing or cannot be read.

    Args:
        path: from `settings_file`.
    """
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(held, dict):
        return {}
    return {str(key): value for key, value in held.items() if isinstance(value, str)}


def chosen_python(environ: Mapping[str, str], platform: str) -> str:
    """The Python that add-ins ask; empty where nobody has settled it.

    Args:
        environ: as `os.environ`; its ``BSA_XL_PYTHON`` goes before the settings.
        platform: as `sys.platform`.
    """
    named = environ.get(VARIABLE, "")
    return named or read_settings(settings_file(environ, platform)).get(PYTHON, "")


def is_there(python: str) -> bool:
    """Whether a program lies there; one in a folder that this user may not enter does not.

    Args:
        python: its path; empty is none.
    """
    try:
        return bool(python) and Path(python).is_file()
    except OSError:
        return False


def write_settings(path: Path, settings: Mapping[str, str]) -> None:
    """Write the settings, whole or not at all; what was settled before and is not named stays.

    Args:
        path: from `settings_file`; its folder is made.
        settings: what to settle.

    Raises:
        CannotWriteError: see `bsa_xl.filing.write_durably`.
    """
    from bsa_xl.filing import write_durably  # noqa: PLC0415 - readers do without it

    path.parent.mkdir(parents=True, exist_ok=True)
    held = {**read_settings(path), **settings}
    write_durably(path, (json.dumps(held, indent=1, sort_keys=True) + "\n").encode())
