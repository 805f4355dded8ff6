"""One calculation, two engines: every formula of issued workbooks against Python's values.

LibreOffice recalculates with nobody's cached value trusted. The formulas are found in the issued
XML, not in the declarations, so that none can be missed.
"""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from support.fills import random_plan, typed_cells
from support.office import CellError, Office, as_decimal

from bsa_xl.allocation import allocate
from bsa_xl.api.groups import school_books
from bsa_xl.api.opened import open_district
from bsa_xl.api.ready import Ready
from bsa_xl.api.workbooks import Draft, outcomes_of
from bsa_xl.budget import ApprovalRow, price
from bsa_xl.checks import run
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.sample import write_sample
from bsa_xl.workbook import Case, Identity, Layout, best_deflate, prepare
from bsa_xl.workbook.package import read_package
from bsa_xl.workbook.values import budget_values, cell_value

YEAR = FiscalYear(2026)
Cells = dict[tuple[str, str], Decimal | str | None]


@pytest.fixture(scope="module")
def issued(tmp_path_factory):
    """The sample's first schools as drafts, with their layouts."""
    folder = tmp_path_factory.mktemp("sample") / "halcyon"
    write_sample(folder, schools=12)
    opened = open_district(folder, YEAR)
    policy = opened.policy_file.policy
    allocation = allocate(opened.district, policy, YEAR)
    ready = Ready(opened, allocation, school_books(opened.district, policy, allocation))
    return list(ready.drafts), ready.layouts


@pytest.fixture(scope="module")
def presses():
    return {}


def workbook(draft: Draft, layout: Layout, presses: dict, folder: Path) -> Path:
    if draft.staffing_rows not in presses:
        presses[draft.staffing_rows] = prepare(layout, "test")
    identity = Identity(
        draft.book.school.school_id, "FY2026", "adopted", 1, "2026.1", "p", "ab", "NONCE", "2025"
    )
    stamped = presses[draft.staffing_rows].stamp(draft.case(identity), None, deflate=best_deflate())
    path = folder / f"{draft.book.school.school_id}.xlsx"
    path.write_bytes(stamped.data)
    return path


def formulas_in(path: Path) -> dict[tuple[str, str], str]:
    package = read_package(path.read_bytes(), path.name)
    return {
        (name, ref): cell.text
        for name, sheet in package.sheets.items()
        for ref, cell in sheet.cells.items()
        if cell.formula is not None
    }


def expected(layout: Layout, case: Case) -> Cells:
    return {
        (sheet, ref): cell_value(kind, value)
        for sheet, ref, kind, value in budget_values(layout, case)
    }


def differences(found, wanted: Cells, formulas) -> list[str]:
    wrong = []
    for sheet, ref in formulas:
        got, value = found[sheet].get(ref), wanted[sheet, ref]
        if isinstance(got, CellError) or isinstance(value, str) or value is None:
            same = got == (value or "")
        else:
            same = isinstance(got, float) and as_decimal(got) == Decimal(value).normalize()
        if not same:
            wrong.append(f"{sheet} {ref}: LibreOffice {got!r}, Python {value!r}")
    return wrong


@pytest.mark.parametrize("number", range(12))
def test_cached_values_of_a_fresh_workbook_are_what_libreoffice_calculates(
    issued, presses, office: Office, tmp_path, number
):
    made, layouts = issued
    path = workbook(made[number], layouts.layout(made[number].staffing_rows), presses, tmp_path)
    cached = formulas_in(path)
    found = office.recalculate(path)
    assert {(s, r) for s, cells in found.items() for r in cells} == set(cached)
    wrong = [
        f"{sheet} {ref}: cached {text!r}, calculated {found[sheet][ref]!r}"
        for (sheet, ref), text in cached.items()
        if not _same_text(found[sheet][ref], text)
    ]
    assert wrong == []


def _same_text(got: float | str | bool | CellError, cached: str) -> bool:
    if isinstance(got, float):
        return cached != "" and as_decimal(got) == Decimal(cached).normalize()
    return got == cached


@pytest.mark.parametrize("seed", range(25))
def test_every_formula_of_a_filled_workbook_equals_pythons_value(
    issued, presses, office: Office, tmp_path, seed
):
    made, layouts = issued
    draft = made[seed % len(made)]
    layout = layouts.layout(draft.staffing_rows)
    path = workbook(draft, layout, presses, tmp_path)
    setting = draft.budget.setting
    plan = random_plan(layout, setting, draft.budget.plan, seed)
    budget = price(setting, plan)
    case = replace(draft.case(Identity(*[""] * 3, 0, *[""] * 5)), budget=budget,
                   outcomes=outcomes_of(run(budget)))  # fmt: skip
    wanted = expected(layout, case)
    formulas = formulas_in(path)
    assert set(formulas) <= set(wanted), "a formula nobody declared"
    found = office.fill_and_recalculate(path, typed_cells(layout, plan), even_locked=True)
    assert differences(found, wanted, formulas) == []


DAY, ENOUGH = Decimal(45750), {"quorum": "Yes", "minutes": "p. 3", "approved": Decimal(1)}
APPROVALS = [
    {"date": DAY, "votes_for": Decimal(9), "votes_against": Decimal(3)},
    {"date": DAY, "votes_for": Decimal(9)},
    {"date": DAY, "votes_for": Decimal(3), "votes_against": Decimal(9)},
    {"date": DAY, "votes_for": Decimal(4), "votes_against": Decimal(4)},
    {"date": DAY, "votes_for": Decimal(0)},
    {"date": DAY, "votes_for": Decimal(-1), "votes_against": Decimal(-3)},
    {"date": DAY, "votes_for": Decimal("9.5")},
    {"date": DAY, "votes_for": Decimal(1000)},
    {"date": DAY, "votes_for": Decimal(9), "votes_against": Decimal(-3)},
    {"date": DAY, "votes_for": Decimal(9), "votes_against": Decimal("0.5")},
    {"date": DAY, "votes_for": Decimal(9), "votes_against": "none"},
    {"date": DAY, "votes_for": "nine", "votes_against": Decimal(0)},
    {"date": Decimal(36525), "votes_for": Decimal(9)},
    {"date": Decimal(36526), "votes_for": Decimal(9)},
    {"date": Decimal(73050), "votes_for": Decimal(9)},
    {"date": Decimal(73051), "votes_for": Decimal(9)},
    {"date": "April 2", "votes_for": Decimal(9)},
]


def test_the_sheet_and_python_agree_on_what_approves(issued, presses, office: Office, tmp_path):
    made, layouts = issued
    draft = made[0]
    layout, setting = layouts.layout(draft.staffing_rows), draft.budget.setting
    path = workbook(draft, layout, presses, tmp_path)
    formulas = formulas_in(path)
    words = set()
    for first in range(0, len(APPROVALS), len(layout.bodies)):
        approvals = tuple(
            ApprovalRow(body, layout.place(layout.approvals, index), **ENOUGH, **typed)
            for index, (body, typed) in enumerate(
                zip(layout.bodies, APPROVALS[first:], strict=False)
            )
        )
        plan = replace(draft.budget.plan, approvals=approvals)
        budget = price(setting, plan)
        case = replace(draft.case(Identity(*[""] * 3, 0, *[""] * 5)), budget=budget,
                       outcomes=outcomes_of(run(budget)))  # fmt: skip
        found = office.fill_and_recalculate(path, typed_cells(layout, plan), even_locked=True)
        assert differences(found, expected(layout, case), formulas) == []
        words |= {found["Sign-off"][ref] for sheet, ref in formulas if sheet == "Sign-off"}
    assert {"Not approved yet", "Amount differs"} <= words


def test_a_wrong_value_is_noticed(issued, presses, office: Office, tmp_path):
    """The comparison itself can fail: one cent off in one cell is told."""
    made, layouts = issued
    draft = made[0]
    layout = layouts.layout(draft.staffing_rows)
    path = workbook(draft, layout, presses, tmp_path)
    wanted = expected(layout, draft.case(Identity(*[""] * 3, 0, *[""] * 5)))
    letter = layout.letters(layout.staffing)["cost"]
    cell = ("Staffing", f"{letter}{layout.staffing.first}")
    wanted[cell] = Decimal(wanted[cell]) + Decimal("0.01")
    [only] = differences(office.recalculate(path), wanted, formulas_in(path))
    assert only.startswith(f"Staffing {cell[1]}: LibreOffice ")
