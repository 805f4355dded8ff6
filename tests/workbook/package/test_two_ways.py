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


def outcome(data, known=None):
    """What a reader gets: everything, or that the file is refused."""
    try:
        package = read_package(data, "0417.xlsx", known=known)
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


STRINGS = "<si><t>x</t></si><si><r><t>Keep</t></r><r><t> it</t></r></si>"
VALUES = ("202.22", "a&amp;b", "404.44", "<v>1</v>", "<v></v>", "Library", " a_x000D_ ")


def taught(parts, spoil):
    """What a reader knows after six files of one template, with three sets of values in turn."""
    known = Known()
    for number in range(6):
        rows = ROWS
        for value in VALUES[: 4 * (number % 3)]:
            rows = rows.replace(value, spoil(value))
        made = parts(rows, strings=STRINGS, formats=FORMATS)
        assert outcome(made.packed(), known) != "refused"
    return known


def in_order(data, known=None):
    try:
        return [list(s.cells) for s in read_package(data, "a", known=known).sheets.values()]
    except PackageRefused:
        return "refused"


@pytest.mark.parametrize("seed", range(8))
def test_rows_like_those_of_earlier_files_are_read_as_if_they_were_the_first(parts, seed):
    random = Random(seed)
    known = taught(parts, lambda value: value.replace("0", "7"))
    read = 0
    for _ in range(60):
        made = parts(spoiled(ROWS, random), strings=STRINGS, formats=FORMATS)
        usual, same = made.packed(), made.by_events().packed()
        alone = outcome(same)
        for _ in range(3):  # it may teach what it is, and then be known itself
            assert outcome(usual, known) == alone, made["xl/worksheets/sheet1.xml"]
        assert in_order(usual, known) == in_order(same)
        read += alone != "refused"
    assert read > 2


@pytest.mark.parametrize("seed", range(4))
def test_small_changes_to_the_texts_never_make_a_difference_between_the_ways(parts, seed):
    random = Random(seed)
    known = taught(parts, str)
    for _ in range(60):
        made = parts(ROWS, strings=spoiled(STRINGS, random), formats=FORMATS)
        found = outcome(made.packed(), known)
        assert found == outcome(made.packed()), made["xl/sharedStrings.xml"]
        made.swap("xl/sharedStrings.xml", "<sst ", "<sst\n\t ")
        assert found == outcome(made.packed()), made["xl/sharedStrings.xml"]


def test_a_row_that_shares_a_formula_takes_the_one_of_its_own_file(parts):
    """The second row is the same in both files; what it shares is given in the first."""
    first = '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">{}</f><v>1</v></c></row>'
    second = '<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c></row>'
    known = Known()
    for _ in range(4):
        for formula, below in (("B1", "B2"), ("C1*2", "C2*2")):
            made = parts(first.format(formula) + second)
            sheet = read_package(made.packed(), "a", known=known).sheets["Staffing"]
            assert sheet.cells["A2"].formula == below


def test_a_known_row_is_not_taken_for_another_row(parts):
    row = '<row r="{}"><c r="A1"><v>1</v></c></row>'
    known = Known()
    for _ in range(4):
        assert outcome(parts(row.format(1)).packed(), known) != "refused"
    assert outcome(parts(row.format(2)).packed(), known) == "refused"


@pytest.mark.parametrize("value", ["<v>1</v>", ""])
def test_a_row_with_a_cell_twice_is_never_learnt(parts, value):
    cell = f'<c r="A1">{value}</c>'
    known = Known()
    for _ in range(4):
        rows = f'<row r="1">{cell}{cell}</row><row r="2"><c r="A2"><v>1</v></c></row>'
        assert outcome(parts(rows).packed(), known) == "refused"


def test_a_known_row_counts_towards_the_work_that_shared_formulas_cost(parts):
    """20,000 rows x 600 characters are more than the 10 million that are worked out."""
    formula = "1+" * 299 + "1"
    rows = f'<row r="1"><c r="A1"><f t="shared" ref="A1:A9" si="0">{formula}</f><v>1</v></c></row>'
    rows += "".join(
        f'<row r="{n}">'
        + "".join(f'<c r="{c}{n}"><f t="shared" si="0"/><v>1</v></c>' for c in "ABCDEFGHIJK")
        + "</row>"
        for n in range(2, 1600)
    )
    known = Known()
    for _ in range(4):
        assert outcome(parts(rows).packed(), known) == "refused"


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
