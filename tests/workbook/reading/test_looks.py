"""Inputs beside the rows of the budget, inputs that lost their look, and faults beyond counting."""

from decimal import Decimal

from lxml import etree
from support.xlsx_edit import Edited, q

from bsa_xl.workbook.package import read_package
from bsa_xl.workbook.sealing import CellMap

ITSELF = "Type the entry itself in its place, or clear the cell."


def texts(returned):
    """What is said, but for stored totals: nobody calculates after these edits."""
    return [str(finding) for finding in returned.findings if finding.id != "FILE-38"]


def row_of(returned, index):
    return next(r for r in returned.plan.staffing if r.key == f"S{index + 1:03d}")


def test_explanations_and_attestations_are_read(book, read, edit, at):
    file = edit()
    rows = book.layout.check_rows
    file.text("Checks", at("Check", "explanation", 1), "It is right as it is.")
    file.number("Checks", at("Check", "explanation", 2), "42")
    below = book.layout.approvals.last + 3

    first, second, *_ = CellMap(book.layout).attestations
    assert int(first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == below
    file.text("Sign-off", first, "Yes")
    file.number("Sign-off", second, "1")
    returned = read(file.packed())
    assert returned.plan.explanations == {rows[1].id: "It is right as it is.", rows[2].id: "42"}
    assert returned.plan.attestations == {"1": "Yes", "2": Decimal(1)}
    assert [(each.text, each.reason) for each in returned.rejected] == [("42", "kept as words")]
    assert texts(returned) == []


def test_the_attestations_are_the_unlocked_cells_of_sign_off_outside_its_table(book):

    package = read_package(book.issued.data, "0417.xlsx")
    cells = CellMap(book.layout)
    unlocked = {
        ref
        for ref, cell in package.sheets["Sign-off"].cells.items()
        if not package.format_of(cell).locked
    }
    table = {ref for ref in cells.input_kinds["Sign-off"] if ref not in cells.attestations}
    assert unlocked == table | set(cells.attestations)


def test_a_lost_format_lock_or_list_is_told_and_nothing_more(book, read, edit, at):
    file = edit()
    file.number("Spending", at("Spending", "amount"), 500)
    file.style("Spending", at("Spending", "amount"), ("Staffing", "A7"))
    file.style("Staffing", at("Staffing", "how_many", 6), ("Staffing", "A7"))
    rules = file.tree(file.sheet_part("Staffing")).find(q("dataValidations"))
    rules.remove(rules[0])
    returned = read(file.packed())
    assert returned.is_as_issued
    assert returned.plan.spending[0].amount == Decimal(500)
    rows = book.layout.staffing.rows
    assert texts(returned) == [
        (
            f"0417.xlsx, Staffing {at('Staffing', 'how_many', 6)}: {rows + 1} input cells have lost "
            "the list, format or lock that the workbook was issued with. Nothing needs to be done; "
            "what stands there was read all the same. [RET-02]"
        ),
        (
            f"0417.xlsx, Spending {at('Spending', 'amount')}: 1 input cell has lost the list, format "
            "or lock that the workbook was issued with. Nothing needs to be done; what stands there "
            "was read all the same. [RET-02]"
        ),
    ]
    assert returned.is_acceptable


def test_merged_inputs_are_named_and_merged_locked_cells_a_warning(read, edit, at):
    file = edit()
    area = f"{at('Spending', 'amount')}:{at('Spending', 'amount', 3)}"
    for sheet, ref in (("Spending", area), ("Start", "B30:C30")):
        merges = etree.Element(q("mergeCells"))
        etree.SubElement(merges, q("mergeCell"), ref=ref)
        file.after(sheet, "sheetProtection", merges)
    returned = read(file.packed())
    again = (
        "Unmerge them (Home > Merge & Center), enter what is missing, and send the workbook "
        "again. [FILE-24]"
    )
    assert texts(returned) == [
        f"0417.xlsx, Start B30:C30: These cells are merged. {again}",
        (
            f"0417.xlsx, Spending {area}: These cells are merged, and of the entries under them only "
            f"the first is left. {again}"
        ),
    ]
    assert [each.is_fatal for each in returned.findings] == [False, True]


def test_a_position_whose_row_was_emptied_is_still_in_the_plan(book, read, edit, at):
    file = edit()
    for column in ("action", "title", "how_many", "fte_each", "program_1", "share_1", "program_2",
                   "share_2"):  # fmt: skip
        file.clear("Staffing", at("Staffing", column, 2))
    returned = read(file.packed())
    row = row_of(returned, 2)
    assert (row.position_id, row.is_used) == ("P-2", False)
    assert [line.row.key for line in returned.budget.staffing] == ["S001", "S002", "S004"]
    assert returned.plan.spare["staffing"] == book.layout.staffing.rows - 3


def test_number_faults_on_sheets_that_are_not_read_are_not_told(read, edit):
    file = edit()
    file.raw("My notes", "C8", "n", "1,234.56")
    file.number("My notes", "C9", "99999999")
    file.style("My notes", "C9", ("Staffing", "L7"))
    returned = read(file.packed(), agrees=False)
    assert texts(returned) == [
        (
            "0417.xlsx, My notes: 2 cells are filled in on My notes, which is yours and is not read. "
            "Nothing needs to be done. [RET-01]"
        )
    ]


def test_more_than_twenty_faults_of_a_kind_are_counted(book, read):
    first = book.layout.staffing.first
    letters = book.layout.letters(book.layout.staffing)
    file = Edited(book.issued.data)
    for n in range(2, 12):
        for name in ("start", "end", "goal"):
            file.raw("Staffing", f"{letters[name]}{first + n}", "e", "#REF!")
    returned = read(file.packed())
    found = [each for each in returned.findings if each.id == "FILE-33"]
    assert len(found) == 21
    assert str(found[-1]) == (f"0417.xlsx: The workbook has 10 more such cells. {ITSELF} [FILE-33]")
    assert len(returned.rejected) == 30
