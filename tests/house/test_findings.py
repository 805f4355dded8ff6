"""Every kind of finding has an id of its own, forever, and a test that speaks of it."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

import pytest
from support.sources import Source, called, every, files, functions, listed, place, source

import bsa_xl
from bsa_xl.finding import FindingKind, Severity

ID = re.compile(r"[A-Z]{3,4}-\d{2}")
WISH = re.compile(r"\b(must|should|shall)\b", re.IGNORECASE)


def kinds_in(module: ModuleType) -> Iterator[FindingKind]:
    """Kinds among the module's names: as such, inside a tuple or a table, or as a rule's ``kind``."""
    for value in vars(module).values():
        if isinstance(value, dict):
            inside = value.values()
        else:
            inside = value if isinstance(value, tuple | list | set | frozenset) else (value,)
        for item in inside:
            kind = item if isinstance(item, FindingKind) else getattr(item, "kind", None)
            if isinstance(kind, FindingKind):
                yield kind


def modules() -> Iterator[ModuleType]:
    for module in pkgutil.walk_packages(bsa_xl.__path__, "bsa_xl."):
        if not module.name.endswith("__main__"):
            yield importlib.import_module(module.name)


def distinct(modules: Iterator[ModuleType]) -> list[FindingKind]:
    """Each kind once, however many doors re-export it."""
    found = {id(kind): kind for module in modules for kind in kinds_in(module)}
    return sorted(found.values(), key=lambda kind: kind.id)


def twice(kinds: list[FindingKind]) -> list[str]:
    ids = [kind.id for kind in kinds]
    return sorted({f"{kind.id} {kind.title}" for kind in kinds if ids.count(kind.id) > 1})


def ill_written(kind: FindingKind) -> list[str]:
    """What a person who reads the catalogue would stumble over."""
    faults = []
    if not ID.fullmatch(kind.id):
        faults.append("the id is a family of three or four letters and two digits")
    if not kind.title or not kind.title[0].isupper() or kind.title.endswith("."):
        faults.append("the title starts large and ends without a full stop")
    if WISH.search(kind.title):
        faults.append("the title names the wish, not the fault")
    if not isinstance(kind.severity, Severity):
        faults.append("the severity is none")
    if not kind.why.endswith(".") or kind.why.count(". ") > 1:
        faults.append("why is one or two sentences that end with a full stop")
    return [f"{kind.id}: {fault}" for fault in faults]


def made_inside_functions(file: Source) -> list[str]:
    """Kinds with a literal id that no list of constants would show."""
    return sorted(
        {
            f"{file.at(node)} {node.args[0].value}"
            for function in functions(file.tree)
            for statement in function.body
            for node in ast.walk(statement)
            if isinstance(node, ast.Call) and called(node) == "FindingKind"
            if node.args and isinstance(node.args[0], ast.Constant)
        }
    )


@pytest.fixture(scope="module")
def kinds() -> list[FindingKind]:
    return distinct(modules())


def test_no_id_is_used_twice(kinds):
    faults = twice(kinds)
    assert not faults, listed(faults)


def test_every_kind_is_well_written(kinds):
    faults = [fault for kind in kinds for fault in ill_written(kind)]
    assert not faults, listed(faults)


def test_every_kind_is_spoken_of_in_a_test(kinds):
    texts = [
        path.read_text(encoding="utf-8")
        for path in files("tests")
        if path.suffix in {".py", ".txt", ".yaml", ".md"}
        and not place(path).startswith("tests/house/")
    ]
    said = "\n".join(texts)
    faults = [
        f"{kind.id} {kind.title}"
        for kind in kinds
        if kind.id not in said and f"_{kind.id.lower().replace('-', '_')}_" not in said
    ]
    assert not faults, listed(faults)


def test_kinds_are_constants_of_their_modules():
    faults = every(made_inside_functions, "bsa_xl")
    assert not faults, listed(faults)


def kind_of(identity: str, title: str = "Budget exceeds allocation") -> FindingKind:
    return FindingKind(identity, title, Severity.FATAL, "A school may spend what it was given.")


def test_the_guard_of_ids_finds_kinds_wherever_they_stand():
    module, door = ModuleType("rules"), ModuleType("door")
    rule = ModuleType("a rule")
    rule.kind = kind_of("BAL-03")
    module.OVER, module.TABLE, module.BY_NAME = kind_of("BAL-01"), (kind_of("BAL-02"),), {"x": rule}
    door.OVER = module.OVER
    found = distinct(iter([module, door]))
    assert [kind.id for kind in found] == ["BAL-01", "BAL-02", "BAL-03"]
    assert twice(found) == []
    door.OTHER = kind_of("BAL-01")
    assert twice(distinct(iter([module, door]))) == ["BAL-01 Budget exceeds allocation"]


def test_the_guard_of_kinds_bites():
    assert ill_written(kind_of("BAL-01")) == []
    assert len(ill_written(kind_of("BALANCE-1"))) == 1
    assert len(ill_written(kind_of("BAL-01", "Budget must not exceed allocation"))) == 1
    assert len(ill_written(kind_of("BAL-01", "budget exceeds allocation."))) == 1
    inside = 'def f():\n    return FindingKind("BAL-09", "x")\nFAR = FindingKind("BAL-08", "y")\n'
    assert made_inside_functions(source(inside)) == ["bsa_xl/policy/example.py:2 BAL-09"]
