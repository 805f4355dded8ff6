"""Nothing that came from a file is obeyed by the terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsa_xl.cli.reply import Reply, deliver
from bsa_xl.cli.safe_text import safe
from bsa_xl.finding import FindingKind, Severity
from bsa_xl.location import Location

#: Bidirectional controls of Unicode Standard Annex 9.
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("School [/]", "School [/]"),
        ("[bold red]School[/bold red]", "[bold red]School[/bold red]"),
        ("\x1b[31mred\x1b[0m", "<U+001B>[31mred<U+001B>[0m"),
        ("\x1b]0;title\x07", "<U+001B>]0;title<U+0007>"),
        ("\x9b31m", "<U+009B>31m"),
        ("fdp.\u202excod", "fdp.<U+202E>xcod"),
        ("two\nlines\r\nand\ta tab", "two lines and a tab"),
        ("over\rwritten", "over written"),
        ("half\udc80name", "half<U+DC80>name"),
        ("Peña, 李, Õ", "Peña, 李, Õ"),
    ],
)
def test_what_a_terminal_would_obey_is_shown_by_its_name(text, shown):
    assert safe(text) == shown


@given(st.text(st.characters(codec=None)))
def test_no_text_keeps_a_control_a_direction_or_a_half_character(text):
    left = safe(text)
    assert not [c for c in left if unicodedata.category(c) in {"Cc", "Cs"} or c in BIDI]
    left.encode("utf-8")


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_letters_numbers_and_signs_stay_as_they_are(text):
    assert safe(text) == text


@pytest.mark.parametrize("command", [("district", "check"), ("explain",), ("allocate",)])
def test_a_school_whose_name_is_an_attack_is_printed_as_text(desk, run, command):
    schools = desk / "district" / "schools.csv"
    text = schools.read_text(encoding="utf-8")
    named = "School [/] \x1b[31m\u202e"
    text = text.replace("Dunemoor Elementary School", named)
    schools.write_text(text, encoding="utf-8")
    words = ["0109"] if command == ("explain",) else []
    year = [] if command == ("district", "check") else ["--year", "FY2026"]
    ended = run(*command, "district", *words, *year)
    for stream in (ended.out, ended.err):
        assert "\x1b" not in stream
        assert not set(stream) & set(BIDI)
    assert "Traceback" not in ended.err
    if command == ("explain",):
        assert ended.out.startswith("School [/] ")


def test_a_finding_with_markup_and_escapes_is_printed_as_text(capsys):
    kind = FindingKind("DATA-01", "Row is odd", Severity.FATAL, "It is odd.")
    where = Location(file="a\x1b[2J.csv", line=3, column="x\u202ey")
    finding = kind.at(where, "'[/]' is \x07 not a number.", "Write 12.", school_id="0\x1b1")
    deliver(Reply(findings=[finding], judges=True), "x", as_json=False, shows_all=False)
    assert capsys.readouterr().out == (
        "a<U+001B>[2J.csv\n"
        "  FIX      school 0<U+001B>1: line 3, column x<U+202E>y: '[/]' is <U+0007> not a number. "
        "Write 12. [DATA-01]\n"
        "\n"
        "1 to fix\n"
    )


def test_json_escapes_what_a_terminal_would_obey(capsys):
    kind = FindingKind("DATA-01", "Row is odd", Severity.FATAL, "It is odd.")
    finding = kind.at(Location(file="\x1b\u202e\udc80\x9b"), "Odd.", "Mend it.")
    deliver(Reply(findings=[finding]), "x", as_json=True, shows_all=False)
    written = capsys.readouterr().out
    assert written.isascii()
    assert "\x1b" not in written
    assert "\\u001b\\u202e\\udc80\\u009b" in written
