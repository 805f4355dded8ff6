"""Each sort of edit changes its own lines of the policy's file and leaves every other one alone."""

import pytest


def test_a_changed_number_changes_its_digits_alone(riverbend):
    row = riverbend.row("Values", Row="english-learner")
    riverbend.put("Values", row, FY2026=0.26)
    assert riverbend.changed_lines() == [
        "-     values: {FY2025: 0.20, FY2026: 0.24}",
        "+     values: {FY2025: 0.20, FY2026: 0.26}",
    ]
    [change] = riverbend.back().changes
    assert str(change) == "Values J10: component 'english-learner', values FY2026: 0.24 -> 0.26"


def test_a_number_that_is_typed_again_with_other_digits_keeps_its_spelling(riverbend):
    riverbend.put("Values", riverbend.row("Values", Row="gifted"), FY2025=120.5)
    riverbend.put("Values", riverbend.row("Values", Row="foundation"), FY2026=221500)
    came = riverbend.back()
    assert (came.raw, came.changes) == (riverbend.raw, ())


def test_a_further_year_is_written_as_its_neighbors_are(riverbend):
    riverbend.put("Values", riverbend.row("Values", Row="foundation"), FY2027=225000)
    riverbend.put("Values", riverbend.row("Values", Sheet="Policy"), FY2027=5400.5)
    assert riverbend.changed_lines() == [
        "+     FY2027: 5400.5",
        "-     values: {FY2025: 215_000, FY2026: 221_500}",
        "+     values: {FY2025: 215_000, FY2026: 221_500, FY2027: 225_000}",
    ]


def test_a_year_column_that_was_added_is_read(riverbend):
    sheet = riverbend["Values"]
    sheet.cell(4, sheet.max_column + 1).value = "FY2031"
    riverbend.put("Values", riverbend.row("Values", Row="poverty"), FY2031=0.12)
    assert riverbend.changed_lines() == [
        "-     values: {FY2025: 0.10}",
        "+     values: {FY2025: 0.10, FY2031: 0.12}",
    ]


def test_the_word_ends_ends_a_value_and_an_empty_cell_takes_an_entry_out(riverbend):
    riverbend.put("Values", riverbend.row("Values", Row="gifted"), FY2026="ends")
    riverbend.put("Values", riverbend.row("Values", Row="grade-9-transition"), FY2026=None)
    assert riverbend.changed_lines() == [
        "-     values: {FY2024: 310, FY2026: null}        # discontinued from FY2026",
        "+     values: {FY2024: 310}        # discontinued from FY2026",
        "-     values: {FY2025: 120.50}",
        "+     values: {FY2025: 120.50, FY2026: null}",
    ]


def test_a_years_own_source_and_an_assumption_are_written_beside_its_value(riverbend):
    base = riverbend.row("Values", Sheet="Policy")
    riverbend.put("Values", base, FY2026_source=None)
    row = riverbend.row("Values", Row="poverty")
    riverbend.put("Values", row, FY2025_source="Assumption", FY2026=0.11)
    riverbend.put("Values", row, FY2026_source="Budget Manual p. 14")
    riverbend.put("Policy", riverbend.row("Policy", Setting="Status"), Value="draft")
    riverbend.put("Policy", riverbend.row("Policy", Setting="Adopted on"), Value=None)
    riverbend.put("Policy", riverbend.row("Policy", Setting="Resolution"), Value=None)
    assert riverbend.changed_lines() == [
        "- status: adopted",
        "- adopted_on: 2025-02-11",
        "- resolution: Board Resolution 25-014",
        "+ status: draft",
        "-     FY2026: {value: 5275, source: {title: Board Resolution 25-014, section: Table 1}}",
        "+     FY2026: 5275",
        "-     values: {FY2025: 0.10}",
        (
            "+     values: {FY2025: {value: 0.10, assumption: true}, "
            "FY2026: {value: 0.11, source: {title: Budget Manual, section: p. 14}}}"
        ),
    ]


def test_a_new_component_with_its_source_numbers_and_gate(riverbend):
    riverbend.add("Sources", Name="New", Title="Board Resolution 26-001", Section="item 2")
    row = riverbend.add(
        "Components", Id="newcomer", Kind="weight", Label="Newcomers, year 1", Program="general",
        Unit="share of base", Source="New", Counts="newcomer",
    )  # fmt: skip
    riverbend.cell("Components", row, "Schools: where").value = "level = High, Middle; region = 04"
    riverbend.add("Values", Sheet="Components", Row="newcomer", FY2027=0.31)
    assert riverbend.changed_lines() == [
        "+ ",
        "+   - id: newcomer",
        "+     kind: weight",
        "+     label: Newcomers, year 1",
        "+     program: general",
        "+     unit: share of base",
        "+     counts: newcomer",
        '+     schools: {where: {level: [High, Middle], region: ["04"]}}',
        "+     source: {title: Board Resolution 26-001, section: item 2}",
        "+     values: {FY2027: 0.31}",
    ]


def test_parts_are_added_to_the_list_that_they_name(riverbend):
    span = {"Id": "tk", "Label": "Transitional kindergarten", "Counts": "tk"}
    riverbend.add("Parts", Sheet="Components", Row="base", Part="spans", **span)
    riverbend.add("Parts", Sheet="Components", Row="arts", Part="claims", Counts="el")
    riverbend.add("Values", Sheet="Components", Row="base", Part="spans: tk", FY2027=1.2)
    riverbend.add("Values", Sheet="Components", Row="arts", Part="claims: el", FY2027=0.7)
    assert riverbend.changed_lines() == [
        "+       - {id: tk, label: Transitional kindergarten, counts: tk, values: {FY2027: 1.2}}",
        "+       - {counts: el, weight: {FY2027: 0.7}}",
    ]


def test_rows_of_every_other_sheet_are_added_below_the_last_one(riverbend):
    riverbend.add("Counting", Name="both", Label="EL or foster", Sum="el, foster")
    riverbend.add("Checks", Rule="BAL-03", Limits="at_most = 0.5")
    riverbend.add("Waivers", Rule="BAL-01", School="0301", Authority="Budget Manual p. 14")
    riverbend.add("Programs", Id="grant", Title="A grant: new", Fund="02", Restricted="yes")
    assert riverbend.changed_lines() == [
        "+   both: {label: EL or foster, sum: [el, foster]}",
        "+   - id: grant",
        '+     title: "A grant: new"',
        '+     fund: "02"',
        "+     restricted: true",
        "+   - rule: BAL-03",
        "+     limits: {at_most: 0.5}",
        "+   - rule: BAL-01",
        '+     school: "0301"',
        "+     authority: {title: Budget Manual, section: p. 14}",
    ]


def test_a_deleted_component_takes_its_numbers_along_and_says_so(riverbend):
    riverbend.delete("Components", Id="gifted")
    lines = riverbend.changed_lines()
    assert "-   - id: gifted" in lines[:2]
    assert all(line.startswith("- ") for line in lines)
    assert len(lines) == 10  # nine lines of the component, and the empty line below it
    assert riverbend.told() == [
        (
            "Values C15: 'gifted' was taken out of Components. What this row says of it was taken "
            "out too. [PEX-13]"
        )
    ]


def test_a_section_whose_rows_are_all_deleted_is_taken_out(riverbend):
    riverbend.delete("Waivers", Rule="FTE-15")
    assert riverbend.changed_lines() == [
        "- waivers:",
        "-   - rule: FTE-15",
        '-     school: "0300"',
        "-     until: FY2027",
        "-     authority: {title: Elect-to-work agreement, section: 2025-26}",
        "- ",
    ]


def test_a_renamed_component_and_count_keep_what_belongs_to_them(riverbend):
    row = riverbend.row("Components", Id="compensatory")
    riverbend.put("Components", row, Id="extra", Counts="half")
    riverbend.put("Counting", riverbend.row("Counting", Name="at_half"), Name="half")
    assert riverbend.changed_lines() == [
        "-   at_half: {sum: [econ_dis, at_risk], times: 0.5, label: Compensatory education}",
        "+   half: {sum: [econ_dis, at_risk], times: 0.5, label: Compensatory education}",
        "-   - id: compensatory",
        "+   - id: extra",
        "-     counts: at_half",
        "+     counts: half",
    ]


def test_a_source_that_is_corrected_is_corrected_wherever_it_is_cited(riverbend):
    row = riverbend.row("Sources", Section="§4(c)")
    riverbend.put("Sources", row, Section="§4(c)(1)")
    old = "    source: {title: Board Policy 3110, section: §4(c)}"
    new = old.replace("(c)", "(c)(1)")
    assert riverbend.changed_lines() == [f"- {old}", f"+ {new}", f"- {old}", f"+ {new}"]


def test_texts_are_quoted_and_broken_into_lines_where_yaml_asks_for_it(riverbend):
    riverbend.put("Policy", riverbend.row("Policy", Setting="Measure"), Value="census: fall")
    row = riverbend.row("Components", Id="poverty")
    riverbend.put("Components", row, Note="Line one.\nLine two.")
    riverbend.put("Components", riverbend.row("Components", Id="counselor"), Note=None)
    assert riverbend.changed_lines() == [
        "- measure: projected             # which counts of counts.csv; a component may name another",
        '+ measure: "census: fall"             # which counts of counts.csv; a component may name another',
        "+     note: |-",
        "+       Line one.",
        "+       Line two.",
        "-     note: The central office hires the counselor with you.",
    ]


def test_a_copied_row_is_a_new_one(riverbend):
    sheet, row = riverbend["Components"], riverbend.row("Components", Id="poverty")
    copied = [cell.value for cell in sheet[row]]
    new = riverbend.add("Components", Id="x")
    for column, value in enumerate(copied, start=1):
        sheet.cell(new, column).value = value
    riverbend.put("Components", new, Id="poverty-2")
    riverbend.add("Values", Sheet="Components", Row="poverty-2", FY2025=0.05)
    lines = riverbend.changed_lines()
    assert lines[:2] == ["+ ", "+   - id: poverty-2"]
    assert all(line.startswith("+ ") for line in lines)


def test_sorted_rows_keep_the_order_of_the_file(riverbend):
    sheet = riverbend["Components"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=16)]
    for number, row in enumerate(sorted(rows, key=lambda row: row[1]), start=5):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value
    assert riverbend.back().raw == riverbend.raw


def test_rows_are_known_by_their_names_where_the_hidden_column_was_emptied(riverbend):
    for sheet in riverbend.book:
        if sheet["A4"].value == "Key":
            for row in range(5, sheet.max_row + 1):
                sheet.cell(row, 1).value = None
    riverbend.put("Values", riverbend.row("Values", Row="poverty"), FY2025=0.11)
    assert riverbend.changed_lines() == [
        "-     values: {FY2025: 0.10}",
        "+     values: {FY2025: 0.11}",
    ]


@pytest.mark.parametrize("value", ["YES", "true", True])
def test_yes_may_be_said_in_several_ways(riverbend, value):
    riverbend.put("Programs", riverbend.row("Programs", Id="title_i"), Restricted=value)
    assert riverbend.back().raw is not None


def test_notes_of_ones_own_are_welcome_and_not_read(riverbend):
    sheet = riverbend["Components"]
    riverbend.book.create_sheet("Mine")["A1"] = "ask the board"
    at = sheet.max_column + 2
    sheet.cell(4, at).value, sheet.cell(6, at).value = "My notes", "=1+1"
    assert riverbend.back().raw == riverbend.raw
    column, mine = (line.split(": ", 1)[1] for line in riverbend.told())
    assert mine == (
        "The sheet 'Mine' is no part of the policy and is not read. Nothing is to be done, if it "
        "holds notes of yours. [PEX-14]"
    )
    assert column == (
        "The column 'My notes' is no part of the policy and is not read. Nothing is to be done, if "
        "it is a note of yours. [PEX-14]"
    )
