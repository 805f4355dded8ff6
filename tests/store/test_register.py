"""The register: what issuing would do, the same nonce for the same inputs, and who signs."""

import os
import stat
import threading
from dataclasses import replace

import pytest
from support.returns import AT, EVENT, YEAR, begin, issue, issue_schools, wanted, workbook

from bsa_xl.filing import CannotWriteError
from bsa_xl.store import (
    RegisterConflictError,
    RunKind,
    SigningKey,
    Store,
    StoreDamagedError,
)


def test_a_first_issue_is_all_new(store):
    plan = store.register.plan([wanted("0417"), wanted("0418")])
    assert [(each.wanted.school_id, each.revision) for each in plan.new] == [
        ("0417", 1),
        ("0418", 1),
    ]
    assert (plan.unchanged, plan.changed, plan.no_longer) == ((), (), ())


def test_asking_again_gives_the_same_nonces_even_in_another_process(store, folder):
    asked = [wanted("0417"), wanted("0418")]
    first = store.register.plan(asked).new
    store.close()
    with Store.open(folder) as later:
        assert later.register.plan(asked).new == first
    nonces = [each.nonce for each in first]
    assert len(set(nonces)) == 2
    assert all(len(nonce) == 16 and nonce.isalnum() for nonce in nonces)


def test_nonces_cannot_be_told_without_the_key(tmp_path):
    nonces = set()
    for name in ("a", "b"):
        with Store.open(tmp_path / name, create=True) as store:
            nonces.add(store.register.plan([wanted("0417")]).new[0].nonce)
    assert len(nonces) == 2


def test_unchanged_inputs_are_issued_as_they_were(store):
    made = issue_schools(store, "0417")["0417"]
    plan = store.register.plan([wanted("0417")])
    assert plan.unchanged == (made,)
    assert (plan.new, plan.changed) == ((), ())
    assert store.register.values("0417", YEAR, EVENT, 1) == f"stamped {made.nonce}".encode()


def test_changed_inputs_are_a_new_revision_with_the_difference_in_dollars(store):
    before = issue_schools(store, "0417")["0417"]
    plan = store.register.plan([wanted("0417", "other", letter_cents=49_000_001)])
    [changed] = plan.changed
    assert (changed.before, changed.after.revision) == (before, 2)
    assert changed.difference_cents == -999_999  # $490,000.01 less $500,000.00
    assert changed.needs_reissue
    assert changed.after.nonce != before.nonce


def test_going_back_to_the_first_inputs_is_a_third_revision(store):
    issue(store, wanted("0417", "first"))
    issue(store, wanted("0417", "second"))
    [changed] = store.register.plan([wanted("0417", "first")]).changed
    assert changed.after.revision == 3


def test_replacing_a_draft_needs_no_reissue(store):
    issue(store, wanted("0417", is_draft=True))
    [changed] = store.register.plan([wanted("0417")]).changed
    assert not changed.needs_reissue
    assert changed.after.revision == 2


def test_schools_that_are_no_longer_asked_for_are_told(store):
    issued = issue_schools(store, "0417", "0418")
    assert store.register.plan([wanted("0417")]).no_longer == (issued["0418"],)


def test_years_and_events_have_revisions_of_their_own(store):
    issue_schools(store, "0417")
    plan = store.register.plan([wanted("0417", event="norm day")])
    assert [each.revision for each in plan.new] == [1]
    assert plan.no_longer == ()


def test_recording_the_same_again_changes_nothing(store):
    issue_schools(store, "0417", "0418")
    before, head = store.dump(), store.log_head()
    made = store.register.newest(YEAR, EVENT)
    run = begin(store, RunKind.ISSUE)
    store.register.record(run, [(each, b"other") for each in made])
    assert store.dump() == before
    assert store.log_head().number == head.number + 1, "only that a run began"


def test_the_same_workbook_compressed_otherwise_is_no_conflict(store):
    made = issue_schools(store, "0417")
    before = store.dump()
    again = replace(made["0417"], sha256="f" * 64, size=made["0417"].size + 1)
    store.register.record(begin(store), [(again, b"")])
    assert store.dump() == before


@pytest.mark.parametrize("revision", [1, 3])
def test_a_register_that_changed_meanwhile_is_a_conflict(store, revision):
    made = issue_schools(store, "0417", "0418")
    other = replace(made["0417"], nonce="A" * 16, revision=revision)
    fresh = workbook(store.register.plan([wanted("0499")]).new[0])
    with pytest.raises(RegisterConflictError) as caught:
        store.register.record(begin(store), [(fresh, b""), (other, b"")])
    assert str(caught.value) == (
        "School 0417 was issued by somebody else meanwhile (FY2026, adopted). "
        "Run the issue again; it then starts from what is there now."
    )
    assert len(store.register.newest(YEAR, EVENT)) == 2, "all or none"


def test_every_revision_is_kept(store):
    first = issue(store, wanted("0417", "a"))["0417"]
    second = issue(store, wanted("0417", "b"))["0417"]
    assert store.register.revisions("0417", YEAR, EVENT) == (first, second)
    assert store.register.newest(YEAR, EVENT) == (second,)
    assert store.register.values("0417", YEAR, EVENT, 3) is None


def test_events_are_listed_in_the_order_of_issue(store):
    issue(store, wanted("0417", event="preliminary"))
    plan = store.register.plan([wanted("0417", event="adopted")])
    made = workbook(plan.new[0], issued_at=AT.replace(year=2027))
    store.register.record(begin(store), [(made, b"")])
    assert store.events() == ((YEAR, "preliminary"), (YEAR, "adopted"))


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_the_key_and_the_store_are_their_owners_alone(store, folder):
    assert store.keys.read() is None, "before the first issue there is none"
    store.register.plan([wanted("0417")])
    assert stat.S_IMODE((folder / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_signature_names_its_key_and_holds_for_its_message_alone(store):
    ring = store.keys.make()
    signed = ring.sign(b"0417 FY2026")
    assert ring.verifies(b"0417 FY2026", signed)
    assert not ring.verifies(b"0418 FY2026", signed)
    name, mac = signed.split(":")
    assert name == ring.signing.id
    for forged in (
        "",
        ":",
        mac,
        f":{mac}",
        f"00000000:{mac}",
        f"{name}:{mac[:-1]}",
        f"{name}:Ñ\udcff",
    ):
        assert not ring.verifies(b"0417 FY2026", forged)


def test_the_mac_is_hmac_sha256():
    # RFC 4231, test case 2
    key = SigningKey("00000000", b"Jefe")
    assert key.mac(b"what do ya want for nothing?") == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )


def test_a_key_is_never_printed(store):
    ring = store.keys.make()
    assert ring.signing.secret.hex() not in repr(ring)
    assert "secret" not in repr(ring.signing)


def test_a_new_key_signs_and_the_old_one_still_verifies(store, run):
    old = store.keys.make()
    signed = old.sign(b"0417")
    new = store.keys.rotate(run, at=AT)
    assert new.signing.id != old.signing.id
    assert new.verifies(b"0417", signed)
    assert not old.verifies(b"0417", new.sign(b"0417"))
    assert store.keys.read() == new


def test_a_lost_key_is_told_of_and_not_replaced(store, folder):
    issue_schools(store, "0417")
    (folder / "key").unlink()
    with pytest.raises(StoreDamagedError) as caught:
        store.register.plan([wanted("0417")])
    assert str(caught.value) == (
        f"The signing key {folder / 'key'} is gone; it was made with the first issue. "
        "Put the file back from the last backup."
    )
    assert not (folder / "key").exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"bsa-xl signing keys 1\n", b"bsa-xl signing keys 1\n01234567 abcd\n", b"\xff\xfe",
     b"bsa-xl signing keys 1\n01234567 " + b"zz" * 32],
)  # fmt: skip
def test_a_broken_key_is_told_of(store, folder, content):
    (folder / "key").write_bytes(content)
    with pytest.raises(StoreDamagedError) as caught:
        store.keys.make()
    assert str(caught.value) == (
        f"The signing key in {folder / 'key'} cannot be read. "
        "Put the file back from the last backup."
    )


def test_two_first_issues_at_once_share_one_key(folder):
    rings = []

    def work():
        with Store.open(folder, create=True) as store:
            rings.append(store.keys.make())

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(rings) == 4
    assert len(set(rings)) == 1


def test_templates_are_kept_by_fingerprint_and_the_oldest_let_go(store, folder):
    assert store.templates.get("ab" * 32) is None
    for number in range(30):
        store.templates.put(f"{number:064}", f"compiled {number}".encode())
        os.utime(folder / "templates" / f"{number:064}.compiled", (number, number))
    assert store.templates.get(f"{29:064}") == b"compiled 29"
    assert store.templates.get(f"{0:064}") is None
    assert len(list((folder / "templates").iterdir())) == 24
    with pytest.raises(ValueError, match="not a fingerprint"):
        store.templates.put("../key", b"")


def test_kept_bytes_are_found_by_their_digest_and_cannot_be_written(store):
    [first, second, again] = store.raw.keep_all([b"one", b"two", b"one"])
    assert (store.raw.read(first), store.raw.read(second), again) == (b"one", b"two", first)
    assert store.raw.names() == sorted([first, second])
    assert first in store.raw
    assert "no digest" not in store.raw
    assert not (store.raw.folder / first).stat().st_mode & stat.S_IWUSR
    with pytest.raises(KeyError):
        store.raw.read("../key")
    with pytest.raises(KeyError):
        store.raw.read("00" * 32)


def test_a_kept_file_that_was_changed_is_told_of_and_mended_by_the_next_arrival(store):
    name = store.raw.keep(b"one")
    path = store.raw.folder / name
    path.chmod(0o600)
    path.write_bytes(b"another")
    with pytest.raises(StoreDamagedError, match="was changed"):
        store.raw.read(name)
    assert store.raw.keep(b"one") == name
    assert store.raw.read(name) == b"one"


def test_a_full_disk_keeps_nothing_half(store, monkeypatch):
    def full(_handle, _data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(CannotWriteError, match="the disk is full"):
        store.raw.keep(b"one")
    monkeypatch.undo()
    assert store.raw.names() == []
    assert store.raw.read(store.raw.keep(b"one")) == b"one"
