"""The reference of the policy's kinds, made from the model: what each gives, its keys, an example."""

import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Literal, get_args, get_origin

from bsa_xl.policy import (
    Base,
    BaseLevel,
    BasePool,
    CostIndex,
    Policy,
    PolicyFile,
    published_policy,
    read_policy,
)
from bsa_xl.policy.document import Block
from bsa_xl.policy.grammar import bare, words_of

TAUGHT_BY = ("riverbend", "fairview")
HEAD = """\
# Policy reference

Written from the model itself: the base, every kind of component, every way of counting, every adjustment, with its keys and an example
from one of the two teaching policies, `riverbend.yaml` and `fairview.yaml` in `bsa_xl/policy/library`. How a policy is built is told in
[policy.md](policy.md). Every component has `id`, `kind`, `label`, `unit` and `source`, and where the policy has several programs
`program`; the keys that all kinds share stand once, below the kinds.
"""


def reference() -> str:
    """The whole page."""
    books = [_book(name) for name in TAUGHT_BY]
    parts = [HEAD, "\n## The base\n"]
    base = {"base": Base, "levels": BaseLevel, "cost_index": CostIndex, "pool": BasePool}
    for key, block in base.items():
        steps = ("base",) if key == "base" else ("base", key)
        parts.append(_section(f"`{key}`", block, set(), _lines(books[-1], steps), all_keys=True))
    for heading, field in (("Components", "components"), ("Adjustments", "adjustments")):
        parts.append(f"\n## {heading}\n")
        kinds = sorted(_kinds(Policy.model_fields[field].annotation), key=_kind_of)
        shared = _shared(kinds)
        for block in kinds:
            example = _example(books, field, _kind_of(block))
            parts.append(_section(f"`{_kind_of(block)}`", block, shared, example))
        parts.append(
            f"\n### Keys that all {heading.lower()} have\n\n{_keys(kinds[0], only=shared)}"
        )
    parts.append("\n## Ways of counting\n")
    ways = _kinds(get_args(Policy.model_fields["counting"].annotation)[1])
    parts += [
        _section(f"`{_first_key(block)}`", block, set(), _counted(books, block))
        for block in sorted(ways, key=_first_key)
    ]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def _book(name: str) -> PolicyFile:
    file, _ = read_policy(published_policy(name), name=f"{name}.yaml")
    assert file is not None
    return file


def _kinds(shape: object) -> list[type[Block]]:
    """Every class of a union, however it is annotated."""
    found = []
    for part in get_args(shape):
        plain = bare(part)
        if isinstance(plain, type) and issubclass(plain, Block):
            found.append(plain)
        else:
            found += _kinds(part)
    return list(dict.fromkeys(found))


def _kind_of(block: type[Block]) -> str:
    return words_of(block.model_fields["kind"].annotation)[0]


def _first_key(block: type[Block]) -> str:
    return next(iter(block.model_fields))


def _shared(kinds: list[type[Block]]) -> set[str]:
    """Keys that mean the same in every kind."""
    keys = set.intersection(*(set(block.model_fields) for block in kinds))
    return keys - {"kind", "unit"}


def _section(
    heading: str, block: type[Block], shared: set[str], example: str, *, all_keys: bool = False
) -> str:
    lines = [f"### {heading}", "", _said(block), ""]
    keys = _keys(block, without=set() if all_keys else {*shared, "kind", "label"})
    if keys:
        lines += [keys]
    if example:
        lines += ["```yaml", example, "```", ""]
    return "\n".join(lines)


def _said(block: type[Block]) -> str:
    """The docstring's words, without its list of attributes."""
    text = inspect.getdoc(block) or ""
    return " ".join(text.split("\nAttributes:")[0].split())


def _keys(
    block: type[Block], *, without: set[str] | None = None, only: set[str] | None = None
) -> str:
    told = dict(_attributes(block))
    rows = []
    for key, field in block.model_fields.items():
        if (only is not None and key not in only) or key in (without or ()):
            continue
        need = "needed" if field.is_required() else "may be left out"
        rows.append(f"| `{key}` | {need} | {_shape(field.annotation)} | {told.get(key, '')} |")
    if not rows:
        return ""
    return "\n".join(["| key | | what it takes | |", "|---|---|---|---|", *rows]) + "\n"


def _attributes(block: type[Block]) -> Iterator[tuple[str, str]]:
    """Every attribute that a class or one above it describes; the nearest description last."""
    for each in reversed(block.__mro__):
        text = inspect.cleandoc(each.__dict__.get("__doc__") or "")
        _, found, listed = text.partition("\nAttributes:\n")
        if found:
            entries = re.split(r"\n(?=\w[\w ,`]*: )", textwrap.dedent(listed))
            for entry in entries:
                name, _, words = entry.partition(":")
                yield name.strip(), " ".join(words.split()).replace("|", "\\|")


def _shape(shape: object) -> str:
    """What a key takes, in a few words."""
    plain = bare(shape)
    words = words_of(plain) if get_origin(plain) is Literal else ()
    if words:
        return ", ".join(f"`{word}`" for word in words)
    if isinstance(plain, type) and issubclass(plain, Block):
        return f"keys of its own: {', '.join(f'`{key}`' for key in plain.model_fields)}"
    if get_origin(plain) is tuple:
        return f"a list; each {_shape(get_args(plain)[0])}"
    if get_origin(plain) is dict:
        return "keys and values"
    name = getattr(plain, "__name__", "")
    return {
        "DatedValue": "a value by fiscal year", "Decimal": "a number", "str": "a text",
        "bool": "true or false", "int": "a whole number", "Citation": "a source",
    }.get(name, "a list of kinds" if get_args(plain) else "a text")  # fmt: skip


def _example(books: list[PolicyFile], field: str, kind: str) -> str:
    """The first block of a kind, as a teaching policy writes it."""
    for book in books:
        for index, block in enumerate(getattr(book.policy, field)):
            if block.kind == kind:
                return _lines(book, (field, index))
    return ""


def _counted(books: list[PolicyFile], block: type[Block]) -> str:
    for book in books:
        for name, way in book.policy.counting.items():
            if isinstance(way, block):
                return _lines(book, ("counting", name))
    return ""


def _lines(book: PolicyFile, steps: tuple[str | int, ...]) -> str:
    """The lines of a part of the file, up to the next part of its own depth or above."""
    first = book.lines[steps]
    text = book.text.split("\n")
    indent = len(text[first - 1]) - len(text[first - 1].lstrip())
    last = first
    while last < len(text) and (_indent(text[last]) > indent or not text[last].strip()):
        last += 1
    kept = [line for line in text[first - 1 : last] if line.strip()]
    return textwrap.dedent("\n".join(kept))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
