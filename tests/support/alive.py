"""Whether a process still runs, asked while it may be ending."""

import psutil


def is_alive(process: psutil.Process) -> bool:
    """Whether it can still do anything; one that only waits to be taken note of has ended."""
    try:
        return process.is_running() and process.status() not in (
            psutil.STATUS_ZOMBIE,
            psutil.STATUS_DEAD,
        )
    except psutil.NoSuchProcess:  # it ended between the two questions
        return False
