"""Every number that somebody typed is in the budget or is listed as rejected: none is lost.

Thirty fills that nobody would write by hand, with further numbers where words belong. What is typed
is found in the XML alone, by the styles that are unlocked; openpyxl reads the same values.
"""

from decimal import Context, Decimal
from io import BytesIO
from random import Random

import pytest
from openpyxl import load_workbook
from openpyxl.styles.numbers import is_date_format
from support.fills import random_plan
from support.finished import issue_sample, issued_workbooks, layout_of, typed_in
from support.raw_inputs import unlocked_numbers

from bsa_xl.budget import Place
from bsa_xl.intake import rule_texts
from bsa_xl.workbook import Expected, ReadingDesk, Returned, read_package, read_returned
from bsa_xl.workbook.sealing import CellMap

INPUT_SHEETS = ("Staffing", "Spending", "Sign-off", "Checks")
ODD = ("7", "-3", "0", "0.005", "1234567.89", "99999999999", "46000", "1.5", "100000000000000")
FILLS = 30
DIGITS = Context(prec=15)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("conservation")
    ready = issue_sample(folder, schools=12)
    return (
        ready,
        issued_workbooks(folder / "sample.store"),
        folder / "out",
        ReadingDesk(rule_texts()),
    )


def numbers_anywhere(layout, seed, unlocked):
    """Numbers typed over a few unlocked cells, whatever belongs there."""
    rng = Random(1000 + seed)
    chosen = rng.sample(sorted(unlocked), 12)
    used = [layout.place(layout.staffing, 0), layout.place(layout.spending, 0)]
    rows = [
        (place.sheet, f"{letter}{place.row}") for place in used for letter in place.columns.values()
    ]
    chosen += rng.sample([at for at in rows if at in unlocked], 3)
    return {at: Decimal(rng.choice(ODD)) for at in chosen}


def accepted(returned: Returned) -> dict[tuple[str, str], Decimal]:
    """The numbers in the plan, each with its cell."""
    found = {}

    def add(place: Place, name: str, typed: object) -> None:
        if isinstance(typed, Decimal):
            found[place.sheet, f"{place.columns[name]}{place.row}"] = typed

    for row in returned.plan.staffing:
        for name in ("action", "title", "how_many", "fte_each", "start", "end", "goal", "note"):
            add(row.place, name, getattr(row, name))
        for number in range(3):
            add(row.place, f"program_{number + 1}", row.programs[number])
            add(row.place, f"share_{number + 1}", row.shares[number])
    for row in returned.plan.spending:
        for name in ("item", "quantity", "amount", "program", "goal", "justification", "note"):
            add(row.place, name, getattr(row, name))
    for row in returned.plan.approvals:
        for name in ("date", "quorum", "votes_for", "votes_against", "minutes", "approved"):
            add(row.place, name, getattr(row, name))
    return found


def as_openpyxl_reads(data: bytes, cells) -> dict[tuple[str, str], Decimal]:
    """Numbers that openpyxl does not turn into dates, with the 15 digits that a spreadsheet keeps."""
    book = load_workbook(BytesIO(data), data_only=True)
    found = {}
    for sheet, ref in cells:
        cell = book[sheet][ref]
        if (
            cell.data_type == "n"
            and cell.value is not None
            and not is_date_format(cell.number_format)
        ):
            found[sheet, ref] = DIGITS.create_decimal(cell.value).normalize()
    return found


@pytest.mark.filterwarnings("ignore:Cell .* is marked as a date")
@pytest.mark.parametrize("seed", range(FILLS))
def test_no_typed_number_is_lost_and_none_is_counted_twice(sample, seed):
    ready, known, out, desk = sample
    draft = ready.drafts[seed % len(ready.drafts)]
    layout = layout_of(ready, draft)
    entry = known[draft.book.school.school_id]
    issued = (out / entry.file_name).read_bytes()
    unlocked, _ = unlocked_numbers(issued, INPUT_SHEETS)
    plan = random_plan(layout, draft.budget.setting, draft.budget.plan, seed)
    others = numbers_anywhere(layout, seed, unlocked)
    data = typed_in(ready, draft, entry, issued, plan, others)
    returned = read_returned(
        read_package(data, entry.file_name), desk, expected=Expected(entry.locked_digest)
    )

    cells, typed = unlocked_numbers(data, INPUT_SHEETS)
    assert cells == unlocked
    counted = {at: number for at, number in accepted(returned).items() if at in cells}
    rejected = {
        (each.where.sheet, each.where.cell): each.number
        for each in returned.rejected
        if each.number is not None
    }
    attested = {
        ("Sign-off", ref): typed_there
        for number, ref in enumerate(CellMap(layout).attestations, start=1)
        if isinstance(typed_there := returned.plan.attestations.get(str(number)), Decimal)
    }
    assert counted.keys().isdisjoint(rejected)
    assert counted | rejected | attested == typed
    parts = (counted, rejected, attested)
    assert sum(sum(part.values()) for part in parts) == sum(typed.values())
    assert sum(map(len, parts)) == len(typed)
    assert len(typed) > len(others) // 2
    read = as_openpyxl_reads(data, cells)
    assert read == {at: typed[at].normalize() for at in read}
    dated = {"start", "end", "date"}  # openpyxl gives days, and these columns alone are shown so
    columns = {
        table.letters()[name] for table in layout.tables for name in dated & table.letters().keys()
    }
    assert {ref.rstrip("0123456789") for _, ref in typed.keys() - read.keys()} <= columns


def test_only_the_rows_of_required_positions_hold_numbers_that_are_locked(sample):
    ready, known, out, _ = sample
    for draft in ready.drafts:
        entry = known[draft.book.school.school_id]
        cells, numbers = unlocked_numbers((out / entry.file_name).read_bytes(), INPUT_SHEETS)
        layout = layout_of(ready, draft)
        letters = layout.letters(layout.staffing)
        for index, now in enumerate(draft.budget.setting.now):
            at = ("Staffing", f"{letters['fte_each']}{layout.staffing.first + index}")
            assert (at in cells) is not now.required
            assert (at in numbers) is not now.required
