"""counts.csv: years and measures, what is missing, what is suppressed, what cannot be."""

from decimal import Decimal

import pytest

from bsa_xl.district import CountState
from bsa_xl.fiscal_year import FiscalYear

FY2026 = FiscalYear(2026)
HEADER = "school_id,fiscal_year,measure,enrollment,el\n"


def table(read, *rows: str, header: str = HEADER):
    return read(counts=header + "".join(f"{row}\n" for row in rows))


def test_each_year_and_measure_is_a_table_of_its_own(read):
    result = table(
        read,
        "0101,FY2026,projected,398,41",
        "0102,FY2026,projected,700.5,12.25",
        "0101,FY2025,norm_day,401,40",
    )
    assert result.said == []
    assert list(result.facts.counts) == [(FY2026, "projected"), (FiscalYear(2025), "norm_day")]
    projected = result.facts.table(FY2026, "projected")
    assert projected.school_ids == ("0101", "0102")
    assert projected.count("0102", "enrollment") == Decimal("700.5")
    assert projected.count("0102", "el") == Decimal("12.25")
    assert str(projected.where("0102", "el")) == "counts.csv, line 3, column el"


def test_empty_is_not_supplied_star_is_suppressed_and_neither_is_zero(read):
    projected = table(
        read,
        "0101,FY2026,projected,398,",
        "0102,FY2026,projected,700,*",
        "0203,FY2026,projected,1,0",
    ).facts.table(FY2026, "projected")
    assert projected.count("0101", "el") is CountState.NOT_SUPPLIED
    assert projected.count("0102", "el") is CountState.SUPPRESSED
    assert projected.count("0203", "el") == 0
    assert list(projected.columns["el"].scaled) == [0, 0, 0]
    assert list(projected.columns["el"].state) == [1, 2, 0]


def test_a_group_without_any_count_is_left_out_of_its_table(read):
    result = table(read, "0101,FY2026,projected,398,", "0101,FY2025,norm_day,401,40")
    assert set(result.facts.table(FY2026, "projected").columns) == {"enrollment"}
    assert set(result.facts.table(FiscalYear(2025), "norm_day").columns) == {"enrollment", "el"}


def test_cnt_01_names_the_cell_and_both_numbers(read):
    result = table(
        read,
        "0101,FY2026,projected,398,398",  # exactly on the line
        "0102,FY2026,projected,398,398.5",
        "0203,FY2026,projected,,41",  # no enrollment, no bound
    )
    [finding] = result.findings
    assert str(finding) == (
        "counts.csv, line 3, column el: el is 398.5, more than the enrollment of 398 at school "
        "0102 (FY2026, projected). Correct whichever of the two is wrong. [CNT-01]"
    )
    assert finding.school_id == "0102"
    assert finding.is_fatal


@pytest.mark.parametrize("cell", ["*", ""])
def test_cnt_01_is_silent_where_a_number_is_not_known(read, cell):
    assert (
        table(read, f"0101,FY2026,projected,398,{cell}", f"0102,FY2026,projected,{cell},41").said
        == []
    )


def test_a_school_that_lost_its_zeros_is_proposed(read):
    result = table(read, "101,FY2026,projected,398,41")
    assert result.said == [
        (
            "counts.csv, line 2, column school_id: '101' is not a school, but 0101 is. "
            "Write 0101, and format the column as Text. [DATA-09]"
        )
    ]
    assert result.facts.counts == {}


def test_a_school_id_in_short_form_is_proposed_where_only_one_school_fits(read):
    result = read(
        schools="school_id,name\n123000,Alder\n456000,Birch\n",
        counts=HEADER + "1.23E+05,FY2026,projected,398,41\n9.99E+05,FY2026,projected,398,41\n",
    )
    assert result.said == [
        (
            "counts.csv, line 2, column school_id: a spreadsheet made a number in short form of "
            "'1.23E+05'. Write 123000 if that is the school, and format the column as Text. [DATA-09]"
        ),
        (
            "counts.csv, line 3, column school_id: a spreadsheet made a number in short form of "
            "'9.99E+05'. Format the column as Text and type the code again. [DATA-09]"
        ),
    ]


def test_an_unknown_school_gets_a_proposal_only_where_one_id_alone_is_near(read):
    result = read(
        schools="school_id,name\nALDER-01,Alder\n0102,Birch\n0103,Cedar\n",
        counts=HEADER
        + "ALDR-01,FY2026,projected,398,41\n0104,FY2026,projected,398,41\n"
        + "Total,FY2026,projected,398,41\n",
    )
    assert result.said == [
        (
            "counts.csv, line 2, column school_id: 'ALDR-01' is not a school of schools.csv. "
            "Write ALDER-01 if that is the school, or add 'ALDR-01' to schools.csv. [DATA-10]"
        ),
        (
            "counts.csv, line 3, column school_id: '0104' is not a school of schools.csv. "
            "Correct the id, or add the school. [DATA-10]"
        ),
        (
            "counts.csv, line 4, column school_id: 'Total' is not a school of schools.csv. "
            "Remove rows of totals. [DATA-10]"
        ),
    ]


def test_the_same_counts_twice_are_used_once_and_others_refused_by_the_groups_that_differ(read):
    result = table(
        read,
        "0101,FY2026,projected,398,41",
        "0101,FY2026,projected,398,41",
        "0101,FY2026,projected,399,42",
    )
    assert result.said == [
        (
            "counts.csv, line 3, column school_id: the counts of 0101, FY2026, projected are the same "
            "as in line 2 and were used once. Remove one of the two rows. [DATA-11]"
        ),
        (
            "counts.csv, line 4, column school_id: the counts of 0101, FY2026, projected differ from "
            "line 2 in enrollment and el. Keep the row that is right and remove the other. [DATA-12]"
        ),
    ]
    assert result.facts.table(FY2026, "projected").count("0101", "enrollment") == 398


@pytest.mark.parametrize(
    ("year", "remedy"),
    [
        ("2026", "Write FY2026 for 2025-26."),
        ("2025-26", "Write FY2026 for 2025-26."),
        ("FY26", "Write FY2026 for 2025-26."),
        ("next year", "Write FY2026 for 2025-26."),
    ],
)
def test_a_year_in_other_words_is_refused_with_a_proposal(read, year, remedy):
    assert table(read, f"0101,{year},projected,398,41").said == [
        f"counts.csv, line 2, column fiscal_year: '{year}' is not a fiscal year. {remedy} [DATA-36]"
    ]


def test_a_measure_that_looks_misspelt_is_kept_and_said(read):
    result = table(read, "0101,FY2026,projcted,398,41")
    assert result.said == [
        (
            "counts.csv, line 2, column measure: 'projcted' is read as a measure of its own. "
            "Write projected if that is what it is. [DATA-41]"
        )
    ]


def test_measures_may_be_written_as_people_do(read):
    assert (FY2026, "norm_day") in table(read, "0101,FY2026,Norm Day,398,41").facts.counts


def test_a_column_of_words_is_left_out_once_and_not_refused_cell_by_cell(read):
    header = "school_id,school_name,principal,fiscal_year,measure,enrollment\n"
    result = table(read, "0101,Alder,M. Ortiz,FY2026,projected,398", header=header)
    assert result.said == [
        (
            "counts.csv, line 1, column school_name: column school_name holds no counts and was not "
            "read. Remove it, or check its cells. [DATA-13]"
        ),
        (
            "counts.csv, line 1, column principal: column principal holds no counts and was not read. "
            "Remove it, or check its cells. [DATA-13]"
        ),
    ]
    assert set(result.facts.table(FY2026, "projected").columns) == {"enrollment"}


def test_thousands_commas_are_told_once_a_column(read):
    result = table(read, '0101,FY2026,projected,"1,329 ",41', '0102,FY2026,projected,"1,767",12')
    assert result.said == [
        (
            "counts.csv, line 2, column enrollment: '1,329' was read as 1329; 1 more cell of this "
            "column likewise. Write plain digits such as 1329 to be sure. [DATA-04]"
        )
    ]


def test_the_example_of_the_manual(read):
    assert table(read, '0101,FY2026,projected,"1,2O9",41').said == [
        (
            "counts.csv, line 2, column enrollment: '1,2O9' is not a number. "
            "Write digits only, such as 1209. [DATA-03]"
        )
    ]


def test_who_vouches_for_a_count_is_kept(read):
    header = "school_id,fiscal_year,measure,enrollment,count_date,source,certified_by\n"
    result = table(
        read, "0101,FY2026,census,398,2025-10-01,CALPADS,Registrar", "0102,FY2026,census,700,,,",
        header=header,
    )  # fmt: skip
    assert result.said == []
    first, second = result.facts.table(FY2026, "census").origins
    assert (str(first.count_date), first.source, first.certified_by) == (
        "2025-10-01", "CALPADS", "Registrar",
    )  # fmt: skip
    assert (second.count_date, second.source) == (None, "")


def test_a_refused_count_is_not_supplied_and_the_rest_of_its_row_is_used(read):
    projected = table(read, "0101,FY2026,projected,398,-3").facts.table(FY2026, "projected")
    assert projected.count("0101", "enrollment") == 398


def test_looking_a_school_up_does_not_walk_the_table(read):
    projected = table(read, "0101,FY2026,projected,398,41").facts.table(FY2026, "projected")
    assert projected.row("0101") == 0
    assert "0101" in projected
    assert "0999" not in projected
    with pytest.raises(KeyError):
        projected.row("0999")
