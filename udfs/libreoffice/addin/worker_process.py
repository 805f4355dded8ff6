"""One worker: its process, its pipes, and how long an answer may take."""

from __future__ import annotations

import contextlib
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from typing import Any, Mapping

from .protocol import line_of, message_of


class WorkerLostError(Exception):
    """The worker ended, or never came up; the text says what it left behind."""


class TooSlowError(Exception):
    """The answer took longer than allowed; the worker was ended."""


class WorkerProcess:
    """A worker that has said that it is ready.

    Args:
        command: what starts it.
        environment: what it runs in.
        seconds: how long it may take to come up.

    Raises:
        WorkerLostError: it cannot be started.
        TooSlowError: it took longer than ``seconds``.
    """

    def __init__(self, command: list[str], environment: Mapping[str, str], seconds: float) -> None:
        self._over, self._deadline = threading.Event(), time.monotonic() + seconds
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the Python that its user settled
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                env=dict(environment),
                cwd=tempfile.gettempdir(),  # never a folder in which a file could pass for a module
                creationflags=0x08000000 if sys.platform == "win32" else 0,  # no console window
            )
        except OSError as fault:
            self._said.close()
            raise WorkerLostError(f"{command[0]} cannot be started: {fault}") from fault
        if self._process.stdin is None or self._process.stdout is None:
            raise WorkerLostError("it has no pipes")
        self._requests, self._answers = self._process.stdin, self._process.stdout
        threading.Thread(target=self._watch, args=(seconds,), daemon=True).start()
        self.hello: dict[str, Any] = self._reply()

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """The answer to one request.

        Args:
            request: see the protocol.
            seconds: how long it may take.

        Raises:
            WorkerLostError: the worker ended.
            TooSlowError: it took longer; the worker was ended, for its answer would come too late.
        """
        self._deadline = time.monotonic() + seconds
        try:
            self._requests.write(line_of(request))
            self._requests.flush()
        except OSError as fault:
            raise self._gone() from fault
        return self._reply()

    def end(self) -> None:
        """End it, whatever it does."""
        self._over.set()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for stream in (self._requests, self._answers, self._said):
            with contextlib.suppress(OSError):  # what was not sent has nobody to read it
                stream.close()

    def _watch(self, seconds: float) -> None:
        """End the worker once an answer is late: its pipes end with it, on every system."""
        while not self._over.wait(seconds / 20):
            if time.monotonic() > self._deadline:
                self._process.kill()

    def _reply(self) -> dict[str, Any]:
        line = self._answers.readline()
        if not line:
            raise self._gone()
        self._deadline = math.inf
        try:
            return dict(message_of(line))
        except (TypeError, ValueError) as fault:
            self.end()
            raise WorkerLostError("it said what is no answer") from fault

    def _gone(self) -> Exception:
        """What is known of its end; it is ended here where it has not."""
        if time.monotonic() > self._deadline:
            self.end()
            return TooSlowError()
        code = self._process.poll()
        if code is None:
            time.sleep(0.1)  # a pipe closes a moment before its process is gone
            code = self._process.poll()
        self._said.seek(0, os.SEEK_END)
        self._said.seek(max(0, self._said.tell() - 2000))
        said = self._said.read().decode("utf-8", "replace").strip().splitlines()
        self.end()
        return WorkerLostError(said[-1] if said else f"it ended with code {code}")
