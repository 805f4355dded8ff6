"""Where cells stand: addresses, doubles, what lies too far out, and elements out of place."""

import pytest

AGAIN = "Open it in Excel, choose File > Save As > Excel Workbook (.xlsx), and send the new file."


def one(cell):
    return f'<row r="1">{cell}</row>'


def test_addresses_that_are_left_out_follow_from_the_place(parts, cells):
    rows = (
        "<row><c><v>1</v></c><c><v>2</v></c></row>"
        '<row r="5"><c><v>3</v></c><c r="D5"><v>4</v></c><c><v>5</v></c></row>'
        "<row><c><v>6</v></c></row>"
    )
    found = {ref: cell.text for ref, cell in cells(parts(rows)).items()}
    assert found == {"A1": "1", "B1": "2", "A5": "3", "D5": "4", "E5": "5", "A6": "6"}


def test_other_prefixes_and_namespaces_are_read_right(parts, cells):
    made = parts()
    made["xl/worksheets/sheet1.xml"] = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns="urn:other"><sheetData><row r="9"><c r="A9"><v>9</v></c></row></sheetData>'
        '<x:sheetData ><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>x</x:t></x:is></x:c>'
        '<c r="B1"><v>8</v></c></x:row></x:sheetData></x:worksheet>'
    )
    assert {ref: cell.text for ref, cell in read_only(made, cells)} == {"A1": "x"}


def read_only(made, cells):
    made.by_events = lambda: made
    return cells(made).items()


@pytest.mark.parametrize(
    ("rows", "where", "problem"),
    [
        (
            one('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'),
            " A1",
            "The file holds this cell twice.",
        ),
        (
            one('<c r="A1"><v>1</v></c>') * 2,
            " A1",
            "The file holds this cell twice.",
        ),
        (one('<c r="A1"/><c r="A1"><v>2</v></c>'), " A1", "The file holds this cell twice."),
        (one('<c r="B1"><v>1</v></c><c r="A1"/><c/>'), " B1", "The file holds this cell twice."),
    ],
)
def test_a_cell_that_is_there_twice(parts, refusal, rows, where, problem):
    for made in (parts(rows), parts(rows).by_events()):
        assert refusal(made) == f"0417.xlsx, Staffing{where}: {problem} {AGAIN} [FILE-26]"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (one('<c r="B7"><v>1</v></c>'), ': A cell in row 1 has the address "B7".'),
        (one('<c r="a1"><v>1</v></c>'), ': A cell in row 1 has the address "a1".'),
        (one('<c r="$A$1"><v>1</v></c>'), ': A cell in row 1 has the address "$A$1".'),
        (one('<c r="A01"><v>1</v></c>'), ': A cell in row 1 has the address "A01".'),
        (one('<c r="XFE1"><v>1</v></c>'), ': A cell in row 1 has the address "XFE1".'),
        (one('<c r=""><v>1</v></c>'), ': A cell in row 1 has the address "".'),
        ('<row r="0"><c><v>1</v></c></row>', ': A row has the number "0".'),
        ('<row r="01"><c r="A1"><v>1</v></c></row>', ': A row has the number "01".'),
        ('<row r="1048577"/>', ': A row has the number "1048577".'),
        (one('<c r="A1" s="1"><v>1</v></c>'), " A1: The cell has a format that does not exist."),
        (one('<c r="A1" s="-1"/>'), " A1: The cell has a format that does not exist."),
        (one('<c r="A1" s="00"/>'), " A1: The cell has a format that does not exist."),
        (one('<c r="A1" t="s"><v>9</v></c>'), " A1: A cell shows a text that the file does not hold."),
        (one('<c r="A1" t="s"><v>x</v></c>'), " A1: A cell shows a text that the file does not hold."),
        (
            one('<c r="A1" t="inlineStr"><is><t>a</t></is><v>1</v></c>'),
            " A1: A cell has two values.",
        ),
        (one('<c r="A1"><is><t>a</t></is></c>'), " A1: A cell has two values."),
        (one('<c r="A1"><v>1</v><v>2</v></c>'), ': In the file the element "v" stands where it does not belong.'),
        (one('<c r="A1"><f>1</f><f>2</f></c>'), ': In the file the element "f" stands where it does not belong.'),
        (one('<c r="A1"><is/><is/></c>'), ': In the file the element "is" stands where it does not belong.'),
        (one('<c r="A1"><v>1<x/>2</v></c>'), ': In the file the element "x" stands where it does not belong.'),
        (one('<c r="A1"><c r="B1"/></c>'), ': In the file the element "c" stands where it does not belong.'),
        (one('<row r="2"/>'), ': In the file the element "row" stands where it does not belong.'),
        ('<c r="A1"/>', ': In the file the element "c" stands where it does not belong.'),
        (one("<v>1</v>"), ': In the file the element "v" stands where it does not belong.'),
        (
            one('<mc:AlternateContent xmlns:mc="urn:mc"><c r="A1"/></mc:AlternateContent>'),
            ': In the file the element "AlternateContent" stands where it does not belong.',
        ),
    ],
)  # fmt: skip
def test_cells_that_programs_read_in_different_ways(parts, refusal, rows, message):
    for made in (parts(rows), parts(rows).by_events()):
        assert refusal(made) == f"0417.xlsx, Staffing{message} {AGAIN} [FILE-18]"


@pytest.mark.parametrize("address", ["CW1", "XFD1"])
def test_a_far_cell_with_content_is_refused_and_a_blank_one_passed_over(
    parts, refusal, cells, address
):
    for inner in ("<v>2</v>", "<f>A1</f>"):
        made = parts(one(f'<c r="A1"><v>1</v></c><c r="{address}">{inner}</c>'))
        for way in (made, made.by_events()):
            assert refusal(way) == (
                f"0417.xlsx, Staffing {address}: The cell holds something although it lies beyond "
                "column CV or row 2,000. Delete what stands there, save the workbook, and send it "
                "again. [FILE-23]"
            )
    made = parts(one(f'<c r="A1"><v>1</v></c><c r="{address}" s="0"/>'))
    assert list(cells(made)) == ["A1"]


@pytest.mark.parametrize(("row", "is_read"), [(2000, True), (2001, False), (1_048_576, False)])
def test_rows_are_read_up_to_the_bound(parts, refusal, cells, row, is_read):
    made = parts(f'<row r="{row}" ht="12.8"><c r="CV{row}"><v>2</v></c></row>')
    if is_read:
        assert cells(made)[f"CV{row}"].text == "2"
    else:
        assert "[FILE-23]" in refusal(made)
        assert cells(parts(f'<row r="{row}" ht="12.8"/>')) == {}


def test_too_many_cells(parts, refusal, cells):
    rows = "".join(f'<row r="{r}"><c r="A{r}"/><c r="B{r}"/></row>' for r in range(1, 11))
    assert len(cells(parts(rows), cells=20)) == 20
    for made in (parts(rows), parts(rows).by_events()):
        assert refusal(made, cells=19) == (
            "0417.xlsx, Staffing: The workbook has more than 19 cells. Delete sheets that do not "
            "belong to it, save it, and send it again. [FILE-25]"
        )


def test_a_sheet_without_its_cells(parts, refusal):
    made = parts()
    made["xl/worksheets/sheet1.xml"] = made["xl/worksheets/sheet1.xml"].replace(
        "<sheetData></sheetData>", ""
    )
    assert refusal(made) == (
        f"0417.xlsx, Staffing: The sheet has lost its cells. {AGAIN} [FILE-18]"
    )


@pytest.mark.parametrize("tail", ["<sheetData/>", "<x><sheetData></sheetData></x>"])
def test_a_sheet_with_cells_in_two_places(parts, refusal, tail):
    assert refusal(parts(tail=tail)) == (
        '0417.xlsx, Staffing: In the file the element "sheetData" stands where it does not belong. '
        f"{AGAIN} [FILE-18]"
    )
