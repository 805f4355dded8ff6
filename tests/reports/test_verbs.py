"""Consolidate and export on a whole district: its folder, its store, its files."""

import contextlib
import hashlib
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from bsa_xl.api import IssueOrder, issue
from bsa_xl.api.consolidating import ConsolidateOrder, consolidate
from bsa_xl.api.exporting import ExportMode, ExportOrder, export_ledger, layouts
from bsa_xl.api.outcome import Exit
from bsa_xl.api.stops import UnknownNameError
from bsa_xl.budget import postings
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import format_dollars
from bsa_xl.reports import read_layout, readd, readd_ledger_file, shipped_layout
from bsa_xl.sample import write_sample
from bsa_xl.store import (
    Outcome,
    ReturnedWorkbook,
    RunEnding,
    RunKind,
    Store,
    StoreMissingError,
    figures_of_budget,
    lines_of_budget,
)

YEAR = FiscalYear(2026)
AT = datetime(2025, 4, 2, 9, 30, tzinfo=UTC)
NUMBER = 12


@pytest.fixture(scope="module")
def issued(tmp_path_factory):
    """A district of twelve schools whose workbooks are issued, and its drafts; read only."""
    folder = tmp_path_factory.mktemp("district") / "bay"
    write_sample(folder, schools=NUMBER)
    order = IssueOrder(folder, YEAR, folder.with_name("out"))
    total = issue(replace(order, dry_run=True)).total_cents
    done = issue(replace(order, total_cents=total))
    assert done.answer.exit is Exit.OK
    return folder, done


@pytest.fixture
def district(issued, tmp_path) -> Path:
    """A copy of it that a test may change."""
    folder, _ = issued
    for path in [*folder.rglob("*"), *folder.with_name("bay.store").rglob("*")]:
        if path.is_file():
            target = tmp_path / path.relative_to(folder.parent)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return tmp_path / "bay"


def returned(draft, workbook, *, but=0, saved=AT):
    """A return of a draft's opening plan; ``but`` leaves out so many of its last positions."""
    budget = draft.budget
    if but:
        budget = replace(budget, staffing=budget.staffing[:-but])
    return ReturnedWorkbook(
        sha256=hashlib.sha256(f"{workbook.school_id} {but} {saved}".encode()).hexdigest(),
        size=1,
        file_name=f"{workbook.school_id} budget.xlsx",
        outcome=Outcome.ACCEPTED,
        received_at=AT,
        saved_at=saved,
        school_id=workbook.school_id,
        fiscal_year=str(YEAR),
        event="adopted",
        revision=workbook.revision,
        nonce=workbook.nonce,
        total_cents=budget.budgeted_cents,
        fte_parts=budget.fte_parts,
        line_count=budget.line_count,
        programs=figures_of_budget(budget),
        lines=lines_of_budget(budget),
        postings=postings(budget),
    )


def collect(district, issued, schools=NUMBER, **more):
    """Accept the opening plans of so many schools; gives what they plan, integer cents."""
    total = 0
    with Store.open(district.with_name("bay.store")) as store:
        known = {each.school_id: each for each in store.register.newest(str(YEAR), "adopted")}
        run = store.runs.begin(RunKind.COLLECT, code_version="0", user="analyst", at=AT)
        for draft in issued[1].ready.drafts[:schools]:
            given = returned(draft, known[draft.book.school.school_id], **more)
            assert store.returns.record(run, given).outcome is Outcome.ACCEPTED
            total += given.total_cents
        store.runs.end(run, RunEnding.FINISHED, at=AT)
    return total


def told(done):
    return [str(finding) for finding in done.answer.findings]


def files(folder):
    return {
        path: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "store" not in str(path)
    }


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
        "The letters of 12 schools are not what the allocation gives them today (0109 $"
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


def test_the_book_never_takes_the_place_of_an_input(district, issued):
    collect(district, issued, 1)
    done = consolidate(ConsolidateOrder(district, YEAR, out=district / "policy.yaml"))
    assert "policy.yaml is one of the files that this was worked out from." in told(done)[0]
    assert done.answer.exit is Exit.ATTENTION


def test_progress_is_told_from_the_first_step_to_the_last(district, issued):
    collect(district, issued, 1)
    steps = []
    consolidate(ConsolidateOrder(district, YEAR), lambda *step: steps.append(step))
    assert steps[0] == ("reading the ledger", 0, 4)
    assert steps[-1] == ("writing the book", 4, 4)


def test_export_writes_every_layout_and_remembers_what_was_handed_over(district, issued):
    total = collect(district, issued, 5)
    for name in layouts():
        out = district.with_name(f"{name}.txt")
        done = export_ledger(ExportOrder(district, YEAR, name, out=out))
        assert (done.answer.exit, done.path, done.is_first) == (Exit.OK, out, True)
        assert done.total_cents == done.ledger_cents == total
        layout, _ = read_layout(shipped_layout(name), name)
        assert readd_ledger_file(out.read_bytes(), layout).amounts.total == total
        with Store.open(district.with_name("bay.store")) as store:
            last = store.exports.last(name, str(YEAR), "adopted")
        assert (last.total_cents, last.file_name) == (total, out.name)
        assert last.sha256 == hashlib.sha256(out.read_bytes()).hexdigest()
        assert len(last.submission_ids) == 5


def test_a_change_hands_over_exactly_what_the_ledger_lacks(district, issued):
    first = collect(district, issued, 5)
    order = ExportOrder(district, YEAR, "sap-like", mode=ExportMode.CHANGE)
    full = export_ledger(replace(order, out=district.with_name("1.txt")))
    assert (full.is_first, full.total_cents) == (True, first)
    later = AT.replace(hour=17)
    collect(district, issued, 2, but=1, saved=later)  # two schools drop their last position
    with Store.open(district.with_name("bay.store")) as store:
        now = store.ledger.control_totals(str(YEAR), "adopted").postings_cents
    change = export_ledger(replace(order, out=district.with_name("2.txt")))
    assert now < first
    assert (change.is_first, change.total_cents, change.ledger_cents) == (False, now - first, now)
    # Only postings of the two dropped positions are taken back; the rest is not touched.
    assert change.debit_cents == 0
    dropped = [draft.budget.staffing[-1] for draft in issued[1].ready.drafts[:2]]
    assert change.credit_cents == sum(line.cents for line in dropped)
    again = export_ledger(replace(order, out=district.with_name("3.txt")))
    assert again.answer.exit is Exit.NOTHING
    [said] = told(again)
    assert said.startswith("Nothing has changed since 2.txt of 20")
    assert said.endswith(
        "Nothing needs to be loaded; export in full to hand everything over again. [EXP-12]"
    )
    assert not district.with_name("3.txt").exists()


def test_each_layout_has_its_own_history(district, issued):
    total = collect(district, issued, 2)
    export_ledger(ExportOrder(district, YEAR, "sap-like", out=district.with_name("1.txt")))
    other = ExportOrder(
        district, YEAR, "munis-like", mode=ExportMode.CHANGE, out=district.with_name("2.txt")
    )
    assert (export_ledger(other).is_first, export_ledger(other).answer.exit) == (True, Exit.NOTHING)
    assert total > 0


def test_exp_12_without_an_accepted_budget_there_is_nothing_to_export(district):
    done = export_ledger(ExportOrder(district, YEAR, "sap-like"))
    assert done.answer.exit is Exit.NOTHING
    assert told(done) == [
        "No budget is accepted for 2025-26 adopted. Collect the returned workbooks first. [EXP-12]"
    ]


def test_exp_13_a_file_that_holds_something_else_is_not_written_over(district, issued):
    collect(district, issued, 1)
    out = district.with_name("ledger.txt")
    out.write_text("not loaded yet", encoding="utf-8")
    done = export_ledger(ExportOrder(district, YEAR, "sap-like", out=out))
    assert told(done) == [
        (
            "ledger.txt: ledger.txt is there already and holds something else. Choose another name. "
            "[EXP-13]"
        )
    ]
    assert (done.answer.exit, out.read_text(encoding="utf-8")) == (Exit.ATTENTION, "not loaded yet")
    with Store.open(district.with_name("bay.store")) as store:
        assert store.exports.last("sap-like", str(YEAR), "adopted") is None


def test_the_usual_name_says_what_it_is_and_is_never_another_exports(district, issued):
    collect(district, issued, 1)
    order = ExportOrder(district, YEAR, "sacs-like", day=date(2025, 4, 11))
    first = export_ledger(order)
    assert first.path.name == "bay_FY2026_adopted_sacs-like_full_2025-04-11.csv"
    assert export_ledger(order).path == first.path  # the same bytes once more
    collect(district, issued, 1, but=1, saved=AT.replace(hour=17))
    assert export_ledger(order).path.name == "bay_FY2026_adopted_sacs-like_full_2025-04-11_2.csv"


def test_a_dry_run_of_export_works_everything_out_and_remembers_nothing(district, issued):
    total = collect(district, issued, 2)
    before = files(district.parent)
    done = export_ledger(ExportOrder(district, YEAR, "sap-like", dry_run=True))
    assert (done.path, done.total_cents, done.rows > 0) == (None, total, True)
    assert files(district.parent) == before
    with Store.open(district.with_name("bay.store")) as store:
        assert store.exports.last("sap-like", str(YEAR), "adopted") is None


def lose_a_posting(district):
    """Take one posting out of the database behind the store's back."""
    with contextlib.closing(
        sqlite3.connect(district.with_name("bay.store") / "store.sqlite")
    ) as db:
        for [name] in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            db.execute(f"DROP TRIGGER {name}")
        [cents] = db.execute("SELECT cents FROM postings WHERE number = 1 LIMIT 1").fetchone()
        db.execute("DELETE FROM postings WHERE number = 1")
        db.commit()
    return cents


def test_exp_11_a_ledger_that_lost_a_posting_is_not_handed_over(district, issued):
    total = collect(district, issued, 1)
    lost = lose_a_posting(district)
    done = export_ledger(ExportOrder(district, YEAR, "sap-like", out=district.with_name("1.txt")))
    assert (done.answer.exit, done.path) == (Exit.INTEGRITY, None)
    assert told(done) == [
        (
            f"1.txt: The ledger has $0.00 and the file adds {format_dollars(total - lost)}, which is not "
            f"the {format_dollars(total)} of the accepted budgets. Nothing was written: keep the store as "
            "it is, and ask whoever looks after this program. [EXP-11]"
        )
    ]
    assert not district.with_name("1.txt").exists()


def test_con_01_a_ledger_that_lost_a_posting_is_not_consolidated(district, issued):
    collect(district, issued, 1)
    lose_a_posting(district)
    done = consolidate(ConsolidateOrder(district, YEAR))
    assert (done.answer.exit, done.path) == (Exit.INTEGRITY, None)
    assert any("Postings: the sheet Postings comes to" in said for said in told(done))
    assert not list(district.parent.glob("*.xlsx"))


def test_a_layout_of_ones_own_is_taken_by_its_path(district, issued):
    total = collect(district, issued, 1)
    own = district.with_name("mine.toml")
    text = shipped_layout("sap-like").decode().replace('"sap-like"', '"mine"')
    own.write_text(text.replace("minus_after", "parentheses"), encoding="utf-8")
    done = export_ledger(ExportOrder(district, YEAR, str(own), out=district.with_name("1.txt")))
    assert (done.layout, done.total_cents) == ("mine", total)
    own.write_text(text.replace("minus_after", "brackets"), encoding="utf-8")
    refused = export_ledger(ExportOrder(district, YEAR, str(own)))
    assert refused.answer.exit is Exit.ATTENTION
    [said] = told(refused)
    assert said.startswith("mine.toml, line ")
    assert "sign 'brackets' is not known." in said


def test_an_unknown_layout_says_which_there_are(district):
    with pytest.raises(UnknownNameError) as error:
        export_ledger(ExportOrder(district, YEAR, "oracle-like"))
    assert str(error.value) == (
        "There is no layout 'oracle-like', and no file of that name. "
        "Use munis-like, sacs-like, sap-like, or the path of a layout's file."
    )


def test_the_consolidated_book_and_the_ledger_file_are_the_same_money(district, issued):
    total = collect(district, issued)
    book = consolidate(ConsolidateOrder(district, YEAR))
    ledger = export_ledger(
        ExportOrder(district, YEAR, "munis-like", out=district.with_name("1.txt"))
    )
    assert book.budgeted_cents == ledger.total_cents == total
    read = openpyxl.load_workbook(book.path, data_only=True)["By program"]
    assert read["F5"].value == total / 100
