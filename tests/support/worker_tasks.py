"""What workers are asked to do in tests; a new process can import it, which it cannot a test module."""

import ctypes
import math
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path


def square(number):
    return number * number


def multiply(factor, number):
    return factor * number


def process_of(_item):
    return os.getpid()


def misbehave(what):
    """Does what the word says; any other word is given back in capitals."""
    return WAYS.get(what, what.upper)()


def loop():
    while True:
        pass


def eat_slowly():
    held = []
    while True:
        held.append(bytearray(b"x" * (8 << 20)))


def give_a_function():
    return lambda: None


def fall(error):
    raise error


WAYS = {
    "exit": lambda: os._exit(3),
    "abort": os.abort,
    "segfault": lambda: ctypes.string_at(0),
    "loop": loop,
    "sleep": lambda: time.sleep(3600),
    "eat": lambda: len(bytes(1 << 40)),
    "eat slowly": eat_slowly,
    "raise": lambda: fall(ValueError("the cell holds '#REF!'")),
    "leave": lambda: fall(SystemExit(4)),
    "unpicklable": give_a_function,
    "silent": lambda: fall(SilentError()),
}


class SilentError(Exception):
    def __str__(self):
        raise RuntimeError("even its text fails")


@dataclass(frozen=True, slots=True)
class Figures:
    """Something like what a reader gives back."""

    school: str
    cents: tuple[int, ...]
    raw: bytes


def figures(school):
    number = int(school)
    return Figures(school, tuple(range(number)), bytes(number * 1000))


def note_and_die(path):
    """Leaves a mark before it dies, so that a second try would show."""
    with Path(path).open("a", encoding="ascii") as file:
        file.write("x")
    os._exit(1)


def tell_and_wait(path):
    """Writes its process number, then does what no parent waits for."""
    with Path(path).open("w", encoding="ascii") as file:
        file.write(str(os.getpid()))
    while True:
        math.factorial(200)


def hears_ctrl_c(_item):
    """Whether Ctrl-C would end it."""
    return signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
