"""The page of the policy library lists exactly the library, and says of each what its file says."""

from pathlib import Path

import pytest

from bsa_xl.policy import LibraryPolicy, library_policy, published_policies

ROOT = Path(__file__).parents[2]
COLUMNS = 7
LEAST_FIGURES = 5


def rows() -> dict[str, list[str]]:
    """Name to the cells of its row, the name among them."""
    text = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("| `")
    ]
    return {row[0].strip("`"): row for row in cells}


def years(entry: LibraryPolicy) -> str:
    first, last = entry.since.on_paper, entry.until.on_paper
    return first if first == last else f"{first} to {last}"


def test_the_page_lists_exactly_the_library_in_its_order():
    assert tuple(rows()) == published_policies()
    assert {len(row) for row in rows().values()} == {COLUMNS}


@pytest.mark.parametrize("name", published_policies())
def test_the_page_says_of_each_policy_what_its_file_says(name):
    entry, row = library_policy(name), rows()[name]
    assert row[1] == years(entry)
    number = entry.assumptions
    counted = f", {number} assumption{'' if number == 1 else 's'}" if number else ""
    assert row[4] == entry.standing + counted


@pytest.mark.parametrize("name", published_policies())
def test_what_is_missing_is_said_in_the_file_and_on_the_page(name):
    entry, row = library_policy(name), rows()[name]
    if entry.standing == "example":
        assert row[3:] == ["none: fictional", "example", "", ""]
        return
    assert bool(entry.missing) == (entry.standing == "partial")
    assert bool(row[5]) == (entry.standing != "published")
    assert row[6], "the source"


@pytest.mark.parametrize("name", published_policies())
def test_every_policy_of_the_library_is_held_to_published_figures_by_a_test(name):
    if library_policy(name).standing == "example":
        return
    tests = (ROOT / "tests" / "published").glob("test_*.py")
    assert any(name in path.read_text(encoding="utf-8") for path in tests)


@pytest.mark.parametrize("name", published_policies())
def test_a_policy_held_to_fewer_than_five_figures_is_partial(name):
    figures, _, which = rows()[name][3].partition(": ")
    if figures == "none":
        return
    assert which
    assert int(figures) >= LEAST_FIGURES or library_policy(name).standing == "partial"
