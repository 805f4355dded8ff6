"""Collect and check: what is sound is accepted, everything else is told in full."""

import hashlib
import shutil
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bsa_xl.api.collecting import CollectOrder, collect
from bsa_xl.api.judging_files import check_files
from bsa_xl.api.outcome import Exit
from bsa_xl.api.vetting import dead
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.intake import DeathKind, Job, WorkerDeath
from bsa_xl.store import Outcome, Store

YEAR = FiscalYear(2026)


@pytest.fixture
def inbox(own_season, answered):
    folder, _ = own_season
    shutil.copytree(answered, folder / "inbox")
    return folder


def collected(folder, **more):
    return collect(CollectOrder(folder / "halcyon", YEAR, (folder / "inbox",), jobs=1, **more))


def by_name(result):
    return {file.name.split(" ")[0]: file for file in result.files if "(1)" not in file.name}


def test_the_twelve_schools_of_the_sample_get_what_their_stories_say(inbox):
    result = collected(inbox)
    files = by_name(result)
    accepted = {name for name, file in files.items() if file.outcome is Outcome.ACCEPTED}
    twin = next(file for file in result.files if "(1)" in file.name)
    outcomes = {twin.outcome, files["0109"].outcome}
    assert outcomes == {Outcome.ACCEPTED, Outcome.DUPLICATE}
    assert accepted - {"0109"} == {"0116", "0123", "0137", "0158"}
    assert files["0186"].outcome is Outcome.QUARANTINED
    assert {name for name, file in files.items() if file.outcome is Outcome.REJECTED} == {
        "0130", "0144", "0151", "0165", "0172", "0179",
    }  # fmt: skip
    fatal = {name: {f.id for f in file.findings if f.is_fatal} for name, file in files.items()}
    assert "APR-01" in fatal["0130"]
    assert "INP-01" in fatal["0144"]
    assert fatal["0165"] >= {"BAL-01"}
    assert fatal["0172"] >= {"FTE-01"}
    assert fatal["0179"] == {"APR-06"}
    assert result.answer.exit is Exit.INTEGRITY  # 0151 changed a locked cell
    assert len(result.missing) == 12 - 5


def test_a_receipt_repeats_what_was_accepted(inbox):
    result = collected(inbox)
    receipt = by_name(result)["0116"].receipt
    with Store.open(inbox / "halcyon.store") as store:
        lines = [line for _, line in store.ledger.lines("FY2026", "adopted", "0116")]
    assert receipt.line_count == len(lines)
    assert receipt.total_cents == sum(line.cents for line in lines)
    assert receipt.fte_parts == sum(line.fte_parts for line in lines)


def test_collecting_again_changes_nothing(inbox):
    first = collected(inbox)
    with Store.open(inbox / "halcyon.store") as store:
        before = store.ledger.current("FY2026", "adopted")
    again = collected(inbox)
    with Store.open(inbox / "halcyon.store") as store:
        after = store.ledger.current("FY2026", "adopted")
    assert after == before
    assert Counter(file.outcome.value for file in again.files) == {
        "duplicate": 6, "rejected": 6, "quarantined": 1,
    }  # fmt: skip
    assert again.answer.findings == first.answer.findings
    assert again.answer.exit is Exit.INTEGRITY  # 0151 changed a locked cell, and still does


def test_a_dry_run_records_nothing(inbox):
    store = inbox / "halcyon.store" / "store.sqlite"
    with Store.open(store.parent) as opened:
        before = opened.dump()
    result = collected(inbox, dry_run=True)
    assert by_name(result)["0116"].outcome is Outcome.ACCEPTED
    with Store.open(store.parent) as opened:
        assert opened.dump() == before


def test_a_file_called_after_another_school_is_told(inbox):
    source = inbox / "inbox" / "0116 school budget.xlsx"
    source.rename(inbox / "inbox" / "0123 from the middle school.xlsx")
    result = collected(inbox)
    file = next(f for f in result.files if f.name.startswith("0123 from"))
    [told] = [finding for finding in file.findings if finding.is_fatal]
    assert told.problem == (
        "the file is called after school 0123 and holds the workbook of school 0116."
    )
    assert told.remedy == "Send the workbook of school 0123, or rename the file."
    assert file.outcome is Outcome.REJECTED


def test_sub_06_a_workbook_that_another_office_signed_is_refused(inbox, order, tmp_path):
    """The same district issued from another store: every figure equal, the key is not ours."""
    from bsa_xl.api.issuing import issue  # noqa: PLC0415

    elsewhere = issue(replace(order, out=tmp_path / "elsewhere", store=tmp_path / "other.store"))
    assert elsewhere.answer.exit is Exit.OK
    foreign = next((tmp_path / "elsewhere").glob("0116_*"))
    target = inbox / "inbox" / "0116 school budget.xlsx"
    target.write_bytes(foreign.read_bytes())
    file = by_name(collected(inbox))["0116"]
    assert {finding.id for finding in file.findings if finding.is_fatal} >= {"BAL-05", "SUB-06"}
    [told] = [finding for finding in file.findings if finding.id == "SUB-06"]
    assert told.problem.endswith(" and is not signed by this office.")
    assert told.remedy == "Copy your entries into the workbook as it was issued, and send that one."


def test_sub_07_a_file_that_killed_its_reader_is_set_aside_in_words(tmp_path):
    path = tmp_path / "0116.xlsx"
    path.write_bytes(b"whatever")
    now = datetime(2025, 4, 2, tzinfo=UTC)
    judged = dead(Job(path, "0116.xlsx", now, now), WorkerDeath(DeathKind.TIMEOUT, "60 s"))
    [finding] = judged.returned.findings
    assert str(finding) == (
        "0116.xlsx: reading it took too long, so it was set aside. Copy your entries into the "
        "workbook as it was issued, and send that one. [SUB-07]"
    )
    assert judged.returned.outcome is Outcome.QUARANTINED
    assert judged.returned.sha256 == hashlib.sha256(b"whatever").hexdigest()


def test_sub_05_without_a_store_a_file_is_judged_and_never_accepted(inbox):
    good = inbox / "inbox" / "0116 school budget.xlsx"
    checked = check_files((good,))
    [file] = checked.files
    [told] = file.findings
    assert told.id == "SUB-05"
    assert told.problem.endswith("; identity not verified.")
    assert told.remedy == "Check it with --store to ask the register."
    assert checked.sound == (good.name,)
    assert checked.answer.exit is Exit.OK


def test_with_the_store_a_file_is_judged_as_a_collect_would(inbox):
    good = inbox / "inbox" / "0116 school budget.xlsx"
    checked = check_files((good,), store=inbox / "halcyon.store")
    assert checked.files[0].findings == ()
    assert checked.answer.exit is Exit.OK


def test_an_empty_inbox_is_nothing_to_do(own_season):
    folder, _ = own_season
    (folder / "inbox").mkdir()
    assert collected(folder).answer.exit is Exit.NOTHING
