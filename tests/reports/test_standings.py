"""Where every school stands, who is missing, whom somebody must talk to, and what is still open."""

from dataclasses import replace

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


def test_filled_positions_that_go_are_listed_closed_ones_first():
    closed = teacher(2, 0, action="close", now_fte_parts=10_000, note="Fewer pupils.")
    vacant = teacher(3, 0, action="Close", now_fte_parts=10_000, filled="vacant")
    less = teacher(4, 5_000, action="Change", now_fte_parts=10_000)
    data = book({"0417": (less, teacher(1), closed, vacant)}).data
    assert [row[:9] for row in rows(data, "Filled positions")] == [
        ("close", "0417", "School 0417", "P2", "Teacher", "0417", 1, 0, 1),
        ("reduce", "0417", "School 0417", "P4", "Teacher", "0417", 1, 0.5, 0.5),
    ]


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
