"""Text that others wrote: shown as it is, on one line, and never run."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsa_xl.reports.shown_text import cell_text, fit_to_show, not_a_formula

HOSTILE = [
    "=1+1", "+1+1", "-1+1|cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A",
    "=cmd|'/c calc'!A0", "''=1", "\0=1",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Peña Elementary", "Peña Elementary"),
        ("School [/]", "School [/]"),
        ("مدرسة النور", "مدرسة النور"),
        ("line one\nline two\ttab", "line one line two tab"),
        ("abc\u202egpj.exe", "abc<U+202E>gpj.exe"),
        ("red\x1b[31m", "red<U+001B>[31m"),
        ("half \ud800", "half <U+D800>"),
        ("", ""),
    ],
)
def test_what_cannot_be_seen_is_named_and_the_rest_stays(text, shown):
    assert fit_to_show(text) == shown


def test_a_text_that_is_too_long_ends_in_dots():
    assert fit_to_show("x" * 40_000) == "x" * 15_997 + "..."
    assert fit_to_show("abcdefgh", 6) == "abc..."
    assert fit_to_show("abcdef", 6) == "abcdef"


@given(st.text(max_size=60))
def test_whatever_is_shown_is_printable_and_as_short_as_asked(text):
    shown = fit_to_show(text, 50)
    assert shown.isprintable()
    assert len(shown) <= 50


@given(st.text(max_size=60))
def test_a_text_of_printable_letters_is_left_alone(text):
    if text.isprintable():
        assert fit_to_show(text) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert not_a_formula(text)[0] in "' <"
    assert unicodedata.normalize("NFKC", not_a_formula(text))[0] not in "=+-@"


@pytest.mark.parametrize("text", ["-12.50", "-3", "4.2", "Ms. O'Neil", "'quoted'", "01-0000", ""])
def test_numbers_and_ordinary_texts_get_no_apostrophe(text):
    assert not_a_formula(text) == text


def test_a_text_that_looks_like_a_coded_letter_is_shown_as_it_is():
    # Excel shows _x0041_ as A, and _x005F_x0041_ as _x0041_.
    assert cell_text("_x0041_ & <b>") == "_x005F_x0041_ &amp; &lt;b&gt;"
    assert cell_text("a_x_b") == "a_x_b"
