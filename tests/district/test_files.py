"""CSV files as people really send them: separators, quotation marks, headers, ragged rows."""

import pytest

HEADER = "school_id,fiscal_year,measure,enrollment,el\n"


def counts(*rows: str) -> str:
    return HEADER + "".join(f"{row}\n" for row in rows)


def test_a_clean_folder_is_read_without_a_word(read):
    result = read(counts=counts("0101,FY2026,projected,398,41"))
    assert result.said == []
    assert [school.school_id for school in result.facts.schools] == ["0101", "0102", "0203"]


@pytest.mark.parametrize(("separator", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_files_of_other_countries_are_read_and_said(read, separator, name):
    text = counts("0101,FY2026,projected,398,41").replace(",", separator)
    result = read(counts=text)
    assert result.said == [
        (
            f"counts.csv: the columns are separated by {name} and were read so. "
            "Save it as 'CSV UTF-8 (Comma delimited)' to be sure. [DATA-26]"
        )
    ]
    assert result.facts.counts


def test_excels_own_first_line_names_the_separator(read):
    result = read(counts="sep=;\r\n" + counts("0101,FY2026,projected,398,41").replace(",", ";"))
    assert result.ids == ["DATA-26"]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_kind_of_line_end_is_read(read, end):
    assert read(counts=counts("0101,FY2026,projected,398,41").replace("\n", end)).said == []


def test_a_line_break_inside_quotation_marks_stays_in_its_cell_and_lines_are_still_right(read):
    schools = 'school_id,name\n0101,"Alder\nElementary"\n0102,Birch\n0102,Beech\n'
    result = read(schools=schools)
    assert result.facts.schools[0].name == "Alder Elementary"
    assert result.said == [
        (
            "schools.csv, line 5, column school_id: school 0102 differs from line 4, which was used. "
            "Keep the row that is right and remove the other. [DATA-12]"
        )
    ]


def test_an_open_quotation_mark_costs_one_row_and_not_the_rest(read):
    schools = 'school_id,name\n0101,"Alder\n0102,Birch "Middle"\n0203,Cedar\n'
    result = read(schools=schools)
    assert result.said[0] == (
        "schools.csv, line 2: a quotation mark in this row is not closed, so the row was not read. "
        "Remove the mark or close it. [DATA-18]"
    )
    assert [school.school_id for school in result.facts.schools] == ["0102", "0203"]


def test_blank_rows_and_the_empty_tail_that_excel_leaves_are_nothing(read):
    text = counts("", "0101,FY2026,projected,398,41", " , ,,,", ",,,,")
    assert read(counts=text).said == []


def test_a_title_above_the_header_is_passed_over_and_said(read):
    text = "Projected enrollment 2025-26,,,,\n\n" + counts("0101,FY2026,projected,398,41")
    assert read(counts=text).said == [
        (
            "counts.csv, line 3: the header is taken from line 3; 'Projected enrollment 2025-26' above "
            "it was not read. Make the header the first line. [DATA-19]"
        )
    ]


def test_names_of_columns_may_be_written_as_people_do(read):
    text = "School ID,Fiscal-Year, Measure ,Enrollment\n0101,FY2026,projected,398\n"
    assert read(counts=text).said == []


def test_a_missing_column_names_the_one_that_was_probably_meant(read):
    text = "school_id,fiscal_yeer,measure,enrollment\n0101,FY2026,projected,398\n"
    result = read(counts=text)
    assert (
        "counts.csv, line 1, column fiscal_year: the column fiscal_year is missing. "
        "Rename 'fiscal_yeer' to fiscal_year. [DATA-14]"
    ) in result.said
    assert result.facts.counts == {}


def test_a_misspelt_column_is_kept_and_the_known_one_suggested(read):
    schools = "school_id,name,level,regon\n0101,Alder,elementary,North\n"
    result = read(schools=schools)
    assert result.said == [
        (
            "schools.csv, line 1, column regon: 'regon' is read as one more attribute. "
            "Call it region if that is what it is. [DATA-13]"
        )
    ]
    assert result.facts.schools[0].field_text("regon") == "North"


def test_a_column_that_a_closed_table_does_not_know_is_said(read):
    text = "code,title,salary,colour\n1101,Teacher,95000,red\n"
    assert read(positions=text).said == [
        (
            "positions.csv, line 1, column colour: 'colour' is not a column of this table and was not "
            "read. Use class, unit, basis, hours, months, flat_cost, salary_object, function, goal, "
            "fte_step or programs_allowed, or remove it. [DATA-13]"
        )
    ]


def test_a_column_given_twice_is_refused_once(read):
    text = "school_id,fiscal_year,measure,el,EL\n0101,FY2026,projected,41,42\n"
    result = read(counts=text)
    assert result.said == [
        (
            "counts.csv, line 1, column el: two columns are called el; the first was read. "
            "Remove one of them. [DATA-15]"
        )
    ]


def test_values_under_no_name_are_said(read):
    text = "school_id,fiscal_year,measure,el,\n0101,FY2026,projected,41,42\n"
    assert read(counts=text).said == [
        (
            "counts.csv, line 2: column 5 has the value '42' but no name. "
            "Name the column in the header, or remove it. [DATA-39]"
        )
    ]


def test_a_row_longer_than_the_header_is_refused(read):
    result = read(counts=counts("0101,FY2026,projected,1,329,41"))
    assert result.said[0] == (
        "counts.csv, line 2: the row has 6 values for 5 columns, '41' last. "
        "Put quotation marks around a value that holds a comma. [DATA-16]"
    )


def test_a_row_shorter_than_the_header_is_filled_up_and_said(read):
    result = read(counts=counts("0101,FY2026,projected,398"))
    assert result.said == [
        (
            "counts.csv, line 2: the row has 4 values for 5 columns; the rest is not supplied. "
            "Look for a line break inside a value, and mend the row. [DATA-17]"
        )
    ]


def test_an_empty_table_says_what_to_write(read):
    assert read(counts="").said == [
        (
            "counts.csv: the table is empty. "
            "Write the columns school_id, fiscal_year and measure in its first line. [DATA-14]"
        )
    ]


def test_a_file_under_a_misspelt_name_is_named(read):
    assert read(count=counts("0101,FY2026,projected,398,41")).said == [
        (
            "count.csv: this file is none of the district's tables and was not read. "
            "Call it counts if that is what it is. [DATA-34]"
        )
    ]


def test_capitals_in_the_name_of_a_file_do_not_matter(read):
    assert read(COUNTS=counts("0101,FY2026,projected,398,41")).facts.counts


def test_the_zeros_of_codes_written_for_excel_are_kept(read):
    text = 'school_id,fiscal_year,measure,el\n="0101",FY2026,projected,41\n'
    assert read(counts=text).said == []


def test_every_fault_is_told_at_once(read):
    text = counts(
        "0101,FY2026,projected,x,41", "0999,FY2026,projected,398,41", "0102,2026,projected,1,1"
    )
    result = read(counts=text, positions="code,title,salary\n1101,,abc\n")
    assert result.ids == ["DATA-03", "DATA-25", "DATA-03", "DATA-10", "DATA-36"]


def test_a_fault_of_a_whole_column_is_told_a_hundred_times_and_then_counted(read):
    rows = [f"9{number:03d},FY2026,projected,398,41" for number in range(150)]
    result = read(counts=counts(*rows))
    assert result.ids == ["DATA-10"] * 101
    assert "; 49 more cells of this column likewise." in result.said[-1]


def test_the_hash_of_every_file_is_kept(read):
    result = read(counts=counts("0101,FY2026,projected,398,41"))
    names = [file.name for file in result.facts.inputs]
    assert names == ["counts.csv", "district.yaml", "schools.csv"]
    # by sha256sum, of the line 'name: Riverbend Unified School District'
    assert result.facts.inputs[1].sha256 == (
        "1d65cd6fad9ae434c5c55e426646099396bd580a234e9ed749c2a6e031b61091"
    )
    assert result.facts.inputs[1].size == len("name: Riverbend Unified School District\n")
