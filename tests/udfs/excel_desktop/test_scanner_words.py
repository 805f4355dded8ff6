"""What a virus scanner lists of our own modules is words of comments and messages, as we tell IT."""

import re

import pytest
from bsa_xl.udfs.excel_desktop.vba_files import ADDIN, CONTROL, WORKBOOK, modules
from oletools.olevba import VBA_Scanner
from support.sources import ROOT

OURS = sorted(
    {
        (name, text)
        for kind in (ADDIN, WORKBOOK, CONTROL)
        for name, text in modules(kind).items()
        if name != "xlwings"
    }
)
PAGE = ROOT / "docs" / "it-department.md"


def listed(text):
    """What olevba lists, without case: the code of a module holds no other finding of it."""
    return {word.lower() for kind, word, _ in VBA_Scanner(text).scan() if kind != "IOC"}


def statements(text):
    """A module without its comments, and with nothing inside its quotes."""
    lines = (re.sub(r'"[^"]*"', '""', line) for line in text.splitlines())
    return "\n".join(line.partition("'")[0] for line in lines)


@pytest.mark.parametrize(("name", "text"), OURS, ids=[name for name, _ in OURS])
def test_outside_comments_and_messages_one_word_stands(name, text):
    # XLPy.Call is a method of the object that xlwings gives; it calls a button's function in Python.
    assert listed(statements(text)) == ({"call"} if name == "bsa_start" else set())


def test_the_page_for_the_it_department_names_every_word():
    words = set().union(*(listed(text) for _, text in OURS))
    [row] = [
        line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `bsa_here`")
    ]
    assert {word.lower() for word in re.findall(r"`([A-Za-z]+)`", row)} == words
