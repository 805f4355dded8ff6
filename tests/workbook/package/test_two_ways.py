"""Cells are taken apart in two ways; whatever the file, both come to the same."""

import zipfile
from io import BytesIO
from random import Random

import pytest

from bsa_xl.workbook.package import Known, PackageRefused, read_package

ROWS = (
    '<row r="1" spans="1:4" ht="15.5"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1"/>'
    '<c r="C1" s="2"><v>202.22</v></c><c r="D1" t="str"><f>IF(C1&gt;0,"a&amp;b","")</f><v>a&amp;b</v></c>'
    '</row><row r="2"/><row r="3"><c r="A3" t="inlineStr"><is><t>Library &#183; aide</t></is></c>'
    '<c r="B3"><f>ROUND(C1*2,2)</f><v>404.44</v></c><c r="C3"><f t="shared" ref="C3:C4" si="0">B3</f>'
    '<v>1</v></c><c r="D3" t="b"><v>1</v></c></row><row r="4"><c r="A4" t="inlineStr"><is>'
    '<t xml:space="preserve"> a_x000D_ </t></is></c><c r="B4"><f aca="false">A1</f><v></v></c>'
    '<c r="C4"><f t="shared" si="0"/><v>2</v></c><c r="D4" t="e"><v>#N/A</v></c></row>'
)
FORMATS = '<xf/><xf numFmtId="4"/><xf numFmtId="14"/>'
PIECES = [
    "<", ">", "/", '"', "'", "&", ";", "=", " ", "\n", "\t", "\r", "1", "0", "-", ".", "e", "A", "r",
    "<c>", "</c>", "<v>", "</v>", "<f>", "</f>", "<is>", "<t>", "</t>", "</is>", "<row>", "</row>",
    '<c r="A1">', '<c r="E1" s="1"/>', '<row r="9">', '<row r="9"/>', "<v/>", "<f/>", "</v></c>",
    "</f><v>", "><v>", "><f>", "&lt;", "&gt;", "&amp;", "&quot;", "&apos;", "&#65;", "&#x41;", "&#60;",
    "&#38;", "&#10;", "&#0;", "&am", "p;", "]]>", "<![CDATA[", "<!--", "-->", "<?x?>", "<!DOCTYPE x>",
    ' s="1"', ' s="9"', ' t="s"', ' t="n"', ' t="str"', ' t="x"', ' r="B1"', ' r="2"', ' ref="A1:B2"',
    ' xmlns="urn:x"', ' xmlns:x="urn:x"', ' xml:space="preserve"', "<x:c/>", "<extLst/>", "1e400",
    "NaN", "|", "1|2", "_x0041_", "_x005F_", "\u202e", "\u00b7", "\u0661", "\U0001f600", "\ufffe",
    "\x01", "\x85", "</sheetData>", "<sheetData>", "</sheetData><sheetData>", "=", "{", "A1048577",
]  # fmt: skip


def outcome(data):
    """What a reader gets: everything, or that the file is refused."""
    try:
        package = read_package(data, "0417.xlsx")
    except PackageRefused:
        return "refused"
    return summary(package)


def summary(package):
    sheets = [
        (sheet.name, sheet.merges, sheet.validations, sheet.protected, shown(sheet.cells))
        for sheet in package.sheets.values()
    ]
    return sheets, [str(f) for f in package.faults], sorted(str(n) for n in package.notices)


def shown(cells):
    return {ref: (cell.kind, cell.text, cell.formula, cell.style) for ref, cell in cells.items()}


def by_events(data):
    """The same file, but with each sheet written so that its cells are read by events."""
    source, buffer = zipfile.ZipFile(BytesIO(data)), BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if b"<sheetData>" in content:
                content = content.replace(b"<sheetData>", b"<sheetData >", 1)
            target.writestr(name, content)
    return buffer.getvalue()


def spoiled(text, random):
    """The text with one to three small changes."""
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(text))
        until = at + random.choice((0, 0, 0, 1, 1, 2, 5, 20))
        new = random.choice(PIECES) if random.random() < 0.85 else text[at:until] * 2
        text = text[:at] + new + text[until:]
    return text


@pytest.mark.parametrize("seed", range(8))
def test_small_changes_to_the_xml_never_make_a_difference_between_the_ways(parts, seed):
    random = Random(seed)
    read = 0
    for _ in range(60):
        made = parts(spoiled(ROWS, random), strings="<si><t>x</t></si>", formats=FORMATS)
        usual, same = outcome(made.packed()), outcome(made.by_events().packed())
        assert usual == same, made["xl/worksheets/sheet1.xml"]
        read += usual != "refused"
    assert read > 2  # the changes are small enough for some files to stay readable


def test_odd_workbooks_of_other_projects_are_read_alike(shared):
    compared = 0
    for path in sorted([*shared.glob("robustness/*/*.xlsx"), *shared.glob("hostile/[CX]*.xlsx")]):
        data = path.read_bytes()
        usual = outcome(data)
        if usual != "refused":
            assert outcome(by_events(data)) == usual, path.name
            compared += 1
    assert compared > 400


def test_what_earlier_files_taught_changes_nothing(shared):
    """One `Known` for all files, in both orders: each file gives what it gives alone."""
    paths = sorted([*shared.glob("hostile/[CX]*.xlsx"), *shared.glob("robustness/calamine/*.xlsx")])
    alone = {path: outcome(path.read_bytes()) for path in paths}
    for order in (paths, paths[::-1]):
        known = Known()
        for path in order:
            try:
                found = summary(read_package(path.read_bytes(), "0417.xlsx", known=known))
            except PackageRefused:
                found = "refused"
            assert found == alone[path], path.name


def test_what_was_learnt_of_more_formats_is_forgotten_for_fewer(parts):
    known = Known()
    rich = parts(
        '<row r="1"><c r="A1" s="2"/><c r="B1" s="2"><f>1</f><v>1</v></c></row>', formats=FORMATS
    )
    poor = parts('<row r="1"><c r="A1" s="2"/></row>')
    assert read_package(rich.packed(), "a", known=known).sheets["Staffing"].cells["A1"].style == 2
    with pytest.raises(PackageRefused):
        read_package(poor.packed(), "b", known=known)
    assert (known.formats, known.cells, known.formulas) == (0, {}, {})
