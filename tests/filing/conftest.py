"""A system that fails at the k-th call, and one without the modules that Windows lacks."""

import os
import sys
from collections.abc import Callable

import pytest

#: Every call of the system that writing a file makes.
CALLS = ("open", "fstat", "write", "fsync", "replace", "close")


class FaultyDisk:
    """Fails once, at the k-th call that writing makes, with the given error number."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.real = {name: getattr(os, name) for name in CALLS}
        self.code = 0
        self.at = 0
        self.calls = 0
        for name in CALLS:
            monkeypatch.setattr(os, name, self._stand_in(name))

    def fail_at(self, call: int, code: int) -> None:
        self.at, self.code, self.calls = call, code, 0

    @property
    def has_failed(self) -> bool:
        return 0 < self.at <= self.calls

    def _stand_in(self, name: str) -> Callable:
        def stand_in(*args, **more):
            self.calls += 1
            if self.calls != self.at:
                return self.real[name](*args, **more)
            if name == "close":  # the system gives the handle back even when it reports an error
                self.real[name](*args, **more)
            raise OSError(self.code, os.strerror(self.code))

        return stand_in


@pytest.fixture
def faulty_disk(monkeypatch):
    return FaultyDisk(monkeypatch)


@pytest.fixture
def bare_system(monkeypatch):
    """As on Windows: neither `fcntl` nor `resource` can be imported."""
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "resource", None)
