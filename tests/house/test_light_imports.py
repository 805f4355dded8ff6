"""What a command does not need it does not load: heavy packages wait until somebody asks for them.

Nothing is timed here; the figures stand in docs/performance.md.
"""

import json
import subprocess
import sys

import pytest
from support.sample_books import sample_book
from support.sources import ROOT, listed

#: Third-party packages that take longer to load than a small command takes altogether.
HEAVY = {
    "lxml",
    "numpy",
    "openpyxl",
    "pandas",
    "psutil",
    "pydantic",
    "rich",
    "ruamel",
    "sqlalchemy",
}
RUN = """
import json, sys
{code}
print(json.dumps(sorted({{name.partition(".")[0] for name in sys.modules}})))
"""
COMMAND = """
from contextlib import redirect_stdout, suppress
from io import StringIO
from bsa_xl.cli import main
with redirect_stdout(StringIO()) as said, suppress(SystemExit):
    main({arguments!r}, prog_name="bsa-xl")
assert {expected!r} in said.getvalue(), said.getvalue()
"""


def loaded_by(code: str) -> set[str]:
    """The heavy packages that a fresh interpreter has loaded after some code."""
    ran = subprocess.run(
        [sys.executable, "-c", RUN.format(code=code)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return set(json.loads(ran.stdout)) & HEAVY


def rooms() -> list[str]:
    """The rooms that open late, whole or in part."""
    doors = (ROOT / "bsa_xl").rglob("__init__.py")
    late = [door for door in doors if "opens_late(__name__)" in door.read_text(encoding="utf-8")]
    return sorted(".".join(door.parent.relative_to(ROOT).parts) for door in late)


def test_help_loads_no_heavy_package():
    assert loaded_by(COMMAND.format(arguments=["--help"], expected="Examples")) == set()


def test_help_of_a_command_loads_no_heavy_package():
    assert loaded_by(COMMAND.format(arguments=["check", "--help"], expected="FILE")) == set()


def test_the_door_of_the_hosts_loads_no_heavy_package():
    assert loaded_by("import bsa_xl.api as api; api.check_files") == set()


def test_checking_one_workbook_loads_no_heavy_package(tmp_path):
    """Nothing but the standard library reads and judges a returned workbook."""
    returned = tmp_path / "0109.xlsx"
    returned.write_bytes(sample_book(tmp_path / "district").issued)
    command = COMMAND.format(arguments=["check", str(returned)], expected="0109.xlsx, school 0109")
    assert loaded_by(command) == set()


@pytest.mark.parametrize("room", rooms())
def test_everything_that_a_late_door_offers_is_there(room):
    code = f"import {room} as room; [getattr(room, name) for name in room.__all__]"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr


def test_a_late_door_says_what_it_does_not_have():
    code = "import bsa_xl.api\ntry:\n    bsa_xl.api.checc_files\nexcept AttributeError as error:\n"
    code += "    print(error)"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout == "module 'bsa_xl.api' has no attribute 'checc_files'\n"


def test_late_doors_were_found():
    assert {"bsa_xl.api", "bsa_xl.store", "bsa_xl.workbook"} <= set(rooms()), listed(rooms())
