"""No float comes near money: not as a literal, not as a type, not by numpy, not by round()."""

import ast

import pytest
from support.sources import Source, called, listed, source, sources

ROOMS = (
    "bsa_xl/money.py",
    "bsa_xl/allocation/",
    "bsa_xl/budget/",
    "bsa_xl/policy/",
    "bsa_xl/checks/",
    "bsa_xl/store/",
)
BINARY = {"float16", "float32", "float64", "float128", "longdouble", "double", "half"}
ROUNDING = {"round", "rint", "around", "fix"}


def holds_money(file: Source) -> bool:
    return file.place.startswith(ROOMS)


def refusals(tree: ast.Module) -> set[int]:
    """The names inside isinstance(...): asking whether something is a float is how one refuses it."""
    return {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) in {"isinstance", "issubclass"}
        for argument in node.args[1:]
        for inner in ast.walk(argument)
    }


def likenesses(tree: ast.Module) -> set[int]:
    """How alike two words must be to suggest one for the other (difflib): not money."""
    return {
        id(keyword.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) == "get_close_matches"
        for keyword in node.keywords
        if keyword.arg == "cutoff"
    }


def floats(file: Source) -> list[str]:
    refused, alike = refusals(file.tree), likenesses(file.tree)
    faults = []
    for node in ast.walk(file.tree):
        match node:
            case ast.Constant(value=float() | complex()) if id(node) not in alike:
                faults.append(f"{file.at(node)} {node.value!r}")
            case ast.Name(id="float" | "complex") if id(node) not in refused:
                faults.append(f"{file.at(node)} {node.id}")
            case ast.Attribute(attr=name) if name in BINARY and id(node) not in refused:
                faults.append(f"{file.at(node)} {name}")
            case ast.Call() if called(node) in ROUNDING:
                faults.append(f"{file.at(node)} {called(node)}()")
    return sorted(faults)


def test_no_float_and_no_round_where_money_lives():
    faults = [fault for file in sources("bsa_xl") if holds_money(file) for fault in floats(file)]
    assert not faults, listed(faults)


def test_the_rooms_of_money_are_where_this_guard_looks():
    places = [file.place for file in sources("bsa_xl") if holds_money(file)]
    assert "bsa_xl/money.py" in places
    assert any(place.startswith("bsa_xl/allocation/") for place in places)
    assert not any(place.startswith("bsa_xl/reports/") for place in places)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x = 0.5", "0.5"),
        ("x = 1e3", "1000.0"),
        ("x = -2.0", "2.0"),
        ("x = float('1')", "float"),
        ("x = round(y, 2)", "round()"),
        ("x = amounts.round(2)", "round()"),
        ("x = np.rint(y)", "rint()"),
        ("x = y.astype(float)", "float"),
        ("x = np.float64(3)", "float64"),
        ("x = np.zeros(3, dtype=np.float64)", "float64"),
        ("def f(x: float) -> int: ...", "float"),
        ("x = map(float, y)", "float"),
    ],
)
def test_the_guard_of_money_bites(text, fault):
    assert floats(source(text)) == [f"bsa_xl/policy/example.py:1 {fault}"]


def test_the_guard_of_money_lets_decimals_refusals_and_likenesses_pass():
    alike = "from difflib import get_close_matches\nget_close_matches(a, b, n=1, cutoff=0.7)\n"
    assert floats(source(alike)) == []
    text = 'x = Decimal("0.5")\nif isinstance(x, float):\n    raise TypeError\ny = "ROUND(A1,2)"\n'
    assert floats(source(text)) == []
