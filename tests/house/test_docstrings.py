"""Every public thing says what it gives; rules and records are read by people first."""

import ast

from support.sources import Source, every, listed, source


def is_public(node: ast.stmt) -> bool:
    return not getattr(node, "name", "_").startswith("_")


def is_repeated(node: ast.stmt) -> bool:
    """An overload or a setter: its first form has the words."""
    names = {ast.unparse(decorator).split("(")[0] for decorator in node.decorator_list}
    return any(name.endswith(("overload", ".setter", ".deleter", "override")) for name in names)


def silent(file: Source) -> list[str]:
    """Public modules, classes, functions and methods without a docstring."""
    faults = [] if ast.get_docstring(file.tree) else [f"{file.place} has no docstring"]
    to_read = [("", node) for node in file.tree.body]
    for owner, node in to_read:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if not is_public(node) or is_repeated(node):
            continue
        if not ast.get_docstring(node):
            faults.append(f"{file.at(node)} {owner}{node.name} has no docstring")
        if isinstance(node, ast.ClassDef):
            to_read += [(f"{node.name}.", inner) for inner in node.body]
    return faults


def test_every_public_thing_says_what_it_gives():
    faults = every(silent, "bsa_xl", "udfs")
    assert not faults, listed(faults)


def test_this_guard_bites():
    text = """
class Line:
    '''A line.'''
    def total(self): ...
    def _half(self): ...
    def __str__(self): ...
    @total.setter
    def total(self, value): ...
    class Kind: ...
def share(): ...
def _rest(): ...
async def wait(): ...
"""
    place = "bsa_xl/policy/example.py"
    assert sorted(silent(source(text))) == [
        f"{place} has no docstring",
        f"{place}:10 share has no docstring",
        f"{place}:12 wait has no docstring",
        f"{place}:4 Line.total has no docstring",
        f"{place}:9 Line.Kind has no docstring",
    ]
