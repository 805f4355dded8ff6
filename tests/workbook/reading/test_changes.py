"""A changed locked cell is found, named, and told old and new; nothing else is."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from lxml import etree
from support.xlsx_edit import BOOK, q, split

from bsa_xl.workbook.package import CellKind, PackageRefused, read_package
from bsa_xl.workbook.reading import Expected, read_returned
from bsa_xl.workbook.sealing import CellMap

HIDDEN = ("Snapshot", "Stamp")
PUT_BACK = "Put back what stood there, or copy your entries into a workbook as it was issued."


def tampered(returned):
    return [finding for finding in returned.findings if finding.id == "FILE-37"]


def places(findings):
    return [(finding.where.sheet, finding.where.cell) for finding in findings]


def texts(returned):
    return [str(finding) for finding in returned.findings]


@pytest.fixture(scope="module")
def locked(book):
    """Every locked cell that holds something, with what it is: a formula, a number or a text."""
    package = read_package(book.issued.data, "0417.xlsx")
    cells = CellMap(book.layout)
    found = []
    for name in cells.sheets:
        inputs = cells.input_kinds[name].keys()
        required = {f"{c}{r}" for r in (7, 8) for c in "GHIJ"} if name == "Staffing" else set()
        for ref, cell in package.sheets[name].cells.items():
            holds = cell.text or cell.source is not None
            if holds and (ref not in inputs or ref in required) and (name, ref) != ("Stamp", "B2"):
                found.append((name, ref, "formula" if cell.source is not None else cell.kind.value))
    return found


def test_the_locked_cells_are_more_than_a_thousand(locked):
    kinds = [kind for _, _, kind in locked]
    assert len(locked) > 1500
    assert {kind: kinds.count(kind) > 50 for kind in ("formula", "text", "number")} == {
        "formula": True, "text": True, "number": True,
    }  # fmt: skip


def mutated(file, sheet, ref, kind, how):
    """Change one locked cell: another number, another text, another formula, or nothing at all."""
    match how, kind:
        case "clear", _:
            file.clear(sheet, ref)
        case "constant", _:
            file.number(sheet, ref, "4711.25")
        case "other", "formula":
            held = file.cell(sheet, ref).find(q("f"))
            held.text = f"{held.text}+0.01"
        case "other", "number":
            file.number(sheet, ref, f"{file.cell(sheet, ref).find(q('v')).text}1")
        case _:
            file.text(sheet, ref, "Another text")


def changed(cell, how):
    """The cell with another content: nothing, a number, another formula, another text."""
    match how:
        case "clear":
            return cell._replace(kind=CellKind.BLANK, text="", source=None)
        case "constant":
            return cell._replace(kind=CellKind.NUMBER, text="4711.25", source=None)
        case "other" if cell.source is not None:
            return cell._replace(source=f"{cell.formula}+0.01")
        case "other" if cell.kind is CellKind.NUMBER:
            return cell._replace(text=str(Decimal(cell.text) + 1))
        case _:
            return cell._replace(kind=CellKind.TEXT, text=f"{cell.text} and more", source=None)


def with_cell(package, sheet, ref, cell):
    """The package with one cell replaced, as if its file had been changed."""
    cells = {**package.sheets[sheet].cells, ref: cell}
    sheets = {**package.sheets, sheet: replace(package.sheets[sheet], cells=cells)}
    return replace(package, sheets=sheets)


def said_of_one_change(book, desk, package, sheet, ref, how):
    """Where a single change is told, or why the file was refused."""
    one = with_cell(package, sheet, ref, changed(package.sheets[sheet].cells[ref], how))
    try:
        returned = read_returned(one, desk, expected=Expected(book.issued.digest))
    except PackageRefused as refusal:
        return refusal.finding.id
    if returned.is_as_issued:
        return "nothing"
    return places(tampered(returned))


@pytest.mark.parametrize("part", range(4))
def test_every_locked_cell_that_is_changed_is_found_with_its_address(book, desk, locked, part):
    rng = Random(part)
    package = read_package(book.issued.data, "0417.xlsx")
    for sheet, ref, _ in rng.sample([each for each in locked if each[0] not in HIDDEN], 110):
        how = rng.choice(("clear", "constant", "other"))
        assert said_of_one_change(book, desk, package, sheet, ref, how) == [(sheet, ref)], how


@pytest.mark.parametrize("how", ["clear", "constant", "other"])
def test_a_change_on_a_sheet_that_nobody_reads_is_found_too(book, desk, locked, how):
    package = read_package(book.issued.data, "0417.xlsx")
    for sheet, ref, _ in locked:
        if sheet in HIDDEN:
            said = said_of_one_change(book, desk, package, sheet, ref, how)
            assert said in ([(sheet, "")], [("", "")], "FILE-34"), (sheet, ref)


@pytest.mark.parametrize("part", range(2))
def test_a_change_in_the_file_itself_is_found_with_its_address(read, edit, locked, part):
    rng = Random(part)
    for sheet, ref, kind in rng.sample([each for each in locked if each[0] not in HIDDEN], 10):
        file = edit()
        file.unshare()
        mutated(file, sheet, ref, kind, rng.choice(("clear", "constant", "other")))
        assert places(tampered(read(file.packed()))) == [(sheet, ref)]


@pytest.mark.parametrize("seed", range(6))
def test_several_changes_are_all_named_and_no_other(read, edit, locked, seed):
    rng = Random(seed)
    file = edit()
    file.unshare()
    chosen = rng.sample([each for each in locked if each[0] not in HIDDEN], 12)
    for sheet, ref, kind in chosen:
        mutated(file, sheet, ref, kind, "constant")
    assert set(places(tampered(read(file.packed())))) == {(sheet, ref) for sheet, ref, _ in chosen}


def test_a_changed_allocation_is_told_old_and_new(book, read, edit):
    file = edit()
    letters = book.layout.letters(book.layout.dollars)
    ref = f"{letters['rate']}{book.layout.dollars.first}"
    file.number("Allocation", ref, 130000)
    returned = read(file.packed())
    assert texts(returned) == [
        (
            f"0417.xlsx, Allocation {ref}: The locked cell held 120000 and now holds 130000. "
            f"{PUT_BACK} [FILE-37]"
        )
    ]
    assert not returned.is_acceptable


def test_a_formula_that_was_typed_over_is_told_with_the_formula(book, read, edit):
    file = edit()
    letters = book.layout.letters(book.layout.staffing)
    cost, fte = f"{letters['cost']}9", f"{letters['fte']}9"
    unit, person = f"{letters['unit_cost']}9", f"{letters['person_cost']}9"
    file.formula("Staffing", cost, "1+1", "2")
    file.raw("Sign-off", "D5", "n", "175")
    assert texts(read(file.packed())) == [
        (
            f"0417.xlsx, Staffing {cost}: The locked cell held the formula =ROUND(ROUND({fte}*{unit},2)+"
            f"{person},2) and now holds the formula =1+1. {PUT_BACK} [FILE-37]"
        ),
        (
            "0417.xlsx, Sign-off D5: The locked cell held the formula =Total_budgeted and now holds "
            f"175. {PUT_BACK} [FILE-37]"
        ),
    ]


def test_a_text_written_into_an_empty_locked_cell_is_found(read, edit):
    file = edit()
    file.text("Staffing", "F15", "Because I say so")
    file.clear("Allocation", "B10")
    assert texts(read(file.packed())) == [
        (
            '0417.xlsx, Allocation B10: The locked cell held "Line 1" and now is empty. '
            f"{PUT_BACK} [FILE-37]"
        ),
        (
            "0417.xlsx, Staffing F15: The locked cell held nothing and now holds "
            f'"Because I say so". {PUT_BACK} [FILE-37]'
        ),
    ]


def test_what_the_office_locked_in_a_required_position_is_locked(read, edit):
    file = edit()
    file.number("Staffing", "J7", "0.5")
    assert texts(read(file.packed()))[0] == (
        f"0417.xlsx, Staffing J7: The locked cell held 1 and now holds 0.5. {PUT_BACK} [FILE-37]"
    )


def test_changes_beyond_twenty_are_counted(book, read, edit):
    file = edit()
    column = book.layout.letters(book.layout.staffing)["cost"]
    for n in range(12):
        file.number("Staffing", f"{column}{7 + n}", "1")
        file.number("Staffing", f"U{7 + n}", "1")
    found = tampered(read(file.packed()))
    assert len(found) == 21
    assert str(found[-1]) == f"0417.xlsx: The workbook has 4 more such cells. {PUT_BACK} [FILE-37]"


def test_a_changed_name_is_told_old_and_new(read, edit):
    file = edit()
    file.name("Total_left").text = "Programs!$F$5"
    file.name("Yes_no").getparent().remove(file.name("Yes_no"))
    copy = "Copy your entries into a workbook as it was issued. [FILE-37]"
    assert texts(read(file.packed())) == [
        (
            "0417.xlsx: The name Total_left stood for Programs!$G$5 and now stands for Programs!$F$5. "
            f"{copy}"
        ),
        f"0417.xlsx: The name Yes_no stood for Lists!$B$2:$B$3 and now is gone. {copy}",
    ]


def test_a_changed_price_on_the_hidden_list_is_found(read, edit):
    file = edit()
    [at] = [ref for ref, c in file.cells("Lists").items() if c.findtext(q("v")) == "145234.56"][:1]
    file.number("Lists", at, "1")
    assert places(tampered(read(file.packed()))) == [("Lists", at)]


def test_a_changed_snapshot_is_said_without_its_text(book, read, edit):
    file = edit()
    held = file.cell("Snapshot", "B2").find(f".//{q('t')}")
    held.text = held.text.replace('"allocated_cents":150000000', '"allocated_cents":190000000')
    said = "Something that is locked in this workbook differs from what was issued."
    assert texts(read(file.packed())) == [f"0417.xlsx: {said} {PUT_BACK} [FILE-37]"]
    known = Expected(book.issued.digest, book.issued.values)
    returned = read(file.packed(), expected=known)
    assert texts(returned) == [
        (
            "0417.xlsx, Snapshot: The hidden sheet Snapshot differs from what was issued. Copy your "
            "entries into a workbook as it was issued. [FILE-37]"
        )
    ]
    assert returned.setting.programs[0].allocated_cents == 150_000_000


def test_protection_that_was_taken_off_is_no_change(read, edit):
    file = edit()
    for sheet in file.sheets:
        tree = file.tree(file.sheet_part(sheet))
        for each in tree.findall(q("sheetProtection")):
            tree.remove(each)
    book_protection = file.tree(BOOK).find(q("workbookProtection"))
    file.tree(BOOK).remove(book_protection)
    for entry in file.tree(BOOK).iter(q("sheet")):
        entry.set("state", "visible")
    returned = read(file.packed())
    assert returned.is_as_issued
    assert returned.findings == ()


def test_sheets_in_another_order_are_read_the_same(book, read, edit):
    file = edit()
    sheets = file.tree(BOOK).find(q("sheets"))
    sheets[:] = list(reversed(list(sheets)))
    returned = read(file.packed())
    assert returned.is_as_issued
    assert [r for r in returned.plan.staffing if r.is_used] == list(book.opening.staffing)


def test_formulas_written_otherwise_are_no_change(read, edit):
    file = edit()
    file.unshare()
    for sheet in ("Staffing", "Spending", "Programs"):
        for cell in file.cells(sheet).values():
            held = cell.find(q("f"))
            if held is not None and '"' not in held.text:
                text = held.text.replace(",", " , ").replace("ROUND", "round")
                held.text = " " + text.replace("FALSE", "FALSE()").replace("TRUE,", "TRUE(),")
    assert read(file.packed()).is_as_issued


def test_a_sheet_protected_otherwise_or_with_other_widths_is_no_change(read, edit):
    file = edit()
    columns = file.tree(file.sheet_part("Staffing")).find(q("cols"))
    for column in columns:
        column.set("width", "20")
    etree.SubElement(columns, q("col"), min="90", max="90", width="3")
    assert read(file.packed()).is_as_issued


def test_rows_of_cells_are_addressed_from_the_left_and_top():
    assert split("AB12") == ("AB", 12)
