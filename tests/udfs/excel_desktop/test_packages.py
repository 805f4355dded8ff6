"""What Excel is given: made without Excel, the same parts every time, sound, and with our VBA in it."""

import io
import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from bsa_xl.udfs import excel_desktop
from bsa_xl.udfs.excel_desktop.packages import with_macros
from bsa_xl.udfs.excel_desktop.presses import CENTRAL, SCHOOL, buttons
from bsa_xl.udfs.excel_desktop.vba_files import ADDIN, CONTROL, WORKBOOK, modules
from lxml import etree
from oletools.mraptor import MacroRaptor
from oletools.olevba import VBA_Parser
from openpyxl import Workbook, load_workbook
from openxml_audit import FileFormat, OpenXmlValidator
from support.office import clean_environment, soffice_program, system_python

FOLDER = Path(__file__).parents[3] / "workbook_templates"
FILES = {
    "school_budget.xlsm": WORKBOOK,
    "control_workbook.xlsm": CONTROL,
    "bsa_xl.xlam": ADDIN,
}
DRIVER = Path(__file__).with_name("basic_driver.py")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RIBBON = "{http://schemas.microsoft.com/office/2009/07/customui}"


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def plain_workbook(sheets=3):
    book, kept = Workbook(), io.BytesIO()
    for n in range(1, sheets):
        book.create_sheet(f"Sheet {n}")
    book.save(kept)
    return kept.getvalue()


@pytest.fixture(params=FILES)
def built(request):
    """A file's name and its bytes."""
    return request.param, (FOLDER / request.param).read_bytes()


def vba_in(path):
    parser = VBA_Parser(str(path))
    try:
        return {name: code for _, _, name, code in parser.extract_macros()}, parser.analyze_macros()
    finally:
        parser.close()


def test_olevba_finds_every_module_as_it_is_kept(built):
    name, _ = built
    found, _ = vba_in(FOLDER / name)
    kept = {f"{module}.bas": text for module, text in modules(FILES[name]).items()}
    inside = {each: code.replace("\r\n", "\n") for each, code in found.items() if each in kept}
    assert inside == kept
    documents = set(found) - set(kept)
    assert all(re.fullmatch(r"(ThisWorkbook|Sheet\d+)\.cls", each) for each in documents)
    for each in documents:  # nothing but the attributes that Excel writes
        assert all(line.startswith("Attribute ") for line in found[each].splitlines() if line)


def test_nothing_starts_by_itself(built):
    """What olevba calls suspicious is what xlwings does to start Python: docs/it-department.md."""
    name, _ = built
    found, flagged = vba_in(FOLDER / name)
    assert [word for kind, word, _ in flagged if kind == "AutoExec"] == []
    scanner = MacroRaptor("\n".join(found.values()))
    scanner.scan()
    assert not scanner.autoexec
    assert not scanner.suspicious


def test_only_xlwings_module_touches_files_and_programs(built):
    touching = ("CreateObject", "Declare ", "Open ", "Kill ", "Shell", "Environ", "WScript.")
    for name, text in modules(FILES[built[0]]).items():
        if name != "xlwings":
            assert [word for word in touching if word in text] == ["Open "] * ("Open " in text)
            assert not re.search(r"^\s*Open .* For ", text, re.MULTILINE)


def test_it_is_sound(built):
    name, _ = built
    result = OpenXmlValidator(FileFormat.OFFICE_2016, max_errors=0).validate(str(FOLDER / name))
    told = [f"{each.part_uri} {each.description}" for each in result.errors]
    assert [said for said in told if "inline-string" not in said] == []


def test_sheets_are_known_to_vba_by_the_names_that_excel_gives(built):
    _, data = built
    held = parts(data)
    book = etree.fromstring(held["xl/workbook.xml"])
    assert book.find(f"{MAIN}workbookPr").get("codeName") == "ThisWorkbook"
    names = {
        etree.fromstring(part).find(f"{MAIN}sheetPr").get("codeName")
        for name, part in held.items()
        if name.startswith("xl/worksheets/sheet")
    }
    assert names == {f"Sheet{n}" for n in range(1, len(names) + 1)}


def test_excel_is_told_what_kind_of_file_it_is(built):
    name, data = built
    kind = "addin" if name.endswith(".xlam") else "sheet"
    types = parts(data)["[Content_Types].xml"].decode()
    assert f"application/vnd.ms-excel.{kind}.macroEnabled.main+xml" in types


def test_the_ribbon_calls_what_is_there(built):
    name, data = built
    held = parts(data)
    assert held["_rels/.rels"].count(b"/2007/relationships/ui/extensibility") == 1
    ribbon = etree.fromstring(held["customUI/customUI14.xml"])
    code = "\n".join(modules(FILES[name]).values())
    pressed = list(ribbon.iter(f"{RIBBON}button"))
    for each in pressed:
        assert f"Public Sub {each.get('onAction')}(control As IRibbonControl)" in code
        assert each.get("supertip").endswith(".")
        assert len(each.get("supertip")) <= 1024
    ids = [each.get("id") for each in ribbon.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    group = CENTRAL if FILES[name] == CONTROL else SCHOOL
    macros = [button.name for button in buttons(group)]
    helps = ["next-finding", "function-help", "what-went-wrong", "doctor"]
    assert [each.get("tag") for each in pressed] == macros + helps
    hides = ribbon.find(f".//{RIBBON}tab").get("getVisible")
    assert hides == ("BsaRibbonShown" if FILES[name] == WORKBOOK else None)


def test_the_same_workbook_gives_the_same_bytes_whenever_it_is_built():
    body = plain_workbook()
    made = [
        make(body)
        for make in (excel_desktop.school_workbook, excel_desktop.desktop_addin)
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert made[2] == made[3]


def test_the_school_workbook_is_the_plain_one_with_macros_added():
    plain = parts((FOLDER / "school_budget.xlsx").read_bytes())
    macros = parts((FOLDER / "school_budget.xlsm").read_bytes())
    assert set(macros) - set(plain) == {"xl/vbaProject.bin", "customUI/customUI14.xml"}
    assert set(plain) <= set(macros)
    for name in plain:
        without = re.sub(rb'<sheetPr codeName="Sheet\d+"/>| codeName="\w+"', b"", macros[name])
        if name.startswith("xl/worksheets/") or name == "xl/workbook.xml":
            assert without == plain[name]


def test_openpyxl_reads_it_like_any_workbook():
    book = load_workbook(FOLDER / "control_workbook.xlsm", keep_vba=True)
    assert book.sheetnames[0] == "Control"


def test_a_file_that_is_no_plain_workbook_is_refused():
    with pytest.raises(ValueError, match="stands 0 times in the package"):
        with_macros((FOLDER / "control_workbook.xlsm").read_bytes(), {}, b"")


ASKS = """Attribute VB_Name = "asks"
Public Function First()
    First = BsaOpenFinding(ThisWorkbook, 0)
End Function
Public Function After(row)
    After = BsaOpenFinding(ThisWorkbook, row)
End Function
Public Function Missing(names)
    Missing = BsaMissingSheets(ThisWorkbook, names)
End Function
"""
MISSING = (
    "This workbook has no sheet Staffing, Programs. Open the workbook that the central office sent "
    "you, and press the button again."
)
NOT_INSTALLED = (
    "The Python of BSA-XL does not have BSA-XL in it. Install it there again, then run in a command "
    "prompt: bsa-xl excel install"
)
CHECKS = (
    ("BAL-01", "OK", ""),
    ("BAL-02", "FIX", "Staffing!H12"),
    ("FTE-01", "OK", ""),
    ("FTE-02", "EXPLAIN", ""),
)


def checks_workbook():
    book = Workbook()
    sheet = book.active
    sheet.title = "Checks"
    for column, head in enumerate(
        ("Row", "Check", "What it looks for", "Result", "first"), start=1
    ):
        sheet.cell(7, column, head)
    for row, (name, word, place) in enumerate(CHECKS, start=8):
        sheet.cell(row, 1, name)
        sheet.cell(row, 4, word)
        sheet.cell(row, 5, place)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.fixture
def basic(office, tmp_path):
    """Runs functions of a workbook's VBA in LibreOffice."""
    assert office is not None

    def run(workbook, *calls):
        path = tmp_path / "macros.xlsm"
        path.write_bytes(workbook)
        done = subprocess.run(
            [
                system_python(),
                DRIVER,
                soffice_program(),
                tmp_path / "profile",
                path,
                json.dumps(calls),
            ],
            capture_output=True,
            text=True,
            check=False,
            env=clean_environment(),
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_libreoffice_runs_the_vba_that_needs_no_xlwings(basic):
    """Results are asserted, for LibreOffice swallows what it cannot compile."""
    alone = {"bsa_here": modules(WORKBOOK)["bsa_here"], "asks": ASKS}
    workbook = with_macros(checks_workbook(), alone, b"<x/>")
    answers = basic(
        workbook,
        ("bsa_here.BsaForm", []),
        ("asks.First", []),
        ("asks.After", [9]),
        ("asks.After", [11]),
        ("asks.Missing", ["Checks"]),
        ("asks.Missing", ["Staffing,Checks,Programs"]),
        ("bsa_here.BsaFitted", ["x" * 2000]),
        ("bsa_here.BsaPlainError", ["ModuleNotFoundError: No module named 'bsa_xl'"]),
        ("bsa_here.BsaPlainError", ["Could not load xlwings64-0.37.8.dll from either"]),
        ("bsa_here.BsaPlainError", ["Nobody knows"]),
    )
    doctor = "Run in a command prompt: bsa-xl excel doctor"
    assert answers == [
        1,
        "Staffing!H12",
        "Checks!E11",
        "",
        "",
        MISSING,
        "x" * 996 + " ...",
        NOT_INSTALLED,
        f"The Python of BSA-XL does not have the right xlwings in it. {doctor}",
        f"BSA-XL could not reach its Python. {doctor}\n\nExcel said: Nobody knows",
    ]


def test_the_workbook_of_the_excel_check_rounds_as_it_says(office):
    values = office.recalculate(FOLDER / "excel_check.xlsx", everything=True)["Rounding"]
    assert values["E2"] == 0
    rounded = {(values[f"A{row}"], values[f"B{row}"]): values[f"C{row}"] for row in range(5, 125)}
    assert len(rounded) == 120
    assert rounded[1.005, 2] == 1.01  # what the cell shows, not what the double is below it
    assert rounded[-2.5, 0] == -3
    assert rounded[250, -2] == 300
    assert rounded[3271434111.985, 2] == 3271434111.99


def test_libreoffice_opens_the_built_workbooks_and_their_formulas_count(office):
    plain = office.recalculate(FOLDER / "school_budget.xlsx")
    assert office.recalculate(FOLDER / "school_budget.xlsm") == plain
    assert "Control" in office.recalculate(FOLDER / "control_workbook.xlsm", everything=True)
