"""Formulas typed into inputs: worked out from the workbook itself, or refused with the cell."""

from decimal import Decimal

import pytest
from support.school_book import GENERAL, SUPPLIES
from support.xlsx_edit import q

REMEDY = (
    "Type the entry itself in its place; only numbers, + - * / ( ) and cells of this workbook are "
    "worked out. [FILE-31]"
)


@pytest.fixture
def typed(book, edit):
    """Supplies of the general fund, one line for each formula in its amount."""

    def typing(*formulas, cached="0", others=()):
        file = edit()
        letters = book.layout.letters(book.layout.spending)
        for n, formula in enumerate(formulas):
            row = book.layout.spending.first + n
            file.text("Spending", f"{letters['item']}{row}", SUPPLIES)
            file.text("Spending", f"{letters['program']}{row}", GENERAL)
            file.formula("Spending", f"{letters['amount']}{row}", formula, cached)
        for sheet, ref, value in others:
            file.number(sheet, ref, value)
        return file.packed()

    return typing


@pytest.fixture(scope="module")
def amount(book):
    """The address of the n-th line's amount."""
    letter = book.layout.letters(book.layout.spending)["amount"]
    return lambda n: f"{letter}{book.layout.spending.first + n}"


def refusals(returned):
    return [str(finding) for finding in returned.findings if finding.id == "FILE-31"]


def amounts(returned):
    return [row.amount for row in returned.plan.spending]


def test_a_formula_counts_by_what_it_comes_to_and_not_by_its_stored_result(read, typed, amount):
    returned = read(typed("1200*3+0.5", cached="999999"))
    assert amounts(returned) == [Decimal("3600.5")]
    [worked_out] = returned.worked_out
    assert (worked_out.where.sheet, worked_out.where.cell) == ("Spending", amount(0))
    assert (worked_out.formula, worked_out.number) == ("=1200*3+0.5", Decimal("3600.5"))
    assert returned.budget.spending[0].cents == 360_050
    assert refusals(returned) == []


def test_a_formula_may_refer_to_inputs_stamped_cells_and_other_sheets(book, read, typed, amount):
    letters = book.layout.letters(book.layout.dollars)
    rate = f"{letters['rate']}{book.layout.dollars.first}"
    notes = ("My notes", "C9", "250.25")
    returned = read(
        typed(
            f"Allocation!{rate}/1000", f"{amount(0)}*2", f"{amount(5)}+1", "'My notes'!C9*2",
            "my notes!C9", others=[notes],
        )
    )  # fmt: skip
    assert amounts(returned) == [120, 240, 1, Decimal("500.5"), None]
    assert [said.split(": ", 1)[1] for said in refusals(returned)] == [
        (
            'The cell holds the formula =my notes!C9, and it uses "my", which is neither a number nor '
            f"a cell. {REMEDY}"
        )
    ]


def test_a_formula_on_the_schools_own_sheet_is_worked_out_too(read, typed, edit):
    file = edit(typed("'My notes'!C9"))
    file.formula("My notes", "C9", "C10*3", "1")
    file.number("My notes", "C10", "7")
    assert amounts(read(file.packed())) == [21]


def test_a_formula_may_use_what_the_workbook_works_out(book, read, typed):
    cost = book.layout.letters(book.layout.staffing)["cost"]
    first = book.layout.staffing.first
    returned = read(typed(f"Staffing!{cost}{first}*10%", "Programs!C8/1000"))
    principal = returned.budget.staffing[0].cents
    assert amounts(returned) == [Decimal(principal).scaleb(-3), Decimal(1500)]
    assert returned.budget.spending[0].cents == (principal + 5) // 10


def test_figures_that_follow_from_other_formulas_are_worked_out_in_turn(book, read, typed):
    cost = book.layout.letters(book.layout.spending)["cost"]
    row = book.layout.spending.first
    returned = read(typed("100+1", f"{cost}{row}*2", f"{cost}{row + 1}*2"))
    assert amounts(returned) == [101, 202, 404]
    assert refusals(returned) == []


def test_an_amount_that_follows_from_what_it_leaves_is_refused_as_a_circle(read, typed, amount):
    returned = read(typed("Programs!G8", f"{amount(2)}+1", f"{amount(1)}+1", f"{amount(3)}"))
    assert amounts(returned) == [None] * 4
    circle = "and it depends on itself. " + REMEDY
    assert refusals(returned) == [
        f"0417.xlsx, Spending {amount(0)}: The cell holds the formula =Programs!G8, {circle}",
        f"0417.xlsx, Spending {amount(1)}: The cell holds the formula ={amount(2)}+1, {circle}",
        f"0417.xlsx, Spending {amount(2)}: The cell holds the formula ={amount(1)}+1, {circle}",
        f"0417.xlsx, Spending {amount(3)}: The cell holds the formula ={amount(3)}, {circle}",
    ]


@pytest.mark.parametrize(
    ("formula", "because"),
    [
        ("SUM(1,2)", 'it uses the function "SUM"'),
        ("1/0", "it divides by zero"),
        ("Nowhere!A1", 'there is no sheet "Nowhere"'),
        ("Staffing!H7", "it refers to Staffing H7, which holds no number"),
        ("Checks!E8", "it refers to Checks E8, which is no amount"),
        ("Start!F7*1", "it refers to Start F7, which holds no number"),
        ("Staffing!B7", "it refers to Staffing B7, which holds no number"),
    ],
)
def test_what_cannot_be_worked_out_is_refused_with_the_cell(read, typed, amount, formula, because):
    returned = read(typed(formula, cached="17.5"))
    assert amounts(returned) == [None]
    assert refusals(returned) == [
        (
            f"0417.xlsx, Spending {amount(0)}: The cell holds the formula ={formula}, and {because}. "
            f"{REMEDY}"
        )
    ]
    [rejected] = returned.rejected
    assert (rejected.where.cell, rejected.text, rejected.number, rejected.reason) == (
        amount(0), "17.5", Decimal("17.5"), "a formula that is not worked out",
    )  # fmt: skip
    assert not returned.is_acceptable


def test_a_chain_of_cells_that_is_too_long_is_refused(read, typed, edit):
    file = edit(typed("'My notes'!C5"))
    for row in range(5, 60):
        file.formula("My notes", f"C{row}", f"C{row + 1}", "0")
    assert [said.split(", and ")[1] for said in refusals(read(file.packed()))] == [
        f"it refers to too long a chain of cells. {REMEDY}"
    ]


def test_formulas_of_every_kind_of_input_are_worked_out(book, read, edit):
    file = edit()
    letters = book.layout.letters(book.layout.staffing)
    row = book.layout.staffing.first + 2
    file.formula("Staffing", f"{letters['how_many']}{row}", "1+1", "2")
    file.formula("Staffing", f"{letters['fte_each']}{row}", "0.2*4", "0.8")
    file.formula("Staffing", f"{letters['share_1']}{row}", "100/4", "25")
    file.formula("Staffing", f"{letters['share_2']}{row}", "100-N9", "75")
    file.formula("Staffing", f"{letters['title']}{row}", "H7", "Teacher", "str")
    returned = read(file.packed())
    [typed] = [each for each in returned.plan.staffing if each.place.row == row]
    assert (typed.how_many, typed.fte_each) == (2, Decimal("0.8"))
    assert typed.shares == (25, 75, None)
    assert typed.title is None
    assert len(refusals(returned)) == 1


def test_array_formulas_and_formulas_of_other_programs_are_refused(read, edit, amount):
    file = edit()
    file.formula("Spending", amount(0), "of:=[.A1]+1", "2")
    file.formula("Spending", amount(1), "A1:A3*2", "2")
    held = file.cell("Spending", amount(1)).find(q("f"))
    held.attrib.update({"t": "array", "ref": amount(1)})
    returned = read(file.packed(), agrees=False)
    assert len(refusals(returned)) == 2
    assert amounts(returned) == [None, None]


def test_the_amount_that_a_body_approved_follows_from_no_other_cell(read, edit, book):
    letters, row = book.layout.letters(book.layout.approvals), book.layout.approvals.first
    file = edit()
    file.formula("Sign-off", f"{letters['approved']}{row}", f"{letters['budgeted']}{row}", "100")
    file.formula("Sign-off", f"{letters['votes_for']}{row}", "4+5", "9")
    returned = read(file.packed())
    [said] = refusals(returned)
    assert said == (
        "0417.xlsx, Sign-off J8: The cell holds the formula =D8, and it refers to Sign-off D8, which "
        f"is not what a body decided. {REMEDY}"
    )
    [approval, *_] = returned.plan.approvals
    assert (approval.approved, approval.votes_for) == (None, Decimal(9))
