"""Python's search for objects that hold each other, made rare while a district is worked on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: New objects after which the young ones are searched, and how often the older ones join in.
#: Python's own 700 is for programs that make and drop cycles all the time.
_RARELY = (500_000, 20, 100)


@contextmanager
def cycles_searched_rarely() -> Iterator[None]:
    """Within the block Python seldom looks for cycles among the objects that are alive.

    An issue keeps hundreds of thousands of records to its end, none of which holds itself; going
    through all of them again and again took a sixth of its time.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
