"""The allocation's workbook: what people read adds up, and programs find every line exactly."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.ledgers import ASH, ELM, OAK
from support.small_district import (
    YEAR,
    fte,
    lump_sum,
    per_pupil,
    pool,
    small_district,
    small_policy,
)
from support.small_district import given as given_line

from bsa_xl.allocation import COLUMNS, allocate, values_of
from bsa_xl.reports import write_allocation_book

COUNTS = {
    "0417": {"enrollment": "500", "el": "100.5"},
    "0418": {"enrollment": "250", "el": "*"},
    "0419": {"enrollment": "1000", "el": "7"},
}
PROGRAMS = [
    {"id": "general", "title": "General fund"},
    {"id": "title-i", "title": "Title I", "restricted": True},
    {"id": "special", "title": "Special education", "held_by": "central"},
]


def a_policy(*more, **changes):
    components = [
        lump_sum("foundation", "215000", program="general"),
        per_pupil("enrollment", "100.01", program="title-i", id="title-one"),
        per_pupil("enrollment", "10", program="special", id="services", held_by="central"),
        pool("1000.01", "enrollment", name="climate", program="general"),
        given_line("transition", program="general", line="transition"),
        fte("01120", "0.5", program="general"),
        *more,
    ]  # fmt: skip
    return small_policy(*components, **({"programs": PROGRAMS} | changes))


def a_district(schools=(OAK, ELM, ASH), counts=COUNTS, **more):
    amounts = [(schools[0].school_id, "transition", "-12.34")] if schools else []
    positions = [("01120", "Assistant principal")]
    return small_district(counts, schools=schools, amounts=amounts, positions=positions, **more)


def written(district=None, policy=None):
    district, policy = district or a_district(), policy or a_policy()
    allocation = allocate(district, policy, YEAR, event="adopted")
    return allocation, write_allocation_book(allocation, district, policy)


def read(data, name, *, values=True):
    return openpyxl.load_workbook(BytesIO(data), data_only=values)[name]


def block(data, heading):
    """The rows of a block of Summary, without its headers."""
    rows = list(read(data, "Summary").iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == heading) + 2
    end = next(n for n in range(start, len(rows) + 1) if n == len(rows) or rows[n][0] is None)
    return [row[:7] for row in rows[start:end]]


# 3 x 215,000 + 1,000.01 of the pool - 12.34
GENERAL = Decimal("645987.67")
# 1,750 pupils x 100.01
TITLE_I = Decimal("175017.50")
# 1,750 pupils x 10
SPECIAL = Decimal("17500.00")


def test_the_sheets_stand_in_reading_order():
    _, data = written()
    names = openpyxl.load_workbook(BytesIO(data)).sheetnames
    assert names == ["Summary", "Schools", "Lines", "Findings", "About"]


def test_the_programs_add_up_as_by_hand():
    _, data = written()
    assert block(data, "By program") == [
        ("General fund", 3, "general", float(GENERAL), 0, float(GENERAL), "unrestricted"),
        ("Title I", 3, "title-i", float(TITLE_I), 0, float(TITLE_I), "restricted"),
        ("Special education", 0, "special", 0, float(SPECIAL), float(SPECIAL), "unrestricted"),
        ("Total", None, None, 821005.17, 17500, 838505.17, None),
    ]


def test_levels_and_regions_add_up_and_say_dollars_per_pupil():
    _, data = written()
    # North: Oak 500 and Elm 250 pupils. Oak: 215,000 + 285.72 - 12.34 + 50,005 = 265,278.38; the
    # pool gives Oak 500/1750 of 1,000.01 = 285.717, Elm 142.859, Ash 571.434.
    # Elm: 215,000 + 142.86 + 25,002.50 = 240,145.36.
    north = Decimal("265278.38") + Decimal("240145.36")
    assert north == Decimal("505423.74")
    rows = block(data, "By region")
    # 505,423.74 / 750 = 673.89832
    assert rows[0] == ("North", 2, 750, 505423.74, 7500, 512923.74, 673.9)
    assert rows[1][0] == "South"
    assert [row[0] for row in block(data, "By level")] == ["Elementary", "High", "Middle", "Total"]


def test_a_school_without_pupils_has_no_dollars_per_pupil():
    counts = {**COUNTS, "0418": {"enrollment": "0", "el": "0"}}
    _, data = written(a_district(counts=counts))
    sheet = read(data, "Schools")
    found = {row[0]: (row[4], row[-3]) for row in sheet.iter_rows(min_row=7, values_only=True)}
    assert found["0418"] == (0, None)
    assert found["0417"][0] == 500


def test_every_school_has_a_row_by_program_and_a_total():
    _, data = written()
    sheet = read(data, "Schools")
    heads = [cell.value for cell in sheet[6]]
    assert heads == ["School id", "School", "Level", "Region", "Pupils", "General fund", "Title I",
                     "Planned by the school", "Per pupil", "Held by the central office",
                     "Budgeted with"]  # fmt: skip
    oak = [cell.value for cell in sheet[7]]
    # 265,278.38 / 500 = 530.55676
    assert oak == ["0417", "School 0417", "Elementary", "North", 500, 215273.38, 50005, 265278.38,
                   530.56, 5000, None]  # fmt: skip


def test_programs_of_the_same_title_are_told_apart_by_their_ids():
    programs = [{"id": "a", "title": "Grant"}, {"id": "b", "title": "Grant"}]
    components = [lump_sum("one", "1", program="a"), lump_sum("two", "2", program="b")]
    policy = small_policy(*components, programs=programs)
    _, data = written(policy=policy)
    heads = [cell.value for cell in read(data, "Schools")[6]]
    assert heads[5:7] == ["Grant (a)", "Grant (b)"]


def test_lines_are_the_frozen_columns_and_every_value_is_exact():
    allocation, data = written()
    rows = list(read(data, "Lines").iter_rows(values_only=True))
    assert rows[0] == COLUMNS
    wanted = [values_of(line) for each in allocation for line in each.lines]
    assert len(rows) - 1 == len(wanted) == 3 * 5 + 1
    for found, meant in zip(rows[1:], wanted, strict=True):
        for value, known in zip(found, meant, strict=True):
            if isinstance(known, Decimal):
                assert Decimal(str(value)) == known
            else:
                assert (value or "") == (known or "")


def test_all_lines_add_up_to_the_allocation_to_the_cent():
    allocation, data = written()
    amounts = [
        row[COLUMNS.index("amount")] for row in read(data, "Lines").iter_rows(values_only=True)
    ]
    total = sum((Decimal(str(each)) for each in amounts[1:] if each is not None), Decimal(0))
    assert total == GENERAL + TITLE_I + SPECIAL
    assert total * 100 == allocation.dollars_of_all_lines


def test_every_control_total_is_live_and_agrees():
    _, data = written()
    live, known = read(data, "Summary", values=False), read(data, "Summary")
    rows = [
        row for row in range(1, live.max_row + 1) if known[f"B{row}"].value in ("OK", "DIFFERS")
    ]
    assert [known[f"A{row}"].value for row in rows] == [
        "All dollars: by program",
        "All dollars: by line of the formula",
        "All dollars: by level",
        "All dollars: by region",
        "Dollars that schools plan",
        "Nothing lost: Climate",
        "Nothing lost: Transition",
    ]
    assert {known[f"B{row}"].value for row in rows} == {"OK"}
    assert live[f"D{rows[0]}"].value == "=SUM('Lines'!$L$2:$L$17)"
    assert known[f"D{rows[0]}"].value == 838505.17


def test_a_draft_says_so_on_every_page():
    _, data = written(policy=a_policy(status="draft"))
    book = openpyxl.load_workbook(BytesIO(data))
    for name in ("Summary", "Schools", "Findings", "About"):
        assert book[name]["A2"].value.startswith("DRAFT - NOT AN ALLOCATION · Riverbend"), name
    assert all("DRAFT - NOT AN ALLOCATION" in sheet.oddFooter.left.text for sheet in book)


def test_an_adopted_policy_says_when_and_by_what():
    policy = a_policy(status="adopted", adopted_on="2025-06-24", resolution="Resolution 25-014")
    _, data = written(policy=policy)
    about = dict(read(data, "About").iter_rows(min_row=4, max_col=2, values_only=True))
    assert about["Status of the policy"] == "adopted on 2025-06-24, Resolution 25-014"
    assert "DRAFT" not in read(data, "Summary")["A2"].value


def test_findings_stand_with_what_to_do_the_gravest_first():
    # 100.5 of the English learners of 0418 are suppressed.
    policy = a_policy(per_pupil("el", "500", program="title-i"))
    allocation, data = written(policy=policy)
    rows = list(read(data, "Findings").iter_rows(min_row=7, values_only=True))
    assert len(rows) == len(allocation.findings) > 0
    order = ["fatal", "warning", "informational"]
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), key=order.index)
    assert all(row[5] and row[6] for row in rows)


@pytest.mark.parametrize("name", ["School [/]", "=cmd|'/c calc'!A0", "مدرسة", "x" * 200])
def test_hostile_names_are_shown_and_never_run(name):
    schools = (replace(OAK, name=name, region=name), ELM, ASH)
    _, data = written(a_district(schools))
    book = openpyxl.load_workbook(BytesIO(data))
    assert book["Schools"]["B7"].value == name
    assert book["Schools"]["B7"].data_type == "s"
    own = {"Summary", "Schools"}
    formulas = {s.title for s in book for row in s.iter_rows() for c in row if c.data_type == "f"}
    assert formulas == own


def test_a_district_without_schools_gives_a_book_all_the_same():
    allocation, data = written(a_district((), {}))
    assert len(allocation) == 0
    assert read(data, "Schools")["A7"].value == "None."
    assert [cell.value for cell in read(data, "Lines")[1]] == list(COLUMNS)


def test_equal_allocations_give_equal_bytes():
    assert written()[1] == written()[1]


@settings(max_examples=20)
@given(
    counts=st.lists(st.integers(min_value=0, max_value=5_000), min_size=1, max_size=12),
    rate=st.integers(min_value=0, max_value=10**7),
    share=st.integers(min_value=0, max_value=10**9),
)
def test_by_program_by_level_by_region_and_lines_are_always_the_same_dollars(counts, rate, share):
    levels, regions = ("Elementary", "Middle", "High", ""), ("North", "")
    schools = tuple(
        replace(OAK, school_id=f"{n:04}", level=levels[n % 4], region=regions[n % 2])
        for n in range(len(counts))
    )
    district = small_district(
        {s.school_id: {"enrollment": str(n)} for s, n in zip(schools, counts, strict=True)},
        schools=schools,
    )
    dollars = Decimal(rate) / 100
    components = [
        per_pupil("enrollment", f"{dollars}", program="general", id="base"),
        pool(f"{Decimal(share) / 100}", "enrollment", name="climate", program="title-i"),
    ]
    policy = small_policy(*components, programs=PROGRAMS)
    allocation, data = written(district, policy)
    sums = {
        heading: cents(row[5] for row in block(data, heading) if row[0] != "Total")
        for heading in ("By program", "By line of the formula", "By level", "By region")
    }
    amounts = [
        row[COLUMNS.index("amount")] for row in read(data, "Lines").iter_rows(values_only=True)
    ]
    sums["Lines"] = cents(amounts[1:])
    assert set(sums.values()) == {allocation.dollars_of_all_lines}


def cents(values):
    return sum(int(Decimal(str(each)) * 100) for each in values if each is not None)
