"""One inbox with everything in it: twenty good workbooks, the hostile collection, broken ones.

The run goes on, the good ones are accepted and only they, every other file has one outcome that
names its trick, and the counts add up to what the folder lists.
"""

import json
import pickle
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from decimal import Decimal

import pytest
from openpyxl import Workbook
from support.finished import (
    YEAR,
    finish,
    issue_sample,
    issued_workbooks,
    layout_of,
    solvent,
    typed_in,
)
from support.one_run import command, environment

from bsa_xl.intake import SkipReason
from bsa_xl.sample.returns import finished_plan
from bsa_xl.store import Outcome, Store
from bsa_xl.workbook import TRICKS

GOOD, SPARE = 20, 3
REFUSED = {
    "Z01": "E_ZIP_RATIO", "Z02": "E_ZIP_RATIO", "Z05": "E_ZIP_COUNT", "Z06": "E_ZIP_DUP",
    "Z08": "E_ZIP_NAME", "Z09": "E_TRUNCATED", "Z10": "E_TRUNCATED", "Z12": "E_NOT_XLSX",
    "Z13": "E_NOT_XLSX", "Z14": "E_CORRUPT", "Z16": "E_NOT_XLSX", "Z19": "E_ENCRYPTED",
    "Z20": "E_MACRO", "X01": "E_DTD", "X02": "E_DTD", "X04": "E_DTD", "X06": "E_DTD",
    "X09": "E_DIMENSION", "X11": "E_MERGE", "X15": "E_NUMBER", "X17": "E_XML", "X19": "E_TYPE",
    "X21": "E_CORRUPT", "X23": "E_FORMAT", "C01": "E_EXTERNAL_LINK",
}  # fmt: skip
#: Read without a fault of the file itself; they are on a base workbook that this store never issued.
ONLY_NOT_OURS = {
    "X08", "X16", "X24", "X25", "C02", "C03", "C04", "C06", "C07", "C09", "C10", "C11", "C14",
    "C15", "C17", "C19", "C20", "C21", "C23", "C24", "C26", "C29", "C30", "C32", "C33",
}  # fmt: skip
#: What our own tricks must be called by.
BROKEN = {
    "half.xlsx": "E_TRUNCATED",
    "flipped.xlsx": "E_CORRUPT",
    "locked cell.xlsx": "E_TAMPER",
    "portrait.xlsx": "E_NOT_XLSX",
    "list of phones.xlsx": "E_NOT_OURS",
}
LEFT_ALONE = {
    "Z11_zero_byte.xlsx": SkipReason.EMPTY,
    ".~lock.0417.xlsx#": SkipReason.OWNER_FILE,
    "~$0417.xlsx": SkipReason.OWNER_FILE,
    "0417 (1).xlsx.crdownload": SkipReason.UNFINISHED,
    "0417.xlsx.tmp": SkipReason.UNFINISHED,
    "Thumbs.db": SkipReason.SYSTEM_FILE,
    "desktop.ini": SkipReason.SYSTEM_FILE,
    "older returns": SkipReason.FOLDER,
    "cover letter.pdf": SkipReason.NO_WORKBOOK,
}
MEMORY = 300 * 1024  # kibibytes: a worker with all its modules, and what the largest file takes


@pytest.fixture(scope="module")
def run(shared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    ready = issue_sample(folder, schools=GOOD + 2 * SPARE)
    known = issued_workbooks(folder / "sample.store")
    drafts = solvent(ready)
    good = [draft.book.school.school_id for draft in drafts[:GOOD]]
    inbox = folder / "inbox"
    dict(finish(ready, known, folder / "out", inbox, good))
    for path in (shared / "hostile").iterdir():
        if path.suffix != ".md":  # N_ stands before names that would be left out of a repository
            shutil.copy(path, inbox / path.name.removeprefix("N_"))
    for name, data in broken(ready, drafts[GOOD : GOOD + SPARE], known, folder / "out").items():
        (inbox / name).write_bytes(data)
    sheet = Workbook()
    sheet.active["A1"] = "Phones of the school office"
    sheet.save(inbox / "list of phones.xlsx")
    (inbox / "older returns").mkdir()
    (inbox / "cover letter.pdf").write_bytes(b"%PDF-1.7 enclosed")
    done = subprocess.run(
        command("collect", *stores(folder), inbox, folder / "result"),
        env=environment(), capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    collected = pickle.loads((folder / "result").read_bytes())  # noqa: S301  our own process's
    return folder, {known[each].file_name for each in good}, collected, int(done.stdout)


def stores(folder):
    return folder / "sample", folder / "sample.store"


def broken(ready, drafts, known, out) -> dict[str, bytes]:
    """Our own workbooks as mishaps and people leave them."""
    data = []
    for draft in drafts:
        entry = known[draft.book.school.school_id]
        layout = layout_of(ready, draft)
        plan = finished_plan(draft, layout)
        more = {("Allocation", f"D{layout.dollars.first}"): Decimal(9999)} if not data else {}
        issued = (out / entry.file_name).read_bytes()
        data.append(typed_in(ready, draft, entry, issued, plan, more))
    return {
        "locked cell.xlsx": data[0],
        "half.xlsx": data[1][: len(data[1]) // 2],
        "flipped.xlsx": flipped(data[2]),
        "portrait.xlsx": b"\x89PNG\r\n\x1a\n" + bytes(400),
    }


def flipped(data: bytes) -> bytes:
    """One bit of the first part's compressed content turned over."""
    at = 30 + int.from_bytes(data[26:28], "little") + int.from_bytes(data[28:30], "little") + 40
    return data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]


def test_exactly_the_good_ones_are_accepted(run):
    _, good, collected, _ = run
    accepted = {file.name for file in collected.files if file.outcome is Outcome.ACCEPTED}
    assert accepted == good
    assert all(file.receipt for file in collected.files if file.name in good)
    assert not any(file.findings for file in collected.files if file.name in good)


def test_every_entry_of_the_folder_has_exactly_one_outcome(run):
    folder, _, collected, _ = run
    names = [file.name for file in collected.files]
    left = {each.path.name: each.reason for each in collected.skipped}
    assert left == LEFT_ALONE
    assert Counter([*names, *left]) == Counter(path.name for path in (folder / "inbox").iterdir())


def test_every_bad_file_is_refused_by_the_name_of_its_trick(run):
    _, good, collected, _ = run
    told = {
        file.name: {finding.kind for finding in file.findings if finding.is_fatal}
        for file in collected.files
        if file.name not in good
    }
    not_ours = TRICKS["E_NOT_OURS"]
    for name, kinds in told.items():
        trick = BROKEN.get(name) or REFUSED.get(name[:3])
        if trick is None:
            assert name[:3] in ONLY_NOT_OURS
            assert kinds == {not_ours}
        else:
            assert (name, kinds - {not_ours} or kinds) == (name, {TRICKS[trick]})
    spoken_of = {name[:3] for name in told if name not in BROKEN}
    assert spoken_of == REFUSED.keys() | ONLY_NOT_OURS
    assert told.keys() >= BROKEN.keys()


def test_what_cannot_be_read_is_set_aside_and_what_can_is_rejected(run):
    _, good, collected, _ = run
    outcomes = {file.name: file.outcome for file in collected.files if file.name not in good}
    assert outcomes.pop("locked cell.xlsx") is Outcome.REJECTED
    assert set(outcomes.values()) == {Outcome.QUARANTINED}


def test_every_message_is_for_a_person(run):
    folder, _, collected, _ = run
    said = [finding for file in collected.files for finding in file.findings]
    texts = [f"{finding.problem} {finding.remedy}" for finding in said]
    texts += [each.said for each in collected.skipped]
    for text in texts:
        assert text.isprintable()
        assert len(re.findall(r"[.!?](?:\s|$)", text)) <= 2
        assert not re.search(r"Traceback|Error\b|Exception|bsa_xl", text)
    with Store.open(folder / "sample.store") as store:
        assert not re.search(r"Traceback|Exception", store.dump())


def test_no_worker_held_more_memory_than_a_large_school_needs(run):
    *_, largest = run
    if largest == 0:
        pytest.skip("this system does not say how much memory a process held")
    assert largest < MEMORY


def test_the_store_kept_every_file_and_a_second_run_changes_nothing(run):
    folder, good, collected, _ = run
    with Store.open(folder / "sample.store") as store:
        before = store.dump()
        assert store.examine() == ()
        totals = store.ledger.control_totals(str(YEAR), "adopted")
        [kept] = [each.inputs for each in store.runs.all() if each.run.kind == "collect"]
    assert totals.agree
    assert totals.schools == len(good)
    assert {each.name for each in kept} == {file.name for file in collected.files}
    submissions = [
        json.loads(row.split(" ", 1)[1])
        for row in before.splitlines()
        if row.startswith("submissions ")
    ]
    assert Counter(row["outcome"] for row in submissions) == {
        "accepted": GOOD, "rejected": 1, "quarantined": len(collected.files) - GOOD - 1,
    }  # fmt: skip
    again = subprocess.run(
        command("collect", *stores(folder), folder / "inbox", folder / "again"),
        env=environment(), capture_output=True, text=True, timeout=600, check=True,
    )  # fmt: skip
    assert again.stderr == ""
    repeated = pickle.loads((folder / "again").read_bytes())  # noqa: S301  our own process's
    said = {file.name: (file.outcome, file.findings) for file in collected.files}
    for file in repeated.files:
        was, findings = said[file.name]
        now = Outcome.DUPLICATE if was is Outcome.ACCEPTED else was
        assert (file.outcome, file.findings) == (now, findings), file.name
    with Store.open(folder / "sample.store") as store:
        assert store.dump() == before


def test_nothing_was_unpacked_and_nobody_was_called(run):
    """Z08 names places outside; X04 reads a local file: neither leaves a trace in what is kept."""
    folder, *_ = run
    assert not list(folder.rglob("PWNED*"))
    with zipfile.ZipFile(folder / "inbox" / "Z08_path_traversal.xlsx") as book:
        assert any("PWNED" in name for name in book.namelist())
