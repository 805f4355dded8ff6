"""What the add-in does with a call: asks a worker, and keeps the text of what went wrong."""

from __future__ import annotations

import time
from collections import deque
from typing import Any, Callable

from .finding_python import NoPythonError
from .protocol import OMITTED, Json, decoded, encoded
from .worker_process import TooSlowError, WorkerLostError, WorkerProcess

#: How long one call may take, in seconds; the whole of LibreOffice waits meanwhile.
CALL_SECONDS = 60.0
#: How long nobody is asked after a worker could not be had: thousands of cells fail at once then.
REST_SECONDS = 10.0
MOST_FAULTS = 100
TRIES = 2


class FaultError(Exception):
    """The cell cannot be answered; the text says why."""


class Session:
    """Calls of one LibreOffice.

    Args:
        start: gives a worker that is ready; raises NoPythonError, WorkerLostError or TooSlowError.
        version: of the extension.
        call_seconds: how long one call may take.
    """

    def __init__(
        self,
        start: Callable[[], WorkerProcess],
        version: str,
        call_seconds: float = CALL_SECONDS,
    ) -> None:
        self._start = start
        self._version = version
        self._call_seconds = call_seconds
        self._worker: WorkerProcess | None = None
        self._rest_until = 0.0
        self._rest_text = ""
        self._faults: deque[tuple[str, str]] = deque(maxlen=MOST_FAULTS)

    def answer(self, function: str, shown: str, arguments: list[Any]) -> list[list[Any]]:
        """The rows that a function answers with.

        Args:
            function: its name in the catalog.
            shown: its name in a cell.
            arguments: each a cell, a range as rows of cells, or `protocol.OMITTED`.

        Raises:
            FaultError: there is no answer; the text is kept among the faults.
        """
        try:
            request = {"function": function, "arguments": [_sent(each) for each in arguments]}
            return _rows_of(self._asked(request, shown))
        except FaultError as fault:
            text = str(fault)
            if (shown, text) in self._faults:
                self._faults.remove((shown, text))
            self._faults.appendleft((shown, text))
            raise FaultError(text) from fault

    def faults(self) -> list[list[Any]]:
        """Function and text of the last faults, newest first; each of them once."""
        return [list(fault) for fault in self._faults] or [["", "No fault so far."]]

    def status(self) -> str:
        """Whether calls are answered, and by which Python; else what to do."""
        try:
            hello = self._ready().hello
        except FaultError as fault:
            return str(fault)
        answers = f"BSA-XL {hello['version']} answers, with Python {hello['python']}."
        if hello["version"] == self._version:
            return answers
        return f"{answers} The extension is of BSA-XL {self._version}: install the same version."

    def close(self) -> None:
        """End the worker."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def _asked(self, request: dict[str, Any], shown: str) -> dict[str, Any]:
        """A reply; a worker that died meanwhile is replaced, once."""
        for _ in range(TRIES):
            worker = self._ready()
            try:
                return worker.ask(request, self._call_seconds)
            except WorkerLostError as fault:
                self._worker, last = None, str(fault)
            except TooSlowError:
                self._worker = None
                raise FaultError(
                    f"{shown} took longer than {self._call_seconds:g} seconds. "
                    "Give it fewer cells, or report it with the formula."
                ) from None
        raise self._resting(f"BSA-XL's Python ended twice on {shown}: {last}. Report this.")

    def _ready(self) -> WorkerProcess:
        """A worker."""
        if self._worker is None:
            if time.monotonic() < self._rest_until:
                raise FaultError(self._rest_text)
            try:
                self._worker = self._start()
            except NoPythonError as fault:
                raise self._resting(str(fault)) from fault
            except WorkerLostError as fault:
                raise self._resting(
                    f"BSA-XL's Python does not start: {fault}. Run: bsa-xl excel doctor"
                ) from fault
            except TooSlowError as fault:
                raise self._resting(
                    "BSA-XL's Python did not come up in time. Recalculate in a minute."
                ) from fault
        return self._worker

    def _resting(self, text: str) -> FaultError:
        self._rest_until, self._rest_text = time.monotonic() + REST_SECONDS, text
        return FaultError(text)


def _rows_of(reply: dict[str, Any]) -> list[list[Any]]:
    if "fault" in reply:
        raise FaultError(str(reply["fault"]))
    try:
        return [[decoded(cell) for cell in row] for row in reply["grid"]]
    except (KeyError, TypeError, ValueError) as fault:
        raise FaultError(
            "BSA-XL's answer could not be read. Report this with the formula."
        ) from fault


def _sent(argument: Json) -> Json:
    if argument is OMITTED:
        return argument
    if isinstance(argument, (list, tuple)):
        return [[encoded(cell) for cell in row] for row in argument]
    return encoded(argument)
