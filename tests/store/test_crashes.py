"""Killed, starved of disk or run twice at once, a collect loses nothing and repeats nothing."""

import os
import platform
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from support.returns import EVENT, YEAR, a_year_of_returns, begin, load, open_store, returned

from bsa_xl.filing import CannotWriteError
from bsa_xl.store import Outcome, Store, StoreBusyError
from bsa_xl.store.holder import who_holds

ROOT = Path(__file__).resolve().parents[2]
SCHOOLS = 100
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")

#: Kills a collect of 200 returns again and again: after a few were acknowledged, and a moment later,
#: in the middle of the next. A timer of its own ends it, as SIGKILL would: whoever watches it may be
#: held up on a busy machine until it is through. Prints how many were recorded after each kill.
KILLER = """
import os, random, signal, sys
from pathlib import Path
from support.returns import a_year_of_returns, load, Store, EVENT, YEAR
folder, schools, kills = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
with Store.open(folder) as store:
    given = a_year_of_returns(store, schools)
chance, acknowledged = random.Random(1936), set()
for _ in range(kills):
    enough, moment = chance.randrange(7), chance.uniform(0.00001, 0.006)
    hears, tells = os.pipe()
    child = os.fork()
    if not child:
        told = []
        def tell(sha256=None):
            if sha256:
                told.append(os.write(tells, sha256.encode()))
            if len(told) == enough:
                signal.setitimer(signal.ITIMER_REAL, moment)
        tell()
        load(folder, given, tell)
        os._exit(0)
    os.close(tells)
    with open(hears, "rb") as end:
        heard = end.read()
    _, ended = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(ended) != -signal.SIGALRM:
        sys.exit("the collect was over too soon")
    acknowledged |= {heard[at:at + 64].decode() for at in range(0, len(heard), 64)}
    with Store.open(folder) as store:
        recorded = {each.sha256 for each in store.ledger.history(YEAR, EVENT)}
        assert acknowledged <= recorded, "acknowledged and lost"
        assert store.ledger.control_totals(YEAR, EVENT).agree, "half recorded"
        assert store.verify_log() is None
        print(len(recorded), flush=True)
"""

#: Lets no file grow beyond so many kilobytes, as a full disk does, and says what was said.
STARVER = """
import resource, sys
from pathlib import Path
from support.returns import a_year_of_returns, load, Store
folder, schools, kilobytes = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
with Store.open(folder) as store:
    given = a_year_of_returns(store, schools)
resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, resource.RLIM_INFINITY))
try:
    load(folder, given)
except OSError as error:
    print(type(error).__name__, error)
"""


def program(text, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", text, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
    )


def output(process):
    said, complaints = process.communicate(timeout=300)
    assert (process.returncode, complaints) == (0, "")
    return said.splitlines()


def content(folder):
    with Store.open(folder) as store:
        assert {each.id for each in store.examine()} == {"STO-03"}, "no bytes were kept here"
        return store.dump()


@pytest.fixture
def issued(folder):
    """A store with issued workbooks, and the returns that are to be collected."""
    with open_store(folder) as store:
        return a_year_of_returns(store, SCHOOLS)


@pytest.fixture
def undisturbed(folder, issued, tmp_path):
    """What the store holds when nothing goes wrong."""
    copy = tmp_path / "undisturbed.store"
    shutil.copytree(folder, copy)
    load(copy, issued)
    return content(copy)


@posix
def test_a_collect_that_is_killed_again_and_again_ends_like_an_undisturbed_one(
    folder, issued, undisturbed
):
    counts = [int(line) for line in output(program(KILLER, folder, SCHOOLS, 30))]
    assert sum(0 < count < len(issued) for count in counts) >= 25
    assert counts == sorted(counts)
    load(folder, issued)
    assert content(folder) == undisturbed


@posix
@pytest.mark.parametrize("kilobytes", [100, 333, 700])
def test_a_disk_that_is_full_is_told_of_and_costs_nothing_that_was_acknowledged(
    folder, issued, undisturbed, kilobytes
):
    [said] = output(program(STARVER, folder, SCHOOLS, kilobytes))
    fault = (
        "CannotWriteError The store could not be read or written: the disk reported a fault. "
        f"Have the disk that holds {folder} looked at, then run this again."
    )
    full = (
        "CannotWriteError The store could not be written: the disk is full. "
        f"Make room on the disk that holds {folder}, then run this again."
    )
    assert said in {fault, full}
    load(folder, issued)
    assert content(folder) == undisturbed


def test_a_transaction_for_which_there_is_no_room_did_not_happen(store):
    [first, *_] = given = a_year_of_returns(store, 3)
    run = begin(store)
    store.returns.record(run, first)
    before = store.dump()
    connection = store._database._connection
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    connection.commit()
    many = returned(next(iter(store.register.newest(YEAR, EVENT))), (1,) * 200)
    with pytest.raises(CannotWriteError, match="the disk is full"):
        store.returns.record(run, many)
    assert store.dump() == before
    connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    connection.commit()
    for each in given:
        store.returns.record(run, each)
    assert store.ledger.control_totals(YEAR, EVENT).schools == 3


def test_two_collects_at_once_record_everything_once(folder, issued, undisturbed):
    told = []
    threads = [
        threading.Thread(target=load, args=(folder, order, told.append))
        for order in (issued, issued[::-1])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == sorted(each.sha256 for each in issued)
    assert content(folder) == undisturbed


HOLDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from support.returns import begin, Store
with Store.open(Path(sys.argv[1])) as store:
    begin(store, user="jdoe", at=datetime.now(UTC))
    with store._database.writing():
        print("holding", flush=True)
        sys.stdin.readline()
    sys.stdin.readline()
"""


@pytest.fixture
def holder(folder):
    """Another program in the middle of a write; it lets go when it is told a line."""
    open_store(folder).close()
    with program(HOLDER, folder) as process:
        assert process.stdout.readline() == "holding\n"
        yield process
        process.kill()


def test_a_busy_store_says_who_is_writing(folder, holder):
    with Store.open(folder, wait_seconds=0) as store:
        since = store.runs.all()[0].began_at
        with pytest.raises(StoreBusyError) as caught:
            begin(store)
    assert str(caught.value) == (
        f"The store riverbend.store is busy: collect by jdoe (process {holder.pid} on "
        f"{platform.node()}, since {since:%Y-%m-%d %H:%M} UTC) is writing to it. "
        "Wait until that has finished, then run this again."
    )


def test_a_run_that_was_killed_long_ago_is_not_taken_for_the_writer(folder, holder):
    """The process that now has its number began later."""
    text = "UPDATE runs SET began_at = '2001-01-01T00:00:00.000000+00:00'"
    holder.stdin.write("let go\n")
    holder.stdin.flush()
    with Store.open(folder, wait_seconds=60) as store, store._database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER runs_update")
        connection.exec_driver_sql(text)
        assert who_holds(connection) == ""


def test_readers_read_on_while_another_program_writes(folder, holder):
    with Store.open(folder, wait_seconds=0) as store:
        assert store.ledger.current(YEAR, EVENT) == ()
        assert holder.poll() is None


def test_a_write_waits_for_the_one_before(folder, holder):
    with Store.open(folder, wait_seconds=60) as store:
        threading.Timer(0.5, lambda: print("let go", file=holder.stdin, flush=True)).start()
        assert begin(store).run_id == 2


def test_a_failed_record_leaves_the_store_usable(store, monkeypatch):
    given = a_year_of_returns(store, 1)
    run = begin(store)

    def broken(*_arguments, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr("bsa_xl.store.log.append", broken)
    with pytest.raises(KeyboardInterrupt):
        store.returns.record(run, given[0])
    monkeypatch.undo()
    assert store.ledger.history(YEAR, EVENT) == ()
    assert store.returns.record(run, given[0]).outcome is Outcome.ACCEPTED
    assert store.verify_log() is None
