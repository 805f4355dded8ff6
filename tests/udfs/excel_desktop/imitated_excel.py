"""xlwings' own code for Excel, with COM imitated: cells are called as Excel's VBA would call them.

A process of its own, for xlwings settles once what its decorators do. Reads calls from stdin, one
JSON list of (function, arguments), and prints what `XLPython.CallUDF` would give back to VBA. What
Excel's ranges hold comes tagged: {"range": [[...]]}, {"error": -2146826273}, {"currency": "1.5"},
{"date": "2026-01-31"}, {"missing": true}; everything else is a value as COM gives it.
"""

import ctypes
import datetime as dt
import json
import sys
from decimal import Decimal
from types import ModuleType, SimpleNamespace
from unittest.mock import MagicMock

MISSING = -2147352572
RANGE = "{00020846-0000-0000-C000-000000000046}"


def stub(name: str, **holds: object) -> None:
    module = ModuleType(name)
    module.__dict__.update(holds)
    module.__getattr__ = lambda attribute: MagicMock(name=f"{name}.{attribute}")
    sys.modules[name] = module


class Dispatch:
    """What a COM object is to Python."""

    CLSID = RANGE
    coclass_clsid = RANGE


def imitate_windows() -> None:
    com_error = type("com_error", (Exception,), {})
    kinds = {"com_error": com_error, "TimeType": dt.datetime, "IID": str}
    for name in ("win32api", "win32con", "win32gui", "win32process", "win32timezone", "pythoncom"):
        stub(name)
    stub("pywintypes", **kinds)
    stub("win32com")
    stub(
        "win32com.client",
        CDispatch=Dispatch, CoClassBaseClass=Dispatch, DispatchBaseClass=Dispatch,
        Dispatch=lambda found: found, DispatchEx=lambda found: found,
    )  # fmt: skip
    ctypes.windll = ctypes.oledll = MagicMock()
    ctypes.PyDLL = MagicMock()  # pywin32's own library


class ComRange:
    """Cells as COM shows them: one cell's value bare, more as a tuple of rows."""

    def __init__(self, rows: list[list[object]]) -> None:
        self.Value = rows[0][0] if len(rows) == len(rows[0]) == 1 else tuple(map(tuple, rows))
        self.Row, self.Column = 1, 1
        self.Rows, self.Columns = (
            SimpleNamespace(Count=len(rows)),
            SimpleNamespace(Count=len(rows[0])),
        )
        self.Worksheet = MagicMock()
        self._oleobj_ = MagicMock()
        self._oleobj_.GetTypeInfo().GetTypeAttr().iid = RANGE


def from_json(value: object) -> object:
    """A cell's or argument's value as COM hands it over."""
    match value:
        case {"error": int(code)}:
            return code
        case {"currency": str(text)}:
            return Decimal(text)
        case {"date": str(text)}:
            return dt.datetime.fromisoformat(text)
        case {"missing": True}:
            return MISSING
        case {"range": rows}:
            return ComRange([[from_json(cell) for cell in row] for row in rows])
        case _:
            return value


def as_vba_gets_it(result: list[list[object]]) -> object:
    """As `XLPython.CallUDF` of xlwings' com_server unpacks what a function answered."""
    if len(result) == 1 and len(result[0]) == 1:
        return result[0][0]
    return result[0] if len(result) == 1 else result


def main() -> None:
    imitate_windows()
    import xlwings  # noqa: PLC0415

    sys.modules["xlwings.com_server"] = ModuleType("xlwings.com_server")
    sys.modules["xlwings.com_server"].loop = None
    from xlwings import _xlwindows, udfs  # noqa: PLC0415

    for name in ("func", "arg", "ret"):
        setattr(xlwings, name, getattr(udfs, f"xl{name}"))
    xlwings._xlwindows = _xlwindows
    xlwings.engines.add(xlwings.main.Engine(impl=_xlwindows.engine))
    xlwings.engines.active = xlwings.engines["excel"]
    module, answers = "bsa_xl.udfs.excel_desktop.worksheet", []
    for function, arguments in json.load(sys.stdin):
        given = tuple(from_json(argument) for argument in arguments)
        try:
            result = udfs.call_udf(module, function, given, None, ComRange([[None]]))
        except Exception as fault:  # noqa: BLE001 - as COM hands every exception to VBA's handler
            answers.append({"raised": type(fault).__name__, "says": str(fault)})
        else:
            answers.append({"answer": as_vba_gets_it(result)})
    json.dump(answers, sys.stdout, default=str)


if __name__ == "__main__":
    main()
