"""Files met before, and two returns of one school: nothing is passed over in silence."""

import io
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bsa_xl.api.collecting import CollectOrder, collect
from bsa_xl.api.outcome import Exit
from bsa_xl.api.vetting import Vetting
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.store import Outcome, Store

YEAR = FiscalYear(2026)
NOW = datetime.now(UTC).replace(microsecond=0)
RIGHT_ONE = "If the school means the other one, have that saved once more and collect it."
THIS_ONE = (
    "If the school means this one, have it saved once more and collect it; else take it out of the "
    "folder."
)


def hours(count):
    return NOW - timedelta(hours=count)


def on(moment):
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def saved_at(data, moment, level=6):
    """The same workbook, saying that it was saved then; other levels give other bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(held, "w") as copy:
        for each in book.infolist():
            part = book.read(each)
            if each.filename == "docProps/core.xml":
                said = f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode()
                part, many = re.subn(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + said, part)
                assert many == 1
            copy.writestr(each, part, zipfile.ZIP_DEFLATED, level)
    return held.getvalue()


@pytest.fixture
def desk(own_season):
    """A season with an empty inbox."""
    folder, _ = own_season
    (folder / "inbox").mkdir()
    return folder


@pytest.fixture
def put(desk, answered):
    """Lay a school's answer into the inbox, saying that it was saved so many hours ago."""

    def lay(school, name, ago=None, level=6):
        data = (answered / f"{school} school budget.xlsx").read_bytes()
        path = desk / "inbox" / name
        path.write_bytes(data if ago is None else saved_at(data, hours(ago), level))
        return path

    return lay


def collected(folder, year=YEAR, **more):
    return collect(CollectOrder(folder / "halcyon", year, (folder / "inbox",), jobs=1, **more))


def outcomes(result):
    return {file.name: file.outcome.value for file in result.files}


def said(result):
    return [str(finding) for file in result.files for finding in file.findings]


def dump(folder):
    with Store.open(folder / "halcyon.store") as store:
        return store.dump()


def test_what_is_wrong_with_a_refused_file_is_said_every_time(desk, put):
    put("0179", "0179.xlsx")
    (desk / "inbox" / "0186.xlsx").write_bytes(b"<html>Sign in</html>")
    first = collected(desk)
    before = dump(desk)
    again = collected(desk)
    assert outcomes(first) == {"0179.xlsx": "rejected", "0186.xlsx": "quarantined"}
    assert outcomes(again) == outcomes(first)
    assert said(again) == said(first) != []
    assert [file.was_refused for file in (*first.files, *again.files)] == [False, False, True, True]
    assert again.answer.exit is first.answer.exit is Exit.ATTENTION
    assert dump(desk) == before
    assert said(collected(desk, again=True)) == said(first)
    assert dump(desk) == before, "the same judgement is not kept twice"


def test_a_refused_file_under_another_name_is_told_by_that_name(desk, put):
    path = put("0179", "0179.xlsx")
    collected(desk)
    path.rename(path.with_name("0179 new.xlsx"))
    [file] = collected(desk).files
    assert (file.name, file.outcome, file.was_refused) == ("0179 new.xlsx", Outcome.REJECTED, True)
    assert {finding.where.file for finding in file.findings} == {"0179 new.xlsx"}


@pytest.mark.parametrize("slip", [{"year": FiscalYear(2025)}, {"event": "norm day"}])
def test_a_return_refused_for_the_offices_own_slip_is_accepted_afterwards(desk, put, slip):
    put("0116", "0116.xlsx")
    wrong = collected(desk, **slip)
    assert (outcomes(wrong), wrong.answer.exit) == ({"0116.xlsx": "rejected"}, Exit.INTEGRITY)
    before = dump(desk)
    told = collected(desk, **slip)
    assert (said(told), told.answer.exit, dump(desk)) == (said(wrong), Exit.INTEGRITY, before)
    right = collected(desk)
    assert (outcomes(right), right.answer.exit) == ({"0116.xlsx": "accepted"}, Exit.OK)
    late = collected(desk, **slip)
    assert (outcomes(late), late.answer.exit) == ({"0116.xlsx": "duplicate"}, Exit.OK)


def test_a_refused_file_is_judged_anew_once_its_school_was_issued_another_workbook(desk, put):
    put("0179", "0179.xlsx")
    collected(desk)
    with Store.open(desk / "halcyon.store") as store:
        [before] = store.ledger.history("FY2026", "adopted", "0179")
        assert Vetting(store, YEAR, "adopted").still_refuses(before, "0179.xlsx")
        earlier = replace(before, received_at=datetime(2020, 1, 1, tzinfo=UTC))
        assert not Vetting(store, YEAR, "adopted").still_refuses(earlier, "0179.xlsx")


def test_a_file_called_after_another_school_is_accepted_once_it_is_renamed(desk, put):
    path = put("0116", "0123 budget.xlsx")
    assert outcomes(collected(desk)) == {"0123 budget.xlsx": "rejected"}
    path.rename(path.with_name("0116 budget.xlsx"))
    assert outcomes(collected(desk)) == {"0116 budget.xlsx": "accepted"}


def test_of_two_files_that_bring_one_budget_neither_is_accepted(desk, put):
    put("0116", "a - FINAL.xlsx", ago=3)
    put("0116", "b - copy of FINAL.xlsx", ago=3)
    old = put("0116", "z - old draft.xlsx", ago=2)
    foreseen, done = collected(desk, dry_run=True), collected(desk)
    assert outcomes(done) == outcomes(foreseen) == {
        "a - FINAL.xlsx": "rejected",
        "b - copy of FINAL.xlsx": "duplicate",
        "z - old draft.xlsx": "rejected",
    }  # fmt: skip
    ask = (
        "the budget of school 0116, and differ. Ask the school which one it means, and leave the "
        "other one out of the folder. [SUB-02]"
    )
    told = [
        f"a - FINAL.xlsx: This file and z - old draft.xlsx both bring {ask}",
        f"z - old draft.xlsx: This file and a - FINAL.xlsx both bring {ask}",
    ]
    assert said(done) == said(foreseen) == told
    assert done.answer.exit is Exit.ATTENTION
    before = dump(desk)
    again = collected(desk)
    assert (said(again), again.answer.exit, dump(desk)) == (told, Exit.ATTENTION, before)
    old.unlink()
    assert outcomes(collected(desk)) == {
        "a - FINAL.xlsx": "accepted",
        "b - copy of FINAL.xlsx": "duplicate",
    }


def test_two_held_returns_end_the_same_when_the_run_was_killed_between_them(
    desk, put, tmp_path, monkeypatch
):
    put("0116", "a.xlsx", ago=3)
    put("0116", "b.xlsx", ago=2)
    undisturbed = shutil.copytree(desk, tmp_path / "undisturbed")
    collected(undisturbed)
    stopped = []

    def record(self, run, returned, **more):
        if stopped:
            raise KeyboardInterrupt
        stopped.append(returned.file_name)
        return real(self, run, returned, **more)

    with Store.open(desk / "halcyon.store") as store:
        kind = type(store.returns)
    real = kind.record
    monkeypatch.setattr(kind, "record", record)
    with pytest.raises(KeyboardInterrupt):
        collected(desk)
    monkeypatch.setattr(kind, "record", real)
    assert stopped == ["a.xlsx"]
    collected(desk)
    assert dump(desk) == dump(undisturbed)


def test_a_correction_that_was_saved_earlier_is_told_and_waits_for_a_person(desk, put):
    put("0116", "0116.xlsx", ago=2)
    collected(desk)
    put("0116", "0116 corrected.xlsx", ago=5)
    foreseen, done = collected(desk, dry_run=True), collected(desk)
    assert outcomes(foreseen) == outcomes(done) == {
        "0116 corrected.xlsx": "superseded",
        "0116.xlsx": "duplicate",
    }  # fmt: skip
    told = (
        f"0116 corrected.xlsx: This budget was saved on {on(hours(5))} and does not count: "
        f"0116.xlsx, accepted before, was saved later, on {on(hours(2))}. {THIS_ONE} [SUB-08]"
    )
    assert said(foreseen) == said(done) == [told]
    assert foreseen.answer.exit is done.answer.exit is Exit.ATTENTION
    before = dump(desk)
    again = collected(desk)
    assert set(outcomes(again).values()) == {"duplicate"}
    assert (said(again), again.answer.exit, dump(desk)) == ([told], Exit.ATTENTION, before)


def test_what_the_workbook_says_counts_before_the_time_of_the_file(desk, put):
    put("0116", "0116 corrected.xlsx", ago=2)
    collected(desk)
    put("0116", "draft.xlsx", ago=5)  # copied just now: the file is newer, the budget is not
    [file] = [file for file in collected(desk).files if file.name == "draft.xlsx"]
    assert file.outcome is Outcome.SUPERSEDED


def test_a_newer_return_counts_and_both_moments_are_told(desk, put):
    first = put("0116", "0116.xlsx", ago=5)
    receipt = collected(desk).files[0].receipt.number
    put("0116", "0116 corrected.xlsx", ago=2)
    told = (
        f"0116 corrected.xlsx: This budget was saved on {on(hours(2))} and counts instead of "
        f"0116.xlsx, which was saved on {on(hours(5))}. {RIGHT_ONE} [SUB-09]"
    )
    foreseen, done = collected(desk, dry_run=True), collected(desk)
    for result in (foreseen, done):
        assert outcomes(result) == {"0116 corrected.xlsx": "accepted", "0116.xlsx": "duplicate"}
        assert said(result) == [told]
        assert result.answer.exit is Exit.OK
        assert result.files[0].replaces == receipt
    again = collected(desk)
    assert (said(again), again.answer.exit) == ([], Exit.OK), "the older one was replaced as usual"
    first.unlink()


def test_of_two_saved_at_the_same_moment_one_counts_and_a_person_looks(desk, put):
    put("0116", "0116.xlsx", ago=2)
    collected(desk)
    put("0116", "0116 again.xlsx", ago=2, level=1)
    done = collected(desk)
    [file] = [file for file in done.files if file.name == "0116 again.xlsx"]
    loses = file.outcome is Outcome.SUPERSEDED
    which = "0116.xlsx goes on to count" if loses else "this one counts now"
    told = (
        f"0116 again.xlsx: This file and 0116.xlsx were both saved on {on(hours(2))}, and nobody "
        f"can tell which is newer; {which}. {THIS_ONE if loses else RIGHT_ONE} [SUB-08]"
    )
    assert said(done) == [told]
    assert done.answer.exit is Exit.ATTENTION
