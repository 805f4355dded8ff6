"""Export on a whole district: what is handed over, what is remembered, what is refused."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest
from support.collected import AT, YEAR, collect, files, lose_a_posting, told

from bsa_xl.api.exporting import ExportMode, ExportOrder, export_ledger, layouts
from bsa_xl.api.outcome import Exit
from bsa_xl.api.stops import UnknownNameError
from bsa_xl.money import format_dollars
from bsa_xl.reports import read_layout, readd_ledger_file, shipped_layout
from bsa_xl.store import (
    Store,
)


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
