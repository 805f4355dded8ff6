"""The page of the worksheet functions is current, and every function has an example on it."""

from pathlib import Path

from bsa_xl.udfs.catalog import catalog
from support.functions_page import EXAMPLES, functions_page

PAGE = Path(__file__).parents[2] / "docs" / "functions.md"


def test_the_page_of_the_functions_is_current():
    written = PAGE.read_text(encoding="utf-8")
    assert written == functions_page(), (
        "run: PYTHONPATH=.:tests python tests/house/test_functions_page.py"
    )


def test_every_function_has_an_example_on_the_page():
    assert set(EXAMPLES) == {function.name for function in catalog()}


if __name__ == "__main__":
    PAGE.write_text(functions_page(), encoding="utf-8")
