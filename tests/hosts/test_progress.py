"""Progress: a bar with the time left where somebody watches, plain lines elsewhere."""

import io
import sys

import pytest

from bsa_xl.cli.progress import watching
from bsa_xl.cli.screen import Marked, say, show, table


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Both streams, from here to the end of the test."""
    stream = Terminal()
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(sys, "stdout", stream)
    return stream


def go_through(total: int, step: int = 1) -> None:
    with watching() as progress:
        for done in range(step, total + 1, step):
            progress("issuing [red]workbooks\x1b[2J", done, total)


def test_on_a_terminal_there_is_a_bar_with_how_many_and_the_time(monkeypatch):
    terminal = at_a_terminal(monkeypatch)
    go_through(833, 17)
    drawn = terminal.getvalue()
    assert "833/833" in drawn
    assert "0:00:0" in drawn
    assert "issuing [red]workbooks<U+001B>[2J" in drawn


def test_without_a_terminal_there_are_at_most_eleven_plain_lines(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    go_through(833)
    lines = stream.getvalue().splitlines()
    # the first file, then every tenth of 833: 84, 167, 250, 334, 417, 500, 584, 667, 750, 833
    assert lines[:2] == [
        "issuing [red]workbooks<U+001B>[2J: 1 of 833",
        "issuing [red]workbooks<U+001B>[2J: 84 of 833",
    ]
    assert lines[-1] == "issuing [red]workbooks<U+001B>[2J: 833 of 833"
    assert len(lines) == 11
    assert "\x1b" not in stream.getvalue()
    assert "\r" not in stream.getvalue()


def test_a_terminal_that_cannot_move_its_cursor_gets_plain_lines(monkeypatch):
    terminal = at_a_terminal(monkeypatch)
    monkeypatch.setenv("TERM", "dumb")
    go_through(10)
    assert "\x1b" not in terminal.getvalue()
    assert terminal.getvalue().splitlines()[-1].endswith("10 of 10")


def test_a_step_with_nothing_to_do_is_told_once(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with watching() as progress:
        progress("reading", 0, 0)
        progress("reading", 0, 0)
    assert stream.getvalue() == "reading: 0 of 0\n"


def test_the_cursor_is_back_when_a_step_is_stopped(monkeypatch):
    terminal = at_a_terminal(monkeypatch)

    def work() -> None:
        with watching() as progress:
            progress("issuing workbooks", 1, 2)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    hidden, shown = "\x1b[?25l", "\x1b[?25h"
    assert terminal.getvalue().rfind(shown) > terminal.getvalue().rfind(hidden)


@pytest.mark.parametrize(
    ("setting", "value", "has_colour"),
    [("TERM", "xterm", True), ("TERM", "dumb", False), ("NO_COLOR", "1", False)],
)
def test_colours_are_for_terminals_that_want_them(monkeypatch, setting, value, has_colour):
    terminal = at_a_terminal(monkeypatch)
    monkeypatch.setenv(setting, value)
    show(("  ", Marked("FIX", "red"), " it"))
    say(("  ", Marked("FIX", "red"), " it"))
    assert ("\x1b[" in terminal.getvalue()) is has_colour
    assert (terminal.getvalue() == "  FIX it\n" * 2) is not has_colour


def test_a_table_has_its_numbers_to_the_right_and_its_total_apart(capsys):
    rows = [("General", "$1,000.00"), ("Title I\x1b", "$5.00"), ("Total", "$1,005.00")]
    for line in table(("Program", "Dollars"), rows, right=(1,), last_is_total=True):
        show(line)
    assert capsys.readouterr().out == (
        "Program            Dollars\n"
        "---------------  ---------\n"
        "General          $1,000.00\n"
        "Title I<U+001B>      $5.00\n"
        "---------------  ---------\n"
        "Total            $1,005.00\n"
    )
