"""A session outlives its workers: it starts another, waits no longer than allowed, keeps faults."""

import os
import signal
import sys
import time
from datetime import date

import pytest
from bsa_xl.udfs.libreoffice.addin.finding_python import NoPythonError, own_environment
from bsa_xl.udfs.libreoffice.addin.session import FaultError, Session
from bsa_xl.udfs.libreoffice.addin.worker_process import (
    TooSlowError,
    WorkerLostError,
    WorkerProcess,
)

HELLO = 'print(\'{"version": "1", "python": "3", "functions": []}\', flush=True)\n'


def echo(answer):
    """A program that answers every line so."""
    return f"import sys\n{HELLO}for line in sys.stdin:\n    print({answer!r}, flush=True)\n"


GRID = '{"grid": [[1.5, null, {"date": "2026-07-01"}]]}'


def process(program, seconds=30.0):
    """A worker that is this program."""
    return WorkerProcess([sys.executable, "-c", program], own_environment(os.environ), seconds)


class Starts:
    """Starts programs in turn, the last one for ever, and counts."""

    def __init__(self, *programs):
        self.programs = list(programs)
        self.made = []

    def __call__(self):
        program = self.programs.pop(0) if len(self.programs) > 1 else self.programs[0]
        self.made.append(process(program))
        return self.made[-1]


@pytest.fixture
def session():
    made = []

    def make(start, **more):
        made.append(Session(start, "1", **more))
        return made[-1]

    yield make
    for each in made:
        each.close()


def fault_of(session, function="f", shown="BSA.F"):
    with pytest.raises(FaultError) as caught:
        session.answer(function, shown, [])
    return str(caught.value)


def test_one_worker_answers_all_calls(session):
    start = Starts(echo(GRID))
    ours = session(start)
    first = [[1.5, None, date(2026, 7, 1)]]
    for _ in range(3):
        assert ours.answer("f", "BSA.F", [1.0]) == first
    assert len(start.made) == 1
    assert ours.faults() == [["", "No fault so far."]]
    assert ours.status() == "BSA-XL 1 answers, with Python 3."


def test_a_worker_that_was_killed_is_replaced_and_the_call_answered(session):
    start = Starts(echo(GRID))
    ours = session(start)
    ours.answer("f", "BSA.F", [])
    os.kill(start.made[0]._process.pid, signal.SIGTERM)
    start.made[0]._process.wait()
    assert ours.answer("f", "BSA.F", [])[0][0] == 1.5
    assert len(start.made) == 2
    assert ours.faults() == [["", "No fault so far."]]


def test_a_function_that_ends_its_worker_twice_is_a_fault_and_the_rest_waits(session):
    dies = "import sys\n" + HELLO + "sys.stdin.readline()\nsys.exit('out of memory')\n"
    start = Starts(dies)
    ours = session(start)
    said = "BSA-XL's Python ended twice on BSA.F: out of memory. Report this."
    assert fault_of(ours) == said
    assert fault_of(ours, "g", "BSA.G") == said
    assert len(start.made) == 2  # nobody was started for the second call
    assert ours.faults() == [["BSA.G", said], ["BSA.F", said]]


def test_a_call_that_takes_too_long_is_a_fault_and_the_next_one_is_answered(session):
    sleeps = "import sys, time\n" + HELLO + "sys.stdin.readline()\ntime.sleep(60)\n"
    start = Starts(sleeps, echo(GRID))
    ours = session(start, call_seconds=0.2)
    started = time.monotonic()
    assert fault_of(ours) == (
        "BSA.F took longer than 0.2 seconds. Give it fewer cells, or report it with the formula."
    )
    assert time.monotonic() - started < 30
    assert start.made[0]._process.poll() is not None
    ours._call_seconds = 30
    assert ours.answer("f", "BSA.F", [])[0][0] == 1.5


def test_a_worker_that_does_not_even_listen_is_waited_for_no_longer(session):
    ours = session(Starts("import time\n" + HELLO + "time.sleep(60)\n"), call_seconds=0.2)
    many = [[1.0] * 200] * 200  # more than a pipe holds
    with pytest.raises(FaultError, match=r"took longer than 0\.2 seconds"):
        ours.answer("f", "BSA.F", [many])


def test_a_python_without_the_product_is_named_by_its_own_words(session):
    ours = session(Starts("raise ModuleNotFoundError(\"No module named 'bsa_xl'\")"))
    said = (
        "BSA-XL's Python does not start: ModuleNotFoundError: No module named 'bsa_xl'. "
        "Run: bsa-xl excel doctor"
    )
    assert fault_of(ours) == said
    assert ours.status() == said


def test_without_a_python_the_text_says_what_to_do_and_nobody_looks_again_at_once(session):
    looked = []

    def start():
        looked.append(1)
        raise NoPythonError("No Python.")

    ours = session(start)
    assert [fault_of(ours), fault_of(ours), ours.status()] == ["No Python."] * 3
    assert len(looked) == 1
    ours._rest_until = 0.0
    fault_of(ours)
    assert len(looked) == 2
    assert ours.faults() == [["BSA.F", "No Python."]]


def test_the_last_faults_are_kept_newest_first_each_once(session):
    program = (
        "import json, sys\n" + HELLO + "for line in sys.stdin:\n"
        "    print(json.dumps({'fault': json.loads(line)['function']}), flush=True)\n"
    )
    ours = session(Starts(program))
    for number in (*range(120), 50):
        fault_of(ours, f"fault {number}")
    texts = [text for _, text in ours.faults()]
    assert texts[:3] == ["fault 50", "fault 119", "fault 118"]
    assert len(texts) == 100


def test_another_version_of_the_product_is_told():
    ours = Session(Starts(echo(GRID)), "2")
    assert ours.status() == (
        "BSA-XL 1 answers, with Python 3. The extension is of BSA-XL 2: install the same version."
    )
    ours.close()


def test_an_answer_that_is_no_answer_is_a_fault(session):
    for nonsense in ("{}", '{"grid": 1}', '{"grid": [[{"date": 1}]]}'):
        ours = session(Starts(echo(nonsense)))
        assert fault_of(ours) == "BSA-XL's answer could not be read. Report this with the formula."
    assert fault_of(session(Starts(echo("[1]")))) == (
        "BSA-XL's Python ended twice on BSA.F: it said what is no answer. Report this."
    )


def test_what_cannot_be_started_is_told(tmp_path):
    with pytest.raises(WorkerLostError, match="cannot be started"):
        WorkerProcess([str(tmp_path / "none")], {}, 1)
    with pytest.raises(TooSlowError):
        process("import time; time.sleep(60)", 0.2)


def test_libreoffices_own_python_settings_are_not_handed_on():
    given = {"PYTHONHOME": "/lo", "PYTHONPATH": "/lo/lib", "PATH": "/bin", "BSA_XL_PYTHON": "/p"}
    assert own_environment(given) == {
        "PATH": "/bin",
        "BSA_XL_PYTHON": "/p",
        "PYTHONSAFEPATH": "1",
    }
