"""What Calc sees: an add-in whose functions stand in functions.json, made from the catalog."""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any, Callable, Dict, Tuple

import unohelper
from bsaxl.calc import XFunctions
from com.sun.star.lang import Locale, XServiceInfo, XServiceName
from com.sun.star.sheet import LocalizedName, XAddIn, XCompatibilityNames
from com.sun.star.uno import RuntimeException

from .finding_python import WORKER, found_python, own_environment
from .protocol import OMITTED, Json
from .session import FaultError, Session
from .worker_process import WorkerProcess

#: What functions.json tells of one function.
Told = Dict[str, Any]
#: What Calc takes for an answer.
Rows = Tuple[Tuple[Json, ...], ...]
START_SECONDS = 60.0
CATEGORY = "BSA-XL"
#: Calc counts days from here, and so does every workbook of Excel but those begun on an old Mac.
DAY_ZERO = date(1899, 12, 30)
ENGLISH = Locale("en", "US", "")
NO_ARGUMENT = {"name": "", "help": ""}


def told() -> Told:
    """What functions.json says."""
    said: Told = json.loads(Path(__file__).with_name("functions.json").read_text("utf-8"))
    return said


def started() -> WorkerProcess:
    """A worker of the Python that this user has settled."""
    python = found_python(os.environ, sys.platform)
    return WorkerProcess([python, "-m", WORKER], own_environment(os.environ), START_SECONDS)


def to_calc(cell: Json) -> Json:
    """A cell as Calc takes it; a void is an empty cell there."""
    if cell is None or isinstance(cell, (bool, str)):
        return cell
    if isinstance(cell, date):
        return float((cell - DAY_ZERO).days)
    return float(cell)


class AddIn(unohelper.Base, XAddIn, XCompatibilityNames, XServiceName, XServiceInfo):
    """Names and help texts; `with_functions` adds the functions themselves."""

    implementation = "bsaxl.calc.Functions"
    services = ("BSA", "com.sun.star.sheet.AddIn")

    def __init__(self, context: Json) -> None:
        del context
        said = told()
        self.functions: dict[str, Told] = {each["method"]: each for each in said["functions"]}
        self.session = Session(started, said["version"])
        self.locale = ENGLISH

    # ------------------------------------------------------------ XServiceName, XServiceInfo

    def getServiceName(self) -> str:
        """The name that .xlsx files put before a function: BSA.SHAREOUT."""
        return self.services[0]

    def getImplementationName(self) -> str:
        """As bsa_xl.components has it."""
        return self.implementation

    def supportsService(self, name: str) -> bool:
        """Whether it is one of its services."""
        return name in self.services

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        """Its own name, and that it is an add-in."""
        return self.services

    # ------------------------------------------------------------ XLocalizable, XAddIn

    def setLocale(self, locale: Json) -> None:
        """Calc tells its language; all texts are English."""
        self.locale = locale

    def getLocale(self) -> Json:
        """What Calc told."""
        return self.locale

    def getProgrammaticFuntionName(self, shown: str) -> str:  # the interface spells it so
        """The method of a function as a cell calls it."""
        wanted = shown.upper()
        return next((name for name, f in self.functions.items() if f["shown"] == wanted), "")

    def getDisplayFunctionName(self, method: str) -> str:
        """A method as a cell calls it."""
        return self._text(method, "shown")

    def getFunctionDescription(self, method: str) -> str:
        """The text in the function wizard."""
        return self._text(method, "help")

    def getDisplayArgumentName(self, method: str, position: int) -> str:
        """The name of an argument in the function wizard."""
        return self._argument(method, position)["name"]

    def getArgumentDescription(self, method: str, position: int) -> str:
        """The text on an argument in the function wizard."""
        return self._argument(method, position)["help"]

    def getProgrammaticCategoryName(self, _method: str) -> str:
        """One of Calc's own categories, for files."""
        return "Add-In"

    def getDisplayCategoryName(self, _method: str) -> str:
        """The category in the function wizard."""
        return CATEGORY

    def getCompatibilityNames(self, method: str) -> tuple[Json, ...]:
        """The name in files of Excel."""
        return (LocalizedName(ENGLISH, self._text(method, "shown")),)

    # ------------------------------------------------------------ the functions

    def faults(self) -> Rows:
        """What =BSA.FAULTS() shows."""
        return tuple(tuple(row) for row in self.session.faults())

    def status(self) -> Rows:
        """What =BSA.STATUS() shows."""
        return ((self.session.status(),),)

    def answer(self, method: str, arguments: tuple[Json, ...]) -> Rows:
        """What a cell with this function shows; an argument that was left out comes as a void.

        Raises:
            RuntimeException: there is no answer; Calc shows #VALUE!, and sums of it too.
        """
        function = self.functions[method]
        given = [OMITTED if each is None else each for each in arguments]
        try:
            rows = self.session.answer(function["name"], function["shown"], given)
        except FaultError as fault:
            raise RuntimeException(str(fault), self) from None
        return tuple(tuple(to_calc(cell) for cell in row) for row in rows)

    def _text(self, method: str, what: str) -> str:
        return str(self.functions.get(method, {}).get(what, ""))

    def _argument(self, method: str, position: int) -> dict[str, str]:
        arguments = self.functions.get(method, {}).get("arguments", [])
        return arguments[position] if position < len(arguments) else NO_ARGUMENT


def with_functions() -> type:
    """The add-in with a method for each function of functions.json."""
    names = [each["method"] for each in told()["functions"]]
    methods = {name: _method(name) for name in names if name not in vars(AddIn)}
    return type("BsaAddIn", (AddIn, XFunctions), methods)


def _method(name: str) -> Callable[..., Rows]:
    def method(self: AddIn, *arguments: Json) -> Rows:
        return self.answer(name, arguments)

    return method
