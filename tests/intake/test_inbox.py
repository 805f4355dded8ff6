"""Every entry of an inbox is read, or left alone for a stated reason; none is forgotten."""

import os
import shutil
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.owner_files import owner_file

from bsa_xl.intake import SkipReason, look_into, plain_name
from bsa_xl.intake.inbox import Candidate

NOW = 1_770_000_000  # 2 February 2026
posix = pytest.mark.skipif(os.name == "nt", reason="not on Windows")


@pytest.fixture
def inbox(tmp_path):
    """A folder; what is put into it was written an hour ago, unless told otherwise."""
    folder = tmp_path / "inbox"
    folder.mkdir()

    def put(name, data=b"PK\x03\x04", age=3600):
        path = folder / name
        path.write_bytes(data)
        os.utime(path, (NOW - age, NOW - age))
        return path

    put.folder = folder
    return put


def look(inbox, pause=lambda _seconds: None):
    return look_into(inbox.folder, clock=lambda: NOW, pause=pause)


def names(found):
    return [each.path.name for each in found]


def reasons(found):
    return {each.path.name: each.reason for each in found.skipped}


def test_workbooks_are_to_be_read_and_sorted_by_name(inbox):
    for name in (
        "0418.xlsx",
        "0417 (1).xlsx",
        "Copy of 0417.XLSX",
        "old.xls",
        "open.ods",
        "m.xlsm",
    ):
        inbox(name)
    found = look(inbox)
    assert names(found.candidates) == [
        "0417 (1).xlsx", "0418.xlsx", "Copy of 0417.XLSX", "m.xlsm", "old.xls", "open.ods",
    ]  # fmt: skip
    assert found.skipped == ()


def test_a_candidate_tells_what_the_system_says_of_it(inbox):
    path = inbox("0417.xlsx", b"PK\x03\x04 and more")
    saved = datetime(2026, 2, 2, 1, 40, tzinfo=UTC)  # 1,770,000,000 s less an hour
    assert look(inbox).candidates == (Candidate(path, "0417.xlsx", 13, saved),)


def test_the_sample_names_are_left_alone_with_their_reasons(inbox, shared):
    samples = sorted((shared / "hostile").glob("N_*"))
    for sample in samples:
        shutil.copy(sample, inbox.folder / sample.name.removeprefix("N_"))
    found = look(inbox)
    assert len(samples) == 6
    assert found.candidates == ()
    assert {each.path.name: (each.reason.value, each.said) for each in found.skipped} == {
        "~$0417.xlsx": (
            "still open",
            "0417.xlsx is still open by Jane Doe. Ask for it to be closed, then collect again.",
        ),
        ".~lock.0417.xlsx#": (
            "still open",
            "0417.xlsx is still open by somebody. Ask for it to be closed, then collect again.",
        ),
        "0417.xlsx.tmp": (
            "download not finished",
            "0417.xlsx.tmp is still being downloaded or copied. Collect again later.",
        ),
        "0417 (1).xlsx.crdownload": (
            "download not finished",
            "0417 (1).xlsx.crdownload is still being downloaded or copied. Collect again later.",
        ),
        "Thumbs.db": ("belongs to the system", "Thumbs.db is a file of the system."),
        "desktop.ini": ("belongs to the system", "desktop.ini is a file of the system."),
    }
    assert found.counts() == {
        SkipReason.OWNER_FILE: 2,
        SkipReason.UNFINISHED: 2,
        SkipReason.SYSTEM_FILE: 2,
    }


def test_an_owner_file_whose_workbook_is_read_says_so(inbox):
    inbox("0417.xlsx")
    inbox("~$0417.xlsx", owner_file("Jane Doe"))
    [left] = look(inbox).skipped
    read = "0417.xlsx is still open by Jane Doe, and was read as it was last saved. "
    assert left.said == f"{read}Collect again when it has been saved once more."


def test_a_workbook_with_an_owner_file_beside_it_says_who_has_it_open(inbox):
    inbox("0417.xlsx")
    inbox("~$0417.xlsx", owner_file("Zoë Ďurčová"))
    inbox("0418.xlsx")
    inbox(".~lock.0418.xlsx#", b",jdoe,office-3,02.02.2026 10:00,file:///home/jdoe;")
    inbox("0419.xlsx")
    inbox("~$0419.xlsx", b"")
    inbox("0420.xlsx")
    found = look(inbox)
    assert [(each.name, each.open_by) for each in found.candidates] == [
        ("0417.xlsx", "Zoë Ďurčová"),
        ("0418.xlsx", "jdoe"),
        ("0419.xlsx", "somebody"),
        ("0420.xlsx", ""),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "0417.xlsx.part", "0417.xlsx.PARTIAL", "0417.xlsx.filepart", "0417.xlsx.download",
        "0417.xlsx.opdownload", "0417.xlsx.temp", ".bsa-xl-0123456789abcdef.tmp",
        ".0417.xlsx.icloud",
    ],
)  # fmt: skip
def test_what_has_not_arrived_whole_is_waited_for(inbox, name):
    inbox(name)
    [left] = look(inbox).skipped
    assert (left.reason, left.retry) == (SkipReason.UNFINISHED, True)


@pytest.mark.parametrize("name", [".DS_Store", "THUMBS.DB", "._0417.xlsx", "Desktop.ini"])
def test_the_systems_own_files_are_left_alone(inbox, name):
    inbox(name)
    [left] = look(inbox).skipped
    assert (left.reason, left.retry) == (SkipReason.SYSTEM_FILE, False)


def test_an_empty_file_may_still_arrive(inbox):
    inbox("0417.xlsx", b"")
    [left] = look(inbox).skipped
    assert (left.reason, left.retry) == (SkipReason.EMPTY, True)
    assert left.said == (
        "0417.xlsx is empty. Collect again when it has arrived, or ask for it to be sent again."
    )


def test_other_files_and_folders_are_listed(inbox):
    inbox("minutes.pdf")
    inbox("0417")
    inbox("0417.xlsx.txt")
    (inbox.folder / "2025.xlsx").mkdir()
    assert reasons(look(inbox)) == {
        "0417": SkipReason.NO_WORKBOOK,
        "0417.xlsx.txt": SkipReason.NO_WORKBOOK,
        "2025.xlsx": SkipReason.FOLDER,
        "minutes.pdf": SkipReason.NO_WORKBOOK,
    }


def test_a_young_file_that_rests_is_read(inbox):
    pauses = []
    inbox("0417.xlsx", age=1)
    inbox("0418.xlsx", age=2)
    inbox("0419.xlsx", age=-3600)  # the clock of the server is ahead, or ours behind
    found = look(inbox, pauses.append)
    assert names(found.candidates) == ["0417.xlsx", "0418.xlsx", "0419.xlsx"]
    assert len(pauses) == 1, "one pause serves all"


def test_files_that_rest_longer_need_no_pause(inbox):
    inbox("0417.xlsx", age=6)
    pauses = []
    look(inbox, pauses.append)
    assert pauses == []


@pytest.mark.parametrize("change", ["longer", "touched", "emptied", "gone"])
def test_a_file_that_changes_between_two_looks_is_left_for_the_next_time(inbox, change):
    path = inbox("0417.xlsx", age=1)

    def pause(_seconds):
        if change == "longer":
            path.write_bytes(b"PK\x03\x04 and more")
            os.utime(path, (NOW - 1, NOW - 1))
        elif change == "touched":
            os.utime(path, (NOW, NOW))
        elif change == "emptied":
            path.write_bytes(b"")
        else:
            path.unlink()

    found = look(inbox, pause)
    wanted = {"emptied": SkipReason.EMPTY, "gone": SkipReason.GONE}.get(change, SkipReason.GROWING)
    assert reasons(found) == {"0417.xlsx": wanted}
    assert found.candidates == ()


def test_a_cloud_file_is_not_downloaded_by_looking(inbox, monkeypatch):
    path = inbox("0417.xlsx")
    real = Path.stat

    class CloudStat:
        """What Windows says of a file that OneDrive keeps elsewhere (recall on data access)."""

        st_mode, st_size, st_mtime, st_file_attributes = real(path).st_mode, 9, NOW - 60, 0x400000

    def stat(self, **more):
        return CloudStat() if self == path else real(self, **more)

    monkeypatch.setattr(Path, "stat", stat)
    [left] = look(inbox).skipped
    assert (left.reason, left.retry) == (SkipReason.IN_THE_CLOUD, True)
    assert left.said == (
        "0417.xlsx is in the cloud and not on this computer. "
        'Choose "Always keep on this device" for it, then collect again.'
    )


@posix
def test_links_that_lead_nowhere_and_devices_are_told_apart(inbox):
    (inbox.folder / "0417.xlsx").symlink_to(inbox.folder / "gone.xlsx")
    (inbox.folder / "0418.xlsx").symlink_to("/dev/zero")
    os.mkfifo(inbox.folder / "0419.xlsx")
    inbox("real.xlsx")
    (inbox.folder / "0420.xlsx").symlink_to(inbox.folder / "real.xlsx")
    found = look(inbox)
    assert reasons(found) == {
        "0417.xlsx": SkipReason.GONE,
        "0418.xlsx": SkipReason.UNREADABLE,
        "0419.xlsx": SkipReason.UNREADABLE,
    }
    assert names(found.candidates) == ["0420.xlsx", "real.xlsx"]


def test_files_may_be_named_one_by_one_and_count_once(inbox):
    first, second = inbox("0417.xlsx"), inbox("minutes.pdf")
    missing = inbox.folder / "0499.xlsx"
    found = look_into([first, second, missing, inbox.folder, first], clock=lambda: NOW)
    assert names(found.candidates) == ["0417.xlsx"]
    assert reasons(found) == {
        "0499.xlsx": SkipReason.GONE,
        "minutes.pdf": SkipReason.NO_WORKBOOK,
    }
    assert found.listed == 3


def test_a_name_that_no_system_takes_is_not_read(inbox):
    found = look_into([inbox.folder / ("x" * 300 + ".xlsx")], clock=lambda: NOW)
    [left] = found.skipped
    assert left.reason is SkipReason.UNREADABLE
    assert len(left.said) < 250


@posix
def test_odd_names_are_read_under_a_plain_one(inbox):
    composed, apart = "Peña.xlsx", unicodedata.normalize("NFD", "Peña.xlsx")
    for name in (composed, apart, " 0417 .xlsx ", "0418.xlsx ", "x" * 250 + ".xlsx"):
        inbox(name)
    inbox(os.fsdecode(b"caf\xe9.xlsx"))
    found = look(inbox)
    assert found.listed == 6
    assert sorted(each.name for each in found.candidates) == sorted(
        ["0417.xlsx", "0418.xlsx", "Peña.xlsx", "Peña.xlsx", "caf\udce9.xlsx", "x" * 250 + ".xlsx"]
    )


@posix
def test_a_name_never_reaches_a_terminal_as_commands(inbox):
    inbox("a\x1b[31m\u202e[b].pdf")
    [left] = look(inbox).skipped
    assert left.said == (
        "a?[31m?[b].pdf is not a workbook. If it is meant to be one, ask for an .xlsx."
    )


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("0417.xlsx", "0417.xlsx"),
        (" 0417 .xlsx ", "0417.xlsx"),
        ("Pen\u0303a.xlsx", "Pe\u00f1a.xlsx"),
        (".xlsx", ".xlsx"),
        ("0417", "0417"),
    ],
)
def test_a_plain_name_has_composed_letters_and_no_spaces_around_it(name, plain):
    assert plain_name(name) == plain


NAMES = st.sampled_from(
    ["0417.xlsx", "0418.XLSX", "~$0417.xlsx", ".~lock.a.ods#", "a.tmp", "Thumbs.db", "b.pdf", "c"]
)


@given(st.dictionaries(NAMES, st.tuples(st.binary(max_size=3), st.integers(0, 10)), max_size=8))
def test_candidates_and_skipped_add_up_to_the_listing(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("inbox")
    for name, (data, age) in content.items():
        (folder / name).write_bytes(data)
        os.utime(folder / name, (NOW - age, NOW - age))
    found = look_into(folder, clock=lambda: NOW, pause=lambda _seconds: None)
    both = [*names(found.candidates), *names(found.skipped)]
    assert sorted(both) == sorted(each.name for each in folder.iterdir())
    assert found.listed == len(content)
    assert sum(found.counts().values()) == len(found.skipped)
