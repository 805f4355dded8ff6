"""Rooms are entered by the front door, doors hold no code, and nothing undeclared is imported."""

import ast
import sys
import tomllib

import pytest
from support.sources import ROOT, Source, listed, room_of, source, sources

LATE = """'Door.'
from typing import TYPE_CHECKING
from bsa_xl.doors import opens_late
if TYPE_CHECKING:
    from .read import a
else:
    {other}
__all__ = ["a"]
"""
# What a distribution brings, where that is not a module of its own name.
BRINGS = {"ruamel.yaml": {"ruamel"}, "pydantic": {"pydantic", "pydantic_core"}}


def is_door(file: Source) -> bool:
    return file.place.endswith("/__init__.py")


def assigned_names(node: ast.stmt) -> list[str]:
    match node:
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case _:
            return []


def offered(file: Source) -> set[str]:
    """The names in a door's ``__all__``."""
    for node in file.tree.body:
        if assigned_names(node) == ["__all__"]:
            return set(ast.literal_eval(node.value))
    return set()


def late_names(node: ast.stmt) -> list[ast.alias]:
    """What a door opens late: imports for the type checker, and `opens_late` for everybody else."""
    match node:
        case ast.If(test=ast.Name(id="TYPE_CHECKING"), body=body, orelse=[other]):
            if ast.unparse(other) == "__getattr__ = opens_late(__name__)" and all(
                isinstance(each, ast.ImportFrom) for each in body
            ):
                return [name for each in body for name in each.names]
    return []


def code_in_door(file: Source) -> list[str]:
    """A door has a docstring, imports and ``__all__`` (the root: ``__version__``), in harmony.

    Names that are opened late stand under ``if TYPE_CHECKING``; see ``bsa_xl/doors.py``.
    """
    faults = [] if ast.get_docstring(file.tree) else [f"{file.place} has no docstring"]
    allowed = "__version__" if file.place == "bsa_xl/__init__.py" else "__all__"
    imported = set()
    for node in file.tree.body:
        match node:
            case ast.Expr(value=ast.Constant(value=str())):
                continue
            case ast.ImportFrom(module="__future__" | "typing" | "bsa_xl.doors"):
                continue
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                imported |= {name.asname or name.name for name in names}
            case ast.If() if late := late_names(node):
                imported |= {name.asname or name.name for name in late}
            case _ if assigned_names(node) == [allowed]:
                continue
            case _:
                faults.append(f"{file.at(node)} is code")
    return faults + [
        f"{file.place}: {name} is not both imported and in __all__"
        for name in sorted(imported ^ offered(file))
    ]


def imports(file: Source) -> list[tuple[ast.stmt, str, str]]:
    """Every import as (statement, module in full, name or empty)."""
    package = file.place.removesuffix(".py").split("/")[:-1]
    found = []
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Import):
            found += [(node, name.name, "") for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*start, *([node.module] if node.module else [])])
            found += [(node, module, name.name) for name in node.names]
    return found


def through_the_window(file: Source, doors: dict[str, set[str]]) -> list[str]:
    """Imports of a room's furniture from outside the room; ``doors`` offer names by room."""
    faults = []
    for node, module, name in imports(file):
        parts = module.split(".")
        if parts[0] != "bsa_xl" or len(parts) == 1 or parts[1] == room_of(file.place):
            continue
        if parts[1] == "udfs" and len(parts) == 3:
            continue  # functions, macros, and a folder for each host: every one is a door
        if len(parts) > 2:
            faults.append(f"{file.at(node)} imports {module}: ask the room bsa_xl.{parts[1]}")
        elif parts[1] in doors and name and name not in doors[parts[1]]:
            faults.append(f"{file.at(node)} imports {name}, which bsa_xl.{parts[1]} does not offer")
        elif name.startswith("_"):
            faults.append(f"{file.at(node)} imports {name}, which is private to {module}")
    return faults


def tolerated(file: Source) -> set[int]:
    """Imports inside ``try: ... except ImportError``: the product does without them."""
    return {
        id(inner)
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Try)
        and any("ImportError" in ast.dump(handler) for handler in node.handlers if handler.type)
        for statement in node.body
        for inner in ast.walk(statement)
    }


def undeclared(file: Source, declared: set[str], optional: set[str]) -> list[str]:
    """Imports of what an installation would not bring."""
    tried = tolerated(file)
    known = declared | set(sys.stdlib_module_names) | {"bsa_xl"}
    return [
        f"{file.at(node)} imports {module}"
        for node, module, _ in imports(file)
        if (top := module.split(".")[0]) not in known
        and not (top in optional and id(node) in tried)
    ]


def distributions(lines: list[str]) -> set[str]:
    """Module names from the requirement lines of pyproject.toml."""
    names = [line.split(">")[0].split("=")[0].split("[")[0].strip() for line in lines]
    return set().union(*(BRINGS.get(name, {name.replace("-", "_")}) for name in names))


@pytest.fixture(scope="module")
def doors() -> dict[str, set[str]]:
    """What each room of the package offers at its door."""
    package = [file for file in sources("bsa_xl") if is_door(file)]
    return {room_of(file.place): offered(file) for file in package if file.place.count("/") == 2}


def test_doors_hold_no_code_and_offer_what_they_import():
    faults = [fault for file in sources("bsa_xl") if is_door(file) for fault in code_in_door(file)]
    assert not faults, listed(faults)


def test_no_late_name_is_that_of_a_module_in_the_room():
    """Whoever imports the module of that name would leave it in the name's place."""
    faults = []
    for file in sources("bsa_xl"):
        room = ROOT / file.place.rpartition("/")[0]
        modules = {path.stem for path in room.iterdir() if path.suffix == ".py" or path.is_dir()}
        for node in file.tree.body if is_door(file) else ():
            named = {name.asname or name.name for name in late_names(node)}
            own = {
                name.name
                for each in getattr(node, "body", ())
                if isinstance(each, ast.ImportFrom) and each.module is None
                for name in each.names
            }
            faults += [f"{file.place}: {name}" for name in sorted((named & modules) - own)]
    assert not faults, listed(faults)


def test_every_folder_of_the_package_has_a_door():
    folders = {file.place.rpartition("/")[0] for file in sources("bsa_xl")}
    with_door = {file.place.rpartition("/")[0] for file in sources("bsa_xl") if is_door(file)}
    without = sorted(folders - with_door)
    assert not without, listed(without)


def test_rooms_are_entered_by_the_front_door(doors):
    guests = sources("bsa_xl", "benchmarks", "workbook_templates")
    faults = [fault for file in guests for fault in through_the_window(file, doors)]
    assert not faults, listed(faults)


def test_nothing_is_imported_that_an_installation_would_not_bring():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = distributions(project["dependencies"])
    optional = distributions(project["optional-dependencies"]["fast"])
    assert {"numpy", "ruamel", "sqlalchemy"} <= declared
    faults = [fault for file in sources("bsa_xl") for fault in undeclared(file, declared, optional)]
    assert not faults, listed(faults)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ('"""Door."""\n\nfrom .read import a\n\n__all__ = ["a"]\n', []),
        ('"""Door."""\n__all__: list[str] = []\n', []),
        ("from .read import a\n__all__ = ['a']\n", ["bsa_xl/policy/__init__.py has no docstring"]),
        ('"""Door."""\nLIMIT = 3\n', ["bsa_xl/policy/__init__.py:2 is code"]),
        ('"""Door."""\nif True:\n    import os\n', ["bsa_xl/policy/__init__.py:2 is code"]),
        (LATE.format(other="__getattr__ = opens_late(__name__)"), []),
        (
            LATE.format(other="limit = 3"),
            [
                "bsa_xl/policy/__init__.py:4 is code",
                "bsa_xl/policy/__init__.py: a is not both imported and in __all__",
            ],
        ),
        (
            '"""Door."""\nfrom .read import a, b\n__all__ = ["a", "c"]\n',
            [
                "bsa_xl/policy/__init__.py: b is not both imported and in __all__",
                "bsa_xl/policy/__init__.py: c is not both imported and in __all__",
            ],
        ),
    ],
)
def test_the_guard_of_doors_bites(text, faults):
    assert code_in_door(source(text, "bsa_xl/policy/__init__.py")) == faults


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("from bsa_xl.policy import Policy", ""),
        ("from bsa_xl.money import cents", ""),
        ("from bsa_xl import policy", ""),
        ("from . import lines", ""),
        ("from .lines import total", ""),
        ("from bsa_xl.budget.lines import total", ""),
        ("from bsa_xl.udfs.macros import MACROS", ""),
        ("from bsa_xl.udfs.excel_desktop import tasks", ""),
        ("from bsa_xl.udfs.excel_desktop.install import tasks", "ask the room bsa_xl.udfs"),
        ("from bsa_xl.policy.dated import Policy", "ask the room bsa_xl.policy"),
        ("import bsa_xl.policy.dated as dated", "ask the room bsa_xl.policy"),
        ("from ..policy.dated import Policy", "ask the room bsa_xl.policy"),
        ("def f():\n    from bsa_xl.policy import dated", "which bsa_xl.policy does not offer"),
        ("from ..policy import dated", "which bsa_xl.policy does not offer"),
        ("from bsa_xl.money import _half", "which is private to bsa_xl.money"),
    ],
)
def test_the_guard_of_front_doors_bites(text, fault):
    faults = through_the_window(source(text, "bsa_xl/budget/plan.py"), {"policy": {"Policy"}})
    assert len(faults) == bool(fault)
    assert all(fault in said for said in faults)


def test_the_guard_of_dependencies_bites():
    text = "import json\nimport numpy\nfrom bsa_xl.money import x\nimport lxml.etree\nimport isal\n"
    text += "try:\n    from isal import isal_zlib\nexcept ImportError:\n    import zlib\n"
    assert undeclared(source(text), {"numpy"}, {"isal"}) == [
        "bsa_xl/policy/example.py:4 imports lxml.etree",
        "bsa_xl/policy/example.py:5 imports isal",
    ]
