"""The VBA that is kept as text is what xlwings and our catalog make, but for what we say we change."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import xlwings
from bsa_xl.udfs.catalog import catalog
from bsa_xl.udfs.excel_desktop.presses import CENTRAL, SCHOOL, buttons
from bsa_xl.udfs.excel_desktop.vba_files import (
    ADDIN,
    CONTROL,
    FOLDER,
    WORKBOOK,
    generated,
    modules,
    quoted,
)
from bsa_xl.udfs.excel_desktop.versions import FORM, XLWINGS, refusal
from bsa_xl.udfs.excel_desktop.xlwings_vba import CHANGES, changed, xlwings_module

ROOT = Path(__file__).parents[3]
#: Words that no argument of a function may be called (MS-VBAL 3.3.5.2, reserved identifiers).
KEPT = """
    abs addressof and any array as attribute boolean byref byte byval call case cbool cbyte ccur
    cdate cdbl cdec cint circle clng const csng cstr currency cvar cverr date debug decimal
    declare dim do doevents double each else elseif empty end endif enum eqv erase event exit
    false fix for friend function get global gosub goto if imp implements in input inputb int
    integer is lbound len lenb let like local lock long longlong longptr loop lset me mod new
    next not nothing null on open option optional or paramarray preserve print private pset
    public put raiseevent redim rem resume return rset scale seek select set sgn shared single
    spc static stop string sub tab then to true type typeof ubound unlock until variant wend
    while with withevents write xor caller argsarray failed k
"""
RESERVED = frozenset(KEPT.split())
RAW = """
import io, types
from bsa_xl.udfs.excel_desktop import stand_in
udfs = stand_in.udfs_of_xlwings()
text = io.StringIO()
module = udfs.get_udf_module(stand_in.WORKSHEET, None)
udfs.generate_vba_wrapper(stand_in.WORKSHEET, module, text, types.SimpleNamespace(Name="book.xlsm"))
print(text.getvalue(), end="")
"""


@pytest.fixture(scope="module")
def made():
    return generated()


def test_the_generated_modules_are_current(made):
    for name, text in made.items():
        assert (FOLDER / name).read_text("ascii") == text, "run: python workbook_templates/build.py"


def test_nothing_else_lies_there(made):
    by_hand = {"bsa_here.bas", "bsa_start.bas", "bsa_ribbon.bas"}
    assert {path.name for path in FOLDER.glob("*.bas")} == set(made) | by_hand


def test_the_wrapper_is_xlwings_own_but_for_the_error_value():
    done = subprocess.run(
        [sys.executable, "-c", RAW], capture_output=True, text=True, check=True, cwd=ROOT
    )
    ours = modules(WORKBOOK)["xlwings_udfs"]
    _, _, body = ours.partition("outside of Excel\n")
    functions = catalog()
    assert body.count("= CVErr(xlErrValue)") == len(functions)
    assert "Err.Description" not in body
    for each in functions:
        fails = f"{each.excel_name} = CVErr(xlErrValue)"
        assert body.count(fails) == 1
        body = body.replace(fails, f"{each.excel_name} = Err.Description")
    assert body == done.stdout


def test_the_addin_asks_for_the_workbook_in_front():
    workbook, addin = modules(WORKBOOK)["xlwings_udfs"], modules(ADDIN)["xlwings_udfs"]
    assert "ThisWorkbook, Application.Caller" in workbook
    assert workbook.replace("ThisWorkbook", "ActiveWorkbook") == addin


@pytest.mark.parametrize("function", catalog(), ids=lambda function: function.excel_name)
def test_no_argument_has_a_name_that_vba_keeps_for_itself(function):
    assert {each.name for each in function.arguments} & RESERVED == set()


def test_xlwings_module_differs_in_what_we_list_alone():
    path = Path(xlwings.__file__).with_name("xlwings_custom_addin.bas")
    theirs = path.read_bytes().decode("ascii").replace("\r\n", "\n").splitlines()
    ours = xlwings_module().splitlines()
    assert len(theirs) == len(ours)
    differing = [line for line, other in zip(ours, theirs, strict=True) if line != other]
    assert [line.strip() for line in differing] == [
        'Public Const PROJECT_NAME As String = "bsa_xl"',
        'AddExcelDir = "false"',
        "PYTHONPATH = AddExcelDir",
        next(line.strip() for line in ours if "RunCommand = CondaCmd" in line),
        'AddExcelDir = "false"',
        "PYTHONPATH = AddExcelDir",
        next(line.strip() for line in ours if line.lstrip().startswith('tail = " -B -P -c')),
        'If source = "sheet" Then',
        'If source = "directory" Then',
    ]
    assert sum(times for _, _, times in CHANGES) == len(differing)


def test_another_xlwings_is_not_changed_in_the_dark():
    with pytest.raises(ValueError, match="stands 0 times in xlwings' VBA"):
        changed("nothing of the kind")


@pytest.mark.parametrize("kind", [WORKBOOK, CONTROL, ADDIN])
def test_modules_are_what_excel_can_compile(kind):
    for name, text in modules(kind).items():
        assert text.startswith(f'Attribute VB_Name = "{name}"\n')
        assert text.isascii()
        assert max(map(len, text.splitlines())) <= 1023
        opened = len(re.findall(r"^(?:Public |Private )?(?:Sub|Function) ", text, re.MULTILINE))
        if name != "xlwings":  # which has some twice, under #If
            assert opened == len(re.findall(r"^End (?:Sub|Function)", text, re.MULTILINE))
        continued = re.findall(r"(?: _\n.*)+", text)
        assert all(run.count(" _\n") <= 24 for run in continued)  # VBA's limit


@pytest.mark.parametrize(
    ("kind", "group"), [(WORKBOOK, SCHOOL), (CONTROL, CENTRAL), (ADDIN, SCHOOL)]
)
def test_every_button_is_a_macro_without_arguments(kind, group):
    text = modules(kind)["bsa_macros"]
    expected = [(button.sub, button.name) for button in buttons(group)]
    assert (
        re.findall(r'^Public Sub (\w+)\(\)\n    BsaPress "([a-z-]+)"', text, re.MULTILINE)
        == expected
    )
    assert len(expected) >= 5


def test_the_library_that_vba_loads_is_of_the_version_that_is_pinned():
    text = xlwings_module()
    assert f'XLWINGS_VERSION As String = "{XLWINGS}"' in text
    assert f'Lib "xlwings64-{XLWINGS}.dll"' in text
    assert f'"xlwings=={XLWINGS}"' in (ROOT / "pyproject.toml").read_text()
    assert f"BSA_FORM As Long = {FORM}\n" in modules(WORKBOOK)["bsa_here"]


def test_versions_that_do_not_fit_are_told():
    assert refusal(XLWINGS, XLWINGS, FORM) == ""
    assert refusal(XLWINGS, "0.36.0", FORM) == (
        "BSA-XL needs xlwings 0.37.8 and its Python has 0.36.0. "
        "Run: python -m pip install xlwings==0.37.8"
    )
    other = (
        "The buttons in this workbook or add-in are of another version of BSA-XL. Run "
        "'bsa-xl excel install' for the add-in, and ask for the workbook of this version."
    )
    assert refusal("0.36.0", XLWINGS, FORM) == refusal(XLWINGS, XLWINGS, FORM + 1) == other


def test_texts_are_written_as_vba_has_them():
    assert quoted('Say "no" – it’s 3 × 4') == '"Say ""no"" - it\'s 3 x 4"'
