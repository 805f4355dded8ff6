"""Every example of every command's help runs as it stands, on the small sample."""

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from bsa_xl.udfs import excel_desktop
from support.windows_computer import Windows

from bsa_xl.cli import main
from bsa_xl.cli.verb import Verb

FRPM = """\
Academic Year,County Code,District Code,School Code,County Name,District Name,School Name,\
Charter School (Y/N),Enrollment (K-12),Free Meal Count (K-12),FRPM Count (K-12)
2025-2026,19,64733,0100001,Harbor,Harbor Unified,First Street Elementary,N,412,201,260
2025-2026,19,64733,0100002,Harbor,Harbor Unified,Second Street High,N,1208,640,811
2025-2026,19,64734,0100003,Harbor,Other Unified,Third Street Elementary,N,300,100,120
"""
FUNDS = "Code,Title\n01,General Fund/County School Service Fund\n12,Child Development Fund\n"
GOALS = 'Code,Title\n0000,Undistributed\n1110,"Regular Education, K-12"\n5001,Special Education\n'
SCENARIOS = {
    "more-for-el.yaml": "scenario: more-for-el\ntitle: More for English learners\n"
    "changes:\n  - {value: english-learners, times: 1.25}\n",
    "fewer.yaml": "scenario: fewer\ntitle: Fewer pupils\ncounts:\n  - {group: all, times: 0.9}\n",
}

#: Schools of the sample that send back what can be accepted.
SOUND = {"0109", "0116", "0123", "0137", "0158"}


def examples(group: click.Group) -> list[str]:
    """In the order in which the help lists the commands, which is the order of a season."""
    found = list(getattr(group, "examples", ()))
    for command in group.commands.values():
        found += examples(command) if isinstance(command, click.Group) else command.examples
    return found


@pytest.fixture(autouse=True)
def with_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Examples of `bsa-xl excel` are written for a computer with Excel and LibreOffice."""
    computer = Windows(tmp_path / "c")
    computer.programs = {"unopkg": "unopkg"}
    for task in excel_desktop.tasks(computer.machine(), excel_desktop.EXCEL):
        task.do()
    monkeypatch.setattr(excel_desktop, "this_machine", computer.machine)


@pytest.fixture
def good_season(season: Path) -> Path:
    """A season in which every school that answered did so rightly, and files that examples name."""
    for path in (season / "inbox").iterdir():
        if path.name[:4] not in SOUND:
            path.unlink()
    (season / "frpm2526.csv").write_text(FRPM, encoding="utf-8")
    (season / "fund_codes.csv").write_text(FUNDS, encoding="utf-8")
    (season / "goal_codes.csv").write_text(GOALS, encoding="utf-8")
    for name, text in SCENARIOS.items():
        (season / name).write_text(text, encoding="utf-8")
    shutil.copytree(season / "district", season / "last-year")
    for folder in ("demo", "small"):  # templates compiled already spare ten seconds each
        templates = season / folder / "halcyon-bay.store" / "templates"
        shutil.copytree(season / "district.store" / "templates", templates)
    return season


def on_the_small_sample(example: str, adopted: str) -> list[str]:
    """The words of an example: with this district's own total, and a demo of twelve schools."""
    words = shlex.split(re.sub(r"--total \S+", f"--total {adopted}", example))
    assert words.pop(0) == "bsa-xl"
    return [*words, "--schools", "12"] if words == ["demo"] else words


def test_every_example_of_every_help_text_runs(good_season, run, total):
    adopted = total()
    for example in dict.fromkeys(examples(main)):
        ended = run(*on_the_small_sample(example, adopted))
        assert ended.code == 0, f"{example}\n{ended.out}\n{ended.err}"
    assert len(list((good_season / "workbooks").glob("*.xlsx"))) == 12
    assert (good_season / "district-book.xlsx").is_file()
    assert (good_season / "postings.txt").is_file()


def test_every_command_is_among_the_examples():
    commands = [command for command in walk(main) if not isinstance(command, click.Group)]
    assert all(isinstance(command, Verb) and command.examples for command in commands)


def walk(group: click.Group) -> list[click.Command]:
    found: list[click.Command] = []
    for command in group.commands.values():
        found += [command, *(walk(command) if isinstance(command, click.Group) else [])]
    return found
