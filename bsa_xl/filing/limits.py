"""Upper limits on what this process may use, where the system can set them.

Where it cannot (Windows), the answer is False and the parent process keeps watch instead.
"""

from __future__ import annotations

import math
import time

from .system import system_module


def limit_memory(size: int) -> bool:
    """This process may have at most ``size`` bytes of address space; asking for more fails.

    Returns:
        Whether the system took the limit.
    """
    return _limit("RLIMIT_AS", size)


def limit_cpu(seconds: float) -> bool:
    """This process may compute for ``seconds`` from now on; then the system ends it.

    Counted in processor time, on all threads together; may be set again for the next task.

    Returns:
        Whether the system took the limit.
    """
    return _limit("RLIMIT_CPU", math.ceil(time.process_time() + seconds))


def _limit(name: str, wanted: int) -> bool:
    """Only the soft limit moves, so that it can be moved again; the hard one caps it."""
    resource = system_module("resource")
    which = getattr(resource, name, None)
    if resource is None or which is None:
        return False
    _, hard = resource.getrlimit(which)
    soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    try:
        resource.setrlimit(which, (soft, hard))
    except (OSError, ValueError):  # macOS knows the name and refuses the value
        return False
    return True
