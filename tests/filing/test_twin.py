"""Work shared with a copy of this process: everything once, in order, whatever happens to it."""

import multiprocessing
import os
import signal
import sys
import threading
import time

import psutil
import pytest

from bsa_xl.filing import Pair

needs_two = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2,
    reason="this system does not share work: no copies of processes, or one processor",
)


@pytest.fixture
def left():
    """The processes that a test began and that are still there; what ran before it is not its own."""
    before = set(multiprocessing.active_children())
    return lambda: set(multiprocessing.active_children()) - before


@pytest.fixture
def arrived():
    """Waits until some thread of this process has taken a signal."""
    reads, writes = os.pipe()
    os.set_blocking(writes, False)
    before = signal.set_wakeup_fd(writes)
    yield lambda: os.read(reads, 1)
    signal.set_wakeup_fd(before)
    os.close(reads)
    os.close(writes)


def square(number: int) -> tuple[int, int]:
    """The square, and who made it; slow enough for two to take part."""
    time.sleep(0.002)
    return number * number, os.getpid()


def squares(many: int) -> list[int]:
    return [number * number for number in range(many)]


@pytest.mark.parametrize("many", [0, 1, 2, 3, 50, 51])
@pytest.mark.parametrize("stretch", [1, 4])
def test_everything_is_made_once_and_stands_in_order(many, stretch):
    with Pair(square, stretch=stretch) as pair:
        assert [each for each, _ in pair.each(square, range(many))] == squares(many)


@needs_two
def test_two_processes_take_part_and_none_is_left_over(left):
    with Pair(square, stretch=4) as pair:
        makers = {who for _, who in pair.each(square, range(100))}
    assert len(makers) == 2
    assert os.getpid() in makers
    assert left() == set()


def test_little_work_is_not_shared():
    with Pair(square, stretch=4) as pair:
        assert {who for _, who in pair.each(square, range(8))} == {os.getpid()}


def test_on_one_processor_this_process_makes_everything(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    with Pair(square) as pair:
        assert {who for _, who in pair.each(square, range(50))} == {os.getpid()}


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_where_processes_cannot_be_copied_this_process_makes_everything(monkeypatch, system):
    monkeypatch.setattr(sys, "platform", system)
    with Pair(square) as pair:
        assert {who for _, who in pair.each(square, range(50))} == {os.getpid()}


@needs_two
@pytest.mark.parametrize("at", [0, 1, 5, 90])
def test_what_a_killed_twin_did_not_hand_over_is_made_here(at):
    here = os.getpid()

    def deadly(number: int) -> int:
        if number >= at and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return square(number)[0]

    with Pair(deadly, stretch=4) as pair:
        assert list(pair.each(deadly, range(100))) == squares(100)


@needs_two
def test_what_only_the_twin_cannot_make_is_made_here():
    here = os.getpid()

    def moody(number: int) -> int:
        if number % 9 == 8 and os.getpid() != here:
            raise MemoryError
        return square(number)[0]

    with Pair(moody, stretch=4) as pair:
        assert list(pair.each(moody, range(100))) == squares(100)


@pytest.mark.parametrize("bad", [0, 17, 99])
def test_an_error_is_raised_where_its_item_stands(left, bad):
    def picky(number: int) -> int:
        if number == bad:
            raise ValueError(number)
        return square(number)[0]

    taken = []
    with pytest.raises(ValueError, match=f"^{bad}$"), Pair(picky, stretch=4) as pair:
        taken.extend(pair.each(picky, range(100)))
    assert taken == squares(bad)[: len(taken)]
    assert left() == set()


def test_whoever_stops_half_way_leaves_no_process_behind(left):
    with Pair(square, stretch=4) as pair:
        assert next(pair.each(square, range(100)))[0] == 0
    assert left() == set()


@needs_two
def test_large_results_come_over_whole():
    def large(number: int) -> bytes:
        return bytes([number]) * 3_000_000

    with Pair(large) as pair:
        made = pair.each(large, range(20))
        assert all(data == bytes([n]) * 3_000_000 for n, data in enumerate(made))


def who(_: int) -> int:
    """Who makes something; slow enough for two to take part."""
    time.sleep(0.002)
    return os.getpid()


@needs_two
def test_in_a_second_round_each_makes_first_what_it_made_before():
    with Pair(square, who, stretch=4) as pair:
        first = [maker for _, maker in pair.each(square, range(400))]
        second = list(pair.each(who, range(400)))
    begun = {maker: first.index(maker) for maker in set(first)}
    assert len(begun) == 2
    assert {maker: second[at] for maker, at in begun.items()} == {maker: maker for maker in begun}


@needs_two
def test_rounds_may_be_of_different_lengths():
    with Pair(square, who, stretch=2) as pair:
        for many in (1, 100, 7, 40, 0, 300):
            assert [each for each, _ in pair.each(square, range(many))] == squares(many)
            assert len(list(pair.each(who, range(many)))) == many


@needs_two
@pytest.mark.parametrize("at", [0, 3, 60])
def test_a_twin_that_was_killed_in_the_first_round_is_not_missed_in_the_second(at):
    here = os.getpid()

    def deadly(number: int) -> int:
        if number >= at and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return square(number)[0]

    with Pair(deadly, who, stretch=4) as pair:
        assert list(pair.each(deadly, range(100))) == squares(100)
        assert set(pair.each(who, range(100))) == {here}


@needs_two
def test_a_round_is_not_begun_before_the_last_one_ended():
    with Pair(square, stretch=4) as pair:
        assert next(pair.each(square, range(100)))[0] == 0
        with pytest.raises(RuntimeError, match="was not taken to its end"):
            next(pair.each(square, range(100)))


@needs_two
def test_when_the_twin_is_gone_its_work_is_made_in_order_and_little_waits(left):
    made_here = []

    def noted(number: int) -> int:
        made_here.append(number)
        return square(number)[0]

    with Pair(square, noted, stretch=4) as pair:
        assert [each for each, _ in pair.each(square, range(400))] == squares(400)
        for twin in left():
            twin.kill()
            twin.join()
        results = pair.each(noted, range(400))
        assert next(results) == 0
        assert len(made_here) < 100
        assert list(results) == squares(400)[1:]
    assert sorted(made_here) == list(range(400))


@needs_two
def test_where_no_process_can_be_had_this_one_makes_everything(monkeypatch):
    def refused() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refused)
    with Pair(square, stretch=4) as pair:
        assert {who for _, who in pair.each(square, range(100))} == {os.getpid()}


@needs_two
def test_who_may_have_no_children_makes_everything_itself(monkeypatch):
    monkeypatch.setitem(multiprocessing.current_process()._config, "daemon", True)
    with Pair(square, stretch=4) as pair:
        assert {who for _, who in pair.each(square, range(100))} == {os.getpid()}


@needs_two
@pytest.mark.parametrize("hears", ["this thread", "another thread"])
def test_a_stop_at_the_very_moment_of_the_copy_leaves_no_process_behind(
    monkeypatch, left, arrived, hears
):
    fork, begun, may_end = os.fork, [], threading.Event()
    other = threading.Thread(target=may_end.wait)
    other.start()

    def interrupted() -> int:
        child = fork()
        if child:
            begun.append(child)
            if hears == "this thread":
                signal.pthread_kill(threading.get_ident(), signal.SIGINT)
            else:
                signal.pthread_kill(other.ident, signal.SIGINT)
                arrived()  # from here on Python acts on it between two instructions
        return child

    monkeypatch.setattr(os, "fork", interrupted)
    try:
        with pytest.raises(KeyboardInterrupt), Pair(square, stretch=4) as pair:
            list(pair.each(square, range(100)))
    finally:
        may_end.set()
        other.join()
    assert left() == set()
    assert [psutil.pid_exists(child) for child in begun] == [False]
