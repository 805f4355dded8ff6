"""What people do to a workbook by mistake: each is told with its cell and a way out, all at once."""

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from bsa_xl.policy import policy_from_workbook

LATER = datetime(2026, 1, 2)  # noqa: DTZ001 - what Excel makes of 1-2 has no zone
DATE_IN_NUMBER = (
    "Excel made a date of what was typed here: 2026-01-02. "
    "Set the cell's format to General, and type the number again. [PEX-05]"
)
DATE_IN_TEXT = (
    "Excel made a date of what was typed here: 2026-01-02. "
    "Set the cell's format to Text, and type it again. [PEX-05]"
)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("0.24", ("'0.24' is a text that looks like a number. Set the cell's format to General, and "
                 "type 0.24 again. [PEX-04]")),
        ("24 %", "'24 %' is not a number. Type 0.24, if that is meant. [PEX-04]"),
        ("O.24", "'O.24' is not a number. Type 0.24, if that is meant. [PEX-04]"),
        ("about a quarter", "'about a quarter' is not a number. Type a number, such as 0.24. [PEX-04]"),
        (LATER, DATE_IN_NUMBER),
        ("=0.2+0.04", ("The formula '=0.2+0.04' stands where a policy has a value. Type the value "
                      "itself. [PEX-06]")),
        ("#REF!", ("#REF! is what a spreadsheet shows of a formula that failed. Type the value "
                  "itself. [PEX-06]")),
        (True, "TRUE stands where a number belongs. Type a number, such as 0.24. [PEX-04]"),
    ],
    ids=str,
)  # fmt: skip
def test_a_number_that_is_none(riverbend, typed, told):
    row = riverbend.row("Values", Row="english-learner")
    riverbend.put("Values", row, FY2026=typed)
    assert riverbend.told() == [f"Values J{row}: {told}"]


def with_digits(book: bytes, old: str, new: str) -> bytes:
    """A workbook with other digits in its XML, as Excel writes what a calculation left behind."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old.encode(), new.encode()))
    return out.getvalue()


def test_the_rest_of_a_calculation_is_not_taken_for_what_was_meant(riverbend):
    row = riverbend.row("Values", Row="english-learner")
    riverbend.put("Values", row, FY2026=0.31)
    data = with_digits(riverbend.saved(), "<v>0.31</v>", f"<v>{0.1 + 0.2!r}</v>")
    assert [str(finding) for finding in policy_from_workbook(data).findings] == [
        (
            f"policy.xlsx, Values J{row}: 0.30000000000000004 has 17 digits, as the rest of a "
            "calculation. Type 0.3, if that is meant. [PEX-05]"
        )
    ]


def test_a_number_is_what_its_digits_say(riverbend):
    row = riverbend.row("Values", Row="english-learner")
    riverbend.put("Values", row, FY2026=0.31)
    data = with_digits(riverbend.saved(), "<v>0.31</v>", "<v>0.123456789012345</v>")
    assert b"FY2026: 0.123456789012345}" in policy_from_workbook(data).raw


@pytest.mark.parametrize(
    ("sheet", "known", "typed", "told"),
    [
        ("Components", {"Id": "poverty"}, {"Kind": "wieght"},
         "'wieght' is not known in this column. Choose weight from the list. [PEX-04]"),
        ("Components", {"Id": "poverty"}, {"Program": "suplemental"},
         ("program 'suplemental' is not among the programs. "
         "Write supplemental, or use: general, title_i. [POL-05]")),
        ("Components", {"Id": "poverty"}, {"Counts": None},
         "'poverty' has no Counts. Type it. [PEX-09]"),
        ("Components", {"Id": "arts"}, {"Counts": "el"},
         "Counts is not for kind pool. Empty this cell. [PEX-04]"),
        ("Components", {"Id": "arts"}, {"Source": "Board Resolution 25-014 item 99"},
         ("The source 'Board Resolution 25-014 item 99' is not on the sheet Sources. Choose Board "
         "Resolution 25-014 item 9, or add it to the sheet Sources first. [PEX-10]")),
        ("Components", {"Id": "arts"}, {"Source": None},
         ("component 'arts' has no 'source'. Choose one from the list, or write Assumption beside "
         "each year's value. [POL-14]")),
        ("Components", {"Id": "foundation"}, {"Schools:_except_where": "Center"},
         "'Center' does not say which value of what. Write it like level = High, Middle. [PEX-04]"),
        ("Components", {"Id": "poverty"}, {"Id": LATER}, DATE_IN_TEXT),
        ("Programs", {"Id": "title_i"}, {"Restricted": "maybe"},
         "'maybe' is neither yes nor no. Choose yes or no. [PEX-04]"),
        ("Programs", {"Id": "title_i"}, {"Resource": 3010},
         ("3010 is a number here, so that zeros in front of it would be lost. "
         "Set the cell's format to Text, and type 3010 again as it is written. [PEX-05]")),
        ("Sources", {"Name": "Board Policy 3110 §5"}, {"Name": "Board Policy 3110 §7"},
         ("The name 'Board Policy 3110 §7' stands for another row already. "
         "Give each source a name of its own. [PEX-11]")),
        ("Sources", {"Name": "Board Policy 3110 §3"}, {"Title": None},
         ("The source 'Board Policy 3110 §3' has no title. "
         "Type the document's title, or delete the row. [PEX-09]")),
        ("Policy", {"Setting": "Adopted on"}, {"Value": "11/2/2025"},
         "'11/2/2025' is not a date. Type it with the year first: 2025-06-24 is June 24. [PEX-04]"),
        ("Values", {"Row": "poverty"}, {"Row": "povertee"},
         "'povertee' is not a row of the sheet Components. Write poverty. [PEX-08]"),
        ("Values", {"Row": "poverty"}, {"Value_of": "weights"},
         "'poverty' has no 'weights' by year. Write one of: values. [PEX-08]"),
        ("Values", {"Row": "poverty"}, {"FY2026_source": "Assumption"},
         ("A source stands here, and FY2026 has no value in this row. "
         "Type the value, or empty the source. [PEX-09]")),
        ("Parts", {"Id": "k-3"}, {"Part": "span"},
         "'base' has no list of 'span'. Write one of: spans. [PEX-08]"),
        ("Counting", {"Name": "at_half"}, {"Name": "in_need"},
         "The name 'in_need' stands here again. Give each row its own name. [PEX-11]"),
    ],
    ids=lambda x: str(x)[:40],
)  # fmt: skip
def test_a_cell_that_does_not_fit(riverbend, sheet, known, typed, told):
    row = riverbend.row(sheet, **known)
    [title] = [title.replace("_", " ") for title in typed]
    cell = riverbend.cell(sheet, row, title)
    riverbend.put(sheet, row, **typed)
    said = [line.split(": ", 1)[1] for line in riverbend.told()]
    assert told in said
    assert riverbend.back().raw is None
    near = [line for line in riverbend.told() if told in line]
    places = {f"{sheet} {cell.coordinate}", f"{sheet} I{row}", f"{sheet} J{row}"}
    assert near[0].split(": ", 1)[0] in places or sheet in {"Counting", "Sources"}


def test_an_id_that_stands_twice_names_both_cells(riverbend):
    first = riverbend.row("Components", Id="concentration")
    riverbend.put("Components", first, Id="gifted")
    second = riverbend.row("Components", Id="gifted", Kind="per_pupil")
    assert riverbend.told() == [
        (
            f"Components B{second}: component 'gifted' is given twice, first in Components B{first}. "
            "Give this one another name, or take it out. [POL-04]"
        )
    ]


def test_a_new_component_without_numbers_is_told_where_they_belong(riverbend):
    row = riverbend.add(
        "Components", Id="new", Kind="weight", Label="New", Program="general",
        Unit="share of base", Source="Board Policy 3110 §5", Counts="el",
    )  # fmt: skip
    assert riverbend.told() == [
        (
            f"Components B{row}: 'new' has no value by year on the sheet Values. "
            "Add a row there with Sheet Components, Row new. [PEX-09]"
        )
    ]


@pytest.mark.parametrize(
    ("header", "typed", "told"),
    [
        ("FY2027", "2027-28", "The header '2027-28' is not a fiscal year. Write FY2028 for 2027-28."),
        ("FY2027", 2027, "The header '2027' is not a fiscal year. Write FY2027 for 2026-27."),
        ("FY2026", "FY 2026", "The header 'FY 2026' is not known. Write FY2026."),
    ],
)  # fmt: skip
def test_a_year_header_that_is_mistyped(riverbend, header, typed, told):
    at = riverbend.heads("Values")[header]
    riverbend["Values"].cell(6, at).value = 0.5
    riverbend["Values"].cell(4, at).value = typed
    letter = riverbend["Values"].cell(4, at).column_letter
    assert f"Values {letter}4: {told} [PEX-03]" in riverbend.told()
    assert riverbend.back().raw is None


def test_a_sheet_or_a_column_that_is_gone(riverbend):
    del riverbend.book["Programs"]
    riverbend["Waivers"].delete_cols(riverbend.heads("Waivers")["School"])
    programs, *_, waivers, _school = riverbend.told()
    assert programs == (
        "Programs: The sheet Programs is missing. Put it back under that name; to take its rows "
        "out, delete the rows. [PEX-02]"
    )
    assert waivers == (
        "Waivers B4: The column 'School' is missing. Put a column with the header School back. "
        "[PEX-02]"
    )


def test_merged_cells_are_told_as_a_range(riverbend):
    riverbend["Components"].merge_cells("D6:D7")
    told = (
        "Components D6:D7: These cells are merged into one. Unmerge them, and fill each cell by "
        "itself. [PEX-07]"
    )
    assert told in riverbend.told()


def test_all_mistakes_are_told_at_once_in_the_order_of_the_sheets(riverbend):
    riverbend.put("Values", riverbend.row("Values", Row="poverty"), FY2025="0.1")
    riverbend.put("Components", riverbend.row("Components", Id="arts"), Unit="USD")
    riverbend.put("Counting", riverbend.row("Counting", Name="at_half"), Times="half")
    riverbend.put("Waivers", 5, School=300)
    told = riverbend.told()
    assert [line.split(" ")[0] for line in told] == ["Counting", "Components", "Values", "Waivers"]
    assert riverbend.back().raw is None


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"policy: p\n", ("p.xlsx: The file is not a workbook that Excel can open. Open it in Excel, "
                         "save it as .xlsx, and try again. [PEX-01]")),
        (b"\xd0\xcf\x11\xe0" + bytes(600), ("p.xlsx: The file is protected by a password or label, "
                         "or is an old .xls workbook. Remove the protection, or save it as .xlsx. "
                         "[PEX-01]")),
    ],
    ids=["a text", "an old workbook"],
)  # fmt: skip
def test_files_that_are_no_workbook(data, told):
    came = policy_from_workbook(data, name="p.xlsx")
    assert came.raw is None
    assert [str(finding) for finding in came.findings] == [told]


def test_a_workbook_of_another_kind_is_told_what_it_lacks():
    out = io.BytesIO()
    Workbook().save(out)
    came = policy_from_workbook(out.getvalue(), name="other.xlsx")
    assert came.raw is None
    said = [str(finding) for finding in came.findings if finding.is_fatal]
    assert said == [
        (
            "other.xlsx, Policy: The sheet Policy is missing. Put it back under that name; to take its "
            "rows out, delete the rows. [PEX-02]"
        )
    ]
