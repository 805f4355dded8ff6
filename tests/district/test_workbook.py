"""One district.xlsx instead of a folder: sheets, typed numbers, errors, formulas without values."""

from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from bsa_xl.district import read_district
from bsa_xl.fiscal_year import FiscalYear

FY2026 = FiscalYear(2026)
SCHOOLS = [["school_id", "name", "opened", "title_i"], ["0101", "Alder", date(2001, 7, 1), True]]
PROFILE = [
    ["key", "value"],
    ["name", "Riverbend Unified School District"],
    ["calendar.due", date(2026, 4, 10)],
    ["account_format.segments", "fund 2, resource 4, site 3"],
    ["suppression_threshold", 11],
]
COUNTS = ["school_id", "fiscal_year", "measure", "enrollment", "el"]


def said(path):
    _, findings = read_district(path)
    return [str(finding) for finding in findings]


def test_sheets_with_the_tables_names_are_the_tables(book):
    path = book(
        district=PROFILE,
        schools=SCHOOLS,
        Counts=[COUNTS, ["0101", "FY2026", "projected", 398, 41.25]],
        positions=[["code", "title", "salary"], ["0110", "Teacher", 95000.5]],
        fund=[["code", "title"], ["01", "General Fund"]],
    )
    district, findings = read_district(path)
    assert [str(finding) for finding in findings] == []
    assert district.profile.name == "Riverbend Unified School District"
    assert str(district.profile.calendar.due) == "2026-04-10"
    assert [segment.name for segment in district.profile.account_segments] == [
        "fund", "resource", "site",
    ]  # fmt: skip
    assert district.profile.suppression_threshold == 11
    [school] = district.schools
    assert (school.opened, school.title_i) == (date(2001, 7, 1), True)
    counts = district.table(FY2026, "projected")
    assert counts.count("0101", "el") == Decimal("41.25")
    assert str(counts.where("0101", "el")) == "district.xlsx, counts, row 2, column el".replace(
        "counts", "Counts"
    )
    assert district.positions[0].salary_cents == 9_500_050
    assert district.accounts.titles == {"fund": {"01": "General Fund"}}
    assert [file.name for file in district.inputs] == ["district.xlsx"]


def test_a_value_beside_a_blocks_name_is_told_and_not_dropped(book):
    path = book(
        district=[
            ["name", "Riverbend"], ["calendar", date(2026, 4, 10)], ["account_format", "fund 2"],
        ],
        schools=SCHOOLS,
    )  # fmt: skip
    assert said(path) == [
        (
            "district.xlsx, district, row 2: calendar has several keys of its own, and '2026-04-10' "
            "belongs to none of them. Write a row for each of them, such as calendar.due. [DATA-32]"
        ),
        (
            "district.xlsx, district, row 3: account_format has several keys of its own, and 'fund 2' "
            "belongs to none of them. Write a row for each of them, such as account_format.segments. "
            "[DATA-32]"
        ),
    ]


def test_a_blocks_name_alone_is_a_heading_and_its_keys_are_written_whole(book):
    rows = [["name", "Riverbend"], ["calendar"], ["due", date(2026, 4, 10)]]
    assert said(book(district=rows, schools=SCHOOLS)) == [
        "district.xlsx, district, row 3: 'due' is not known here. Write calendar.due. [DATA-31]"
    ]


def test_a_list_of_the_sheet_may_go_on_in_further_columns(book):
    rows = [["name", "Riverbend"], ["account_format.segments", "fund 2", "resource 4, site 3"]]
    district, findings = read_district(book(district=rows, schools=SCHOOLS))
    assert findings == ()
    assert [(each.name, each.width) for each in district.profile.account_segments] == [
        ("fund", 2), ("resource", 4), ("site", 3),
    ]  # fmt: skip


def test_a_workbook_in_the_folder_is_read_with_the_profile_beside_it(book):
    path = book(schools=SCHOOLS)
    (path.parent / "district.yaml").write_text("name: Riverbend\n")
    district, findings = read_district(path.parent)
    assert findings == ()
    assert district.profile.name == "Riverbend"
    assert read_district(path)[0].profile.name == "Riverbend"


def test_a_table_in_both_the_folder_and_the_workbook_is_refused_once(book):
    path = book(district=PROFILE, schools=SCHOOLS)
    (path.parent / "schools.csv").write_text("school_id,name\n0202,Birch\n")
    district, findings = read_district(path.parent)
    assert [school.school_id for school in district.schools] == ["0202"]
    assert [str(finding) for finding in findings] == [
        (
            "district.xlsx, schools: the same table was read from schools.csv already, and this one "
            "was not read. Keep one of the two. [DATA-35]"
        )
    ]


def test_an_id_typed_as_a_number_has_lost_its_zeros_and_the_school_is_proposed(book):
    path = book(
        district=PROFILE,
        schools=SCHOOLS,
        counts=[COUNTS, [101, "FY2026", "projected", 398, 41]],
        positions=[["code", "title", "salary"], [110, "Teacher", 95000]],
    )
    assert said(path) == [
        (
            "district.xlsx, positions, row 2, column code: '110' is stored as a number, so zeros in "
            "front of it would be lost. Format the column as Text and check the codes. [DATA-29]"
        ),
        (
            "district.xlsx, counts, row 2, column school_id: '101' is not a school, but 0101 is. "
            "Write 0101, and format the column as Text. [DATA-09]"
        ),
    ]


def test_an_id_that_excel_took_for_a_date_is_refused(book):
    path = book(
        district=PROFILE,
        schools=[["school_id", "name"], [date(2026, 3, 1), "Alder"], ["2", "B"]],
    )
    assert said(path) == [
        (
            "district.xlsx, schools, row 2, column school_id: a spreadsheet made a date of "
            "'2026-03-01'. Format the column as Text and type the code again. [DATA-09]"
        )
    ]


def test_an_error_in_a_cell_is_told_and_never_a_count(book):
    path = book(
        district=PROFILE,
        schools=SCHOOLS,
        counts=[COUNTS, ["0101", "FY2026", "projected", "#REF!", "#N/A"]],
    )
    assert said(path) == [
        (
            "district.xlsx, counts, row 2, column enrollment: the cell shows the error #REF!. "
            "Write the number of students instead. [DATA-27]"
        ),
        (
            "district.xlsx, counts, row 2, column el: '#N/A' was read as not supplied. "
            "Leave the cell empty, or write 0 where it means none. [DATA-05]"
        ),
    ]


def test_a_formula_without_a_saved_value_is_told_and_never_blank(book):
    # a workbook that a program wrote and no spreadsheet has calculated yet
    path = book(
        district=PROFILE,
        schools=[["school_id", "name"], ["0101", "=CONCAT(A2)"], ["0102", "Birch"]],
        counts=[COUNTS, ["0101", "FY2026", "projected", "=200+198", 41]],
    )
    no_value = "the formula in this cell has no saved value. "
    remedy = "Open the workbook in Excel, save it, and try again. [DATA-28]"
    assert said(path) == [
        f"district.xlsx, schools, row 2, column name: {no_value}{remedy}",
        f"district.xlsx, counts, row 2, column enrollment: {no_value}{remedy}",
    ]


@pytest.mark.parametrize(
    ("typed", "value"),
    [(0.1, "0.1"), (1.1, "1.1"), (412, "412"), (412.0, "412"), (0.1 + 0.2, "0.3"), (1e-05, None)],
)
def test_a_typed_number_is_read_to_the_digits_that_excel_keeps(book, typed, value):
    path = book(
        district=PROFILE,
        schools=SCHOOLS,
        counts=[COUNTS, ["0101", "FY2026", "projected", 1000, typed]],
    )
    district, findings = read_district(path)
    counts = district.table(FY2026, "projected")
    if value is None:  # 0.00001 has more than four decimals
        assert [finding.id for finding in findings] == ["DATA-08"]
    else:
        assert counts.count("0101", "el") == Decimal(value)


def test_sheets_that_are_no_tables_are_named(book):
    path = book(district=PROFILE, schools=SCHOOLS, notes=[["call Ms. Ortiz"]], stafff=[["x"]])
    assert said(path) == [
        (
            "district.xlsx, notes: this sheet is none of the district's tables and was not "
            "read. Ignore this if it is no table. [DATA-34]"
        ),
        (
            "district.xlsx, stafff: this sheet is none of the district's tables and was not "
            "read. Call it staff if that is what it is. [DATA-34]"
        ),
    ]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600,
         "the file is protected by a password or label, or is an old .xls workbook."),
        (b"not a workbook", "the file is not a workbook that Excel can open."),
        (b"PK\x03\x04" + b"\0" * 100, "the file is not a workbook that Excel can open."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_workbook_is_named(tmp_path, data, problem):
    path = tmp_path / "district.xlsx"
    path.write_bytes(data)
    district, findings = read_district(path)
    assert district is None
    assert problem in str(findings[0])
    assert [finding.id for finding in findings] == ["DATA-01"]


def test_a_workbook_with_a_part_cut_off_is_named(book):
    path = book(district=PROFILE, schools=SCHOOLS)
    data = path.read_bytes()
    for cut in range(50, len(data), 797):
        path.write_bytes(data[:cut])
        district, findings = read_district(path)
        assert district is None
        assert findings[0].id == "DATA-01"


def test_hostile_workbooks_are_findings_and_never_exceptions(shared):
    files = sorted((shared / "hostile").glob("[CX]*.xlsx"))
    assert len(files) > 30
    for path in files:
        district, findings = read_district(path)
        assert district is None
        assert any(finding.is_fatal for finding in findings)


@pytest.mark.parametrize(
    "name", ["Z01_zipbomb_sheet_1GiB.xlsx", "Z02_zipbomb_cell_string_1GiB.xlsx"]
)
def test_a_workbook_that_unpacks_to_a_gigabyte_is_refused_before_it_is_unpacked(shared, name):
    district, findings = read_district(shared / "hostile" / name)
    assert district is None
    assert "the workbook unpacks to more than 400 MB." in str(findings[0])


def test_a_path_that_is_neither_folder_nor_workbook_is_named(tmp_path):
    district, findings = read_district(tmp_path / "nowhere")
    assert district is None
    assert [str(finding) for finding in findings] == [
        (
            "nowhere: this is neither a folder nor an .xlsx workbook. "
            "Give the district's folder, or its workbook. [DATA-01]"
        )
    ]


def test_rows_of_formats_without_values_are_nothing(book):
    path = book(district=PROFILE, schools=SCHOOLS)
    workbook = load_workbook(path)
    workbook["schools"]["A40000"].number_format = "@"
    workbook["schools"]["ZZ2"].number_format = "@"
    workbook.save(path)
    assert said(path) == []


def test_a_number_where_a_like_row_has_a_text_is_told_all_the_same(book):
    """Rows that are alike are read once; the text 110 and the number 110 are not alike."""
    path = book(
        schools=[["school_id", "name"], ["0101", "Alder"]],
        positions=[["code", "title", "salary"], ["110", "Teacher", 95000]],
        staff=[
            ["position_id", "school_id", "code", "fte", "program_1", "share_1"],
            ["A1", "0101", "110", "1", "general", "100"],
            ["A2", "0101", 110, "1", "general", "100"],
            ["A3", "0101", "110", "1", "general", "100"],
        ],
    )
    [told] = [line for line in said(path) if "staff" in line and "stored as a number" in line]
    assert told == (
        "district.xlsx, staff, row 3, column code: '110' is stored as a number, so zeros in "
        "front of it would be lost. Format the column as Text and check the codes. [DATA-29]"
    )
