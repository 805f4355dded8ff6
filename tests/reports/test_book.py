"""A report's workbook: exact digits, texts that are never formulas, live totals with their values."""

import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import column_index_from_string

from bsa_xl.reports.book import Book
from bsa_xl.reports.controls import Control, Side, put_controls, unsettled
from bsa_xl.reports.table import Column, Shown, Table, number_text
from bsa_xl.workbook import number_formats

NAMES = ["School [/]", "=cmd|'/c calc'!A0", "@SUM(A1)", "+1", "مدرسة النور", "x" * 200, "_x0041_",
         " led by a blank", "a&b <c>", "007"]  # fmt: skip
COLUMNS = (
    Column("Id"),
    Column("Name", Shown.LONG_TEXT),
    Column("Dollars", Shown.DOLLARS, adds_up=True),
    Column("FTE", Shown.FTE, adds_up=True),
    Column("Share", Shown.SHARE),
    Column("Day", Shown.DAY),
)


def rows():
    return [
        (f"{place:04}", name, cents, 5_000, Decimal("0.5"), date(2026, 3, 2))
        for place, (name, cents) in enumerate(zip(NAMES, CENTS, strict=True))
    ]


#: 9.95 and 0.07 are among those that %.16g writes with a tail of nines or of a one.
CENTS = [995, 7, -5, 0, 123_456_789_012_34, 99_999_999_999, 110, 100, 835, 1]


def a_book(**more):
    book = Book("Riverbend: a test", "Riverbend · 2025-26", **more)
    book.paper("Paper", "A table", Table(COLUMNS, rows()), remark="A remark.", frozen=2)
    book.data("Data", Table(COLUMNS, rows()))
    return book


def parts(data):
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def cells(data, sheet):
    return openpyxl.load_workbook(BytesIO(data))[sheet]


def test_every_amount_stands_in_the_file_with_its_exact_digits():
    xml = parts(a_book().to_bytes())["xl/worksheets/sheet2.xml"]
    found = [text for _, text in re.findall(r'<c r="C(\d+)" s="\d+"><v>([^<]*)</v>', xml)]
    assert found == ["9.95", "0.07", "-0.05", "0.00", "123456789012.34", "999999999.99", "1.10",
                     "1.00", "8.35", "0.01"]  # fmt: skip


def test_openpyxl_alone_would_have_written_another_number():
    book = openpyxl.Workbook()
    book.active["A1"] = Decimal("9.95")
    out = BytesIO()
    book.save(out)
    assert "9.949999999999999" in parts(out.getvalue())["xl/worksheets/sheet1.xml"]


def test_texts_read_back_as_they_were_and_are_texts():
    sheet = cells(a_book().to_bytes(), "Data")
    read = [sheet[f"B{row}"] for row in range(2, 12)]
    assert [cell.data_type for cell in read] == ["s"] * 10
    assert [cell.value for cell in read] == [n.replace("_x0041_", "_x005F_x0041_") for n in NAMES]
    assert [sheet[f"A{row}"].value for row in range(2, 5)] == ["0000", "0001", "0002"]


def test_no_cell_is_a_formula_but_our_own_totals():
    book = openpyxl.load_workbook(BytesIO(a_book().to_bytes()))
    found = {
        f"{sheet.title} {cell.coordinate} {cell.value}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert found == {"Paper C4 =SUBTOTAL(109,C7:C16)", "Paper D4 =SUBTOTAL(109,D7:D16)"}


def test_a_total_stands_in_the_file_with_the_value_it_comes_to():
    data = a_book().to_bytes()
    read = openpyxl.load_workbook(BytesIO(data), data_only=True)["Paper"]
    # 9.95 + 0.07 - 0.05 + 0 + 123456789012.34 + 999999999.99 + 1.10 + 1.00 + 8.35 + 0.01
    assert read["C4"].value == read["C5"].value == 124_456_789_032.76
    assert (read["D4"].value, read["A4"].value) == (5, "Total of the rows shown")
    assert (
        "<f>SUBTOTAL(109,C7:C16)</f><v>124456789032.76</v>"
        in parts(data)["xl/worksheets/sheet1.xml"]
    )


@pytest.mark.parametrize("shown", [Shown.DOLLARS, Shown.FTE, Shown.QUANTITY])
@given(value=st.integers(min_value=-(10**14), max_value=10**14))
def test_a_number_reads_back_as_it_was_written(shown, value):
    whole = {Shown.DOLLARS: 100, Shown.FTE: 10_000, Shown.QUANTITY: 10_000}[shown]
    assert Decimal(number_text(value, shown)) * whole == value


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (-5, Shown.DOLLARS, "-0.05"),
        (5_000, Shown.FTE, "0.5"),
        (-12_500, Shown.FTE, "-1.25"),
        (10_000, Shown.FTE, "1"),
        (Decimal("1E+2"), Shown.NUMBER, "100"),
        (date(1900, 3, 1), Shown.DAY, "61"),
        (7, Shown.WHOLE, "7"),
    ],
)
def test_numbers_are_written_plainly(value, shown, text):
    assert number_text(value, shown) == text


def test_a_value_of_another_kind_is_refused():
    with pytest.raises(TypeError, match=r"1\.5 is nothing that a column of dollars shows"):
        number_text(1.5, Shown.DOLLARS)


def test_equal_tables_give_equal_bytes_and_the_moment_is_the_reports_own():
    at = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
    assert a_book(made_at=at).to_bytes() == a_book(made_at=at).to_bytes()
    core = parts(a_book(made_at=at).to_bytes())["docProps/core.xml"]
    assert core.count("2026-03-02T10:15:00Z") == 2
    properties = openpyxl.load_workbook(BytesIO(a_book(made_at=at).to_bytes())).properties
    assert (properties.title, properties.language) == ("Riverbend: a test", "en-US")


def test_a_page_is_set_up_to_be_read_and_printed():
    sheet = cells(a_book().to_bytes(), "Paper")
    assert (sheet["A1"].value, sheet["A2"].value) == ("A table", "Riverbend · 2025-26")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C7", "A6:F16")
    assert (sheet.print_title_rows, sheet.page_setup.orientation) == ("$6:$6", "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert "page &P of &N" in sheet.oddFooter.right.text
    assert not sheet.sheet_view.showGridLines
    assert not sheet.merged_cells.ranges


def test_a_sheet_for_programs_has_headers_in_its_first_row_and_nothing_but_rows():
    read = list(cells(a_book().to_bytes(), "Data").iter_rows(values_only=True))
    assert read[0] == ("Id", "Name", "Dollars", "FTE", "Share", "Day")
    assert len(read) == 11
    assert read[1][2:] == (9.95, 0.5, 0.5, datetime(2026, 3, 2))  # noqa: DTZ001 - as openpyxl reads a day


def test_columns_are_wide_enough_for_their_largest_figure():
    sheet = cells(a_book().to_bytes(), "Data")
    # $123,456,789,012.34 has 19 characters, and the accounting format four more.
    assert sheet.column_dimensions["C"].width >= 23
    small = Table((Column("Dollars", Shown.DOLLARS),), [(1,)])
    book = Book("t", "w")
    book.data("Data", small)
    # $999,999,999.99 has 15.
    assert cells(book.to_bytes(), "Data").column_dimensions["A"].width >= 18


def test_a_long_text_has_the_height_it_needs():
    xml = parts(a_book().to_bytes())["xl/worksheets/sheet2.xml"]
    heights = dict(re.findall(r'<row r="(\d+)"(?: ht="(\d+)")?>', xml))
    assert int(heights["7"]) > 30  # 200 letters in a column of 60
    assert heights["2"] == ""


def test_an_empty_table_says_so_and_still_adds_up():
    book = Book("t", "w")
    placed = book.paper("Paper", "Nothing", Table(COLUMNS, []))
    book.data("Data", Table(COLUMNS, []))
    read = openpyxl.load_workbook(BytesIO(book.to_bytes()), data_only=True)
    assert (read["Paper"]["A7"].value, read["Paper"]["C4"].value) == ("None.", 0)
    assert [cell.value for cell in read["Data"][1]] == [column.head for column in COLUMNS]
    assert placed.cells("Dollars") == "'Paper'!$C$7:$C$7"


def test_dollars_have_no_cents_where_the_policy_rounds_to_dollars():
    sheet = cells(a_book(places=0).to_bytes(), "Data")
    assert sheet["C2"].number_format == number_formats.DOLLARS
    assert (
        cells(a_book().to_bytes(), "Data")["C2"].number_format == number_formats.DOLLARS_AND_CENTS
    )


def test_every_colour_pair_can_be_read():
    book = openpyxl.load_workbook(BytesIO(a_book().to_bytes()))
    pairs = set()
    for row in book["Paper"].iter_rows(max_row=8):
        for cell in row:
            if cell.value is not None:
                fill = cell.fill.start_color.rgb[-6:] if cell.fill.fill_type else "FFFFFF"
                pairs.add((cell.font.color.rgb[-6:], fill))
    assert len(pairs) >= 4
    assert all(contrast(*pair) >= 4.5 for pair in pairs)


def contrast(text, fill):
    """WCAG 2.1, relative luminance."""

    def light(color):
        channels = [int(color[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        lin = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]

    high, low = sorted((light(text), light(fill)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def controls_book(left, right):
    book = Book("t", "w")
    page = book.page("Summary", "Controls", (40, 10, 10, 20, 20, 20, 40))
    placed = {"Paper": book.paper("Paper", "A table", Table(COLUMNS, rows()))}
    controls = [
        Control("Dollars", Side(left, "the table", ("Paper", "Dollars")), Side(right, "elsewhere")),
        Control("FTE", Side(50_000, "the table", ("Paper", "FTE")), Side(50_000, "b"), Shown.FTE),
        Control("Schools", Side(3, "a"), Side(3, "b"), Shown.WHOLE),
    ]
    put_controls(book, page, 4, controls, placed)
    return book.to_bytes(), controls


def test_a_control_stands_as_live_formulas_beside_what_they_come_to():
    total = sum(CENTS)
    data, controls = controls_book(total, total)
    sheet = cells(data, "Summary")
    assert sheet["D6"].value == "=SUM('Paper'!$C$7:$C$16)"
    assert sheet["F6"].value == "=ROUND(D6-E6,2)"
    assert sheet["B6"].value == '=IF(F6=0,"OK","DIFFERS")'
    read = openpyxl.load_workbook(BytesIO(data), data_only=True)["Summary"]
    shown = [[read.cell(row, place).value for place in range(1, 8)] for row in (6, 7, 8)]
    assert shown == [
        ["Dollars", "OK", "dollars", 124_456_789_032.76, 124_456_789_032.76, 0,
         "The table, beside elsewhere"],
        ["FTE", "OK", "FTE", 5, 5, 0, "The table, beside b"],
        ["Schools", "OK", "schools", 3, 3, 0, "A, beside b"],
    ]  # fmt: skip
    assert unsettled(controls) == ()


def test_a_control_that_differs_by_a_cent_says_so():
    total = sum(CENTS)
    data, controls = controls_book(total, total - 1)
    read = openpyxl.load_workbook(BytesIO(data), data_only=True)["Summary"]
    assert (read["B6"].value, read["F6"].value) == ("DIFFERS", 0.01)
    assert unsettled(controls) == (controls[0],)


def test_libreoffice_finds_every_formula_as_it_was_written(office, tmp_path):
    data, _ = controls_book(sum(CENTS), sum(CENTS))
    path = tmp_path / "book.xlsx"
    path.write_bytes(data)
    known = openpyxl.load_workbook(BytesIO(data), data_only=True)
    for name, values in office.recalculate(path).items():
        for place, value in values.items():
            cached = known[name][place].value
            if isinstance(value, float):
                assert round(value, 2) == cached, f"{name} {place}"
            else:
                assert value == cached, f"{name} {place}"


def test_links_and_charts_leave_no_way_out_of_the_workbook():
    for name, text in parts(a_book().to_bytes()).items():
        assert "TargetMode" not in text, name


def test_letters_of_wide_sheets_are_right():
    columns = tuple(Column(f"c{number}", Shown.WHOLE) for number in range(30))
    book = Book("t", "w")
    book.data("Data", Table(columns, [tuple(range(30))]))
    sheet = cells(book.to_bytes(), "Data")
    assert sheet["AD2"].value == 29
    assert column_index_from_string("AD") == 30
