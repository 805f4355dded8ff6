"""Where every school stands, who is missing, whom somebody must talk to, and what is still open."""

from dataclasses import replace
from decimal import Decimal

import pytest
from support.ledgers import (
    ASH,
    AT,
    ELM,
    ELM_BUDGET,
    OAK,
    OAK_BUDGET,
    SCHOOLS,
    allocation,
    book,
    district,
    policy,
    rows,
    state,
    stored,
    summary,
    teacher,
    whole,
    workbook,
)

from bsa_xl.district import Position, StaffPosition
from bsa_xl.finding import FindingKind, Severity
from bsa_xl.location import Location
from bsa_xl.reports import (
    Standing,
    consolidation_of,
    write_consolidated_book,
)
from bsa_xl.store import Outcome

LEFT_OVER = FindingKind("BAL-02", "Money is left", Severity.WARNING, "It would be lost.")


def test_a_school_that_did_not_answer_has_blanks_and_not_zeros():
    oak, _, ash = rows(book().data, "Schools")
    day = AT.replace(hour=0, minute=0, tzinfo=None)
    assert oak == ("0417", "School 0417", "Elementary", "North", "SFS-1", "accepted", 1, 500_000,
                   500_000, 312_345.67, 187_654.33, 0.6247, 3, 4, day, "0417-receipt", 1, None)  # fmt: skip
    assert ash == ("0419", "School 0419", "High", "South", "SFS-2", "not returned", 1, 500_000,
                   *[None] * 10)  # fmt: skip


def test_the_missing_are_listed_with_whom_to_ask_and_the_day_it_was_due():
    refused = stored(9, "0418", outcome=Outcome.REJECTED, receipt="")
    made = book({"0417": OAK_BUDGET}, more_returns=[refused])
    found = rows(made.data, "Missing")
    assert [row[:3] for row in found] == [
        ("0418", "School 0418", "to be mended"),
        ("0419", "School 0419", "not returned"),
    ]
    assert [f"{row[3]:%Y-%m-%d}" for row in found] == ["2026-02-27"] * 2
    assert [(row[5], row[6]) for row in found] == [
        ("SFS-1", "elm@schools.example"),
        ("SFS-2", "ash@schools.example"),
    ]


def test_summary_says_how_many_there_are_of_each():
    refused = stored(9, "0418", outcome=Outcome.REJECTED, receipt="")
    found = summary(book({"0417": OAK_BUDGET}, more_returns=[refused]).data)
    assert found["Issued"][:3] == (3, None, 1_500_000)
    assert found["Returned"][:3] == (2, None, 1_000_000)
    assert found["Accepted"][:5] == (1, 3, 500_000, 312_345.67, 187_654.33)
    assert found["To be mended"][0] == 1
    assert found["Not returned"][0] == 1
    [verdict] = [row for row in found if row.startswith("FOOTS")]
    assert verdict == "FOOTS TO THE CENT: 31 control totals agree · 2 schools missing"


def test_a_book_without_missing_schools_says_so():
    budgets = {school.school_id: ELM_BUDGET for school in SCHOOLS}
    found = summary(book(budgets).data)
    assert any(row.endswith("no school missing") for row in found)
    assert rows(book(budgets).data, "Missing")[0][0] == "None."


@pytest.mark.parametrize(
    ("issued", "budgets", "returns", "standing"),
    [
        ([workbook("0417")], {"0417": ELM_BUDGET}, [], Standing.ACCEPTED),
        ([workbook("0417", revision=2)], {"0417": ELM_BUDGET}, [], Standing.OLDER_LETTER),
        ([workbook("0417")], {}, [Outcome.REJECTED], Standing.TO_MEND),
        ([workbook("0417")], {}, [Outcome.QUARANTINED], Standing.TO_MEND),
        ([workbook("0417")], {}, [], Standing.NOT_RETURNED),
        ([workbook("0417", is_draft=True)], {}, [], Standing.DRAFT),
        ([], {}, [], Standing.NOT_ISSUED),
    ],
)
def test_where_a_school_stands(issued, budgets, returns, standing):
    refused = [stored(9, "0417", outcome=each, receipt="") for each in returns]
    made = whole(budgets, issued=issued, more_returns=refused)
    [oak] = [each for each in made.schools if each.school_id == "0417"]
    assert oak.standing is standing
    assert len(made.schools) == 3


def test_remarks_tell_of_newer_letters_and_of_later_files_that_were_refused():
    refused = stored(9, "0417", outcome=Outcome.REJECTED, receipt="")
    issued = [workbook("0417", revision=2)]
    made = whole({"0417": ELM_BUDGET}, issued=issued, more_returns=[refused])
    assert made.schools[0].note == (
        "Its budget answers to revision 1, and revision 2 was issued on 2026-01-30. "
        "A later file was refused on 2026-03-02: see Findings."
    )


def test_a_school_that_left_the_district_is_still_in_the_book():
    made = whole(
        {"0417": ELM_BUDGET, "0999": ELM_BUDGET}, issued=[workbook("0417"), workbook("0999")]
    )
    [gone] = [each for each in made.schools if each.school_id == "0999"]
    assert (gone.name, gone.note) == ("", "The school is not in the district's data any more.")
    assert (
        not write_consolidated_book(made, AT).controls[0].foots
    )  # its letter is nobody's allocation


def test_a_centre_stands_with_the_school_that_budgets_for_it():
    centre = replace(ELM, budgeted_with="0417")
    of = district((OAK, centre, ASH))
    issued = [workbook("0417", letter=100_000_000), workbook("0419")]
    made = consolidation_of(state({}, issued=issued), of, policy(), allocation(of, policy()))
    assert [(each.school_id, each.allocated_cents) for each in made.schools] == [
        ("0417", 100_000_000),
        ("0419", 50_000_000),
    ]


TITLES = (
    Position("1100", "Teacher", Location()),
    Position("2400", "Office Technician", Location()),
    Position("2900", "Campus Supervision Aide", Location()),
)


def holds(number, code, fte="1", *, filled=True):
    """A position of School 0417."""
    return StaffPosition(
        f"P{number}", "0417", code, Decimal(fte), (), filled=filled, where=Location()
    )


def filled_rows(*lines, staff=(), schools=SCHOOLS):
    of = district(schools, staff=tuple(staff), positions=TITLES)
    return rows(book({"0417": lines}, of=of).data, "Filled positions")


def test_filled_positions_that_go_are_listed_closed_ones_first():
    closed = teacher(2, 0, action="close", now_fte_parts=10_000, note="Fewer pupils.")
    vacant = teacher(3, 0, action="Close", now_fte_parts=10_000, filled="vacant")
    less = teacher(4, 5_000, action="Change", now_fte_parts=10_000)
    staff = [holds(1, "1100"), holds(2, "1100"), holds(3, "1100", filled=False), holds(4, "1100")]
    assert filled_rows(less, teacher(1), closed, vacant, staff=staff) == [
        ("close", "0417", "School 0417", "P2", "Teacher · 1100", "Teacher", "0417", 1, 0, 1, "close", None,
         "SFS-1", "Fewer pupils."),
        ("reduce", "0417", "School 0417", "P4", "Teacher · 1100", "Teacher", "0417", 1, 0.5, 0.5, "Change",
         None, "SFS-1", None),
    ]  # fmt: skip


def test_rows_that_were_swapped_show_whose_position_it_is_and_that_the_school_says_keep():
    """The technician's row was given the aide's title and FTE, and the aide's the technician's."""
    technician = teacher(
        3, 3_750, label="Campus Supervision Aide", code="2900", now_fte_parts=10_000
    )
    aide = teacher(4, 10_000, label="Office Technician", code="2400", now_fte_parts=3_750)
    found = filled_rows(technician, aide, staff=[holds(3, "2400"), holds(4, "2900", "0.375")])
    assert [(*row[:1], *row[3:6], *row[7:11]) for row in found] == [
        (
            "reduce",
            "P3",
            "Office Technician · 2400",
            "Campus Supervision Aide",
            1,
            0.375,
            0.625,
            "Keep",
        ),
        (
            "retitle",
            "P4",
            "Campus Supervision Aide · 2900",
            "Office Technician",
            0.375,
            1,
            0,
            "Keep",
        ),
    ]


def test_a_filled_position_that_changes_title_or_is_marked_new_at_the_same_fte_is_listed():
    other = teacher(1, label="Office Technician", code="2400", action="Change")
    new = teacher(2, action="New")
    vacant = teacher(3, code="2400", action="New", filled="vacant")
    staff = [holds(1, "1100"), holds(2, "1100"), holds(3, "1100", filled=False)]
    found = filled_rows(new, other, vacant, staff=staff)
    assert [(*row[:1], *row[3:6], row[9], row[10]) for row in found] == [
        ("retitle", "P1", "Teacher · 1100", "Office Technician", 0, "Change"),
        ("marked new", "P2", "Teacher · 1100", "Teacher", 0, "New"),
    ]


def test_a_filled_position_whose_row_was_emptied_is_left_out_and_listed():
    staff = [holds(1, "1100"), holds(2, "1100", "0.5"), holds(3, "1100", filled=False)]
    assert filled_rows(teacher(1), staff=staff) == [
        ("left out", "0417", "School 0417", "P2", "Teacher · 1100", None, "0417", 0.5, 0, 0.5, None, None,
         "SFS-1", None)
    ]  # fmt: skip


def test_a_position_of_a_school_that_did_not_answer_is_not_left_out():
    of = district(staff=(replace(holds(1, "1100"), school_id="0419"),), positions=TITLES)
    assert rows(book({"0417": (teacher(1),)}, of=of).data, "Filled positions")[0][0] == "None."


def test_a_position_that_a_centre_has_stands_in_its_hosts_budget():
    centre = replace(ELM, budgeted_with="0417")
    staff = [
        replace(holds(1, "1100"), school_id="0418"),
        replace(holds(2, "1100"), school_id="0418"),
    ]
    line = teacher(1, stands_at="0418")
    [row] = filled_rows(line, staff=staff, schools=(OAK, centre, ASH))
    assert (row[0], row[1], row[3], row[6]) == ("left out", "0417", "P2", "0418")


def test_a_position_that_staff_csv_has_no_longer_is_told_by_its_fte_alone():
    [row] = filled_rows(teacher(8, 5_000, now_fte_parts=10_000), teacher(9))
    assert (row[0], row[3], row[4]) == ("reduce", "P8", "(not in staff.csv)")


def test_the_first_page_counts_filled_positions_by_what_becomes_of_them():
    staff = [holds(number, "1100") for number in (1, 2, 3)]
    lines = (teacher(1, 0, action="Close", now_fte_parts=10_000), teacher(2, code="2400"))
    of = district(staff=tuple(staff), positions=TITLES)
    found = summary(book({"0417": lines}, of=of).data)
    assert found["Filled positions"][1] == (
        "Filled positions that do not stay as they are. 1 closed, 1 left out, 0 reduced, 1 retitled"
    )


def test_open_findings_are_those_that_somebody_still_has_to_settle():
    where = Location(sheet="Programs", cell="H8")
    left = LEFT_OVER.at(where, "$5.00 is left.", "Plan it.", school_id="0417")
    explained = replace(left, explained="For the spring.", problem="$6.00 is left.")
    known = replace(left, severity=Severity.INFORMATIONAL, problem="$7.00 is left.")
    fatal = replace(left, severity=Severity.FATAL, problem="$8.00 is left.", school_id="")
    superseded = stored(1, "0417", outcome=Outcome.SUPERSEDED, findings=(fatal,))
    current = stored(2, "0417", ELM_BUDGET, findings=(left, explained, known))
    refused = stored(3, "0418", outcome=Outcome.REJECTED, findings=(fatal,), receipt="")
    nobody = stored(4, "", outcome=Outcome.QUARANTINED, findings=(fatal,),
                    file_name="photo.jpg", receipt="")  # fmt: skip
    made = whole(
        {"0417": ELM_BUDGET},
        current=(current,),
        history=(superseded, current, refused),
        unidentified=(nobody,),
    )
    data = write_consolidated_book(made, AT).data
    found = [row for row in rows(data, "Findings") if row[1] == "BAL-02"]
    assert [(row[0], row[2], row[4], row[5]) for row in found] == [
        ("fatal", "0418", "0418 budget.xlsx, Programs H8", "$8.00 is left."),
        ("fatal", None, "photo.jpg, Programs H8", "$8.00 is left."),
        ("warning", "0417", "0417 budget.xlsx, Programs H8", "$5.00 is left."),
    ]
