"""schools.csv: ids, attributes, hosts, dates, words."""

from datetime import date

import pytest


def test_every_column_of_a_school_is_read(read):
    [school] = read(
        schools=(
            "school_id,name,level,grades,model,opened,closes_on,site_code,region,board_district,"
            "specialist,mailbox,budgeted_with,title_i,magnet\n"
            "0101,Alder,elementary,K-5,pilot,2001-07-01,2027-06-30,0007,North,4,M. Ortiz,"
            "alder@riverbend.example,,yes,no\n"
        )
    ).facts.schools
    assert (school.school_id, school.name, school.level) == ("0101", "Alder", "elementary")
    assert (school.grades, school.model, school.site_code) == ("K-5", "pilot", "0007")
    assert (school.opened, school.closes_on) == (date(2001, 7, 1), date(2027, 6, 30))
    assert (school.region, school.board_district) == ("North", "4")
    assert (school.specialist, school.mailbox) == ("M. Ortiz", "alder@riverbend.example")
    assert school.title_i is True
    assert school.attributes == {"magnet": "no"}
    assert str(school.where) == "schools.csv, line 2"


def test_a_district_without_schools_is_none(read):
    result = read(schools=None)
    assert result.district is None
    assert result.said == [
        (
            "schools.csv: the district has no school. "
            "Write schools.csv with a row for each school: its school_id and name. [DATA-30]"
        )
    ]


def test_an_identical_school_is_used_once_and_a_contradicting_one_refused(read):
    result = read(schools="school_id,name\n0101,Alder\n0101,Alder\n0101,Elder\n")
    assert result.said == [
        (
            "schools.csv, line 3, column school_id: school 0101 is the same as in line 2 and was used "
            "once. Remove one of the two rows. [DATA-11]"
        ),
        (
            "schools.csv, line 4, column school_id: school 0101 differs from line 2, which was used. "
            "Keep the row that is right and remove the other. [DATA-12]"
        ),
    ]
    assert [school.name for school in result.facts.schools] == ["Alder"]


@pytest.mark.parametrize(
    ("school_id", "problem", "remedy"),
    [
        ("1.23E+05", "a spreadsheet made a number in short form of '1.23E+05'.",
         "Format the column as Text and type the code again."),
        ("3-Jan", "a spreadsheet made a date of '3-Jan'.",
         "Format the column as Text and type the code again."),
        ("417.0", "a spreadsheet made a number with decimals of '417.0'.",
         "Write 417, and format the column as Text."),
    ],
)  # fmt: skip
def test_an_id_that_excel_mangled_is_refused(read, school_id, problem, remedy):
    result = read(schools=f"school_id,name\n{school_id},Alder\n0102,Birch\n")
    assert result.said == [f"schools.csv, line 2, column school_id: {problem} {remedy} [DATA-09]"]
    assert [school.school_id for school in result.facts.schools] == ["0102"]


def test_an_id_shorter_than_all_others_has_probably_lost_its_zeros(read):
    rows = "".join(f"01{number:02d},School {number}\n" for number in range(10, 30))
    result = read(schools=f"school_id,name\n{rows}107,Alder\n")
    assert result.said == [
        (
            "schools.csv, line 22, column school_id: '107' is shorter than the other ids, of 4 digits. "
            "Write 0107 if its zeros were lost. [DATA-40]"
        )
    ]


def test_ids_of_several_lengths_are_nobodys_fault(read):
    assert read(schools="school_id,name\n7,Alder\n12,Birch\n103,Cedar\n").said == []


def test_an_invisible_character_is_taken_out_and_said(read):
    result = read(schools="school_id,name\n0101,Al\u202eder\x07\n")
    assert result.facts.schools[0].name == "Alder"
    assert result.said == [
        (
            "schools.csv, line 2, column name: an invisible character (U+202E) was taken out of "
            "'Alder'. Type the text again. [DATA-20]"
        )
    ]


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(read):
    result = read(schools="school_id,name\n0101,=HYPERLINK(x)\n")
    assert result.facts.schools[0].name == "HYPERLINK(x)"
    assert result.said == [
        (
            "schools.csv, line 2, column name: '=HYPERLINK(x)' begins like a formula and was read as "
            "'HYPERLINK(x)'. Remove the sign at the front. [DATA-20]"
        )
    ]


def test_letters_saved_in_the_wrong_encoding_are_proposed(read):
    result = read(schools="school_id,name\n0101,PeÃ±a Elementary\n0102,Pe\ufffda\n")
    assert result.said == [
        (
            "schools.csv, line 2, column name: 'PeÃ±a Elementary' looks like 'Peña Elementary' saved "
            "in the wrong encoding. Write Peña Elementary. [DATA-37]"
        ),
        (
            "schools.csv, line 3, column name: a letter of 'Pe\ufffda' was lost when the file was "
            "saved. Type the text again. [DATA-37]"
        ),
    ]


def test_a_word_outside_the_list_is_refused_with_the_nearest(read):
    result = read(schools="school_id,name,model,title_i\n0101,Alder,formla,maybe\n")
    assert result.said == [
        "schools.csv, line 2, column model: 'formla' is not known here. Write formula. [DATA-24]",
        (
            "schools.csv, line 2, column title_i: 'maybe' is neither yes nor no. Write yes or no. "
            "[DATA-24]"
        ),
    ]


def test_a_date_that_may_be_two_is_refused_with_both(read):
    result = read(schools="school_id,name,opened\n0101,Alder,7/1/2025\n")
    assert result.said == [
        (
            "schools.csv, line 2, column opened: '7/1/2025' is not a date that can be read with "
            "certainty. Write 2025-07-01 or 2025-01-07. [DATA-21]"
        )
    ]


def test_dates_of_a_column_with_one_certain_date_are_read_and_said_once(read):
    result = read(schools="school_id,name,opened\n0101,A,7/1/2025\n0102,B,8/31/2020\n")
    assert [school.opened for school in result.facts.schools] == [
        date(2025, 7, 1),
        date(2020, 8, 31),
    ]
    assert result.said == [
        (
            "schools.csv, line 2, column opened: '7/1/2025' was read as 2025-07-01; 1 more cell of "
            "this column likewise. Write 2025-07-01 to be sure. [DATA-38]"
        )
    ]


def test_a_school_cannot_close_before_it_opens(read):
    result = read(schools="school_id,name,opened,closes_on\n0101,A,2025-07-01,2024-06-30\n")
    assert result.said == [
        (
            "schools.csv, line 2, column closes_on: the school closes on 2024-06-30, before it opened "
            "on 2025-07-01. Correct one of the two dates. [DATA-43]"
        )
    ]


def test_a_centre_keeps_only_a_host_that_has_a_workbook_of_its_own(read):
    result = read(
        schools=(
            "school_id,name,budgeted_with\n0101,Alder,\n0102,Annex,0101\n0103,Loop,0103\n"
            "0104,Chain,0102\n0105,Lost,101\n0106,Nobody,0999\n"
        )
    )
    assert [school.budgeted_with for school in result.facts.schools] == ["", "0101", "", "", "", ""]
    assert result.said == [
        (
            "schools.csv, line 4, column budgeted_with: 0103 is named as its own host. "
            "Leave the cell empty. [DATA-42]"
        ),
        (
            "schools.csv, line 5, column budgeted_with: the host 0102 is itself budgeted with 0101. "
            "Name 0101 as the host, or leave the cell empty. [DATA-42]"
        ),
        (
            "schools.csv, line 6, column budgeted_with: '101' is not a school, but 0101 is. "
            "Write 0101, and format the column as Text. [DATA-09]"
        ),
        (
            "schools.csv, line 7, column budgeted_with: '0999' is not a school of schools.csv. "
            "Correct the id, or add the school. [DATA-10]"
        ),
    ]


def test_a_required_value_that_is_empty_is_said(read):
    result = read(schools="school_id,name\n,Alder\n0102,\n")
    assert result.said == [
        "schools.csv, line 2, column school_id: school_id is empty. Fill in school_id. [DATA-25]",
        "schools.csv, line 3, column name: name is empty. Fill in name. [DATA-25]",
    ]
    assert [school.name for school in result.facts.schools] == ["0102"]


def test_a_school_may_be_called_none(read):
    assert read(schools="school_id,name\n0101,None\n").facts.schools[0].name == "None"


STRIPPED = "school_id,name,budgeted_with\n101,Alder,\n102,Birch,101\n1203,Cedar,\n"
ROWS = {
    "counts": (
        "school_id,fiscal_year,measure,el\n0101,FY2026,census,10\n0102,FY2026,census,20\n"
        "1203,FY2026,census,30\n"
    ),
    "amounts": "school_id,fiscal_year,line,amount\n0101,FY2026,other,5\n0102,FY2026,other,6\n",
}


def test_ids_of_schools_csv_alone_that_lost_their_zeros_are_told_once_and_there(read):
    result = read(schools=STRIPPED, **ROWS)
    assert result.said == [
        (
            "schools.csv, line 2, column school_id: '101' is 0101 in counts.csv and amounts.csv; "
            "1 more cell of this column likewise. Write 0101, and format the column as Text. [DATA-09]"
        )
    ]
    assert [(each.school_id, each.budgeted_with) for each in result.facts.schools] == [
        ("0101", ""), ("0102", "0101"), ("1203", ""),
    ]  # fmt: skip


def test_two_tables_that_lost_their_zeros_are_told_each_in_its_place(read):
    staff = "position_id,school_id,code,fte\nP1,0101,T,1\nP2,0102,T,1\n"
    stripped = ROWS["counts"].replace("\n0", "\n")
    result = read(schools=STRIPPED, counts=stripped, amounts=ROWS["amounts"], staff=staff)
    assert result.said == [
        (
            "schools.csv, line 2, column school_id: '101' is 0101 in amounts.csv and staff.csv; "
            "1 more cell of this column likewise. Write 0101, and format the column as Text. [DATA-09]"
        ),
        (
            "counts.csv, line 2, column school_id: '101' is not a school, but 0101 is. "
            "Write 0101, and format the column as Text. [DATA-09]"
        ),
        (
            "counts.csv, line 3, column school_id: '102' is not a school, but 0102 is. "
            "Write 0102, and format the column as Text. [DATA-09]"
        ),
    ]


def test_a_table_that_alone_has_zeros_in_front_is_told_itself(read):
    counts = ROWS["counts"].replace("\n0", "\n")
    result = read(schools=STRIPPED, counts=counts, amounts=ROWS["amounts"])
    assert [finding.where.file for finding in result.findings] == ["amounts.csv"] * 2
    assert result.said[0] == (
        "amounts.csv, line 2, column school_id: '0101' is not a school, but 101 is. "
        "Write 101, and format the column as Text. [DATA-09]"
    )


def test_two_schools_that_differ_in_zeros_alone_keep_their_ids(read):
    result = read(
        schools="school_id,name\n101,Alder\n0101,Birch\n",
        counts="school_id,fiscal_year,measure,el\n101,FY2026,census,1\n0101,FY2026,census,2\n",
    )
    assert result.said == []
    assert [each.school_id for each in result.facts.schools] == ["101", "0101"]


def test_a_school_that_tables_write_with_different_zeros_is_not_guessed_at(read):
    result = read(
        schools="school_id,name\n101,Alder\n",
        counts="school_id,fiscal_year,measure,el\n0101,FY2026,census,1\n",
        amounts="school_id,fiscal_year,line,amount\n00101,FY2026,other,5\n",
    )
    assert [finding.where.file for finding in result.findings] == ["counts.csv", "amounts.csv"]
