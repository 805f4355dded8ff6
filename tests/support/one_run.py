"""An issue or a collect in a process of its own, which may be killed: ``python -m support.one_run``.

``issue DISTRICT STORE OUT CENTS``, or ``collect DISTRICT STORE INBOX RESULT``; what a collect came to
is pickled. At the end the largest memory of any process below this one is printed, in kibibytes (0
where the system does not say).

Runs are compared byte by byte, so Python's own compressor writes: ISA-L was seen to write one of
some 300,000 streams otherwise, of the same content. And no midnight passes in a process of runs.
"""

import importlib
import os
import pickle
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from bsa_xl.api import IssueOrder, issue, issuing, presses
from bsa_xl.api.collecting import CollectOrder, collect
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.workbook import deflate_with_zlib

ROOT = Path(__file__).resolve().parents[2]
YEAR = FiscalYear(2026)


def environment(**more: str) -> dict[str, str]:
    """Of a process that runs this checkout's code and no other."""
    paths = [*more.pop("first", "").split(os.pathsep), str(ROOT), str(ROOT / "tests")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), **more}


def command(*arguments: object) -> list[str]:
    """The command of one run."""
    return [sys.executable, "-m", "support.one_run", *map(str, arguments)]


def write_alike() -> None:
    """From now on this process writes the same bytes whenever it issues the same workbook."""
    vars(presses)["best_deflate"] = lambda: deflate_with_zlib
    now = datetime.now(UTC)
    vars(issuing)["datetime"] = SimpleNamespace(now=lambda _: now)


def issue_all(district: Path, store: Path, out: Path, cents: str) -> None:
    """Issue a district whose policy is adopted, whatever its shortfalls."""
    order = IssueOrder(
        district, YEAR, out, store=store, total_cents=int(cents), accept_deficits="Rehearsal"
    )
    done = issue(order)
    if done.folder is None:
        raise RuntimeError(f"nothing was issued: {done.answer.findings}")


def collect_all(district: Path, store: Path, inbox: Path, result: str) -> None:
    """Collect an inbox and keep what it came to."""
    done = collect(CollectOrder(district, YEAR, (inbox,), store=store, jobs=2))
    Path(result).write_bytes(pickle.dumps(done))


def largest_child() -> int:
    """The most memory that a process below this one held, kibibytes."""
    try:
        resource = importlib.import_module("resource")
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


if __name__ == "__main__":
    verb, *paths, last = sys.argv[1:]
    write_alike()
    {"issue": issue_all, "collect": collect_all}[verb](*map(Path, paths), last)
    sys.stdout.write(f"{largest_child()}\n")
