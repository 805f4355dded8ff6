"""Work shared with a copy of this process: everything once, in order, whatever happens to it."""

import multiprocessing
import os
import signal
import sys
import time

import pytest

from bsa_xl.filing import by_two

needs_two = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2,
    reason="this system does not share work: no copies of processes, or one processor",
)


def square(number: int) -> tuple[int, int]:
    """The square, and who made it; slow enough for two to take part."""
    time.sleep(0.002)
    return number * number, os.getpid()


def squares(many: int) -> list[int]:
    return [number * number for number in range(many)]


@pytest.mark.parametrize("many", [0, 1, 2, 3, 50, 51])
@pytest.mark.parametrize("stretch", [1, 4])
def test_everything_is_made_once_and_stands_in_order(many, stretch):
    with by_two(square, range(many), stretch=stretch) as made:
        assert [each for each, _ in made] == squares(many)


@needs_two
def test_two_processes_take_part_and_none_is_left_over():
    with by_two(square, range(100), stretch=4) as made:
        makers = {who for _, who in made}
    assert len(makers) == 2
    assert os.getpid() in makers
    assert multiprocessing.active_children() == []


def test_little_work_is_not_shared():
    with by_two(square, range(8), stretch=4) as made:
        assert {who for _, who in made} == {os.getpid()}


def test_on_one_processor_this_process_makes_everything(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    with by_two(square, range(50)) as made:
        assert {who for _, who in made} == {os.getpid()}


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_where_processes_cannot_be_copied_this_process_makes_everything(monkeypatch, system):
    monkeypatch.setattr(sys, "platform", system)
    with by_two(square, range(50)) as made:
        assert {who for _, who in made} == {os.getpid()}


@needs_two
@pytest.mark.parametrize("at", [0, 1, 5, 90])
def test_what_a_killed_twin_did_not_hand_over_is_made_here(at):
    here = os.getpid()

    def deadly(number: int) -> int:
        if number >= at and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return square(number)[0]

    with by_two(deadly, range(100), stretch=4) as made:
        assert list(made) == squares(100)


@needs_two
def test_what_only_the_twin_cannot_make_is_made_here():
    here = os.getpid()

    def moody(number: int) -> int:
        if number % 9 == 8 and os.getpid() != here:
            raise MemoryError
        return square(number)[0]

    with by_two(moody, range(100), stretch=4) as made:
        assert list(made) == squares(100)


@pytest.mark.parametrize("bad", [0, 17, 99])
def test_an_error_is_raised_where_its_item_stands(bad):
    def picky(number: int) -> int:
        if number == bad:
            raise ValueError(number)
        return square(number)[0]

    taken = []
    with pytest.raises(ValueError, match=f"^{bad}$"), by_two(picky, range(100), stretch=4) as made:
        taken.extend(made)
    assert taken == squares(bad)[: len(taken)]
    assert multiprocessing.active_children() == []


def test_whoever_stops_half_way_leaves_no_process_behind():
    with by_two(square, range(100), stretch=4) as made:
        assert next(made)[0] == 0
    assert multiprocessing.active_children() == []


@needs_two
def test_large_results_come_over_whole():
    with by_two(lambda number: bytes([number]) * 3_000_000, range(20)) as made:
        assert all(data == bytes([n]) * 3_000_000 for n, data in enumerate(made))
