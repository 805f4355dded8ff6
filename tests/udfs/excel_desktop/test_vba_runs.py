"""Our VBA, run by pyOpenVBA's interpreter with a Python that is only imitated: what people read.

The module `xlwings` itself is not run: what ours calls of it is imitated, as is the COM object that
its `XLPy` gives.
"""

import pytest
from bsa_xl.udfs.excel_desktop.presses import SCHOOL, buttons
from bsa_xl.udfs.excel_desktop.vba_files import WORKBOOK, modules
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.exceptions import VBARuntimeError
from pyopenvba.interpreter._objects import VBAObject

SCRIPTS, DLL = "C:\\bsa\\Scripts\\python.exe", "C:\\bsa\\xlwings64-0.37.8.dll"
ANSWER = "Nothing is open: the budget can be sent in."
#: What ours calls of the module xlwings; ``Files`` are the files that exist.
XLWINGS = """
Public Const XLWINGS_VERSION As String = "0.37.8"
Private Python As Object
Private Interpreter As String
Private Files As String
Public Function XLPy() As Object
    Set XLPy = Python
End Function
Public Function GetConfig(key As String, Optional other As String = "") As Variant
    GetConfig = Interpreter
End Function
Public Function FileExists(ByVal file As String) As Boolean
    FileExists = InStr(Files, file) > 0
End Function
Public Function ParentFolder(ByVal file As String) As String
    ParentFolder = Left(file, InStrRev(file, "\\") - 1)
End Function
Public Sub SetUp(ByVal computer As Object, ByVal path As String, ByVal there As String)
    Set Python = computer
    Interpreter = path
    Files = there
End Sub
"""
SUMS = """
Public Sub Sums()
    Range("A1").Value = bsa_share_out(21, 1)
    Range("A2").Value = 5
    Range("A3").Formula = "=SUM(A1:A2)"
End Sub
"""


class XlPy(VBAObject):
    """xlwings' COM object: notes what it is asked, and fails where it is told to."""

    def __init__(self, fails: str = "") -> None:
        super().__init__()
        self.fails, self.asked = fails, []

    def vba_get(self, name, args=(), named=None):
        del named
        given = [a if isinstance(a, str | int | tuple) else type(a).__name__ for a in args]
        self.asked.append((name.lower(), *given))
        match name.lower():
            case "call" | "calludf" if self.fails:
                raise VBARuntimeError(1000, self.fails)
            case "call":
                return ANSWER
            case "calludf":
                return 10.5
            case "tuple":
                return tuple(args)
        return args[0]

    vba_call = vba_get


@pytest.fixture
def excel():
    """Makes an Excel with our modules, in which Python and its files are as given."""

    def make(python, path=SCRIPTS, there=f"{SCRIPTS};{DLL}"):
        app = ExcelApplication()
        app.add_workbook()
        app.add_module(XLWINGS, name="xlwings")
        for name, text in modules(WORKBOOK).items():
            if name not in ("xlwings", "xlwings_udfs"):
                app.add_module(text.partition("\n")[2], name=name)
        app.run("SetUp", python, path, there)
        return app

    return make


def message(app):
    [(kind, text, title, icon)] = app.dialogs
    assert (kind, title, icon) == ("MsgBox", "BSA-XL", 64)
    return text


@pytest.mark.parametrize("button", buttons(SCHOOL), ids=lambda button: button.name)
def test_a_macro_asks_python_for_its_button_and_shows_the_answer(excel, button):
    python = XlPy()
    app = excel(python)
    app.run(button.sub)
    assert message(app) == ANSWER
    assert python.asked == [
        ("module", "xlwings._xlwindows"),
        ("setattr", "xlwings._xlwindows", "BOOK_CALLER", "Workbook"),
        ("module", "bsa_xl.udfs.excel_desktop.buttons"),
        ("tuple", button.name, "0.37.8", 1),
        ("call", "bsa_xl.udfs.excel_desktop.buttons", "press", (button.name, "0.37.8", 1)),
        ("str", ANSWER),
    ]


@pytest.mark.parametrize(
    ("path", "there", "told"),
    [
        (
            "",
            "",
            "BSA-XL is not set up on this computer. Run in a command prompt: bsa-xl excel install",
        ),
        (
            SCRIPTS,
            DLL,
            (
                f"The Python of BSA-XL is no longer there: {SCRIPTS}. "
                "Run in a command prompt of the new one: bsa-xl excel install"
            ),
        ),
        (
            SCRIPTS,
            f"{SCRIPTS};C:\\bsa\\xlwings64-0.36.0.dll",
            (
                "These buttons were made for xlwings 0.37.8, and the Python of BSA-XL has another "
                f'version or none. Run in a command prompt: "{SCRIPTS}" -m pip install xlwings==0.37.8'
            ),
        ),
    ],
    ids=("not set up", "Python gone", "another xlwings"),
)
def test_what_is_missing_is_told_before_python_is_started(excel, path, there, told):
    python = XlPy()
    app = excel(python, path, there)
    app.run("BsaCheckMyBudget")
    assert message(app) == told
    assert python.asked == []


def test_an_error_on_the_way_to_python_is_told_in_plain_words(excel):
    app = excel(XlPy(fails="ModuleNotFoundError: No module named 'bsa_xl'"))
    app.run("BsaCheckMyBudget")
    assert message(app) == (
        "The Python of BSA-XL does not have BSA-XL in it. Install it there again, then run in a "
        "command prompt: bsa-xl excel install"
    )


def test_next_finding_says_which_sheet_is_missing(excel):
    app = excel(XlPy())
    app.run("BsaNextFinding")
    assert message(app) == (
        "This workbook has no sheet Checks. Open the workbook that the central office sent you, "
        "and press the button again."
    )


def with_functions(app):
    """The wrapper as a cell runs it; the interpreter knows no `Application.Caller`."""
    text = modules(WORKBOOK)["xlwings_udfs"].partition("\n")[2]
    for found, instead in (
        ("If TypeOf Application.Caller Is Range Then ", ""),
        (", Application.Caller)", ")"),
        (" 'Adjust when using outside of Excel", ""),
    ):
        assert found in text
        text = text.replace(found, instead)
    app.add_module(text, name="xlwings_udfs")
    app.add_module(SUMS, name="sums")
    app.run("Sums")
    return [app.sheet(1).value(cell) for cell in ("A1", "A3")]


def test_a_function_answers_and_its_error_value_stops_a_sum(excel):
    assert with_functions(excel(XlPy())) == [10.5, 15.5]
    failed = with_functions(excel(XlPy(fails="The total is empty, and a number belongs there.")))
    assert [str(value) for value in failed] == ["Error 2015", "Error 2015"]  # #VALUE! in VBA
