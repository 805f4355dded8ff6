"""What comes in from outside: the entries of an inbox, and workers that read them one at a time.

In order: owner_files, skipping, inbox; worker_process, memory_watch, workers; rule_texts, declared
(what a file says outside its sheets), judging.
"""

from typing import TYPE_CHECKING

from bsa_xl.doors import opens_late

from .declared import mark_in
from .inbox import Candidate, Inbox, look_into, plain_name
from .judging import Cost, Digests, Job, Judge, Judged, told
from .rule_texts import rule_texts
from .skipping import Skipped, SkipReason

if TYPE_CHECKING:
    from .worker_process import CYCLES_AFTER
    from .workers import DeathKind, WorkerDeath, WorkersCannotStartError, run_in_workers
else:
    __getattr__ = opens_late(__name__)

__all__ = [
    "CYCLES_AFTER",
    "Candidate",
    "Cost",
    "DeathKind",
    "Digests",
    "Inbox",
    "Job",
    "Judge",
    "Judged",
    "SkipReason",
    "Skipped",
    "WorkerDeath",
    "WorkersCannotStartError",
    "look_into",
    "mark_in",
    "plain_name",
    "rule_texts",
    "run_in_workers",
    "told",
]
