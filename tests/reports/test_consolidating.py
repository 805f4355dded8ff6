"""Consolidate on a whole district: a book that foots beside it, or none and the reason why."""

import openpyxl
import pytest
from support.collected import NUMBER, YEAR, collect, files, lose_a_posting, told

from bsa_xl.api.consolidating import ConsolidateOrder, consolidate
from bsa_xl.api.exporting import ExportOrder, export_ledger
from bsa_xl.api.outcome import Exit
from bsa_xl.reports import readd
from bsa_xl.sample import write_sample
from bsa_xl.store import (
    RunEnding,
    RunKind,
    Store,
    StoreMissingError,
)


def test_consolidate_writes_a_book_that_foots_beside_the_district(district, issued):
    total = collect(district, issued, 9)
    done = consolidate(ConsolidateOrder(district, YEAR))
    assert done.answer.exit is Exit.OK
    assert done.path == district.with_name("bay_FY2026_adopted_consolidated.xlsx")
    assert (done.issued, done.accepted, done.not_returned, done.to_mend) == (12, 9, 3, 0)
    assert done.budgeted_cents == total
    assert all(control.foots for control in done.controls)
    sums = readd(done.path.read_bytes()).sums
    assert sums["By program", "Budgeted"] == sums["Postings", "amount"] == total
    assert sums["Schools", "Allocated"] == done.allocated_cents == issued[1].total_cents


def test_consolidate_tells_who_is_missing_and_ends_well(district, issued):
    collect(district, issued, 11)
    done = consolidate(ConsolidateOrder(district, YEAR))
    [school] = done.waited_for
    assert told(done) == [
        (
            f"The budget of {school.name} ({school.school_id}) has not come back, and was due on "
            "2025-04-11. Ask the school for its workbook, or record why there will be none. [SUB-01]"
        )
    ]
    assert done.answer.exit is Exit.OK


def test_consolidate_keeps_the_run_with_its_inputs(district, issued):
    collect(district, issued, 1)
    consolidate(ConsolidateOrder(district, YEAR))
    with Store.open(district.with_name("bay.store")) as store:
        last = store.runs.all()[-1]
    assert (last.run.kind, last.ending) == (RunKind.CONSOLIDATE, RunEnding.FINISHED)
    assert {"policy.yaml", "schools.csv"} <= {each.name for each in last.inputs}


def test_a_dry_run_of_consolidate_works_everything_out_and_writes_nothing(district, issued):
    total = collect(district, issued, 2)
    before = files(district.parent)
    with Store.open(district.with_name("bay.store")) as store:
        known = store.dump()
    done = consolidate(ConsolidateOrder(district, YEAR, dry_run=True))
    assert (done.path, done.budgeted_cents, done.answer.exit) == (None, total, Exit.OK)
    assert files(district.parent) == before
    with Store.open(district.with_name("bay.store")) as store:
        assert store.dump() == known


def test_con_02_nothing_was_issued_for_the_event(district):
    done = consolidate(ConsolidateOrder(district, YEAR, event="norm day"))
    assert done.answer.exit is Exit.NOTHING
    assert told(done) == [
        (
            "No workbook has been issued for 2025-26 norm day. "
            "Issue the workbooks first, or name the year and event that were issued. [CON-02]"
        )
    ]


def test_con_03_nothing_was_accepted_yet(district):
    done = consolidate(ConsolidateOrder(district, YEAR))
    assert done.answer.exit is Exit.NOTHING
    assert told(done) == [
        (
            "Of 12 workbooks issued for 2025-26 adopted, none has been accepted and 0 came back to be "
            "mended. Collect the returned workbooks first. [CON-03]"
        )
    ]
    assert done.path is None


def test_a_district_without_a_store_has_nothing_to_consolidate(tmp_path):
    write_sample(tmp_path / "bay", schools=NUMBER)
    with pytest.raises(StoreMissingError):
        consolidate(ConsolidateOrder(tmp_path / "bay", YEAR))


def test_con_04_letters_that_are_no_longer_the_allocation_stop_the_book(district, issued):
    collect(district, issued, 3)
    path = district / "policy.yaml"
    text = path.read_text(encoding="utf-8")
    assert "{FY2025: 304000, FY2026: 316500}" in text
    path.write_text(text.replace("316500", "316501"), encoding="utf-8")
    done = consolidate(ConsolidateOrder(district, YEAR))
    assert done.answer.exit is Exit.INTEGRITY
    assert done.path is None
    assert not list(district.parent.glob("*.xlsx"))
    first, *others = [each for each in told(done) if "[CON-" in each]
    assert first.startswith(
        "The letters of 12 schools are not what the allocation gives today (0109 $"
    )
    assert first.endswith(
        "; and 7 more). Put the district's files back as they were at issue, or issue again with "
        "--reissue. [CON-04]"
    )
    assert others[0].startswith(
        "bay_FY2026_adopted_consolidated.xlsx: Letters issued: the register"
    )
    assert others[0].endswith(
        "Nothing was written: keep the store as it is, and ask whoever looks after this program. "
        "[CON-01]"
    )


def test_a_district_with_faults_is_not_consolidated(district):
    (district / "schools.csv").write_text("nonsense", encoding="utf-8")
    done = consolidate(ConsolidateOrder(district, YEAR))
    assert done.answer.exit is Exit.ATTENTION
    assert done.path is None


def test_alo_31_the_book_never_takes_the_place_of_an_input(district, issued):
    collect(district, issued, 1)
    done = consolidate(ConsolidateOrder(district, YEAR, out=district / "policy.yaml"))
    assert "policy.yaml is one of the files that this was worked out from." in told(done)[0]
    assert done.answer.exit is Exit.ATTENTION


def test_con_05_the_book_never_takes_the_place_of_a_schools_return(district, issued, tmp_path):
    collect(district, issued, 1)
    filled = min(issued[0].with_name("out").glob("*.xlsx"))
    inbox = tmp_path / "0109 school budget.xlsx"
    inbox.write_bytes(filled.read_bytes())
    done = consolidate(ConsolidateOrder(district, YEAR, out=inbox))
    assert told(done) == [
        (
            "0109 school budget.xlsx: 0109 school budget.xlsx is there already and is no consolidated "
            "book. Choose another name, or move that file away. [CON-05]"
        )
    ]
    assert (done.path, done.answer.exit) == (None, Exit.ATTENTION)
    assert inbox.read_bytes() == filled.read_bytes()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"Minutes of the board"])
def test_con_05_is_said_of_whatever_lies_there(district, issued, tmp_path, content):
    collect(district, issued, 1)
    there = tmp_path / "book.xlsx"
    there.write_bytes(content)
    done = consolidate(ConsolidateOrder(district, YEAR, out=there, dry_run=True))
    assert [finding.id for finding in done.answer.findings] == ["CON-05"]
    assert there.read_bytes() == content


def test_a_newer_book_takes_the_place_of_an_older_one_excels_own_save_of_it_too(district, issued):
    collect(district, issued, 1)
    first = consolidate(ConsolidateOrder(district, YEAR))
    saved = openpyxl.load_workbook(first.path)
    saved.save(first.path)
    again = consolidate(ConsolidateOrder(district, YEAR))
    assert (again.path, again.answer.exit) == (first.path, Exit.OK)
    assert readd(again.path.read_bytes()).sums["Postings", "amount"] == again.budgeted_cents


def test_progress_is_told_from_the_first_step_to_the_last(district, issued):
    collect(district, issued, 1)
    steps = []
    consolidate(ConsolidateOrder(district, YEAR), lambda *step: steps.append(step))
    assert steps[0] == ("reading the ledger", 0, 4)
    assert steps[-1] == ("writing the book", 4, 4)


def test_con_01_a_ledger_that_lost_a_posting_is_not_consolidated(district, issued):
    collect(district, issued, 1)
    lose_a_posting(district)
    done = consolidate(ConsolidateOrder(district, YEAR))
    assert (done.answer.exit, done.path) == (Exit.INTEGRITY, None)
    assert any("Postings: the sheet Postings comes to" in said for said in told(done))
    assert not list(district.parent.glob("*.xlsx"))


def test_the_consolidated_book_and_the_ledger_file_are_the_same_money(district, issued):
    total = collect(district, issued)
    book = consolidate(ConsolidateOrder(district, YEAR))
    ledger = export_ledger(
        ExportOrder(district, YEAR, "munis-like", out=district.with_name("1.txt"))
    )
    assert book.budgeted_cents == ledger.total_cents == total
    read = openpyxl.load_workbook(book.path, data_only=True)["By program"]
    assert read["F5"].value == total / 100
