"""First on the path, this hides what Windows does not have, from a process and from its workers.

Python imports it before anything else. Each process that did leaves a line in a file, so that a
test can tell that nobody was left out.
"""

import os
import sys
from pathlib import Path

import psutil  # noqa: F401  here it needs resource itself; on Windows it brings its own

for _name in ("resource", "fcntl"):
    sys.modules[_name] = None

if "HIDDEN_FROM" in os.environ:
    with Path(os.environ["HIDDEN_FROM"]).open("a", encoding="ascii") as _file:
        _file.write(f"{os.getpid()} {' '.join(sys.argv[:1])}\n")
