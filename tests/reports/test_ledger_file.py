"""Ledger files: exact lines by hand, every way of writing an amount, re-added from their own bytes."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.ledgers import TITLE_I, posting

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.reports import (
    Amounts,
    FileFacts,
    UnreadableFileError,
    read_layout,
    readd_ledger_file,
    shipped_layout,
    write_ledger_file,
)
from bsa_xl.reports.layout import SIGNS, AmountForm, Layout, LayoutField

WIDTHS = {"fund": 2, "resource": 4, "object": 4, "site": 3}
FACTS = FileFacts(FiscalYear(2026), "adopted", "Riverbend", date(2025, 4, 11), (7, 1), WIDTHS)
#: 800.00 of a teacher's pay, 5.07 taken back of materials, one cent from Title I.
POSTINGS = [
    posting("0417", "S001-1-1100", 80_000, fte_parts=5_000),
    posting("0417", "E001-1-4300", -507, code="4300", title="Materials"),
    posting("0418", "S001-2-1100", 1, program=TITLE_I),
]


def shipped(name):
    layout, findings = read_layout(shipped_layout(name), name)
    assert findings == ()
    return layout


def lines(layout, postings=POSTINGS, facts=FACTS, encoding="utf-8"):
    made = write_ledger_file(postings, layout, facts)
    assert not any(finding.is_fatal for finding in made.findings)
    return made.data.decode(encoding).split("\r\n")


def test_the_sap_like_file_is_as_its_ledger_wants_it():
    assert lines(shipped("sap-like")) == [
        "H\t1000\tBU\t20250411\t20250701\t2026\tFY2026 adopted",
        "L\t1\t1100\t01-0000-0\t1110-1000-general\t417\t800.00\tUSD\t0.5\t0417/S001-1-1100\tTeacher",
        "L\t2\t4300\t01-0000-0\t1110-1000-general\t417\t5.07-\tUSD\t0\t0417/E001-1-4300\tMaterials",
        "L\t3\t1100\t01-3010-0\t1110-1000-title-i\t418\t0.01\tUSD\t0\t0418/S001-2-1100\tTeacher",
        "T\t3\t794.94",
        "",
    ]


def test_the_munis_like_file_is_as_its_ledger_wants_it():
    made = lines(shipped("munis-like"), encoding="ascii")
    assert made == [
        "HDR     04/11/2025FY2026 adopted                ",
        ("BUDGET  2026 Teacher                       0417/S001-1-1100                  D0000000080000BE"
        "01-0000-1100-417                                       "),
        ("BUDGET  2026 Materials                     0417/E001-1-4300                  C0000000000507BE"
        "01-0000-4300-417                                       "),
        ("BUDGET  2026 Teacher                       0418/S001-2-1100                  D0000000000001BE"
        "01-3010-1100-418                                       "),
        "TRL     000000003000000000080001000000000000507",
        "",
    ]  # fmt: skip
    assert {len(line) for line in made[1:4]} == {8 + 5 + 30 + 34 + 1 + 13 + 2 + 55}


def test_the_sacs_like_file_adds_up_accounts_without_the_school():
    more = [*POSTINGS, posting("0419", "S009-1-1100", 20_000)]
    assert lines(shipped("sacs-like"), more) == [
        ('"Ccode","Dcode","SchoolCode","Fiscalyear","Period","Colcode","Account","Fund","Resource",'
        '"Projectyear","Goal","Function","Object","Value"'),
        ('"00","00000","0000000","2025","BS1","BB","0100000111010001100","01","0000","0","1110","1000",'
        '"1100","1000.00"'),
        ('"00","00000","0000000","2025","BS1","BB","0100000111010004300","01","0000","0","1110","1000",'
        '"4300","-5.07"'),
        ('"00","00000","0000000","2025","BS1","BB","0130100111010001100","01","3010","0","1110","1000",'
        '"1100","0.01"'),
        "",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["sap-like", "munis-like", "sacs-like"])
def test_every_layout_is_readded_from_its_own_bytes(name):
    layout = shipped(name)
    made = write_ledger_file(POSTINGS, layout, FACTS)
    # 800.00 and 0.01 are debits, 5.07 is a credit.
    assert made.amounts == Amounts(3, 79_494, 80_001, 507)
    totals = readd_ledger_file(made.data, layout)
    assert totals.amounts == made.amounts
    assert totals.differences(made.amounts) == ()


def layout(**more):
    form = AmountForm(**{name: more.pop(name) for name in ("unit", "sign", "flip") if name in more})
    columns = (
        LayoutField("OBJECT", ("object",), width=6 if more.get("shape") == "fixed" else 0),
        LayoutField("DC", ("debit_or_credit",), width=1),
        LayoutField(
            "AMOUNT", ("amount",), width=18 if more.get("shape") == "fixed" else 0, align="right"
        ),
        LayoutField("TITLE", ("title",), width=30, cut=True),
    )
    trailer = tuple(LayoutField(name, (name,), width=18) for name in ("rows", "debits", "credits"))
    return Layout("test", "", columns, form, trailer=trailer, **more)


@pytest.mark.parametrize(
    ("sign", "unit", "debit", "credit"),
    [
        ("minus_before", "dollars", "800.00", "-5.07"),
        ("minus_after", "dollars", "800.00", "5.07-"),
        ("parentheses", "dollars", "800.00", "(5.07)"),
        ("letter", "dollars", "800.00", "5.07"),
        ("minus_before", "cents", "80000", "-507"),
        ("parentheses", "cents", "80000", "(507)"),
    ],
)
def test_an_amount_is_written_in_every_way_that_ledgers_know(sign, unit, debit, credit):
    made = lines(layout(sign=sign, unit=unit, shape="tab", headings=False))
    assert [line.split("\t")[1:3] for line in made[:2]] == [["D", debit], ["C", credit]]


def test_an_expense_is_negative_where_the_ledger_wants_it_so():
    made = layout(flip=True, shape="tab", headings=False)
    assert [line.split("\t")[1:3] for line in lines(made)[:2]] == [["C", "-800.00"], ["D", "5.07"]]
    assert write_ledger_file(POSTINGS, made, FACTS).amounts == Amounts(3, -79_494, 507, 80_001)


AMOUNTS = st.lists(st.integers(-(10**13), 10**13), max_size=8)


@pytest.mark.parametrize("shape", ["tab", "comma", "semicolon", "pipe", "fixed"])
@pytest.mark.parametrize("sign", SIGNS)
@given(amounts=AMOUNTS, flip=st.booleans(), unit=st.sampled_from(["dollars", "cents"]))
def test_whatever_is_written_is_read_back_to_the_cent(shape, sign, amounts, flip, unit):
    postings = [posting("0417", f"S{n}-1-1100", cents) for n, cents in enumerate(amounts)]
    made = layout(shape=shape, sign=sign, flip=flip, unit=unit, headings=shape == "comma")
    written = write_ledger_file(postings, made, FACTS)
    assert written.findings == ()
    totals = readd_ledger_file(written.data, made)
    assert totals.differences(written.amounts) == ()
    total = sum(each for each in amounts if each)
    assert totals.amounts.total == (-total if flip else total)
    assert totals.amounts.rows == sum(1 for each in amounts if each)


@pytest.mark.parametrize(
    "title",
    ["=cmd|'/c calc'!A0", "@SUM(A1)", "+1+1", "-1+1", "\t=1", "a\r\n=1", 'x","=1', "＝1"],
)
@pytest.mark.parametrize("shape", ["tab", "comma", "fixed"])
def test_no_text_is_run_by_a_spreadsheet_that_opens_the_file(title, shape):
    hostile = [replace(POSTINGS[0], title=title)]
    made = write_ledger_file(hostile, layout(shape=shape, headings=False), FACTS)
    text = made.data.decode()
    assert text.count("\r\n") == 2
    if shape == "fixed":
        field = text.split("\r\n")[0][25:].strip()
    else:
        delimiter = "\t" if shape == "tab" else ","
        [row, _] = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        field = row[3]
        assert len(row) == 4
    assert field[0] not in "=+-@\t\r\n＝"


def test_without_quotes_a_separator_inside_a_text_becomes_a_blank():
    made = layout(shape="pipe", quotes="never", headings=False)
    assert lines(made, [replace(POSTINGS[0], title="a|b")])[0] == "1100|D|800.00|a b"


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("ascii", "Espanol - cafe ?"),
        ("windows", "Español · café ?"),
        ("utf-8", "Español · café 水"),
    ],
)
def test_exp_03_tells_of_letters_that_an_encoding_does_not_have(encoding, shown):
    made = layout(shape="tab", headings=False, encoding=encoding)
    written = write_ledger_file([replace(POSTINGS[0], title="Español · café 水")], made, FACTS)
    name = {"windows": "cp1252"}.get(encoding, encoding)
    assert written.data.decode(name).split("\r\n")[0].split("\t")[3] == shown
    told = [str(finding) for finding in written.findings]
    if encoding == "utf-8":
        assert told == []
    else:
        assert told == [
            (
                f"In TITLE, letters that {encoding} has not are written as '?'. "
                'Write encoding = "utf-8" in the layout if the ledger takes it. [EXP-03]'
            )
        ]


def test_exp_02_a_code_that_does_not_fit_is_never_cut_off():
    wide = posting("0417", "S001-1-11000000", 100, code="11000000")
    made = write_ledger_file([wide], layout(shape="fixed", headings=False), FACTS)
    assert made.data == b""
    assert [str(finding) for finding in made.findings] == [
        (
            "In posting S001-1-11000000 of school 0417, '11000000' has 8 characters, and OBJECT takes 6. "
            "Give the column more width in the layout, or shorten the code. [EXP-02]"
        )
    ]


def test_exp_02_a_code_in_letters_that_the_encoding_lacks_is_refused():
    odd = posting("0417", "S001-1-水", 100, code="110水")
    made = write_ledger_file([odd], layout(shape="tab", headings=False, encoding="ascii"), FACTS)
    assert [str(finding) for finding in made.findings] == [
        (
            "In posting S001-1-水 of school 0417, '110水' has letters that the encoding ascii has not. "
            'Write encoding = "utf-8" in the layout, or change the code. [EXP-02]'
        )
    ]


def test_an_amount_that_does_not_fit_is_refused_too():
    narrow = replace(layout(shape="tab"), columns=(LayoutField("AMOUNT", ("amount",), width=5),))
    made = write_ledger_file([POSTINGS[0]], narrow, FACTS)
    assert "'800.00' has 6 characters, and AMOUNT takes 5" in str(made.findings[0])


def test_a_file_without_postings_has_its_frame_alone():
    assert lines(shipped("sap-like"), []) == [
        "H\t1000\tBU\t20250411\t20250701\t2026\tFY2026 adopted",
        "T\t0\t0.00",
        "",
    ]


@pytest.mark.parametrize(
    ("starts", "first", "last"),
    [
        ((7, 1), "20250701", "20260630"),
        ((1, 1), "20260101", "20261231"),
        ((10, 1), "20251001", "20260930"),
    ],
)
def test_the_fiscal_year_has_its_first_and_last_day(starts, first, last):
    fields = (
        LayoutField("A", ("amount",)),
        LayoutField("S", ("year_start",)),
        LayoutField("E", ("year_end",)),
    )
    made = Layout("test", "", fields, shape="tab", headings=False, date_form="YYYYMMDD")
    [line, _] = lines(made, [POSTINGS[0]], replace(FACTS, year_starts=starts))
    assert line == f"800.00\t{first}\t{last}"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"800.00", b"800.01", "The total of the written file are 79,495, not 79,494."),
        (b"T\t3\t794.94", b"T\t3\t794.95", "The file itself tells of 79,495 total, not 79,494."),
        (b"T\t3", b"T\t4", "The file itself tells of 4 rows, not 3."),
    ],
)
def test_a_written_file_that_was_changed_is_told(old, new, said):
    sap = shipped("sap-like")
    made = write_ledger_file(POSTINGS, sap, FACTS)
    assert said in readd_ledger_file(made.data.replace(old, new), sap).differences(made.amounts)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"800.00", b"800.0", "WRBTR has '800.0', which is no amount"),
        (b"800.00", b"8E2", "WRBTR has '8E2', which is no amount"),
        (b"\tUSD\t0.5", b"\tUSD", "a line has 10 fields, and not 11"),
    ],
)
def test_a_written_file_that_is_not_of_its_layout_is_refused(old, new, said):
    sap = shipped("sap-like")
    made = write_ledger_file(POSTINGS, sap, FACTS)
    with pytest.raises(UnreadableFileError, match=said):
        readd_ledger_file(made.data.replace(old, new), sap)
