"""The settings file of our VBA: lines of two texts in quotes, in the code page of Windows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

_KEY = "INTERPRETER_WIN"
_VARIABLE = re.compile("%([^%]+)%")


def conf_text(python: Path) -> bytes:
    """The file, which says where Python is.

    Raises:
        UnicodeEncodeError: the path has letters that the code page lacks.
    """
    return f'"{_KEY}","{python}"\r\n"SHOW CONSOLE","False"\r\n'.encode(_code_page())


def told_python(conf: Path, environ: Mapping[str, str]) -> str:
    """The path of Python that the file says, as our VBA reads it: variables such as %TEMP% filled.

    Args:
        conf: the file.
        environ: as `os.environ`.

    Returns:
        The path; empty where there is none or the file cannot be read.
    """
    try:
        text = conf.read_bytes().decode(_code_page())
    except (OSError, UnicodeDecodeError):
        return ""
    for line in text.splitlines():
        key, _, value = line.partition(",")
        if key.strip('"').upper() == _KEY:
            return _VARIABLE.sub(lambda named: environ.get(named[1], named[0]), value.strip('"'))
    return ""


def _code_page() -> str:
    """The one that VBA reads with; western European where this is not Windows."""
    try:
        "".encode("mbcs")
    except LookupError:
        return "cp1252"
    return "mbcs"
