"""One job at a time behind the caller's back."""

import threading

import pytest

from bsa_xl.filing import DurableFolder
from bsa_xl.filing.behind import Behind


def test_a_job_runs_while_the_caller_goes_on():
    caller_went_on, done = threading.Event(), []
    behind = Behind()
    behind.start(lambda: done.append(caller_went_on.wait(30)))
    caller_went_on.set()
    behind.wait()
    assert done == [True]


def test_jobs_run_one_after_the_other_in_their_order():
    running, most, order = [], [], []

    def job(number):
        running.append(number)
        most.append(len(running))
        order.append(number)
        running.remove(number)

    behind = Behind()
    for number in range(20):
        behind.start(lambda number=number: job(number))
    behind.wait()
    assert order == list(range(20))
    assert max(most) == 1


def test_what_a_job_raised_is_raised_where_the_next_one_would_begin():
    begun = []
    behind = Behind()
    behind.start(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        behind.start(lambda: begun.append(1))
    behind.wait()
    assert begun == []


def test_a_full_batch_stands_under_its_names_before_the_block_ends(tmp_path):
    with DurableFolder(tmp_path, batch=2) as folder:
        for number in range(4):
            folder.write(f"{number}.xlsx", b"whole")
        names = {path.name for path in tmp_path.glob("*.xlsx")}
        assert names >= {"0.xlsx", "1.xlsx"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{n}.xlsx" for n in range(4)]
