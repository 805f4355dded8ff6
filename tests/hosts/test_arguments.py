"""What people type: years, dollars and paths, understood or answered with how to write them."""

from decimal import Decimal

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsa_xl.cli.arguments import (
    DollarsType,
    ExistingPath,
    FiscalYearType,
    MissingInputError,
    OutFile,
    OutFolder,
)
from bsa_xl.fiscal_year import FiscalYear


@pytest.mark.parametrize("text", ["FY2026", "fy2026", " FY2026 "])
def test_a_fiscal_year_is_read_as_files_write_it(text):
    assert FiscalYearType().convert(text, None, None) == FiscalYear(2026)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("2025-26", "Write FY2026."),
        ("2025-2026", "Write FY2026."),
        ("2025/26", "Write FY2026."),
        ("2025–26", "Write FY2026."),
        ("25-26", "Write FY2026."),
        ("1999-00", "Write FY2026 for 2025-26."),
        ("FY26", "Write FY2026."),
        ("FY 2026", "Write FY2026."),
        ("2026", "Write FY2026 for 2025-26."),
        ("2025-27", "Write FY2026 for 2025-26."),
        ("next year", "Write FY2026 for 2025-26."),
        ("", "Write FY2026 for 2025-26."),
    ],
)
def test_a_year_written_otherwise_is_answered_with_how_to_write_it(text, remedy):
    with pytest.raises(click.BadParameter) as refused:
        FiscalYearType().convert(text, None, None)
    assert refused.value.message == f"{text!r} is not a fiscal year. {remedy}"


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("3,271,434,111.99", 327143411199),
        ("$3271434111.99", 327143411199),
        ("$3,271,434,111.99", 327143411199),
        ("$ 1", 100),
        ("0", 0),
        ("12.5", 1250),
        (" 12.05 ", 1205),
        ("999,999,999,999.99", 99999999999999),
    ],
)
def test_dollars_are_read_with_or_without_sign_and_commas(text, cents):
    assert DollarsType().convert(text, None, None) == cents


@given(st.integers(0, 10**15))
def test_every_amount_that_is_printed_can_be_typed(cents):
    for text in (f"${Decimal(cents) / 100:,.2f}", f"{Decimal(cents) / 100:.2f}"):
        assert DollarsType().convert(text, None, None) == cents


@pytest.mark.parametrize(
    "text",
    [
        "1.234,56",
        "1,23,456",
        "1,2345",
        "12.345",
        "1e6",
        "twelve",
        "",
        "-5",
        "$",
        "1 000",
        "١٢",
        "5%",
    ],
)
def test_dollars_that_could_mean_two_things_are_not_guessed(text):
    with pytest.raises(click.BadParameter) as refused:
        DollarsType().convert(text, None, None)
    said = f"{text!r} is not an amount. Write 3,271,434,111.99 or 3271434111.99."
    assert refused.value.message == said


def test_a_path_that_is_not_there_is_answered_with_its_nearest_neighbour(tmp_path):
    (tmp_path / "district").mkdir()
    with pytest.raises(MissingInputError) as missing:
        ExistingPath().convert(str(tmp_path / "distrct"), None, None)
    there = tmp_path / "district"
    assert missing.value.message == f"There is no {tmp_path / 'distrct'}. Did you mean {there}?"
    assert missing.value.exit_code == 4


def test_a_path_in_a_folder_that_is_not_there_names_the_folder(tmp_path):
    with pytest.raises(MissingInputError) as missing:
        ExistingPath().convert(str(tmp_path / "nowhere" / "district"), None, None)
    said = f"There is no folder {tmp_path / 'nowhere'}. Check how it is written."
    assert missing.value.message == said


def test_a_path_that_no_system_could_have_is_wrong_use(tmp_path):
    for name in ("a\0b", "x" * 5000):
        with pytest.raises((click.BadParameter, MissingInputError)):
            ExistingPath().convert(str(tmp_path / name), None, None)


def test_here_and_above_are_given_their_names(tmp_path, monkeypatch):
    (tmp_path / "district" / "accounts").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "district")
    assert ExistingPath().convert(".", None, None).name == "district"
    monkeypatch.chdir(tmp_path / "district" / "accounts")
    assert ExistingPath().convert("..", None, None).name == "district"


def test_a_folder_to_write_to_is_no_file_and_a_file_no_folder(tmp_path):
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    with pytest.raises(click.BadParameter, match=r"taken is a file\. Name a folder\."):
        OutFolder().convert(str(tmp_path / "taken"), None, None)
    with pytest.raises(click.BadParameter, match=r"is a folder\. Name a file in it\."):
        OutFile().convert(str(tmp_path), None, None)
    with pytest.raises(click.BadParameter) as refused:
        OutFile(".xlsx").convert("allocation.csv", None, None)
    assert refused.value.message == "'allocation.csv' does not end in .xlsx. Name it so."
    assert OutFile(".xlsx").convert("New.XLSX", None, None).name == "New.XLSX"
    assert OutFolder().convert(str(tmp_path / "new"), None, None) == tmp_path / "new"
