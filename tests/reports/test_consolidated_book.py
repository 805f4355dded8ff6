"""The consolidated book: figures by hand, who is missing, and a book that differs by a cent is told."""

import functools
import re
import zipfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from support import ledgers
from support.ledgers import (
    ASH,
    AT,
    ELM,
    OAK,
    SCHOOLS,
    allocation,
    district,
    materials,
    policy,
    state,
    stored,
    teacher,
    workbook,
)

from bsa_xl.finding import FindingKind, Severity
from bsa_xl.location import Location
from bsa_xl.reports import (
    NotExactError,
    Standing,
    consolidation_of,
    readd,
    write_consolidated_book,
)
from bsa_xl.store import Outcome

LEFT_OVER = FindingKind("BAL-02", "Money is left", Severity.WARNING, "It would be lost.")


def whole(budgets=None, *, of=None, by=None, **more):
    of, by = of or district(), by or policy()
    given = {"0417": OAK_BUDGET, "0418": ELM_BUDGET} if budgets is None else budgets
    return consolidation_of(state(given, **more), of, by, allocation(of, by))


def book(*args, **more):
    return write_consolidated_book(whole(*args, **more), AT) if args or more else usual_book()


@functools.cache
def usual_book():
    return write_consolidated_book(whole(), AT)


#: Oak: three teachers, one of them half from Title I, and $12,345.67 of materials from Title I.
OAK_BUDGET = (teacher(1), teacher(2), teacher(3, general=50), materials(1, 1_234_567, "title-i"))
#: Elm: half a teacher, and a cent of materials.
ELM_BUDGET = (teacher(1, 5_000), materials(1, 1))


def rows(data, name, first=7):
    sheet = openpyxl.load_workbook(BytesIO(data), data_only=True)[name]
    return list(sheet.iter_rows(min_row=first, values_only=True))


def summary(data):
    return {row[0]: row[1:7] for row in rows(data, "Summary", 1) if row[0]}


def test_every_program_has_what_its_schools_were_given_and_planned():
    # General: given 3 x 400,000; Oak 250,000, Elm 50,000.01. Title I: given 3 x 100,000;
    # Oak 50,000 + 12,345.67. 300,000.01 / 800,000 = 37.5 %; 62,345.67 / 200,000 = 31.17 %.
    assert rows(book().data, "By program") == [
        ("General fund", "general", "unrestricted", 1_200_000, 800_000, 300_000.01, 499_999.99,
         0.375, 3),
        ("Title I", "title-i", "restricted", 300_000, 200_000, 62_345.67, 137_654.33, 0.3117, 0.5),
    ]  # fmt: skip


def test_accounts_objects_and_functions_come_from_the_postings():
    data = book().data
    # A teacher is four fifths pay and one fifth retirement.
    assert [row[:4] for row in rows(data, "By object")] == [
        ("1100", "Teachers' salaries", 280_000, 3.5),
        ("3100", "Retirement", 70_000, None),
        ("4300", "Materials", 12_345.68, None),
    ]
    assert rows(data, "By function")[0][:4] == ("1000", "Instruction", 362_345.68, 3.5)
    accounts = {row[0]: row[-2:] for row in rows(data, "By account")}
    assert accounts == {
        "01-0000-1100-417": (200_000, 2.5),
        "01-0000-3100-417": (50_000, None),
        "01-3010-1100-417": (40_000, 0.5),
        "01-3010-3100-417": (10_000, None),
        "01-3010-4300-417": (12_345.67, None),
        "01-0000-1100-418": (40_000, 0.5),
        "01-0000-3100-418": (10_000, None),
        "01-0000-4300-418": (0.01, None),
    }
    heads = [cell.value for cell in openpyxl.load_workbook(BytesIO(data))["By account"][6]]
    assert heads == ["Account", "Fund", "Resource", "Object", "Site", "Title of the object",
                     "Budgeted", "FTE"]  # fmt: skip


def test_levels_regions_and_specialists_count_who_is_there_and_who_is_missing():
    data = book().data
    north = ("North", 2, 2, 0, 1_000_000, 1_000_000, 362_345.68, 637_654.32, 0.3623, 3.5)
    south = ("South", 1, 0, 1, 500_000, 0, 0, 0, None, 0)
    assert rows(data, "By region") == [north, south]
    assert rows(data, "By specialist") == [("SFS-1", *north[1:]), ("SFS-2", *south[1:])]
    assert [row[:5] for row in rows(data, "By level")] == [
        ("Elementary", 1, 1, 0, 500_000),
        ("High", 1, 0, 1, 500_000),
        ("Middle", 1, 1, 0, 500_000),
    ]


def test_a_school_without_a_region_stands_under_its_own_word():
    schools = (replace(OAK, region=""), ELM, ASH)
    found = [row[0] for row in rows(book(of=district(schools)).data, "By region")]
    assert found == ["(not given)", "North", "South"]


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
    fatal = replace(left, severity=Severity.FATAL, problem="$8.00 is left.", school_id="0418")
    superseded = stored(1, "0417", outcome=Outcome.SUPERSEDED, findings=(fatal,))
    current = stored(2, "0417", ELM_BUDGET, findings=(left, explained, known))
    refused = stored(3, "0418", outcome=Outcome.REJECTED, findings=(fatal,), receipt="")
    nobody = stored(4, "", outcome=Outcome.QUARANTINED, findings=(replace(fatal, school_id=""),),
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


def test_lines_and_postings_carry_every_exact_figure():
    data = book().data
    lines = rows(data, "Lines", 1)
    heads = lines[0]
    first = dict(zip(heads, lines[3], strict=True))
    assert (first["school_id"], first["row_key"], first["fte"], first["amount"]) == (
        "0417",
        "S003",
        1,
        100_000,
    )
    assert (first["salary"], first["benefits"], first["cost_basis"]) == (80_000, 20_000, "average")
    assert [first[name] for name in ("program_1", "share_1", "program_1_pays", "program_2_pays")] == [
        "general", 50, 50_000, 50_000,
    ]  # fmt: skip
    bought = dict(zip(heads, lines[4], strict=True))
    assert (bought["kind"], bought["quantity"], bought["fte"], bought["salary"]) == (
        "spending",
        1,
        None,
        None,
    )
    postings = rows(data, "Postings", 1)
    assert postings[0][0] == "posting_id"
    assert Counter(row[1] for row in postings[1:]) == {"0417": 9, "0418": 3}


def test_the_written_book_adds_up_to_what_it_was_written_from():
    made = book()
    assert made.differences() == ()
    totals = readd(made.data)
    assert totals.sums["Lines", "amount"] == totals.sums["By program", "Budgeted"] == 36_234_568
    assert totals.sums["Postings", "fte"] == totals.sums["Schools", "FTE"] == 35_000
    assert (totals.rows["Postings"], totals.rows["Schools"], totals.rows["Lines"]) == (12, 3, 6)


def test_another_reader_adds_up_the_same():
    made = book()
    totals = readd(made.data)
    for (name, head), parts in totals.sums.items():
        first = 1 if name in ("Lines", "Postings") else 6
        listed = rows(made.data, name, first)
        place = listed[0].index(head)
        found = [
            Decimal(str(row[place])) for row in listed[1:] if isinstance(row[place], int | float)
        ]
        whole_ = 10_000 if head in ("FTE", "fte") else 100
        assert sum(found) * whole_ == parts, (name, head)


def changed(data, sheet, old, new):
    """The same workbook with one text of one sheet replaced."""
    read = openpyxl.load_workbook(BytesIO(data), read_only=True)
    part = f"xl/worksheets/sheet{read.sheetnames.index(sheet) + 1}.xml"
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                assert text.count(old) >= 1
                text = text.replace(old, new, 1)
            after.writestr(name, text)
    return out.getvalue()


def test_a_cent_that_was_lost_on_the_way_to_the_file_is_told():
    made = book()
    lost = replace(
        made, data=changed(made.data, "Postings", b"<v>40000.00</v>", b"<v>39999.99</v>")
    )
    assert lost.differences() == (
        "The sheet Postings comes to $362,345.67 in the written file, not to $362,345.68.",
    )


def test_a_row_that_was_lost_on_the_way_to_the_file_is_told():
    made = book()
    text = zipfile.ZipFile(BytesIO(made.data)).read("xl/worksheets/sheet15.xml")
    row = re.search(rb'<row r="13">.*?</row>', text)[0]
    lost = replace(made, data=changed(made.data, "Postings", row, b""))
    assert "The sheet Postings has 11 rows, not 12." in lost.differences()


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (b"<v>40000.005</v>", "Postings J"),
        (b"<v>4e4</v>", "Postings J"),
        (b"<v>many</v>", "Postings J"),
    ],
)
def test_a_figure_that_is_not_exact_is_refused(new, said):
    data = changed(book().data, "Postings", b"<v>40000.00</v>", new)
    with pytest.raises(NotExactError, match=f"{said}[0-9]+ holds no exact figure under 'amount'"):
        readd(data)


def test_a_ledger_that_contradicts_itself_does_not_foot():
    made = whole()
    wrong = replace(made.state, totals=replace(made.state.totals, submissions_cents=36_234_567))
    contradicting = write_consolidated_book(replace(made, state=wrong), AT)
    [said] = contradicting.differences()
    assert said == (
        "Accepted budgets: the sheet Schools comes to $362,345.68, the ledger's own total to "
        "$362,345.67."
    )
    assert any(row.startswith("DOES NOT FOOT: 1 of 31") for row in summary(contradicting.data))


def test_a_posting_that_is_lost_in_the_ledger_does_not_foot():
    made = whole()
    fewer = replace(made.state, postings=made.state.postings[1:])
    told = " ".join(write_consolidated_book(replace(made, state=fewer), AT).differences())
    assert "Budgets by level" in told
    assert "Budgets by account" in told
    assert "Postings" in told


def test_libreoffice_finds_every_control_total_as_it_was_written(office, tmp_path):
    data = book().data
    path = tmp_path / "book.xlsx"
    path.write_bytes(data)
    known = openpyxl.load_workbook(BytesIO(data), data_only=True)
    found = office.recalculate(path)
    assert len(found["Summary"]) > 100
    for name, values in found.items():
        for place, value in values.items():
            cached = known[name][place].value
            same = round(value, 4) == cached if isinstance(value, float) else value == cached
            assert same, f"{name} {place}: {value} and {cached}"


def test_the_chart_has_words_for_who_cannot_see_it():
    with zipfile.ZipFile(BytesIO(book().data)) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
        chart = package.read("xl/charts/chart1.xml").decode()
    assert 'descr="Bar chart: for each program, what the schools' in drawing
    assert "'By program'!$E$7:$E$8" in chart
    assert "'By program'!$F$7:$F$8" in chart


def test_sheets_are_linked_by_place_and_nothing_leads_outside():
    made = book()
    sheet = openpyxl.load_workbook(BytesIO(made.data))["Summary"]
    links = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert len(links) == 14
    assert all(link.location and not link.target for link in links)
    with zipfile.ZipFile(BytesIO(made.data)) as package:
        texts = [
            package.read(name).decode() for name in package.namelist() if name.endswith(".rels")
        ]
    assert not any("External" in text for text in texts)


def test_a_ledger_without_any_budget_still_gives_a_book_that_foots():
    made = book({})
    assert made.differences() == ()
    for name in ("By account", "Filled positions", "Shared positions"):
        assert rows(made.data, name)[0][0] == "None.", name
    with zipfile.ZipFile(BytesIO(made.data)) as package:
        assert not any("chart" in name for name in package.namelist())


def test_a_district_without_anything_gives_a_book_that_foots():
    nothing = district((), amounts=(), positions=())
    made = book({}, of=nothing, issued=[])
    assert made.differences() == ()


@pytest.mark.parametrize(
    "name", ["School [/]", "=cmd|'/c calc'!A0", "مدرسة", "x" * 200, "a\u202eb"]
)
def test_hostile_names_and_notes_are_shown_and_never_run(name):
    schools = (replace(OAK, name=name, region=name, specialist=name), ELM, ASH)
    line = materials(1, 100, note=name, label=name)
    data = book({"0417": (line,)}, of=district(schools)).data
    read = openpyxl.load_workbook(BytesIO(data))
    shown = name.replace("\u202e", "<U+202E>")
    assert read["Schools"]["B7"].value == shown
    texts = [
        cell for sheet in read for row in sheet.iter_rows() for cell in row if cell.value == shown
    ]
    assert len(texts) >= 5
    assert {cell.data_type for cell in texts} == {"s"}
    assert "\u202e" not in "".join(str(c.value) for s in read for r in s.iter_rows() for c in r)


def test_equal_ledgers_give_equal_bytes_at_the_same_moment():
    assert write_consolidated_book(whole(), AT).data == usual_book().data


def test_ledger_and_allocation_of_different_events_are_not_brought_together():
    of, by = district(), policy()
    other = replace(state({}), event="norm day")
    with pytest.raises(ValueError, match="different years or events"):
        consolidation_of(other, of, by, allocation(of, by))


def test_a_program_that_the_policy_no_longer_has_is_shown_by_its_id():
    only = policy(programs=[{"id": "general", "title": "General fund"}], components=[])
    of = district()
    made = consolidation_of(state({"0417": OAK_BUDGET}), of, only, allocation(of, only))
    found = rows(write_consolidated_book(made, AT).data, "By program")
    assert [row[:3] for row in found] == [
        ("General fund", "general", "unrestricted"),
        ("title-i", "title-i", None),
    ]


def test_dollars_are_shown_without_cents_where_the_policy_rounds_to_dollars():
    by = policy(rounding={"lines": "dollar", "total": "dollar"})
    data = book({"0417": (teacher(1),)}, by=by).data
    sheet = openpyxl.load_workbook(BytesIO(data))["By program"]
    assert "0.00" not in sheet["D7"].number_format


def test_the_support_of_these_tests_adds_up_by_itself():
    made = ledgers.state({"0417": OAK_BUDGET})
    assert made.totals.agree
