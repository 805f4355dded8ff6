"""The doctor says what is there, what is missing, and a way out of each."""

import pytest
from bsa_xl.udfs.excel_desktop import EXCEL, examine, tasks, told

POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
CHOICE = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security"
OFFICE = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"


@pytest.fixture
def installed(windows):
    for task in tasks(windows.machine(), EXCEL):
        task.do()
    return windows


def point(windows, name):
    [found] = [each for each in examine(windows.machine()) if each.name == name]
    return found


def test_a_computer_on_which_all_is_well(installed):
    points = examine(installed.machine())
    assert [each.name for each in points] == [
        "python", "excel", "xlwings", "library", "settings", "interpreter", "add-in", "macros",
        "libreoffice",
    ]  # fmt: skip
    assert [each.word for each in points] == ["OK"] * 8 + ["NOTE"]
    assert told(points).splitlines()[0] == (
        "NOTE  LibreOffice was not found; Excel does without it."
    )


def test_a_computer_on_which_nothing_is_installed(windows):
    windows.values, windows.xlwings = {}, ""
    windows.dll.unlink()
    points = {each.name: each for each in examine(windows.machine())}
    missing = [name for name, each in points.items() if each.is_missing]
    assert missing == ["excel", "xlwings", "library", "settings", "interpreter", "add-in"]
    assert all(points[name].remedy for name in missing)
    assert points["excel"].found == "Excel was not found on this computer."
    assert points["xlwings"].found == "The add-in needs xlwings 0.37.8; this Python has no xlwings."
    assert points["add-in"].found == f"The add-in is not in {windows.startup}."


@pytest.mark.parametrize(
    ("version", "pywin32", "found"),
    [
        ("0.36.0", True, "The add-in needs xlwings 0.37.8; this Python has xlwings 0.36.0."),
        ("0.37.8", False, "This Python cannot talk to Excel: pywin32 is missing."),
    ],
)
def test_xlwings_that_does_not_fit(installed, version, pywin32, found):
    installed.xlwings, installed.has_pywin32 = version, pywin32
    assert point(installed, "xlwings").found == found


def test_the_library_must_be_of_excels_bits(installed):
    installed.values[OFFICE, "Platform"] = "x86"
    found = point(installed, "library")
    assert found.is_missing
    assert found.found.startswith("xlwings32-0.37.8.dll lies neither in ")


def test_a_python_that_is_gone_or_another_one(installed):
    gone = installed.python
    installed.python = installed.scripts / "python3.exe"
    installed.python.write_bytes(b"")
    other = point(installed, "interpreter")
    assert (other.word, other.found) == (
        "NOTE",
        f"Excel's add-in asks another Python than this one: {gone}.",
    )
    gone.unlink()
    settled = point(installed, "settings")
    assert settled.found == f"The add-ins ask a Python that is gone: {gone}."
    assert settled.remedy == "Run: bsa-xl excel install"


def test_an_addin_of_another_version_and_one_that_windows_distrusts(installed):
    addin = installed.startup / "bsa_xl.xlam"
    (installed.startup / "bsa_xl.xlam:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")
    assert point(installed, "add-in").found == "Windows marks the add-in as come from the internet."
    addin.write_bytes(b"older")
    assert point(installed, "add-in").found == "Excel's add-in is of another version of BSA-XL."


@pytest.mark.parametrize(
    ("values", "word", "found"),
    [
        ({(CHOICE, "VBAWarnings"): "2"}, "OK", "Excel may run macros from its start-up folder."),
        (
            {(POLICY, "VBAWarnings"): "4", (CHOICE, "VBAWarnings"): "2"},
            "NOTE",
            "Excel runs macros from trusted folders alone. The add-in is in one, other workbooks are not.",
        ),
        (
            {(POLICY, "VBAWarnings"): "3"},
            "NOTE",
            "Excel runs signed macros, and those from trusted folders. The add-in is in one, other workbooks are not.",
        ),
        (
            {(POLICY, "VBAWarnings"): "4", (POLICY + r"\Trusted Locations", "AllLocationsDisabled"): "1"},
            "MISSING",
            "Excel trusts no folder, so it asks about the add-in, or refuses it.",
        ),
    ],
)  # fmt: skip
def test_what_the_it_department_allows(installed, values, word, found):
    installed.values |= values
    macros = point(installed, "macros")
    assert (macros.word, macros.found) == (word, found)
    assert bool(macros.remedy) == (word != "OK")


def test_elsewhere_nothing_is_missing_until_something_breaks(windows, tmp_path):
    windows.platform, windows.environ = "linux", {"HOME": str(tmp_path)}
    points = examine(windows.machine())
    assert [each.word for each in points] == ["NOTE", "OK", "NOTE", "NOTE"]
    windows.environ["BSA_XL_PYTHON"] = str(tmp_path / "gone")
    assert point(windows, "settings").is_missing
