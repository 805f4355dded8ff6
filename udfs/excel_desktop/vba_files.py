"""The VBA of the workbook and of the add-in, module by module, and which of it is generated.

All of it lies as text in the folder vba. Hand-written modules are read from there; the generated
ones are written there by ``workbook_templates/build.py``, and a test compares them.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from bsa_xl.filing import write_durably

from ..catalog import Function, catalog
from .presses import CENTRAL, SCHOOL, Button, buttons
from .shells import CATEGORY
from .xlwings_vba import xlwings_module

FOLDER = Path(__file__).with_name("vba")
#: What is built: a school's workbook, the control workbook of the central office, the add-in.
WORKBOOK, CONTROL, ADDIN = "workbook", "control", "addin"
_KINDS = {WORKBOOK: (SCHOOL, WORKBOOK), CONTROL: (CENTRAL, WORKBOOK), ADDIN: (SCHOOL, ADDIN)}
_BY_HAND = ("bsa_here", "bsa_start", "bsa_ribbon")
#: A line of VBA holds 1,023 characters, a text in the function wizard 255.
_WIZARD = 255
_GENERATED = "' Written by workbook_templates/build.py; changes made here are lost.\n"


def modules(kind: str) -> dict[str, str]:
    """Every module of the project by name, as text with its first line.

    Args:
        kind: `WORKBOOK`, `CONTROL` or `ADDIN`.
    """
    group, caller = _KINDS[kind]
    names = {name: name for name in (*_BY_HAND, "bsa_help", "xlwings")}
    names |= {"bsa_macros": f"bsa_macros.{group}", "xlwings_udfs": f"xlwings_udfs.{caller}"}
    return {name: (FOLDER / f"{file}.bas").read_text("ascii") for name, file in names.items()}


def generated() -> dict[str, str]:
    """The generated files of the folder vba, by file name."""
    functions = catalog()
    return {
        f"bsa_macros.{SCHOOL}.bas": macros_module(buttons(SCHOOL)),
        f"bsa_macros.{CENTRAL}.bas": macros_module(buttons(CENTRAL)),
        "bsa_help.bas": help_module(functions),
        "xlwings.bas": xlwings_module(),
        f"xlwings_udfs.{WORKBOOK}.bas": _wrapper("book.xlsm"),
        f"xlwings_udfs.{ADDIN}.bas": _wrapper("bsa_xl.xlam"),
    }


def write_generated() -> None:
    """Write the generated files into the folder vba, each only where it changed."""
    for name, text in generated().items():
        path, data = FOLDER / name, text.encode("ascii")
        if not path.exists() or path.read_bytes() != data:
            write_durably(path, data)


def macros_module(pressed: Iterable[Button]) -> str:
    """A Sub without arguments for each button, so that it stands in Excel's list of macros."""
    subs = [
        f"' {button.help}\nPublic Sub {button.sub}()\n    BsaPress {quoted(button.name)}\nEnd Sub\n"
        for button in pressed
    ]
    return _module("bsa_macros", [_GENERATED, *subs])


def help_module(functions: Iterable[Function]) -> str:
    """A Sub that tells Excel's function wizard what every function and argument is for."""
    told = "".join(_wizard_lines(each) for each in functions)
    names = ", ".join(each.excel_name for each in functions)
    said = _joined(
        f"Press Shift+F3 and choose the category {CATEGORY} to see what each function is for. "
        f"Functions: {names}."
    )
    body = (
        "Public Sub BsaFunctionHelp()\n    On Error Resume Next\n"
        f"{told}    BsaTell {said}\nEnd Sub\n"
    )
    return _module("bsa_help", [_GENERATED, body])


def quoted(text: str) -> str:
    """A text as VBA writes it; what is not ASCII is put in ASCII, for VBA has a code page."""
    for fine, plain in (("’", "'"), ("‘", "'"), ("–", "-"), ("×", "x"), ("…", "...")):
        text = text.replace(fine, plain)
    return '"' + text.encode("ascii", "replace").decode().replace('"', '""') + '"'


def _module(name: str, parts: Iterable[str]) -> str:
    head = f'Attribute VB_Name = "{name}"\nOption Explicit\n\n'
    return head + "\n".join(parts)


def _wizard_lines(function: Function) -> str:
    arguments = ", _\n        ".join(quoted(each.help[:_WIZARD]) for each in function.arguments)
    tips = f", _\n        ArgumentDescriptions:=Array( _\n        {arguments})" if arguments else ""
    name = f'"\'" & ThisWorkbook.Name & "\'!{function.excel_name}"'
    return (
        f"    Application.MacroOptions Macro:={name}, _\n"
        f"        Category:={quoted(CATEGORY)}, _\n"
        f"        Description:={quoted(function.help[:_WIZARD])}{tips}\n"
    )


def _joined(text: str) -> str:
    """A long text as pieces that VBA's lines can hold."""
    pieces = [text[start : start + 80] for start in range(0, len(text), 80)]
    return " & _\n        ".join(quoted(piece) for piece in pieces)


def _wrapper(book: str) -> str:
    """In a process of its own: xlwings settles once what its decorators do."""
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "bsa_xl.udfs.excel_desktop.stand_in", book],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
