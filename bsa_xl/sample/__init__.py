"""A whole district that does not exist, for the demo, the benchmarks and everybody's first try.

The same seed gives the same bytes on every machine. In order: draws, names, kinds, schools, pupils,
given, recipes, pay, staffing, folder; the files that a person writes lie in ``tables``. The schools
that answer, with filled workbooks, are another matter: returns; demo plays a whole season.
"""

from .demo import Demo, play
from .folder import SAMPLE_SCHOOLS, SAMPLE_SEED, build_sample, write_sample
from .returns import finished_plan

__all__ = [
    "SAMPLE_SCHOOLS",
    "SAMPLE_SEED",
    "Demo",
    "build_sample",
    "finished_plan",
    "play",
    "write_sample",
]
