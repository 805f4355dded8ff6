"""Tests assert something, and their names are sentences."""

import ast

import pytest
from support.sources import Source, called, functions, listed, source, sources

LEAST_WORDS = 3
EXPECTING = {"raises", "warns", "fail", "deprecated_call"}


def asserts(
    function: ast.AST, local: dict[str, ast.AST], seen: frozenset[str] = frozenset()
) -> bool:
    """Whether it can fail on a wrong value: itself, or by a function of the same file."""
    for node in ast.walk(function):
        match node:
            case ast.Assert(test=test) if not isinstance(test, ast.Constant):
                return True
            case ast.Call():
                name = called(node)
                if name in EXPECTING or "assert" in name:
                    return True
                if (
                    name in local
                    and name not in seen
                    and asserts(local[name], local, seen | {name})
                ):
                    return True
    return False


def proofs_in(file: Source) -> list[ast.FunctionDef]:
    return [function for function in functions(file.tree) if function.name.startswith("test_")]


def empty(file: Source) -> list[str]:
    local = {function.name: function for function in functions(file.tree)}
    return [
        f"{file.at(test)} {test.name} asserts nothing"
        for test in proofs_in(file)
        if not asserts(test, local, frozenset({test.name}))
    ]


def no_sentences(file: Source) -> list[str]:
    return [
        f"{file.at(test)} {test.name} is not a sentence"
        for test in proofs_in(file)
        if len(test.name.removeprefix("test_").split("_")) < LEAST_WORDS
    ]


def hidden_twins(file: Source) -> list[str]:
    """Two tests of one name in one scope: the first is never run."""
    faults = []
    for scope in ast.walk(file.tree):
        if not isinstance(scope, ast.Module | ast.ClassDef):
            continue
        names = [node.name for node in scope.body if isinstance(node, ast.FunctionDef)]
        twins = sorted(
            {name for name in names if names.count(name) > 1 and name.startswith("test_")}
        )
        faults += [f"{file.place} has {name} twice" for name in twins]
    return faults


def is_collected(file: Source) -> bool:
    """Whether pytest looks for tests in it."""
    return file.place.rpartition("/")[2].startswith("test_")


@pytest.mark.parametrize("guard", [empty, no_sentences, hidden_twins])
def test_every_test_is_one(guard):
    faults = [fault for file in sources("tests") if is_collected(file) for fault in guard(file)]
    assert not faults, listed(faults)


def test_no_test_lies_in_a_file_that_pytest_does_not_collect():
    others = [file for file in sources("tests") if not is_collected(file)]
    faults = [f"{file.at(test)} {test.name}" for file in others for test in proofs_in(file)]
    assert not faults, listed(faults)


@pytest.mark.parametrize(
    ("body", "says_something"),
    [
        ("    x = 1\n", False),
        ("    assert True\n", False),
        ("    compare(1, 2)\n", False),
        ("    assert x == 1\n", True),
        ("    with pytest.raises(ValueError):\n        f()\n", True),
        ("    assert_same(x, y)\n", True),
        ("    np.testing.assert_array_equal(x, y)\n", True),
        ("    judge(x)\n", True),
        ("    idle(x)\n", False),
    ],
)
def test_the_guard_of_assertions_bites(body, says_something):
    text = "def judge(x):\n    assert x\ndef idle(x):\n    return idle(x)\n"
    faults = empty(source(f"{text}def test_a_b_c():\n{body}"))
    assert bool(faults) is not says_something


def test_the_guards_of_names_bite():
    text = "def test_round_trip(): ...\ndef test_a_b_c(): ...\ndef test_a_b_c(): ...\n"
    file = source(text, "tests/policy/test_read.py")
    assert no_sentences(file) == ["tests/policy/test_read.py:1 test_round_trip is not a sentence"]
    assert hidden_twins(file) == ["tests/policy/test_read.py has test_a_b_c twice"]
