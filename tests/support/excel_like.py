"""What Excel makes of a workbook when it opens and saves it, imitated.

After what Excel 365 is known to write: texts in a shared table, formulas shared anew in other ranges
and with function prefixes, numbers with 17 digits, a calculation chain, extra attributes and
namespaces on every sheet, names in another order with hidden ones among them, the parts of Microsoft
365 (label info, custom XML, printer settings), and, from pasting, formats and lock flags of other
cells and validations cut in two.
"""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random

from lxml import etree

from bsa_xl.workbook.sealing import canonical_formula, relative_form
from support.xlsx_edit import (
    BOOK,
    BOOK_RELS,
    CONTENT_TYPES,
    MAIN,
    OFFICE,
    RELATIONSHIPS,
    Edited,
    column_number,
    q,
    split,
)

X14AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
XR = "http://schemas.microsoft.com/office/spreadsheetml/2014/revision"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
PREFIXED = re.compile(r"\b(IFNA|AGGREGATE)\(")


def as_excel_saves(data: bytes, seed: int = 0) -> bytes:
    """The same workbook as Excel might save it; the seed decides what is left to chance."""
    rng = Random(seed)
    file = Edited(data)
    file.unshare()
    strings: dict[str, int] = {}
    for sheet in file.sheets:
        _texts_into_table(file, sheet, strings)
        _seventeen_digits(file, sheet)
        _share_formulas(file, sheet, rng)
        _decorate(file, sheet)
    _write_strings(file, strings)
    _reorder_names(file, rng)
    _add_calculation_chain(file)
    _add_microsoft_365(file)
    if seed % 2:
        _paste(file, rng)
    return file.packed()


def _texts_into_table(file: Edited, sheet: str, strings: dict[str, int]) -> None:
    """Every constant text becomes a number into the shared table."""
    for cell in file.cells(sheet).values():
        if cell.get("t") != "inlineStr":
            continue
        text = "".join(held.text or "" for held in cell.iter(q("t")))
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "s")
        etree.SubElement(cell, q("v")).text = str(strings.setdefault(text, len(strings)))


def _write_strings(file: Edited, strings: dict[str, int]) -> None:
    """The shared table, behind the one that is there; every third text in two runs."""
    part = "xl/sharedStrings.xml"
    table = etree.Element(q("sst"), nsmap={None: MAIN}, count=str(len(strings)))
    for number, text in enumerate(strings):
        item = etree.SubElement(table, q("si"))
        pieces = (text[:2], text[2:]) if number % 3 == 2 and len(text) > 3 else (text,)
        for piece in pieces:
            run = etree.SubElement(item, q("r")) if len(pieces) > 1 else item
            held = etree.SubElement(run, q("t"))
            held.text = piece
            held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    file.trees[part] = table
    file.parts[part] = b""
    _declare(file, part, "spreadsheetml.sharedStrings+xml")
    _lead(file, "sharedStrings", "sharedStrings.xml")


def _seventeen_digits(file: Edited, sheet: str) -> None:
    """Numbers as the shortest text of a double, or with the noise of its 17th digit."""
    for cell in file.cells(sheet).values():
        held = cell.find(q("v"))
        if held is None or cell.get("t", "n") != "n" or not held.text:
            continue
        exact = repr(float(Decimal(held.text)))
        noisy = f"{float(Decimal(held.text)):.17g}"
        held.text = noisy if len(noisy) > len(exact) else exact.removesuffix(".0")


def _share_formulas(file: Edited, sheet: str, rng: Random) -> None:
    """Formulas filled down are shared in runs of a chosen length; younger functions prefixed."""
    columns: dict[str, list[tuple[int, etree._Element]]] = {}
    for ref, cell in file.cells(sheet).items():
        held = cell.find(q("f"))
        if held is None:
            continue
        held.text = PREFIXED.sub(r"_xlfn.\1(", held.text)
        letters, row = split(ref)
        columns.setdefault(letters, []).append((row, held))
    number = 0
    for letters, cells in columns.items():
        length = rng.choice((1, 3, 5, 40))
        for start in range(0, len(cells), length):
            run = cells[start : start + length]
            forms = {
                relative_form(canonical_formula(held.text), column_number(letters), row)
                for row, held in run
            }
            if len(run) < 2 or len(forms) > 1:
                continue
            first, last = run[0][0], run[-1][0]
            run[0][1].attrib.update({"t": "shared", "ref": f"{letters}{first}:{letters}{last}"})
            for _, held in run:
                held.set("t", "shared")
                held.set("si", str(number))
            for _, held in run[1:]:
                held.text = None
            number += 1


def _decorate(file: Edited, sheet: str) -> None:
    """What Excel adds to every sheet and row."""
    part = file.sheet_part(sheet)
    old = file.tree(part)
    names = {None: MAIN, "r": OFFICE, "mc": MC, "x14ac": X14AC, "xr": XR}
    new = etree.Element(old.tag, nsmap=names)
    new.set(f"{{{MC}}}Ignorable", "x14ac xr")
    new.set(f"{{{XR}}}uid", "{00000000-0001-0000-0000-000000000000}")
    new.extend(list(old))
    file.trees[part] = new
    file._cells.pop(sheet, None)
    for row in new.iter(q("row")):
        row.set("spans", "1:80")
        row.set(f"{{{X14AC}}}dyDescent", "0.25")
    for cell in new.iter(q("c")):  # Excel writes r, s, t in this order
        held = {name: cell.get(name) for name in ("r", "s", "t") if cell.get(name)}
        cell.attrib.clear()
        cell.attrib.update(held)


def _reorder_names(file: Edited, rng: Random) -> None:
    """Names in another order, and hidden ones that Excel keeps for itself."""
    names = file.tree(BOOK).find(q("definedNames"))
    every = list(names)
    rng.shuffle(every)
    names[:] = every
    for name in ("_xlfn.IFNA", "_xlfn.SINGLE"):
        etree.SubElement(names, q("definedName"), name=name, hidden="1").text = "#NAME?"
    kept = {"name": "_xlnm._FilterDatabase", "localSheetId": "2", "hidden": "1"}
    etree.SubElement(names, q("definedName"), kept).text = "Staffing!$A$6:$AC$20"


def _add_calculation_chain(file: Edited) -> None:
    chain = etree.Element(q("calcChain"), nsmap={None: MAIN})
    for number, sheet in enumerate(file.sheets, start=1):
        for ref, cell in file.cells(sheet).items():
            if cell.find(q("f")) is not None:
                etree.SubElement(chain, q("c"), r=ref, i=str(number))
    file.parts["xl/calcChain.xml"] = etree.tostring(chain)
    _declare(file, "xl/calcChain.xml", "spreadsheetml.calcChain+xml")
    _lead(file, "calcChain", "calcChain.xml")


def _add_microsoft_365(file: Edited) -> None:
    """Label info, custom XML and a label's properties."""
    file.parts["docMetadata/LabelInfo.xml"] = (
        b'<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata">'
        b'<clbl:label id="{1}" enabled="1" method="Standard" siteId="{2}"/></clbl:labelList>'
    )
    root = file.tree("_rels/.rels")
    etree.SubElement(
        root, f"{{{RELATIONSHIPS}}}Relationship", Id="rIdLabel",
        Type="http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels",
        Target="docMetadata/LabelInfo.xml",
    )  # fmt: skip
    file.parts["customXml/item1.xml"] = (
        b'<p:properties xmlns:p="http://x/metadata"><a/></p:properties>'
    )
    _lead(file, "customXml", "../customXml/item1.xml")
    properties = file.tree("docProps/custom.xml")
    for number, name in enumerate(("MSIP_Label_1_Enabled", "ContentTypeId"), start=90):
        each = etree.SubElement(
            properties, f"{{{CUSTOM}}}property", pid=str(number), name=name,
            fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}",
        )  # fmt: skip
        etree.SubElement(each, f"{{{VT}}}lpwstr").text = "true"


def _paste(file: Edited, rng: Random) -> None:
    """Formats, lock flags and validations of other cells in inputs; the entries stay."""
    for ref in ("G9", "I9", "J10", "M9"):
        file.style("Staffing", ref, ("Staffing", rng.choice(("A7", "C8", "X7"))))
    for ref in ("B8", "D8"):
        file.style("Spending", ref, ("Spending", rng.choice(("A7", "L7"))))
    rules = file.tree(file.sheet_part("Staffing")).find(q("dataValidations"))
    first = rules[0]
    columns = first.get("sqref")
    letters, row = split(columns.split(":")[0])
    last = split(columns.split(":")[1])[1]
    first.set("sqref", f"{letters}{row} {letters}{row + 3}:{letters}{last}")


def _declare(file: Edited, part: str, content_type: str) -> None:
    types = file.tree(CONTENT_TYPES)
    if any(each.get("PartName") == f"/{part}" for each in types):
        return
    etree.SubElement(
        types, f"{{{TYPES}}}Override", PartName=f"/{part}",
        ContentType=f"application/vnd.openxmlformats-officedocument.{content_type}",
    )  # fmt: skip


def _lead(file: Edited, kind: str, target: str) -> None:
    rels = file.tree(BOOK_RELS)
    if any(each.get("Type").endswith(f"/{kind}") for each in rels):
        return
    etree.SubElement(
        rels, f"{{{RELATIONSHIPS}}}Relationship", Id=f"rId{900 + len(rels)}",
        Type=f"{OFFICE}/{kind}", Target=target,
    )  # fmt: skip
