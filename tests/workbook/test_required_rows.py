"""A required position is locked in the workbook itself; who pays for it stays the school's choice."""

import io

import pytest
from openpyxl import load_workbook
from support.office import Office

from bsa_xl.allocation import allocate
from bsa_xl.api.groups import school_books
from bsa_xl.api.opened import open_district
from bsa_xl.api.ready import Ready
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.sample import write_sample
from bsa_xl.workbook import Identity, best_deflate, prepare, restore

YEAR = FiscalYear(2026)
LOCKED = ("action", "title", "how_many", "fte_each")
OPEN = ("program_1", "share_1", "goal", "note", "start", "end")


@pytest.fixture(scope="module")
def issued(tmp_path_factory):
    """The sample's first school with a required position: its draft, its layout, its press."""
    folder = tmp_path_factory.mktemp("sample") / "halcyon"
    write_sample(folder, schools=12)
    opened = open_district(folder, YEAR)
    policy = opened.policy_file.policy
    allocation = allocate(opened.district, policy, YEAR)
    ready = Ready(opened, allocation, school_books(opened.district, policy, allocation))
    draft = next(
        each for each in ready.drafts if any(now.required for now in each.book.setting.now)
    )
    layout = ready.layouts.layout(draft.staffing_rows)
    return draft, layout, prepare(layout, "test")


@pytest.fixture(scope="module")
def stamped(issued):
    draft, _, press = issued
    return press.stamp(draft.case(_identity(draft)), None, deflate=best_deflate())


def _identity(draft) -> Identity:
    school_id = draft.book.school.school_id
    return Identity(school_id, "FY2026", "adopted", 1, "2026.1", "p", "ab", "NONCE", "2025")


def _rows(draft, layout) -> tuple[list[int], list[int]]:
    """Rows of Staffing with a required position, and those with any other."""
    first = layout.staffing.first
    wanted = [first + n for n, now in enumerate(draft.book.setting.now) if now.required]
    others = [first + n for n, now in enumerate(draft.book.setting.now) if not now.required]
    return wanted, others


def test_only_what_is_required_is_locked_on_a_required_row(issued, stamped):
    draft, layout, _ = issued
    sheet = load_workbook(io.BytesIO(stamped.data))["Staffing"]
    letters = layout.letters(layout.staffing)
    required, others = _rows(draft, layout)
    assert required, others

    def is_locked(name: str, row: int) -> bool:
        return sheet[f"{letters[name]}{row}"].protection.locked

    assert all(is_locked(name, row) for name in LOCKED for row in required)
    assert not any(is_locked(name, row) for name in OPEN for row in required)
    spare = layout.staffing.last
    assert not any(is_locked(name, row) for name in (*LOCKED, *OPEN) for row in (*others, spare))


def test_a_locked_cell_looks_computed_and_keeps_its_number_format(issued, stamped):
    """FTE of 0.5 must not show as 1, so the format of the input stays."""
    draft, layout, _ = issued
    sheet = load_workbook(io.BytesIO(stamped.data))["Staffing"]
    letters = layout.letters(layout.staffing)
    row = _rows(draft, layout)[0][0]
    spare = layout.staffing.last
    for name in LOCKED:
        locked, free = sheet[f"{letters[name]}{row}"], sheet[f"{letters[name]}{spare}"]
        assert locked.number_format == free.number_format
        assert locked.font.color.rgb != free.font.color.rgb


def test_the_drop_downs_cover_required_rows_too(issued, stamped):
    draft, layout, _ = issued
    sheet = load_workbook(io.BytesIO(stamped.data))["Staffing"]
    row = _rows(draft, layout)[0][0]
    letters = layout.letters(layout.staffing)
    for name in ("title", "program_1"):
        cell = f"{letters[name]}{row}"
        assert any(cell in each.sqref for each in sheet.data_validations.dataValidation)


def test_a_press_from_the_cache_locks_the_same_rows(issued, stamped):
    draft, layout, press = issued
    again = restore(layout, "test", press.to_bytes())
    made = again.stamp(draft.case(_identity(draft)), None, deflate=best_deflate())
    assert made.data == stamped.data


def test_a_required_title_cannot_be_typed_over_and_its_funding_source_can(
    issued, stamped, office: Office, tmp_path
):
    draft, layout, _ = issued
    path = tmp_path / "school.xlsx"
    path.write_bytes(stamped.data)
    letters = layout.letters(layout.staffing)
    row = _rows(draft, layout)[0][0]
    title, program = f"{letters['title']}{row}", f"{letters['program_1']}{row}"
    payer = draft.book.setting.programs[-1].label
    found = office.type_into(path, {"Staffing": {title: "Gardener", program: payer}})
    assert found["Staffing"][title] == draft.book.setting.now[row - layout.staffing.first].title
    assert found["Staffing"][program] == payer
