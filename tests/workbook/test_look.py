"""What a school sees: contrast, prompts, what stays in sight, what is printed, what the band says."""

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from support.office import Office

from bsa_xl.workbook.declare import Kind
from bsa_xl.workbook.layout import INPUT_SHEETS
from bsa_xl.workbook.style import BAR
from bsa_xl.workbook.template import SHEETS

#: WCAG 2.1, success criterion 1.4.3.
LEAST_CONTRAST = 4.5
BLACK, WHITE = "000000", "FFFFFF"
MOST_TITLE, MOST_PROMPT = 32, 255
pytestmark = pytest.mark.filterwarnings("ignore:Print area cannot be set to Defined name")


@pytest.fixture(scope="module")
def book(sample) -> Workbook:
    return load_workbook(io.BytesIO(sample.issued))


@pytest.fixture(scope="module")
def shown(book) -> list[Worksheet]:
    return [book[name] for name in SHEETS]


def contrast(text: str, fill: str) -> float:
    """WCAG's ratio of two colours, RRGGBB."""
    light, dark = sorted((_luminance(text), _luminance(fill)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def text_color(cell: Cell) -> str:
    color = cell.font.color
    return color.rgb[-6:] if color is not None and color.type == "rgb" else BLACK


def fill_color(cell: Cell) -> str:
    return cell.fill.fgColor.rgb[-6:] if cell.fill.patternType == "solid" else WHITE


def test_the_contrast_of_known_pairs_is_wcags():
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast("777777", WHITE) == pytest.approx(4.48, abs=0.005)  # fails by a hair, as known
    assert contrast("0B4F5C", WHITE) == pytest.approx(9.2, abs=0.05)


def pairs(sheet: Worksheet) -> Iterator[tuple[str, str, str]]:
    """Text and fill of every cell, then of every cell as its conditional formats dress it."""
    cells = {cell.coordinate: cell for row in sheet.iter_rows() for cell in row}
    for ref, cell in cells.items():
        yield ref, text_color(cell), fill_color(cell)
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            for ref in (ref for part in area.sqref.ranges for ref in refs_in(part, sheet)):
                text, fill = text_color(cells[ref]), fill_color(cells[ref])
                if rule.type == "dataBar":
                    yield ref, text, BAR
                    continue
                if rule.dxf.font is not None and rule.dxf.font.color is not None:
                    text = rule.dxf.font.color.rgb[-6:]
                if rule.dxf.fill is not None:
                    fill = rule.dxf.fill.bgColor.rgb[-6:]
                yield ref, text, fill


def refs_in(area: object, sheet: Worksheet) -> list[str]:
    found = sheet[area.coord]
    rows = found if isinstance(found, tuple) else ((found,),)
    return [cell.coordinate for row in rows for cell in (row if isinstance(row, tuple) else (row,))]


def test_every_text_can_be_read_on_its_fill(shown):
    seen = {(sheet.title, text, fill) for sheet in shown for _, text, fill in pairs(sheet)}
    faint = {each for each in seen if contrast(*each[1:]) < LEAST_CONTRAST}
    assert faint == set()
    assert len({each[1:] for each in seen}) > 12


def test_every_input_says_what_it_takes_and_how_to_put_a_refused_entry_right(shown):
    for sheet in shown:
        if not sheet.protection.sheet:
            assert sheet.title == "My notes"
            continue
        told = {}
        for each in sheet.data_validations.dataValidation:
            for part in each.sqref.ranges:
                told |= dict.fromkeys(refs_in(part, sheet), each)
        inputs = {
            cell.coordinate
            for row in sheet.iter_rows()
            for cell in row
            if not cell.protection.locked
        }
        assert inputs - set(told) == set(), sheet.title
        for each in told.values():
            assert each.type
            assert each.showInputMessage
            assert each.showErrorMessage
            assert 0 < len(each.promptTitle) <= MOST_TITLE
            assert 0 < len(each.errorTitle) <= MOST_TITLE
            assert 10 < len(each.prompt) <= MOST_PROMPT
            assert 10 < len(each.error) <= MOST_PROMPT


def test_inputs_look_alike_and_nothing_else_looks_like_them(shown):
    for sheet in shown[:-2]:
        for row in sheet.iter_rows():
            for cell in row:
                looks = (text_color(cell), fill_color(cell)) == ("1F3864", "FFF8E1")
                is_legend = sheet.title == "Start" and cell.coordinate == "B29"
                assert looks == (not cell.protection.locked) or is_legend, (sheet.title, cell)


def test_every_sheet_is_titled_in_the_same_cell_and_says_whose_it_is(shown):
    assert [sheet.title for sheet in shown] == list(SHEETS)
    for sheet in shown:
        assert sheet["B1"].value
        assert not sheet.column_dimensions["B"].hidden
        whose = "School 0109" if sheet.title == "Start" else "Dunemoor Elementary School (0109)"
        assert sheet["B2"].value == (
            f"{whose}  ·  2025-26  ·  adopted budget, revision 1  ·  0109-FY2026-adopted-1-7KQ4"
        )
        assert not sheet.sheet_view.showGridLines
    assert shown[0]["B1"].value == "Dunemoor Elementary School"


def test_the_band_and_the_header_stay_in_sight_on_every_input_sheet(sample, shown):
    heads = {table.sheet: table for table in reversed(sample.layout.tables)}
    for sheet in shown:
        if sheet.title not in INPUT_SHEETS:
            assert sheet.freeze_panes is None
            continue
        assert sheet["B3"].value == "=Band"
        row = int(re.sub(r"\D", "", sheet.freeze_panes))
        assert row == heads[sheet.title].first
        assert sheet.print_title_rows == f"${row - 1}:${row - 1}"


def test_a_sheet_prints_one_page_wide_and_says_school_code_and_page(shown):
    for sheet in shown:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        tall = 1 if sheet.title == "Allocation" else 0
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, tall)
        assert sheet.page_setup.paperSize == (5 if sheet.title == "Staffing" else 1)
        footer = sheet.oddFooter
        assert footer.left.text == "Dunemoor Elementary School (0109 · 2025-26)"
        assert footer.center.text == "0109-FY2026-adopted-1-7KQ4"
        assert footer.right.text == "&A, page &P of &N"


def test_helper_columns_are_hidden_and_neither_they_nor_folded_ones_are_printed(sample, book):
    with zipfile.ZipFile(io.BytesIO(sample.issued)) as package:
        part = package.read("xl/workbook.xml").decode()
    areas = dict(
        re.findall(r'<definedName name="_xlnm.Print_Area" localSheetId="(\d)">([^<]*)<', part)
    )
    for table in sample.layout.tables:
        area = areas[str(SHEETS.index(table.sheet))]
        last = re.findall(r"\$([A-Z]+)", area)[-1]
        sheet, letters = book[table.sheet], sample.layout.letters(table)
        for column in table.columns:
            letter = letters[column.name]
            is_away = column.is_hidden or column.is_detail
            assert sheet.column_dimensions[letter].hidden == is_away, (table.name, column.name)
            if is_away and letter != "A":
                assert (len(letter), letter) > (len(last), last)
    assert areas["2"] == "Staffing!$A$1:INDEX(Staffing!$Y:$Y,Staffing_last)"


def test_staffing_fits_on_legal_paper_at_three_fifths_of_its_size(sample, book):
    sheet = book["Staffing"]
    letters = sample.layout.letters(sample.layout.staffing)
    shown = [c for c in sample.layout.staffing.columns if not (c.is_hidden or c.is_detail)]
    inches = sum(sheet.column_dimensions[letters[c.name]].width for c in shown) * 7 / 96
    paper = 14 - sheet.page_margins.left - sheet.page_margins.right
    assert sheet.page_setup.orientation == "landscape"
    assert paper / inches >= 0.6


def test_folded_columns_end_in_a_column_that_carries_their_sign_and_are_told_of(sample, book):
    for table, ref in ((sample.layout.staffing, "K5"), (sample.layout.spending, "I5")):
        sheet, letters = book[table.sheet], sample.layout.letters(table)
        folded = [letters[column.name] for column in table.columns if column.is_detail]
        assert all(sheet.column_dimensions[letter].outlineLevel == 1 for letter in folded)
        ends = sheet[f"{folded[-1]}1"].offset(column=1).column_letter
        assert sheet.column_dimensions[ends].collapsed
        assert not sheet.column_dimensions[ends].hidden
        assert f"to {ends}, right-click, Unhide." in sheet[ref].value


def test_the_document_and_its_chart_describe_themselves(sample, book):
    assert book.properties.title == "Dunemoor Elementary School: school budget 2025-26"
    assert book.properties.language == "en-US"
    with zipfile.ZipFile(io.BytesIO(sample.issued)) as package:
        drawings = [name for name in package.namelist() if name.startswith("xl/drawings/drawing")]
        assert len(drawings) == 1
        described = re.findall(r'descr="([^"]*)"', package.read(drawings[0]).decode())
    assert described == [
        "Bar chart: for each funding source, what is allocated beside what is budgeted."
    ]


@pytest.mark.parametrize(
    ("lump", "said"),
    [
        (None, "● $234,295.19 left to plan"),
        (Decimal("234295.19"), "✓ Exactly planned"),
        (Decimal("235529.75"), "▲ OVER by $1,234.56"),  # 235,529.75 - 234,295.19
    ],
)
def test_the_band_says_what_is_left_in_words_with_a_mark(sample, office, tmp_path, lump, said):
    path = tmp_path / "0109.xlsx"
    path.write_bytes(sample.issued)
    values = office.fill_and_recalculate(path, {"Spending": spend(sample, lump)})
    budgeted = Decimal("2928185.56") + (lump or 0)
    for name in INPUT_SHEETS:
        assert values[name]["B3"].startswith(
            f"{said}   |   Allocated $3,162,480.75   |   Budgeted ${budgeted:,}   |   "
        )
    assert values["Start"]["F7"] == said


def spend(sample, lump: Decimal | None) -> dict[str, object]:
    """A lump sum in the first row of Spending."""
    if lump is None:
        return {}
    letters, row = sample.layout.letters(sample.layout.spending), sample.layout.spending.first
    setting = sample.draft.budget.setting
    item = next(item.label for item in setting.rates.items if item.is_lump)
    return {
        f"{letters['item']}{row}": item,
        f"{letters['amount']}{row}": lump,
        f"{letters['program']}{row}": setting.programs[0].label,
    }


def test_no_amount_is_too_wide_for_its_column(sample, office: Office, tmp_path):
    """Close to $1,000,000,000 in every cell that shows dollars, another amount in each."""
    path = tmp_path / "0109.xlsx"
    path.write_bytes(sample.issued)
    cells: dict[str, dict[str, object]] = {}
    wanted = []
    for number, (sheet, ref) in enumerate(dollar_cells(sample)):
        amount = Decimal(f"999999{number + 300}.99")
        cells.setdefault(sheet, {})[ref] = amount
        wanted.append(f"{amount:,}")
    wide = tmp_path / "wide.xlsx"
    office.fill_and_recalculate(path, cells, even_locked=True, save_as=wide)
    pdf = office.to_pdf(wide, tmp_path / "wide.pdf")
    told = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True,
                          check=True).stdout  # fmt: skip
    assert len(wanted) > 30
    assert [amount for amount in wanted if amount not in told] == []


def dollar_cells(sample) -> Iterator[tuple[str, str]]:
    """The first cell of every column of dollars that is printed, and every single figure."""
    for table in sample.layout.tables:
        letters = sample.layout.letters(table)
        for column in table.columns:
            is_dollars = column.kind is Kind.CENTS or column.name in (
                "amount",
                "change",
                "approved",
            )
            if is_dollars and not (column.is_hidden or column.is_detail):
                yield table.sheet, f"{letters[column.name]}{table.first}"
    for single in sample.layout.singles:
        if single.kind in (Kind.CENTS, Kind.ANY):
            yield single.sheet, single.ref
