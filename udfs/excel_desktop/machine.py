"""What installing and the doctor need to know of a computer; tests imitate another one."""

from __future__ import annotations

import importlib.util
import os
import shutil
import struct
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .asking import Holding, holding_of

WINDOWS, MAC = "win32", "darwin"
_HIVES = {"HKLM": "HKEY_LOCAL_MACHINE", "HKCU": "HKEY_CURRENT_USER"}
_EXCELS = tuple(
    rf"{hive}\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe" for hive in _HIVES
)
_CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
#: In the header of a program for Windows: where its second header begins, and for which processor.
_HEADER_AT, _FOR_32_BITS = 0x3C, 0x14C
_OFFICES = {
    WINDOWS: ("LibreOffice/program",),
    MAC: ("/Applications/LibreOffice.app/Contents/MacOS",),
}


@dataclass(frozen=True, slots=True)
class Machine:
    r"""A computer and the Python on it.

    Attributes:
        environ: as `os.environ`.
        platform: as `sys.platform`.
        python: the program that runs this.
        prefix: its folder, where xlwings puts its DLL.
        bits: 64 or 32, of Python.
        xlwings: its version; empty where it is not installed.
        has_pywin32: whether Python can talk to Excel.
        registry: gives the text of a value by its key, ``HKCU\Software\...``, and its name;
            empty where there is none.
        which: as `shutil.which`.
        ask: what another Python has; see `asking.holding_of`.
    """

    environ: Mapping[str, str]
    platform: str
    python: Path
    prefix: Path
    bits: int
    xlwings: str
    has_pywin32: bool
    registry: Callable[[str, str], str]
    which: Callable[[str], str | None]
    ask: Callable[[Path], Holding | None]

    @property
    def is_windows(self) -> bool:
        """Whether Excel's add-in can work here."""
        return self.platform == WINDOWS

    @property
    def home(self) -> Path:
        """The user's own folder."""
        environ = self.environ
        return Path(environ.get("USERPROFILE") or environ.get("HOME") or "~").expanduser()

    @property
    def startup_folder(self) -> Path:
        """XLSTART: what lies there Excel opens by itself, and trusts unless it was told not to."""
        roaming = self.environ.get("APPDATA")
        start = Path(roaming) if roaming else self.home / "AppData" / "Roaming"
        return start / "Microsoft" / "Excel" / "XLSTART"

    @property
    def xlwings_conf(self) -> Path:
        """Where our VBA looks for the path of Python."""
        return self.home / ".bsa_xl" / "bsa_xl.conf"

    @property
    def holding(self) -> Holding:
        """What the Python that runs this has."""
        return Holding(has_bsa_xl=True, xlwings=self.xlwings, has_pywin32=self.has_pywin32)

    @property
    def excel(self) -> str:
        """Excel's program, installed for all users or for this one; empty where there is none."""
        return next(filter(None, (self.registry(key, "").strip('"') for key in _EXCELS)), "")

    @property
    def excel_bits(self) -> int:
        """64 or 32, of Excel: as its program says, else Office's settings, else its folder."""
        told = _bits_of(Path(self.excel)) if self.excel else 0
        platform = self.registry(_CLICK_TO_RUN, "Platform")
        is_32 = platform == "x86" or (not platform and "program files (x86)" in self.excel.lower())
        return told or (32 if is_32 else 64)

    @property
    def clean_environ(self) -> dict[str, str]:
        """The environment without what leads a Python other than this one astray."""
        return {name: text for name, text in self.environ.items() if not name.startswith("PYTHON")}

    def office_program(self, name: str) -> str:
        """A program of LibreOffice, ``soffice`` or ``unopkg``; empty where it is not installed."""
        found = self.which(name)
        if found:
            return found
        ending = ".exe" if self.is_windows else ""
        roots = [self.environ.get(each, "") for each in ("PROGRAMFILES", "PROGRAMFILES(X86)")]
        for folder in _OFFICES.get(self.platform, ()):
            for root in roots if self.is_windows else [""]:
                program = Path(root, folder, name + ending)
                if (root or not self.is_windows) and program.is_file():
                    return str(program)
        return ""


def this_machine() -> Machine:
    """The computer that this runs on."""
    return Machine(
        environ=os.environ,
        platform=sys.platform,
        python=Path(sys.executable),
        prefix=Path(sys.prefix),
        bits=struct.calcsize("P") * 8,
        xlwings=_version("xlwings"),
        has_pywin32=importlib.util.find_spec("win32com") is not None,
        registry=_registry,
        which=shutil.which,
        ask=holding_of,
    )


def _bits_of(program: Path) -> int:
    """64 or 32, of a program for Windows; 0 where it cannot be read or is none."""
    try:
        with program.open("rb") as opened:
            opened.seek(_HEADER_AT)
            opened.seek(int.from_bytes(opened.read(4), "little"))
            header = opened.read(6)
    except OSError:
        return 0
    if header[:4] != b"PE\0\0":
        return 0
    return 32 if int.from_bytes(header[4:], "little") == _FOR_32_BITS else 64


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _registry(key: str, name: str) -> str:
    if sys.platform != "win32":
        return ""
    import winreg  # noqa: PLC0415 - Windows alone has it

    hive, _, path = key.partition("\\")
    try:
        with winreg.OpenKey(getattr(winreg, _HIVES[hive]), path) as opened:
            return str(winreg.QueryValueEx(opened, name)[0])
    except OSError:
        return ""
