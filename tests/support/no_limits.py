"""Imported in a worker, this hides from it what Windows does not have."""

import multiprocessing
import sys

from . import worker_tasks

if multiprocessing.current_process().name != "MainProcess":
    sys.modules["resource"] = None
    sys.modules["fcntl"] = None


def misbehave(what):
    return worker_tasks.misbehave(what)
