"""Issues and collects that begin at once and may be killed: ``python -m support.warm_runs``.

The process imports everything and waits. For every run that it is asked for it forks a child; it
answers with the child's number, and with how the child ended as soon as it has.

A child may be told to die, by SIGKILL and at once, before its n-th operation of a kind: ``file``, a
temporary file made or renamed, or ``commit``, a transaction about to be committed.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import traceback
from collections import Counter
from pathlib import Path
from typing import Self

from sqlalchemy import Engine, event

from .one_run import collect_all, environment, issue_all, write_alike

VERBS = {"issue": issue_all, "collect": collect_all}
Run = tuple[object, ...]
Stop = tuple[str, int]


class WarmRuns:
    """The process, as a test holds it; use it in a ``with`` block."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "support.warm_runs"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment(),
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()

    def start(self, run: Run, *, stop: Stop | None = None, counts: Path | None = None) -> int:
        """Begin a run.

        Args:
            run: the verb and its arguments, as `one_run` takes them.
            stop: the operation before which it dies.
            counts: file for how many operations of each kind it did.

        Returns:
            The number of its process.
        """
        order = [[str(each) for each in run], stop, str(counts or "")]
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def ended(self) -> int:
        """Wait until the run has ended; its exit code, or minus the number of its signal."""
        return int(self._process.stdout.readline())


class _Operations:
    """Counts what a child does, and ends it where it is told to."""

    def __init__(self, stop: Stop | None) -> None:
        self._stop = stop
        self.done: Counter[str] = Counter()
        sys.addaudithook(self._heard)
        event.listen(Engine, "commit", lambda _connection: self._tick("commit"))

    def _heard(self, name: str, arguments: tuple[object, ...]) -> None:
        is_ours = name in ("open", "os.rename") and ".bsa-xl-" in str(arguments[0])
        if is_ours and (name == "os.rename" or arguments[2] & os.O_CREAT):
            self._tick("file")

    def _tick(self, kind: str) -> None:
        self.done[kind] += 1
        if self._stop is not None and (kind, self.done[kind]) == tuple(self._stop):
            os.kill(os.getpid(), signal.SIGKILL)


def serve() -> None:
    """Run what is asked for, one thing at a time."""
    write_alike()
    for line in sys.stdin:
        run, stop, counts = json.loads(line)
        child = os.fork()
        if child == 0:
            os._exit(_run(run, stop, counts))
        _say(child)
        _, status = os.waitpid(child, 0)
        _say(os.waitstatus_to_exitcode(status))


def _run(run: list[str], stop: Stop | None, counts: str) -> int:
    verb, *paths, last = run
    operations = _Operations(stop)
    try:
        VERBS[verb](*map(Path, paths), last)
        if counts:
            Path(counts).write_text(json.dumps(operations.done), encoding="ascii")
    except BaseException:  # noqa: BLE001  told here, for the child must not go on as its parent
        traceback.print_exc()
        return 1
    return 0


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve()
