"""The consolidated book: every figure by hand, and pages that are safe to open."""

import zipfile
from collections import Counter
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from openxml_audit import FileFormat, OpenXmlValidator
from support import ledgers
from support.ledgers import (
    ASH,
    AT,
    ELM,
    OAK,
    OAK_BUDGET,
    allocation,
    book,
    district,
    materials,
    policy,
    rows,
    state,
    teacher,
    usual_book,
    whole,
)

from bsa_xl.reports import (
    consolidation_of,
    write_consolidated_book,
)


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


def test_what_excels_repair_dialog_would_look_for_is_in_order(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(usual_book().data)
    result = OpenXmlValidator(FileFormat.OFFICE_2016, max_errors=0).validate(path)
    told = [f"{each.part_uri} {each.description}" for each in result.errors]
    # Texts stand in their cells; Excel makes a list of shared strings when it saves.
    assert [said for said in told if "inline-string cell(s)" not in said] == []


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
