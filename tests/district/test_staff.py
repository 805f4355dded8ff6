"""staff.csv and amounts.csv: shares, codes, ids that repeat, dollars."""

from datetime import date
from decimal import Decimal

import pytest

from bsa_xl.budget import FTE_EACH
from bsa_xl.district.staff_tables import MOST_FTE

POSITIONS = "code,title,salary\n1101,Teacher,95000\n2401,Clerk,60000\n"
HEADER = (
    "position_id,school_id,code,fte,program_1,share_1,program_2,share_2,program_3,share_3,status,"
    "ends_on,actual_salary,actual_benefits\n"
)


def staff(read, *rows: str, positions: str | None = POSITIONS):
    return read(positions=positions, staff=HEADER + "".join(f"{row}\n" for row in rows))


def test_every_column_of_a_position_is_read(read):
    result = staff(
        read, '000417,0101,1101,0.6,general,50,title_i,50,,,vacant,2027-06-30,"$101,234.56",30000'
    )
    [position] = result.facts.staff
    assert (position.position_id, position.school_id, position.code) == ("000417", "0101", "1101")
    assert position.fte == Decimal("0.6")
    assert position.shares == (("general", 50), ("title_i", 50))
    assert position.filled is False
    assert position.ends_on == date(2027, 6, 30)
    assert position.actual_salary_cents == 10_123_456
    assert position.actual_benefits_cents == 3_000_000
    assert position.hired is None
    assert result.ids == ["DATA-04"]


def test_the_day_on_which_somebody_was_hired_may_be_supplied(read):
    table = "position_id,school_id,code,fte,hired\nP1,0101,1101,1,2004-09-01\nP2,0101,1101,1,\n"
    assert [each.hired for each in read(positions=POSITIONS, staff=table).facts.staff] == [
        date(2004, 9, 1),
        None,
    ]


def test_one_program_without_a_share_has_all_of_the_position(read):
    [position] = staff(read, "P1,0101,1101,1,general,,,,,,,,,").facts.staff
    assert position.shares == (("general", 100),)
    assert position.filled is True


def test_a_position_without_programs_is_left_to_the_policy(read):
    [position] = staff(read, "P1,0101,1101,1,,,,,,,,,,").facts.staff
    assert position.shares == ()


@pytest.mark.parametrize(
    ("programs", "column", "problem", "remedy", "kind"),
    [
        ("general,50,title_i,40,,", "share_1", "the shares of position P1 come to 90: 50 + 40.",
         "Write whole percents that come to 100.", "DATA-22"),
        ("general,50.5,title_i,49.5,,", "share_1", "'50.5' has decimals.",
         "Write 51, or correct it.", "DATA-08"),
        ("general,0.5,title_i,0.5,,", "share_1", "'0.5' has decimals.",
         "Write 50 if 50 percent are meant.", "DATA-08"),
        ("general,0.333,title_i,0.667,,", "share_1", "'0.333' has decimals.",
         "Write a whole percent such as 50.", "DATA-08"),
        ("general,1,,,,", "share_1", "the shares of position P1 come to 1: 1.",
         "Write 100 for a whole position.", "DATA-22"),
        ("general,50,,50,,", "program_2", "position P1 has no program beside share_2.",
         "Fill in the program and its whole percent.", "DATA-25"),
        ("general,50,title_i,,,", "share_2", "position P1 has no share beside title_i.",
         "Fill in the program and its whole percent.", "DATA-25"),
        ("general,50,general,50,,", "program_1",
         "position P1 names general more than once.",
         "Name each program once, with its whole share.", "DATA-22"),
    ],
)  # fmt: skip
def test_shares_must_be_whole_percents_that_come_to_100(
    read, programs, column, problem, remedy, kind
):
    result = staff(read, f"P1,0101,1101,1,{programs},,,,")
    assert result.said[0] == f"staff.csv, line 2, column {column}: {problem} {remedy} [{kind}]"


def test_a_code_that_the_rate_sheet_lacks_is_refused_with_the_one_that_lost_its_zeros(read):
    positions = "code,title,salary\n0110,Teacher,95000\n"
    result = staff(read, "P1,0101,110,1,,,,,,,,,,", "P2,0101,7777,1,,,,,,,,,,", positions=positions)
    assert result.said == [
        (
            "staff.csv, line 2, column code: '110' is not a code of positions.csv. "
            "Write 0110, or add 110 to positions.csv. [DATA-23]"
        ),
        (
            "staff.csv, line 3, column code: '7777' is not a code of positions.csv. "
            "Add it to positions.csv. [DATA-23]"
        ),
    ]


def test_without_a_rate_sheet_codes_are_not_judged(read):
    assert staff(read, "P1,0101,7777,1,,,,,,,,,,", positions=None).said == []


def test_a_position_id_may_repeat_at_another_school_but_not_at_the_same(read):
    result = staff(
        read,
        "P1,0101,1101,0.5,,,,,,,,,,",
        "P1,0102,1101,0.5,,,,,,,,,,",
        "P1,0101,1101,0.4,,,,,,,,,,",
        "P1,0102,1101,0.5,,,,,,,,,,",
    )
    assert len(result.facts.staff) == 2
    assert result.said == [
        (
            "staff.csv, line 4, column position_id: position P1 0101 differs from line 2, which was "
            "used. Keep the row that is right and remove the other. [DATA-12]"
        ),
        (
            "staff.csv, line 5, column position_id: position P1 0102 is the same as in line 3 and was "
            "used once. Remove one of the two rows. [DATA-11]"
        ),
    ]


@pytest.mark.parametrize("fte", ["2.0001", "3", "12.50"])
def test_data_64_more_fte_than_one_person_has_is_told(read, fte):
    """The Staffing sheet takes 0 to 2 FTE each; more would open as a row that has to be mended."""
    result = staff(read, f"P1,0101,1101,{fte},,,,,,,,,,")
    assert result.facts.staff == ()
    plain = {"12.50": "12.5"}.get(fte, fte)
    assert result.said == [
        (
            f"staff.csv, line 2, column fte: an FTE of {plain} is more than the 2 that one person has. "
            "Write a row for each position, each with a position_id of its own. [DATA-64]"
        )
    ]


def test_as_much_fte_as_staffing_takes_for_one_person_is_read(read):
    result = staff(read, "P1,0101,1101,2,,,,,,,,,,")
    assert [position.fte for position in result.facts.staff] == [MOST_FTE]
    assert FTE_EACH.high == MOST_FTE
    assert result.said == []


@pytest.mark.parametrize(
    ("fte", "said"),
    [
        ("0", "an FTE of 0 is no position. Write its FTE, or remove the row. [DATA-07]"),
        ("", "fte is empty. Write a number such as 0.5. [DATA-25]"),
        ("-1", "'-1' is below zero. Write a number such as 0.5, or 0. [DATA-07]"),
        ("half", "'half' is not a number. Write a number such as 0.5, in digits only. [DATA-03]"),
    ],
)
def test_a_position_without_fte_is_refused(read, fte, said):
    result = staff(read, f"P1,0101,1101,{fte},,,,,,,,,,")
    assert result.facts.staff == ()
    assert result.said == [f"staff.csv, line 2, column fte: {said}"]


def test_names_of_people_are_not_read_and_their_column_is_named(read):
    result = read(staff="position_id,school_id,code,fte,employee_name\nP1,0101,1101,1,Kim Doe\n")
    assert result.said == [
        (
            "staff.csv, line 1, column employee_name: 'employee_name' was not read; this table holds "
            "no names of people. Remove the column. [DATA-13]"
        )
    ]


class TestAmounts:
    HEADER = "school_id,fiscal_year,line,program,amount,source\n"

    def test_dollars_may_be_negative_and_are_kept_in_cents(self, read):
        result = read(
            amounts=self.HEADER
            + "0101,FY2026,transition,general,1250.50,Board Resolution 25-014\n"
            + '0101,FY2026,carryover-2024,title_i,"(99.05)",\n'
        )
        first, second = result.facts.amounts
        assert (first.line, first.program, first.cents) == ("transition", "general", 125_050)
        assert first.source == "Board Resolution 25-014"
        assert second.cents == -9_905
        assert result.ids == ["DATA-04"]

    def test_the_same_line_twice_is_told(self, read):
        row = "0101,FY2026,transition,general,1250.50,\n"
        other = "0101,FY2026,transition,general,1300.00,\n"
        result = read(amounts=self.HEADER + row + row + other)
        assert result.ids == ["DATA-11", "DATA-12"]
        assert [amount.cents for amount in result.facts.amounts] == [125_050]

    def test_an_amount_that_is_missing_is_not_zero(self, read):
        result = read(amounts=self.HEADER + "0101,FY2026,transition,general,,\n")
        assert result.facts.amounts == ()
        assert result.said == [
            (
                "amounts.csv, line 2, column amount: amount is empty. "
                "Write dollars such as 1234.50. [DATA-25]"
            )
        ]


def test_a_fault_of_rows_that_are_alike_is_told_for_each_of_them(read):
    """What a row says is remembered only where nothing had to be told of it."""
    wrong = "0101,1101,1,general,50,title_i,40,,,,,,"
    result = staff(read, f"P1,{wrong}", f"P2,{wrong}", "P3,0101,1101,1,general,100,,,,,,,,")
    assert [line for line in result.said if "come to 90" in line] == [
        f"staff.csv, line {line}, column share_1: the shares of position P{number} come to 90: "
        "50 + 40. Write whole percents that come to 100. [DATA-22]"
        for number, line in ((1, 2), (2, 3))
    ]


def test_rows_that_are_alike_but_for_pay_keep_their_own_pay(read):
    alike = "0101,1101,1,general,100,,,,,,"
    result = staff(read, f"P1,{alike},100000.50,1.25", f"P2,{alike},,", f"P3,{alike},7,0.05")
    paid = [(p.actual_salary_cents, p.actual_benefits_cents) for p in result.facts.staff]
    assert paid == [(10_000_050, 125), (None, None), (700, 5)]
    assert [p.where.line for p in result.facts.staff] == [2, 3, 4]
