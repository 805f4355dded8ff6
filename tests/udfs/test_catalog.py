"""What hosts are told of the worksheet functions is what the functions themselves say."""

import re
import tomllib
from pathlib import Path

import pytest
from bsa_xl.udfs.catalog import Argument, catalog, described
from bsa_xl.udfs.cells import Grid

ROOT = Path(__file__).resolve().parents[2]


def area(height: float, table: Grid, unit: str = "") -> Grid:
    """Say nothing.

    Args:
        height: How high; a second
            line belongs to it.
        table: Many cells.
        unit: Feet if left out.
    """
    del height, unit
    return table


def test_arguments_are_read_from_the_function():
    function = described(area)
    assert function.help == "Say nothing."
    assert function.gives_range
    assert function.arguments == (
        Argument("height", "How high; a second line belongs to it.", False, False),
        Argument("table", "Many cells.", True, False),
        Argument("unit", "Feet if left out.", False, True),
    )


def test_an_argument_without_a_help_text_is_refused():
    def nothing(cell: str) -> str:
        """Say it."""
        return cell

    with pytest.raises(ValueError, match="nothing does not say what cell is"):
        described(nothing)


@pytest.mark.parametrize("function", catalog(), ids=lambda function: function.name)
def test_names_hold_in_every_host(function):
    assert re.fullmatch(r"[a-z][a-z0-9_]*", function.name)
    assert re.fullmatch(r"BSA\.[A-Z0-9]+", function.calc_name)
    assert len(function.help) <= 255  # what Excel's function wizard shows
    assert all(len(argument.help) <= 255 for argument in function.arguments)


def test_every_package_on_disk_is_installed():
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    found = {".".join(p.parent.relative_to(ROOT).parts) for p in ROOT.glob("bsa_xl/**/__init__.py")}
    for folder in ("udfs", "workbook_templates"):
        inner = ROOT.glob(f"{folder}/**/__init__.py")
        found |= {"bsa_xl." + ".".join(p.parent.relative_to(ROOT).parts) for p in inner}
    assert sorted(told) == sorted(found)
