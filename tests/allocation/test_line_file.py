"""Lines as CSV: the frozen columns, nothing a spreadsheet would execute, and back unchanged."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as some
from support.small_district import (
    YEAR,
    fte,
    given,
    lump_sum,
    school,
    small_district,
    small_policy,
    weight,
)

from bsa_xl.allocation import (
    COLUMNS,
    AllocationLine,
    LineFigures,
    LineStatus,
    LineUnit,
    SchoolAllocation,
    allocate,
    read_allocation_csv,
    write_allocation_csv,
)
from bsa_xl.citation import Citation
from bsa_xl.money import to_dollars

HEADING = (
    "line_id,school_id,fiscal_year,event,component,program,unit,position_code,count,rate,fte,amount,"
    "term,status,held_by,flexibility,source"
)


@pytest.fixture
def allocation():
    """Every status and both units."""
    rows = {"0101": {"el": "106"}, "0102": {"el": "*"}}
    schools = [school("0101"), school("0102", "HS")]
    amounts = [("0101", "transition", "-3449.17")]
    district = small_district(
        rows, schools=schools, amounts=amounts, positions=[("0700", "Counselor")]
    )
    policy = small_policy(
        weight(),
        lump_sum(schools={"where": {"level": ["HS"]}}, status="estimate", held_by="central"),
        given(),
        fte("0700", "0.5"),
        base="5174.4996",
        rounding={"lines": "cent", "total": "dollar"},
    )
    return allocate(district, policy, YEAR)


def test_the_figures_of_a_school_are_those_of_its_lines(allocation):
    for each in allocation:
        assert allocation.figures(each.school_id) == {
            line.line_id: LineFigures(line.count, line.rate, line.cents) for line in each.lines
        }


def test_the_file_has_exactly_the_frozen_columns(allocation):
    heading, *rows = write_allocation_csv(allocation).decode("utf-8-sig").split("\r\n")
    assert heading == HEADING == ",".join(COLUMNS)
    source, term = "Board Policy 3110", "ongoing"
    assert rows == [
        f"0101:el,0101,FY2026,adopted,el,general,USD,,106,517.44996,,54849.70,{term},final,school,unlocked,{source}",
        f"0101:foundation,0101,FY2026,adopted,foundation,general,USD,,,,,,{term},not eligible,central,unlocked,{source}",
        f"0101:transition,0101,FY2026,adopted,transition,general,USD,,1,-3449.17,,-3449.17,{term},final,school,unlocked,Board Resolution 25-014".replace(
            "'", ""
        ),
        f"0101:staff,0101,FY2026,adopted,staff,general,FTE,0700,1,,0.5,,{term},final,school,unlocked,{source}",
        f"0101:rounding:general,0101,FY2026,adopted,rounding,general,USD,,1,0.47,,0.47,{term},final,school,unlocked,Riverbend formula",
        f"0102:el,0102,FY2026,adopted,el,general,USD,,,,,,{term},to come,school,unlocked,{source}",
        f"0102:foundation,0102,FY2026,adopted,foundation,general,USD,,1,215000.00,,215000.00,{term},estimate,central,unlocked,{source}",
        f"0102:staff,0102,FY2026,adopted,staff,general,FTE,0700,1,,0.5,,{term},final,school,unlocked,{source}",
        "",
    ]


def test_the_file_starts_with_a_byte_order_mark_so_that_excel_shows_every_sign(allocation):
    assert write_allocation_csv(allocation).startswith(b"\xef\xbb\xbfline_id,")


def test_the_frame_has_the_same_columns_and_exact_numbers(allocation):
    frame = allocation.to_frame()
    assert tuple(frame.columns) == COLUMNS
    assert len(frame) == 8
    assert frame["amount"].dropna().sum() == to_dollars(
        allocation.total_cents + allocation.central_cents
    )
    assert frame["amount"][0] == Decimal("54849.70")
    assert frame["amount"][1] is None
    assert list(frame["fte"].dropna()) == [Decimal("0.5"), Decimal("0.5")]
    assert set(frame["status"]) == {"final", "estimate", "to come", "not eligible"}


def test_an_allocation_is_read_back_as_it_was_written(allocation):
    written = write_allocation_csv(allocation)
    schools, findings = read_allocation_csv(written)
    assert findings == ()
    assert schools == tuple(map(without_words, allocation))
    assert write_allocation_csv(schools) == written


def without_words(school):
    """A school's lines as a file can hold them."""
    kept = [
        replace(
            line,
            label="",
            counted="",
            note="",
            basis="",
            is_whole=False,
            source=Citation(str(line.source)),
        )
        for line in school.lines
    ]
    return replace(school, lines=tuple(kept))


TEXTS = some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
NUMBERS = some.none() | some.decimals(-(10**9), 10**9, places=4, allow_nan=False)


@some.composite
def lines(draw, number):
    unit = draw(some.sampled_from(LineUnit))
    count = draw(NUMBERS)
    has_amount = unit is LineUnit.USD and count is not None
    source = draw(TEXTS).strip()  # as a citation prints itself
    return AllocationLine(
        line_id=f"{draw(TEXTS)}{number}",
        school_id="=1+1",
        fiscal_year=YEAR,
        event=" @sum",
        component=draw(TEXTS),
        program=draw(TEXTS),
        unit=unit,
        label="",
        position_code=draw(TEXTS),
        count=count,
        rate=draw(NUMBERS),
        fte=draw(NUMBERS),
        cents=draw(some.integers(-(10**15), 10**15)) if has_amount else 0,
        term=draw(TEXTS),
        status=draw(some.sampled_from(LineStatus)),
        held_by=draw(TEXTS),
        flexibility=draw(TEXTS),
        source=Citation(source) if source else None,
    )


@for_all(some.integers(0, 4).flatmap(lambda many: some.tuples(*map(lines, range(many)))))
def test_any_line_is_read_back_as_it_was_written(made):
    allocation = (SchoolAllocation("=1+1", YEAR, " @sum", made),) if made else ()
    schools, findings = read_allocation_csv(write_allocation_csv(allocation))
    assert (schools, findings) == (allocation, ())


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", '"\'\r=1"'),
        ("'=1", "''=1"),
        ("O'Farrell", "O'Farrell"),
        ("'s", "'s"),
        ("a=1", "a=1"),
    ],
)  # fmt: skip
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text, cell):
    line = AllocationLine(
        "1", "0101", YEAR, "adopted", "el", "general", LineUnit.USD, "", flexibility=text
    )
    written = write_allocation_csv([SchoolAllocation("0101", YEAR, "adopted", (line,))])
    assert written.decode("utf-8-sig").endswith(f",school,{cell},\r\n")
    [back], _ = read_allocation_csv(written)
    assert back.lines[0].flexibility == text


ROW = "0101:el,0101,FY2026,adopted,el,general,USD,,106,1.50,,159.00,ongoing,final,school,unlocked,x"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("0101:el,0101", "line 2: The row has 2 cells, and the heading has 17."),
        (ROW.replace("FY2026", "2026"), "line 2, column fiscal_year: '2026' is not a fiscal year such as FY2026."),
        (ROW.replace("USD", "usd"), "line 2, column unit: 'usd' is not USD or FTE."),
        (ROW.replace("final", "done"), "line 2, column status: 'done' is not final, estimate, to come or not eligible."),
        (ROW.replace("106", "1e2"), "line 2, column count: '1e2' is not a number."),
        (ROW.replace("1.50", "NaN"), "line 2, column rate: 'NaN' is not a number."),
        (ROW.replace("159.00", "159"), "line 2, column amount: '159' is not dollars with two decimals."),
        (ROW.replace("159.00", '"1,59.00"'), "line 2, column amount: '1,59.00' is not dollars with two decimals."),
    ],
)  # fmt: skip
def test_alo_23_a_changed_row_is_named_and_left_out(row, said):
    data = "\n".join([HEADING, row, ROW.replace("0101", "0102")]).encode()
    schools, findings = read_allocation_csv(data, "lines.csv")
    assert [school.school_id for school in schools] == ["0102"]
    assert [str(finding) for finding in findings] == [
        f"lines.csv, {said} Export the allocation again, or undo the change. [ALO-23]"
    ]


def test_alo_23_a_line_that_is_there_twice_counts_once():
    schools, findings = read_allocation_csv(f"{HEADING}\n{ROW}\n{ROW}".encode())
    assert len(schools[0].lines) == 1
    assert str(findings[0]) == (
        "allocation.csv, line 3, column line_id: '0101:el' is there a second time. "
        "Export the allocation again, or undo the change. [ALO-23]"
    )


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", ("The heading lacks line_id, school_id, fiscal_year, event, component, program, unit, "
              "position_code, count, rate, fte, amount, term, status, held_by, flexibility, source.")),
        (HEADING.replace("rate", "price").encode(), "The heading lacks rate and has price besides."),
        (HEADING.replace("rate,fte", "fte,rate").encode(), "The heading is in another order."),
        (b"\xff\xfe\x00", "It is not a CSV file in UTF-8"),
        (f'{HEADING}\n"0101'.encode(), "It is not a CSV file in UTF-8"),
    ],
)  # fmt: skip
def test_alo_23_a_file_of_another_form_is_refused_with_one_message(data, problem):
    schools, findings = read_allocation_csv(data)
    assert schools == ()
    [finding] = findings
    assert finding.problem.startswith(problem)
