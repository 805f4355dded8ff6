"""Every command that a page prints can be typed as it stands: command, options and their values."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from bsa_xl.api import layouts
from bsa_xl.cli import main
from bsa_xl.cli.arguments import ExistingPath, NewFile
from bsa_xl.policy import published_policies

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
_FENCE = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`]+)`")
_COMMAND = re.compile(r"(?:\S*/)?bsa-xl (.+)")
#: What the reader fills in: FILE, FILE..., DISTRICT.
_PLACEHOLDER = re.compile(r"[A-Z_]+(?:\.\.\.)?")
_OPTIONS_OF_ALL = {"--help", "--version"}
#: Names that are looked up when the command runs, by command and parameter.
_NAMES = {
    ("export ledger", "layout"): layouts(),
    ("policy show", "name"): published_policies(),
}


class Line(NamedTuple):
    """A command line as a page prints it, ``bsa-xl`` left out."""

    page: str
    typed: str

    def __str__(self) -> str:
        return f"{self.page}: bsa-xl {self.typed}"


def lines_of(page: str, text: str) -> Iterator[Line]:
    """In blocks of code, one command a line; in the text, what stands between two backticks."""
    for block in _FENCE.findall(text):
        for line in block.replace("\\\n", " ").splitlines():
            if found := _COMMAND.match(line.removeprefix("$ ").strip()):
                yield Line(page, found[1])
    for span in _SPAN.findall(_FENCE.sub("", text)):
        if found := _COMMAND.fullmatch(" ".join(span.split())):
            yield Line(page, found[1])


def printed() -> list[Line]:
    """Every command line of every page, once a page."""
    lines = [
        line for page in PAGES for line in lines_of(page.name, page.read_text(encoding="utf-8"))
    ]
    return list(dict.fromkeys(lines))


def fault(typed: str) -> str:
    """Why a line cannot be typed as it stands; empty where it can, nothing is run."""
    words, command = shlex.split(typed, comments=True), main
    names: list[str] = []
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        names.append(words.pop(0))
        command = command.commands[names[-1]]
    if isinstance(command, click.Group) and (words or not names):
        return f"there is no command '{' '.join([*names, *words[:1]])}'"
    if not words:
        return ""  # the command is only named
    return _fault_of_words(command, " ".join(names), words)


def _fault_of_words(command: click.Command, name: str, words: list[str]) -> str:
    context = click.Context(command, info_name=name)
    try:
        values, rest, _ = command.make_parser(context).parse_args(words)
        if rest:
            return f"'{rest[0]}' is one word too many"
        for parameter in command.get_params(context):
            typed = _typed(values.get(parameter.name or ""))
            if parameter.required and not typed:
                return f"{parameter.human_readable_name} is missing"
            for word in typed:
                _hold(word, parameter, context)
    except click.UsageError as error:
        return error.format_message()
    return ""


def _typed(value: object) -> list[str]:
    """The words that were typed for a parameter; a flag has none."""
    several = value if isinstance(value, list | tuple) else [value]
    return [word for word in several if isinstance(word, str)]


def _hold(word: str, parameter: click.Parameter, context: click.Context) -> None:
    """Hold a word against what the parameter takes; whether a file is there is not asked.

    Raises:
        click.UsageError: it is not taken.
    """
    if _PLACEHOLDER.fullmatch(word):
        return
    known = _NAMES.get((context.info_name or "", parameter.name or ""))
    if known is not None:
        if word not in known:
            raise click.BadParameter(f"there is no {parameter.name} '{word}'")
    elif not isinstance(parameter.type, ExistingPath | NewFile):
        parameter.type.convert(word, parameter, context)


def options(group: click.Group = main) -> set[str]:
    """Every option of every command."""
    found: set[str] = set()
    for command in group.commands.values():
        found |= {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
        if isinstance(command, click.Group):
            found |= options(command)
    return found


@pytest.mark.parametrize("line", printed(), ids=str)
def test_every_printed_command_can_be_typed_as_it_stands(line):
    assert fault(line.typed) == ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_option_that_a_page_speaks_of_is_an_option_of_a_command(page):
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    spoken = {span.split()[0].split("=")[0] for span in _SPAN.findall(text) if span[:2] == "--"}
    assert sorted(spoken - options() - _OPTIONS_OF_ALL) == []


def test_commands_are_found_in_blocks_and_in_the_text():
    text = (
        "```\n.venv/bin/bsa-xl demo   # all of it\nmake demo\nbsa-xl check a.xlsx \\\n  --json\n```\n"
        "Then `bsa-xl policy\nlist`, and `bsa-xl.store` is no command.\n"
    )
    assert [line.typed for line in lines_of("page", text)] == [
        "demo   # all of it",
        "check a.xlsx    --json",
        "policy list",
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("export ledger bay --year FY2026 --layout sacs", "there is no layout 'sacs'"),
        ("export ledgers bay", "there is no command 'export ledgers'"),
        ("export", ""),
        ("collate bay", "there is no command 'collate'"),
        ("collect", ""),
        ("collect DISTRICT --year FY2026", "INBOX... is missing"),
        ("collect DISTRICT --year 2026 INBOX", "'2026' is not a fiscal year. Write FY2026 for 2025-26."),
        ("collect bay --year FY2026 in --colour", "No such option '--colour'."),
        ("allocate bay --year FY2026 --xlsx lines.csv", "'lines.csv' does not end in .xlsx. Name it so."),
        ("allocate bay --csv", "Option '--csv' requires an argument."),
        ("issue bay --year FY2026 --out folder --total much",
         "'much' is not an amount. Write 3,271,434,111.99 or 3271434111.99."),
        ("allocate bay basin --year FY2026", "'basin' is one word too many"),
        ("policy show bostonn --out FILE", "there is no name 'bostonn'"),
        ("consolidate bay --year FY2026 --event spring", "is not one of"),
        ("export ledger DISTRICT --year FY2026 --layout sacs-like --out postings.txt", ""),
    ],
)  # fmt: skip
def test_the_guard_of_printed_commands_bites(typed, said):
    found = fault(typed)
    assert said in found
    assert bool(said) == bool(found)
