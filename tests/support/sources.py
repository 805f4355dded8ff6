"""The project's own files, read and parsed for the tests of the house."""

import ast
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OLDEST_PYTHON = (3, 11)
NOT_OURS = {"__pycache__", "build", "dist", "demo"}


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file: its place from the root with forward slashes, its text and its tree.

    A file that does not parse has an empty tree and says why, so that only one guard speaks of it.
    """

    place: str
    text: str
    tree: ast.Module
    does_not_parse: str = ""

    def at(self, node: ast.AST) -> str:
        """Where a person goes to mend it."""
        return f"{self.place}:{node.lineno}"


def source(text: str, place: str = "bsa_xl/policy/example.py") -> Source:
    """A file that is only imagined, to see that a guard bites."""
    try:
        return Source(place, text, ast.parse(text, feature_version=OLDEST_PYTHON))
    except SyntaxError as fault:
        nothing = ast.Module(body=[], type_ignores=[])
        return Source(place, text, nothing, f"{place}:{fault.lineno} {fault.msg}")


def files(*folders: str) -> list[Path]:
    """Every file of ours below these folders of the root; a file in the place of a folder, itself."""
    found = []
    for folder in folders:
        top = ROOT / folder
        paths = [top] if top.is_file() else sorted(top.rglob("*"))
        found += [path for path in paths if path.is_file() and is_ours(path)]
    return found


def is_ours(path: Path) -> bool:
    """Whether it was written by a person, and not by a tool."""
    parts = path.relative_to(ROOT).parts
    return not any(
        part in NOT_OURS or part.endswith(".egg-info") or (part.startswith(".") and part != ".ci")
        for part in parts
    )


def place(path: Path) -> str:
    """From the root, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


@functools.cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Every Python file below these folders of the root."""
    return tuple(map(parsed, (path for path in files(*folders) if path.suffix == ".py")))


@functools.cache
def parsed(path: Path) -> Source:
    """One file of ours; read and parsed once in a test run, whatever it is looked at for."""
    return source(path.read_text(encoding="utf-8"), place(path))


def room_of(file: str) -> str:
    """``policy`` for bsa_xl/policy/read.py, ``money`` for bsa_xl/money.py, else empty."""
    parts = file.split("/")
    if parts[0] != "bsa_xl" or parts[1] == "__init__.py":
        return ""
    return parts[1].removesuffix(".py")


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function, however deep."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def called(node: ast.Call) -> str:
    """The last word of what is called: ``save`` for ``book.save(...)``."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def every(guard: Callable[[Source], list[str]], *folders: str) -> list[str]:
    """What a guard says of every Python file below these folders."""
    return [fault for file in sources(*folders) for fault in guard(file)]


def listed(faults: list[str]) -> str:
    """One a line: the message of an assertion that there are none."""
    return "\n" + "\n".join(faults)
