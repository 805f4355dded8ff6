"""Files are short, have names that say something, are finished, and know nothing of this machine."""

import ast
import re

from support.sources import ROOT, Source, every, files, functions, listed, place, source, sources

EVERYTHING = (
    "bsa_xl",
    "benchmarks",
    "tests",
    "udfs",
    "workbook_templates",
    "docs",
    ".ci",
    "Makefile",
)
PYTHON = ("bsa_xl", "benchmarks", "tests", "udfs", "workbook_templates")
MOST_LINES = 320
MOST_LINES_OF_A_FUNCTION = 60
NAMES_THAT_SAY_NOTHING = re.compile(
    r"(utils?|helpers?|common|misc|base|constants)(_\w+)?\.py|\w+_utils?\.py"
)
UNFINISHED = re.compile(r"TO[D]O|FIX[M]E|\bXX[X]\b|raise NotImplemented[E]rror|place[h]older")
A_MACHINES_PATHS = re.compile(r"(?<!\w)/(?:root|work)/\w")
TEXTS = {".py", ".md", ".toml", ".yaml", ".yml", ".txt", ".csv", ".json", ".sh", ""}
DISTRICTS = re.compile(
    r"LAUSD|Los Angeles|SFUSD|San Francisco|NYC|New York|DCPS|WCPSS|Houston|HISD|Boston|Denver"
    r"|Baltimore|Chicago|Cleveland|Oakland|Hawaii"
)


def too_long(file: Source) -> list[str]:
    lines = file.text.count("\n")
    return [f"{file.place} has {lines} lines"] if lines > MOST_LINES else []


def long_functions(file: Source) -> list[str]:
    faults = []
    for function in functions(file.tree):
        body = function.body[1:] if ast.get_docstring(function) else function.body
        lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
        if lines > MOST_LINES_OF_A_FUNCTION:
            faults.append(f"{file.at(function)} {function.name} has {lines} lines")
    return faults


def marks(pattern: re.Pattern[str], text: str, where: str) -> list[str]:
    return [
        f"{where}:{number}: {found[0]}"
        for number, line in enumerate(text.splitlines(), start=1)
        if (found := pattern.search(line))
    ]


def unfinished(file: Source) -> list[str]:
    return marks(UNFINISHED, file.text, file.place)


def districts_named(file: Source) -> list[str]:
    """District names in what the code says or does; a docstring may name its source."""
    documents = {
        id(node.body[0].value)
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node)
    }
    return [
        f"{file.at(node)}: {DISTRICTS.search(node.value)[0]}"
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in documents and DISTRICTS.search(node.value)
    ]


def test_every_file_is_written_in_the_oldest_python_we_promise():
    faults = [file.does_not_parse for file in sources(*PYTHON) if file.does_not_parse]
    assert not faults, listed(faults)


def test_no_file_is_longer_than_one_idea():
    faults = every(too_long, *PYTHON)
    assert not faults, listed(faults)


def test_no_function_is_too_long_to_be_read_at_once():
    faults = every(long_functions, "bsa_xl", "udfs")
    assert not faults, listed(faults)


def test_no_file_has_a_name_that_says_nothing():
    names = [place(path) for path in files(*PYTHON) if NAMES_THAT_SAY_NOTHING.fullmatch(path.name)]
    assert not names, listed(names)


def test_nothing_is_left_unfinished():
    faults = every(unfinished, *PYTHON)
    assert not faults, listed(faults)


def test_nothing_names_a_path_of_the_machine_it_was_written_on():
    texts = [path for path in files(*EVERYTHING) if path.suffix in TEXTS]
    texts += [path for path in ROOT.iterdir() if path.is_file() and path.suffix in {".md", ".toml"}]
    faults = [
        mark
        for path in texts
        for mark in marks(A_MACHINES_PATHS, path.read_text(encoding="utf-8"), place(path))
    ]
    assert not faults, listed(faults)


def test_no_district_is_named_in_code_for_a_district_is_a_policy_file():
    faults = every(districts_named, "bsa_xl", "udfs")
    assert not faults, listed(faults)


def test_these_guards_bite():
    assert too_long(source("x = 1\n" * 321)) == ["bsa_xl/policy/example.py has 321 lines"]
    assert too_long(source("x = 1\n" * 320)) == []
    long = 'def f():\n    """Says."""\n' + "    x = 1\n" * 61
    assert long_functions(source(long)) == ["bsa_xl/policy/example.py:1 f has 61 lines"]
    assert long_functions(source(long.removesuffix("    x = 1\n"))) == []
    for name in ("utils.py", "helper.py", "common.py", "base.py", "constants.py", "zip_utils.py"):
        assert NAMES_THAT_SAY_NOTHING.fullmatch(name)
    assert not NAMES_THAT_SAY_NOTHING.fullmatch("database.py")
    undone = "TO-DO".replace("-", "")  # written so that this file does not carry the mark itself
    assert marks(UNFINISHED, f"fine\n# {undone}: later", "a.py") == [f"a.py:2: {undone}"]
    assert marks(UNFINISHED, "the verdict TO DO", "a.py") == []
    home = "/root-me".replace("-", "/")
    assert marks(A_MACHINES_PATHS, f"see {home}/x", "a.md") == [f"a.md:1: {home[:7]}"]
    assert marks(A_MACHINES_PATHS, "see /usr/bin/python3, /home/me, net/work/x", "a.md") == []
    newer = source("def first[T](items: list[T]) -> T: ...")
    assert newer.does_not_parse.startswith("bsa_xl/policy/example.py:1 ")
    assert districts_named(source('"""Source: LAUSD."""\nNAME = "LAUSD school"\n')) == [
        "bsa_xl/policy/example.py:2: LAUSD"
    ]
