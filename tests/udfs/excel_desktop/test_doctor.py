"""The doctor says what is there, what is missing, and a way out of each."""

import pytest
from bsa_xl.udfs.excel_desktop import EXCEL, examine, tasks, told

POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
CHOICE = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security"
OFFICE = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
PATHS = r"\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"


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


@pytest.mark.parametrize(
    ("hive", "path", "bits"),
    [
        ("HKLM", r"C:\Program Files (x86)\Microsoft Office\Office16\EXCEL.EXE", 32),
        ("HKLM", r"C:\Program Files\Microsoft Office\Office16\EXCEL.EXE", 64),
        ("HKCU", r"C:\Users\ana\Office\EXCEL.EXE", 64),
    ],
)
def test_excel_that_windows_installer_or_a_user_installed(installed, hive, path, bits):
    installed.values = {(hive + PATHS, ""): f'"{path}"'}
    assert point(installed, "excel").found == f"Excel is {path}, {bits} bits."
    library = point(installed, "library")
    if bits == 64:
        assert library.found == f"xlwings64-0.37.8.dll lies in {installed.dll.parent}."
    else:
        name = "xlwings32-0.37.8.dll"
        assert (library.word, library.found, library.remedy) == (
            "MISSING",
            f"{name} lies neither in {installed.scripts} nor in {installed.scripts.parent}.",
            f'Run: "{installed.python}" -m pip install --force-reinstall xlwings==0.37.8',
        )


@pytest.mark.parametrize(("processor", "bits"), [(b"\x4c\x01", 32), (b"\x64\x86", 64)])
def test_what_excels_own_program_says_of_its_bits_goes_before_all_else(
    installed, tmp_path, processor, bits
):
    program = tmp_path / "Program Files (x86)" / "EXCEL.EXE"
    program.parent.mkdir()
    # A program for Windows says at 0x3C where its second header is, and there for what it is made.
    program.write_bytes(
        b"MZ".ljust(0x3C) + (0x80).to_bytes(4, "little") + bytes(0x40) + b"PE\0\0" + processor
    )
    installed.values = {("HKLM" + PATHS, ""): str(program), (OFFICE, "Platform"): "x64"}
    assert point(installed, "excel").found == f"Excel is {program}, {bits} bits."


def test_a_program_without_that_header_leaves_it_to_offices_settings(installed, tmp_path):
    program = tmp_path / "EXCEL.EXE"
    program.write_bytes(b"MZ")
    installed.values = {("HKLM" + PATHS, ""): str(program), (OFFICE, "Platform"): "x86"}
    assert point(installed, "excel").found == f"Excel is {program}, 32 bits."


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
