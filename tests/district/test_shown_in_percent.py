"""Numbers that a workbook shows in percent are percents: shares of positions, and benefits."""

from decimal import Decimal

from openpyxl import load_workbook

from bsa_xl.district import read_district

PROFILE = [["name", "Riverbend Unified School District"]]
SCHOOLS = [["school_id", "name"], ["0101", "Alder"]]
STAFF = ["position_id", "school_id", "code", "fte", "program_1", "share_1", "program_2", "share_2"]


def shown_as(path, formats):
    """Give cells their formats: sheet, cell and format."""
    workbook = load_workbook(path)
    for sheet, cell, wanted in formats:
        workbook[sheet][cell].number_format = wanted
    workbook.save(path)
    return path


def test_a_share_that_is_shown_in_percent_is_that_percent(book):
    path = book(
        district=PROFILE,
        schools=SCHOOLS,
        staff=[
            STAFF,
            ["P1", "0101", "0110", 1, "general", 1, None, None],
            ["P2", "0101", "0110", 0.5, "general", 0.375, "title_i", 0.625],
            ["P3", "0101", "0110", 1, "general", 60, "title_i", 40],
            ["P4", "0101", "0110", 1, "general", 1, None, None],
        ],
    )
    shown_as(path, [
        ("staff", "F2", "0%"), ("staff", "D3", "0%"), ("staff", "F3", "0%"), ("staff", "H3", "0.0%"),
        ("staff", "F4", '0" %"'), ("staff", "H4", "0\\%"),
    ])  # fmt: skip
    district, findings = read_district(path)
    # 37.5 % is no whole percent; 1 that no percent sign stands beside is 1 percent.
    assert [str(finding) for finding in findings] == [
        (
            "district.xlsx, staff, row 2, column share_1: '100%' was read as 100. "
            "Write plain digits such as 100 to be sure. [DATA-04]"
        ),
        (
            "district.xlsx, staff, row 3, column share_1: '37.5%' has decimals. "
            "Write 38, or correct it. [DATA-08]"
        ),
        (
            "district.xlsx, staff, row 3, column share_2: '62.5%' has decimals. "
            "Write 63, or correct it. [DATA-08]"
        ),
        (
            "district.xlsx, staff, row 5, column share_1: the shares of position P4 come to 1: 1. "
            "Write 100 for a whole position. [DATA-22]"
        ),
    ]
    first, second, third, _ = district.staff
    assert (first.shares, second.fte) == ((("general", 100),), Decimal("0.5"))
    assert third.shares == (("general", 60), ("title_i", 40))


def test_a_benefit_that_is_shown_in_percent_is_that_percent_and_not_a_hundredth_of_it(book):
    benefits = [["id", "kind", "value"], ["strs", "percent_of_pay", 0.191]]
    path = book(district=PROFILE, schools=SCHOOLS, benefits=benefits)
    district, findings = read_district(shown_as(path, [("benefits", "C2", "0.00%")]))
    assert district.benefits[0].value == Decimal("19.1")
    assert [str(finding) for finding in findings] == [
        (
            "district.xlsx, benefits, row 2, column value: '19.1%' was read as 19.1. "
            "Write plain digits such as 19.1 to be sure. [DATA-04]"
        )
    ]
