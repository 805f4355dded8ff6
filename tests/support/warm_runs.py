"""Issues and collects that begin at once and may be killed: ``python -m support.warm_runs``.

The process imports everything and waits. For every line of JSON that it is given, the verb and its
arguments as `one_run` takes them, it forks a child that runs it; it answers with the child's number,
and with how the child ended as soon as it has.
"""

import contextlib
import json
import os
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Self

from .one_run import collect_all, environment, issue_all

VERBS = {"issue": issue_all, "collect": collect_all}


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

    def start(self, verb: str, *arguments: object) -> int:
        """Begin a run; the number of its process."""
        self._process.stdin.write(json.dumps([verb, *map(str, arguments)]) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def ended(self) -> int:
        """Wait until the run has ended; its exit code, or minus the number of its signal."""
        return int(self._process.stdout.readline())


def serve() -> None:
    """Run what is asked for, one thing at a time."""
    for line in sys.stdin:
        verb, *paths, last = json.loads(line)
        child = os.fork()
        if child == 0:
            os._exit(_run(verb, [Path(path) for path in paths], last))
        _say(child)
        _, status = os.waitpid(child, 0)
        _say(os.waitstatus_to_exitcode(status))


def _run(verb: str, paths: list[Path], last: str) -> int:
    try:
        VERBS[verb](*paths, last)
    except BaseException:  # noqa: BLE001  told here, for the child must not go on as its parent
        traceback.print_exc()
        return 1
    return 0


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve()
