"""A Windows computer, imitated: its folders, its registry, and a Python in a virtual environment."""

from pathlib import Path

from bsa_xl.udfs.excel_desktop import Holding, Machine

EXCEL = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"


class Windows:
    """Makes a `Machine` over folders of a test; what is changed before `machine()` is what it sees."""

    def __init__(self, folder: Path) -> None:
        self.user = folder / "Users" / "ana"
        self.scripts = folder / "bsa" / "Scripts"
        self.scripts.mkdir(parents=True)
        self.python = self.scripts / "python.exe"
        self.python.write_bytes(b"")
        self.dll = self.scripts.parent / "xlwings64-0.37.8.dll"
        self.dll.write_bytes(b"")
        self.environ = {
            "USERPROFILE": str(self.user),
            "APPDATA": str(self.user / "AppData" / "Roaming"),
            "LOCALAPPDATA": str(self.user / "AppData" / "Local"),
            "PROGRAMFILES": str(folder / "Program Files"),
        }
        self.values = {(EXCEL, ""): r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"}
        self.programs = {}
        self.others: dict[str, Holding] = {}
        self.asked: list[str] = []
        self.xlwings, self.has_pywin32, self.platform = "0.37.8", True, "win32"

    @property
    def startup(self) -> Path:
        return self.user / "AppData" / "Roaming" / "Microsoft" / "Excel" / "XLSTART"

    @property
    def settings(self) -> Path:
        return self.user / "AppData" / "Local" / "BSA-XL" / "settings.json"

    def machine(self) -> Machine:
        return Machine(
            environ=self.environ,
            platform=self.platform,
            python=self.python,
            prefix=self.scripts.parent,
            bits=64,
            xlwings=self.xlwings,
            has_pywin32=self.has_pywin32,
            registry=lambda key, name: self.values.get((key, name), ""),
            which=self.programs.get,
            ask=self.ask,
        )

    def ask(self, python: Path) -> Holding | None:
        """What another Python has; one that is not among `others` does not answer."""
        self.asked.append(str(python))
        return self.others.get(str(python))

    def other_python(self, folder: Path, holding: Holding | None = None) -> Path:
        """Another Python in a folder of its own; without a holding it does not answer."""
        python = folder / "Scripts" / "python.exe"
        python.parent.mkdir(parents=True)
        python.write_bytes(b"")
        if holding:
            self.others[str(python)] = holding
        return python
