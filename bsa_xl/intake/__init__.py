"""What comes in from outside: the entries of an inbox, and workers that read them one at a time.

In order: owner_files, skipping, inbox; worker_process, memory_watch, workers.
"""

from .inbox import Candidate, Inbox, look_into, plain_name
from .skipping import Skipped, SkipReason
from .workers import DeathKind, WorkerDeath, WorkersCannotStartError, run_in_workers

__all__ = [
    "Candidate",
    "DeathKind",
    "Inbox",
    "SkipReason",
    "Skipped",
    "WorkerDeath",
    "WorkersCannotStartError",
    "look_into",
    "plain_name",
    "run_in_workers",
]
