"""One worker: its process, its pipes, and how long an answer may take."""

from __future__ import annotations

import contextlib
import os
import queue
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
        self._lines: queue.Queue[bytes] = queue.Queue()
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
        threading.Thread(target=self._listen, daemon=True).start()
        self.hello: dict[str, Any] = self._reply(seconds)

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """The answer to one request.

        Args:
            request: see the protocol.
            seconds: how long it may take.

        Raises:
            WorkerLostError: the worker ended.
            TooSlowError: it took longer; the worker was ended, for its answer would come too late.
        """
        try:
            self._requests.write(line_of(request))
            self._requests.flush()
        except (OSError, ValueError) as fault:
            raise self._lost() from fault
        return self._reply(seconds)

    def end(self) -> None:
        """End it, whatever it does."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for stream in (self._requests, self._said):
            with contextlib.suppress(OSError):  # what was not sent has nobody to read it
                stream.close()

    def _listen(self) -> None:
        with self._answers as stream:
            for line in stream:
                self._lines.put(line)
        self._lines.put(b"")

    def _reply(self, seconds: float) -> dict[str, Any]:
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            self.end()
            raise TooSlowError from None
        if not line:
            raise self._lost()
        try:
            return dict(message_of(line))
        except (TypeError, ValueError) as fault:
            self.end()
            raise WorkerLostError("it said what is no answer") from fault

    def _lost(self) -> WorkerLostError:
        """What is known of its end; it is ended here where it has not."""
        self._lines.put(b"")  # nobody may wait for what never comes
        code = self._process.poll()
        if code is None:
            time.sleep(0.1)  # a pipe closes a moment before its process is gone
            code = self._process.poll()
        self._said.seek(0, os.SEEK_END)
        self._said.seek(max(0, self._said.tell() - 2000))
        said = self._said.read().decode("utf-8", "replace").strip().splitlines()
        self.end()
        return WorkerLostError(said[-1] if said else f"it ended with code {code}")
