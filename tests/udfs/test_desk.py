"""A district is read once for all cells, and again when any of its files has changed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bsa_xl.udfs.allocation_functions import amount
from bsa_xl.udfs.catalog import catalog
from bsa_xl.udfs.cells import NoAnswerError
from bsa_xl.udfs.desk import Desk

YEAR = "FY2026"
ROOT = Path(__file__).resolve().parents[2]


def rewrite(path, old, new):
    """Change a file, and its time of change even where the clock is too coarse to show it."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    before = path.stat().st_mtime_ns
    path.write_text(text.replace(old, new), encoding="utf-8")
    os.utime(path, ns=(before + 1_000_000, before + 1_000_000))


def test_a_district_is_read_once(district):
    desk = Desk()
    assert desk.year(str(district), YEAR) is desk.year(f'"{district}"', YEAR)


def test_a_home_folder_of_nobody_is_told():
    with pytest.raises(NoAnswerError) as fault:
        Desk().year("~nobody-of-that-name/halcyon", YEAR)
    assert str(fault.value).endswith("nobody here has that home folder. Type the whole path.")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("counts.csv", ",509,117,77,", ",509,118,77,"),
        ("policy.yaml", "FY2026: 0.11", "FY2026: 0.12"),
        ("accounts/goal.csv", "\n", "\n"),
    ],
)
def test_it_is_read_again_when_a_file_has_changed(district, file, old, new):
    desk = Desk()
    before = desk.year(str(district), YEAR)
    rewrite(district / file, old, new)
    assert desk.year(str(district), YEAR) is not before


def test_what_a_changed_file_says_is_answered(district):
    desk = Desk()
    asked = (str(district), YEAR, [["0109"]], [["english-learners"]])
    assert amount(desk, *asked) == [[40_720.68]]  # 117 x $348.04
    rewrite(district / "counts.csv", ",509,117,77,", ",509,118,77,")
    assert amount(desk, *asked) == [[41_068.72]]  # 118 x $348.04


def test_a_fault_is_told_until_its_file_is_mended(district):
    desk = Desk()
    asked = (str(district), YEAR, [["0109"]], [["english-learners"]])
    rewrite(district / "policy.yaml", "kind: grade_spans", "kind: grade_span")
    for _ in range(2):
        with pytest.raises(NoAnswerError, match=r"policy\.yaml, line 8.*POL-"):
            amount(desk, *asked)
    rewrite(district / "policy.yaml", "kind: grade_span\n", "kind: grade_spans\n")
    assert amount(desk, *asked) == [[40_720.68]]


class Locked:
    """A file that cannot be opened; whoever is above all rights is refused, too."""

    def __init__(self, monkeypatch, path):
        self.path, self.is_shut, self.asked = path, True, 0
        opened, read = Path.open, Path.read_bytes

        def refused(here):
            self.asked += here == path
            if self.is_shut and here == path:
                raise PermissionError(13, "Permission denied", str(here))

        def open_it(here, *arguments, **named):
            refused(here)
            return opened(here, *arguments, **named)

        def read_it(here):
            refused(here)
            return read(here)

        monkeypatch.setattr(Path, "open", open_it)
        monkeypatch.setattr(Path, "read_bytes", read_it)


@pytest.mark.parametrize("name", ["counts.csv", "policy.yaml"])
def test_a_file_that_was_locked_is_read_as_soon_as_it_can_be_opened(district, monkeypatch, name):
    desk = Desk(clock=lambda: 0.0)
    asked = (str(district), YEAR, [["0109"]], [["english-learners"]])
    locked = Locked(monkeypatch, district / name)
    said = set()
    for _ in range(3):
        with pytest.raises(NoAnswerError, match=name) as fault:
            amount(desk, *asked)
        said.add(str(fault.value))
    assert len(said) == 1
    locked.is_shut = False
    assert amount(desk, *asked) == [[40_720.68]]


def test_a_fault_is_looked_at_again_after_a_while(district, monkeypatch):
    """Free again before anybody could see that it was locked: no mark of the file tells."""
    now = [0.0]
    desk = Desk(clock=lambda: now[0])
    asked = (str(district), YEAR, [["0109"]], [["english-learners"]])
    with monkeypatch.context() as patched:
        Locked(patched, district / "counts.csv")
        patched.setattr("bsa_xl.udfs.desk._opens", lambda _name: True)
        with pytest.raises(NoAnswerError) as fault:
            amount(desk, *asked)
        assert str(fault.value).startswith(
            "counts.csv: the file cannot be opened (Permission denied). Close it in other programs "
            "and check who may read it. [DATA-01]"
        )
    now[0] = 4.0
    with pytest.raises(NoAnswerError):
        amount(desk, *asked)
    now[0] = 5.0
    assert amount(desk, *asked) == [[40_720.68]]


def test_only_the_last_few_districts_are_kept(sample):
    desk = Desk()
    first = desk.year(str(sample), "FY2025")
    for year in ("FY2030", "FY2031", "FY2032"):
        with pytest.raises(NoAnswerError):
            desk.year(str(sample), year)
    assert desk.year(str(sample), "FY2025") is first
    for year in ("FY2033", "FY2034", "FY2035", "FY2036"):
        with pytest.raises(NoAnswerError):
            desk.year(str(sample), year)
    assert desk.year(str(sample), "FY2025") is not first


@pytest.mark.parametrize(
    ("district", "year", "said"),
    [
        ("/nowhere/district", YEAR, "There is no /nowhere/district. Check how it is written."),
        (
            "halcyon/district",
            YEAR,
            (
                "The district is halcyon/district, which is only a part of a path. Type it whole, "
                "from the drive or the server on."
            ),
        ),
        (
            "C:/halcyon",
            YEAR,
            "There is no C:/halcyon. Check how it is written.",
        ),
        ("here", "FY9999", "FY9999 is not a fiscal year. Write one from FY1900 to FY2999."),
        ("here", "FY0000", "FY0000 is not a fiscal year. Write one from FY1900 to FY2999."),
        (None, YEAR, "No value for the district. Name it, or a cell that holds it."),
        ("here", "2026", "'2026' is not a fiscal year. Write FY2026 for 2025-26."),
        ("here", 2026.0, "'2026' is not a fiscal year. Write FY2026 for 2025-26."),
        ("here", None, "No value for the fiscal year. Name it, or a cell that holds it."),
        (
            "here",
            "FY2031",
            (
                "policy.yaml, line 8: There are no 'projected' counts for FY2031. Add them to "
                "counts.csv. [POL-16] Nothing is worked out until that is fixed."
            ),
        ),
    ],
)
def test_what_cannot_be_opened_is_said_in_words(sample, district, year, said):
    with pytest.raises(NoAnswerError) as fault:
        Desk().year(str(sample) if district == "here" else district, year)
    assert str(fault.value) == said


def test_every_catalog_has_a_desk_of_its_own_that_its_functions_share(sample):
    desk = Desk()
    functions = {function.name: function.run for function in catalog(desk)}
    functions["amount"](str(sample), YEAR, [["0109"]], [["total"]])
    assert functions["amount"].args == functions["balance"].args == (desk,)
    [other] = catalog()[0].run.args
    assert other is not desk


ASKED = """
import sys
class NoExcel:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("xlwings", "uno", "win32com", "pythoncom"):
            raise ImportError(name)
sys.meta_path.insert(0, NoExcel())
from bsa_xl.udfs.catalog import catalog
from support.live_values import values_of
district, workbook = sys.argv[1:]
values = values_of(open(workbook, "rb").read())
book = [values[name] for name in ("Snapshot", "Staffing", "Spending", "Checks", "Sign-off")]
here, one, names = (district, "FY2026"), [["0109"]], [["english-learners"]]
asked = {
    "rate": (*here, one, names), "count": (*here, one, names), "amount": (*here, one, names),
    "fte": (*here, one, [["given-counselor"]]), "sentence": (*here, one, names),
    "allocation": (*here, "0109"), "what_if": (*here, one, [["el"]], [[150.0]]),
    "what_if_lines": (*here, "0109", [["el"]], [[150.0]]), "peers": (*here, "0109"),
    "position_cost": (*here, [["01010"]], [[1.0]]), "balance": book[:3],
    "findings": book, "since_issue": book, "share_out": (1.0, [[1.0], [2.0]]), "rounded": ([[1.005]],),
}
functions = {function.name: function for function in catalog()}
assert set(asked) == set(functions), set(functions) ^ set(asked)
for name, arguments in asked.items():
    answer = functions[name].run(*arguments)
    kinds = {type(cell) for row in answer for cell in row}
    assert kinds <= {str, float, type(None)}, (name, kinds)
    assert len({len(row) for row in answer}) == 1, name
assert not any(name.startswith("xlwings") for name in sys.modules)
print("answered", len(asked))
"""


def test_all_functions_answer_where_no_spreadsheet_is_installed(sample, season):
    workbook = next((season / "workbooks").glob("*.xlsx"))
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASKED, str(sample), str(workbook)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
        check=False,
    )
    assert (ended.stdout.strip(), ended.returncode) == ("answered 15", 0), ended.stderr
