"""One job at a time behind the caller's back: the disk works while the next files are made."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread


class Behind:
    """Runs a job in a thread of its own while the caller goes on; never two at a time.

    Whoever starts jobs waits for the last one, so that no thread outlives what it works for.
    """

    __slots__ = ("_error", "_thread")

    def __init__(self) -> None:
        """Nothing runs yet."""
        self._thread: Thread | None = None
        self._error: BaseException | None = None

    def start(self, job: Callable[[], None]) -> None:
        """Begin a job as soon as the one before it has ended.

        Raises:
            BaseException: what the job before it raised; this one is then not begun.
        """
        self.wait()
        self._thread = Thread(target=self._run, args=(job,), name="bsa-xl-behind")
        self._thread.start()

    def wait(self) -> None:
        """Return when no job runs.

        Raises:
            BaseException: what the job raised.
        """
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        error, self._error = self._error, None
        if error is not None:
            raise error

    def _run(self, job: Callable[[], None]) -> None:
        try:
            job()
        except BaseException as error:  # noqa: BLE001  raised again where the caller waits
            self._error = error
