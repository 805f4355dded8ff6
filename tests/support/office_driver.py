"""The half of the LibreOffice harness that speaks UNO; `office.py` starts it and talks to it.

It is run by whichever Python has the `uno` module (Debian: /usr/bin/python3 with python3-uno), so
the tests themselves may run on any version. It starts one headless soffice with its own profile,
then answers requests: one JSON object a line on stdin, one a line on stdout. It ends, and soffice
with it, when stdin closes. Only the standard library and `uno` are imported.
"""

import json
import sys
import time
from pathlib import Path

import uno
from com.sun.star.lang import DisposedException
from com.sun.star.uno import RuntimeException
from soffice import FILTERS, RefusedError, Soffice, properties, url_of


def constant(name):
    return uno.getConstantByName("com.sun.star." + name)


FORMULA = constant("sheet.CellFlags.FORMULA")
CONTENT = FORMULA | sum(
    constant(f"sheet.CellFlags.{kind}") for kind in ("VALUE", "DATETIME", "STRING")
)
LOGICAL = constant("util.NumberFormat.LOGICAL")
AS_IN_EXCELS_FILES = constant("sheet.AddressConvention.XL_OOX")
BLOCK_CELLS = 200_000
MOST_CELLS = 5_000_000

NAMES_OF_ERRORS = {
    503: "#NUM!",
    519: "#VALUE!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}


def column_letters(index):
    """0 is A."""
    letters = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        letters = chr(ord("A") + rest) + letters
        index -= 1
    return letters


# ---------------------------------------------------------------- reading


def bounds(addresses):
    """The smallest rectangle around the ranges: left, top, right, bottom, all inclusive."""
    return (
        min(a.StartColumn for a in addresses),
        min(a.StartRow for a in addresses),
        max(a.EndColumn for a in addresses),
        max(a.EndRow for a in addresses),
    )


def places(addresses):
    """Every (column, row) of the ranges."""
    return {
        (column, row)
        for a in addresses
        for row in range(a.StartRow, a.EndRow + 1)
        for column in range(a.StartColumn, a.EndColumn + 1)
    }


def logical_places(document, area):
    """Where Calc shows TRUE and FALSE: to it they are numbers in a format of their own."""
    formats = document.getNumberFormats()
    found = set()
    for alike in area.getUniqueCellFormatRanges():
        if formats.getByKey(alike.getPropertyValue("NumberFormat")).Type & LOGICAL:
            found |= places(alike.getRangeAddresses())
    return found


def cell_error(sheet, column, row):
    code = sheet.getCellByPosition(column, row).getError()
    return {"error": NAMES_OF_ERRORS.get(code, f"Err:{code}")}


def sheet_values(document, sheet, everything):
    """Values by reference, read in blocks: a call for each cell would take a thousand times longer."""
    formulas = sheet.queryContentCells(FORMULA).getRangeAddresses()
    wanted = sheet.queryContentCells(CONTENT).getRangeAddresses() if everything else formulas
    if not wanted:
        return {}
    left, top, right, bottom = bounds(wanted)
    width = right - left + 1
    if width * (bottom - top + 1) > MOST_CELLS:
        raise RefusedError(f"{sheet.Name} reaches to row {bottom + 1}, column {right + 1}.")
    keep = places(wanted)
    logical = logical_places(document, sheet.getCellRangeByPosition(left, top, right, bottom))
    letters = [column_letters(index) for index in range(right + 1)]
    values = {}
    step = max(1, BLOCK_CELLS // width)
    for first in range(top, bottom + 1, step):
        last = min(first + step - 1, bottom)
        block = sheet.getCellRangeByPosition(left, first, right, last).getDataArray()
        for row, cells in enumerate(block, start=first):
            for column, value in enumerate(cells, start=left):
                if (column, row) not in keep:
                    continue
                if value is None:
                    value = cell_error(sheet, column, row)  # noqa: PLW2901
                elif (column, row) in logical and not isinstance(value, str):
                    value = bool(value)  # noqa: PLW2901
                values[f"{letters[column]}{row + 1}"] = value
    return values


def workbook_values(document, everything):
    return {sheet.Name: sheet_values(document, sheet, everything) for sheet in document.Sheets}


# ---------------------------------------------------------------- typing


def sheet_named(document, name):
    if not document.Sheets.hasByName(name):
        raise RefusedError(f"there is no sheet {name}; there are {document.Sheets.ElementNames}.")
    return document.Sheets.getByName(name)


def fill(document, inputs, even_locked):
    """Put values into cells, then recalculate once."""
    document.enableAutomaticCalculation(False)
    for name, cells in inputs.items():
        sheet = sheet_named(document, name)
        guarded = sheet.isProtected() and not even_locked
        for reference, typed in cells.items():
            cell = sheet.getCellRangeByName(reference)
            if guarded and cell.CellProtection.IsLocked:
                raise RefusedError(f"{name}!{reference} is locked; a user could not type there.")
            put(document, cell, typed)
    document.enableAutomaticCalculation(True)
    document.calculateAll()


def insert_rows(document, rows):
    """Blank rows at these numbers of each sheet, which loses its protection."""
    for name, numbers in rows.items():
        sheet = sheet_named(document, name)
        sheet.unprotect("")
        for number in numbers:
            sheet.Rows.insertByIndex(number - 1, 1)


def put(document, cell, typed):
    if typed is None:
        cell.setString("")
        if cell.Type.value != "EMPTY":  # Calc clears no locked cell, and does not say so
            raise RefusedError(f"{cell.AbsoluteName} is locked and cannot be cleared.")
    elif "text" in typed:
        cell.setString(typed["text"])
    elif "number" in typed:
        cell.setValue(float(typed["number"]))
    elif "boolean" in typed:
        cell.setFormula("=TRUE()" if typed["boolean"] else "=FALSE()")
    else:
        parser = document.createInstance("com.sun.star.sheet.FormulaParser")
        parser.setPropertyValue("CompileEnglish", True)
        parser.setPropertyValue("FormulaConvention", AS_IN_EXCELS_FILES)
        address = cell.getCellAddress()
        cell.setTokens(parser.parseFormula(typed["formula"].removeprefix("="), address))


def type_as_user(office, document, inputs):
    """Enter text cell by cell as the keyboard does: locked cells stay, "12" becomes a number."""
    controller = document.getCurrentController()
    for name, cells in inputs.items():
        sheet = sheet_named(document, name)
        if not sheet.IsVisible:
            raise RefusedError(f"{name} is hidden; a user could not type there.")
        controller.setActiveSheet(sheet)
        for reference, text in cells.items():
            controller.select(sheet.getCellRangeByName(reference))
            office.dispatcher.executeDispatch(
                controller.getFrame(), ".uno:EnterString", "", 0, properties(StringName=text)
            )
    document.calculateAll()


def edit(document, inputs):
    """Put values into cells one by one; what follows from them is Calc's own affair."""
    for name, cells in inputs.items():
        sheet = sheet_named(document, name)
        for reference, typed in cells.items():
            put(document, sheet.getCellRangeByName(reference), typed)


def described(office):
    """What the function wizard tells of every function: texts and arguments by name."""
    known = office.context.ServiceManager.createInstanceWithContext(
        "com.sun.star.sheet.FunctionDescriptions", office.context
    )
    functions = {}
    for index in range(known.getCount()):
        told = {each.Name: each.Value for each in known.getByIndex(index)}
        arguments = [[each.Name, each.Description] for each in told["Arguments"] or ()]
        functions[told["Name"]] = [told["Description"], arguments]
    return functions


def seconds_of(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


# ---------------------------------------------------------------- writing


def store(document, out, sheet=None):
    """Write the document in the form its new name asks for; a PDF may hold one sheet alone."""
    if sheet is not None:
        chosen = sheet_named(document, sheet)
        chosen.IsVisible = True
        for other in document.Sheets:
            if other.Name != sheet:
                other.IsVisible = False
    form = FILTERS[Path(out).suffix.lower()]
    document.storeToURL(url_of(out), properties(FilterName=form))


def answer(office, request):
    document = office.open(request["path"])
    try:
        if request.get("insert"):
            insert_rows(document, request["insert"])
        if request.get("fill") is not None:
            fill(document, request["fill"], request["even_locked"])
        if request.get("edit") is not None:
            edit(document, request["edit"])
        if request.get("type") is not None:
            type_as_user(office, document, request["type"])
        if request.get("out"):
            store(document, request["out"], request.get("sheet"))
        if request.get("describe"):
            return described(office)
        if request.get("rounds"):
            return [seconds_of(document.calculateAll) for _ in range(request["rounds"])]
        if request.get("read"):
            return workbook_values(document, request["read"] == "everything")
        return None
    finally:
        document.close(True)


def main(program, profile, *arguments):
    office = Soffice(program, profile, arguments)
    print(json.dumps({"ready": office.process.pid}), flush=True)  # noqa: T201
    try:
        for line in sys.stdin:
            try:
                reply = {"answer": answer(office, json.loads(line))}
            except RefusedError as refusal:
                reply = {"refused": str(refusal)}
            except DisposedException as gone:
                raise SystemExit(f"soffice has gone: {gone}") from gone
            except RuntimeException as fault:
                reply = {"refused": f"LibreOffice: {fault}"}
            print(json.dumps(reply), flush=True)  # noqa: T201
    finally:
        office.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
