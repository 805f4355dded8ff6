"""Help that helps: an example and the exit codes in every command, at once, for everybody."""

import re
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from support.sources import ROOT

from bsa_xl import __version__, api
from bsa_xl.cli import main
from bsa_xl.cli.district_command import PUBLISHERS
from bsa_xl.cli.exit_words import EXIT_WORDS
from bsa_xl.cli.verb import Verb
from bsa_xl.district import PUBLISHERS as KNOWN_PUBLISHERS
from bsa_xl.fiscal_year import EVENTS

#: What takes a second to import, and what nobody needs to read a help text.
HEAVY = ("numpy", "pandas", "openpyxl", "sqlalchemy", "pydantic", "ruamel", "rich", "psutil")
IMPORTED = f"""
import sys
from bsa_xl.cli import main
try:
    main(sys.argv[1:], prog_name="bsa-xl")
except SystemExit as end:
    assert end.code == 0, end.code
heavy = [name for name in {(*HEAVY, "bsa_xl.api")!r} if name in sys.modules]
print("HEAVY", heavy)
"""


def verbs(
    group: click.Group, words: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Verb]]:
    """Every command with its words."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from verbs(command, (*words, name))
        else:
            yield (*words, name), command


VERBS = dict(verbs(main))


@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_every_command_shows_an_example_and_its_exit_codes(run, words):
    ended = run(*words, "--help")
    assert ended.code == 0
    assert ended.err == ""
    examples = ended.out.split("\nExamples:\n")[1].split("\n\n")[0].splitlines()
    assert examples
    for example in examples:
        assert example.startswith(f"  bsa-xl {' '.join(words)}")
    codes = re.findall(r"^  (\d+)  ", ended.out.split("\nExit codes:\n")[1], re.MULTILINE)
    assert {"0", "1", "2", "130"} <= set(codes)


@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_every_option_and_every_command_is_explained_in_a_sentence(words):
    command = VERBS[words]
    assert isinstance(command, Verb)
    assert (command.help or "").split("\n")[0].endswith(".")
    unexplained = [
        option.name
        for option in command.params
        if isinstance(option, click.Option) and not (option.help or "").endswith(".")
    ]
    assert not unexplained


@pytest.mark.parametrize("words", [(), ("policy",), ("district",), *VERBS], ids=" ".join)
def test_help_is_shown_before_anything_heavy_is_imported(words):
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, *words, "--help"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "HEAVY []"


def test_the_programs_help_has_examples_all_exit_codes_and_a_word_on_completion(run):
    ended = run("--help")
    assert "\nExamples:\n  bsa-xl " in ended.out
    said = " ".join(ended.out.split())
    for code, words in EXIT_WORDS.items():
        assert f"{code} {words}" in said
    assert 'eval "$(_BSA_XL_COMPLETE=bash_source bsa-xl)"' in said


def test_help_is_found_by_its_short_name_too(run):
    assert run("-h").out == run("--help").out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_is_told_how_to_complete(run, shell):
    ended = run(_BSA_XL_COMPLETE=f"{shell}_source")
    assert "_BSA_XL_COMPLETE" in ended.out


def test_the_version_is_the_packages(run):
    ended = run("--version")
    assert (ended.code, ended.out) == (0, f"bsa-xl {__version__}\n")


def test_a_misspelt_command_is_answered_with_the_one_that_was_meant(run):
    ended = run("isue")
    assert ended.code == 2
    assert "No such command 'isue'. Did you mean 'issue'?" in ended.err


def test_the_exit_codes_that_are_told_are_those_of_the_verbs():
    assert set(EXIT_WORDS) == {int(code) for code in api.Exit}


def test_the_publishers_that_can_be_named_are_those_that_can_be_read():
    assert PUBLISHERS == KNOWN_PUBLISHERS


def test_events_can_be_part_of_a_file_name():
    assert all(re.fullmatch(r"[a-z_]+", event) for event in EVENTS)


def test_the_program_can_be_run_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "bsa_xl.cli", "--version"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert (done.returncode, done.stdout.strip()) == (0, f"bsa-xl {__version__}")
