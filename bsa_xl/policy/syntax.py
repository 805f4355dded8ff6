"""What is wrong with text that is not YAML, in words for people who do not know YAML."""

from __future__ import annotations

import re

from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bsa_xl.finding import Finding
from bsa_xl.location import Location

from .kinds import UNREADABLE
from .sentences import quote

#: Words of the parser, the line to show (here, or where the context began), problem, remedy.
_SAID = (
    (
        "mapping values are not allowed",
        "here",
        "This line has a colon too many, or is indented further than the line above.",
        "Put a text that contains a colon in quotes, or align the line.",
    ),
    (
        "expected <block end>",
        "here",
        "This line is not aligned with the lines that it belongs to.",
        "Start it in the same column as its neighbors, with spaces.",
    ),
    (
        "could not find expected ':'",
        "context",
        "This line is neither 'key: value' nor an entry that starts with '- '.",
        "Write a colon and a space after the key, or a space after the dash.",
    ),
    (
        "found unexpected end of stream",
        "context",
        "A quote that opens on this line is never closed.",
        "Close it, or take it out.",
    ),
    (
        "expected ',' or",
        "context",
        "A bracket that opens on this line is not closed, or a comma is missing in it.",
        "Close it with ] or }, and put a comma between its entries.",
    ),
    (
        "expected the node content",
        "here",
        "This line has a bracket or a comma where a value belongs.",
        "Write the value, or put the text in quotes.",
    ),
    (
        "'\\t' that cannot start any token",
        "here",
        "This line has a tab where a space belongs.",
        "Replace the tab by a space.",
    ),
    (
        "that cannot start any token",
        "here",
        "This line has a value that starts with a sign that YAML reserves.",
        "Put the value in quotes.",
    ),
    (
        "unknown escape character",
        "here",
        "This line has a backslash between double quotes.",
        "Use single quotes instead.",
    ),
    (
        "expected escape sequence",
        "here",
        "This line has a backslash between double quotes.",
        "Use single quotes instead.",
    ),
)
_ANYTHING_ELSE = (
    "here",
    "This line cannot be understood.",
    "Compare its colons, quotes and indentation with the lines above.",
)
_INDENTED_BY = re.compile(r"^ *([\t\u00a0\u2000-\u200a\u202f\u3000])")


def explain(error: YAMLError, text: str, file: str) -> list[Finding]:
    """Findings for text at which the parser gave up; it cannot see further than its first fault.

    Lines that start with a tab or a space of another kind are all told, as they are the most
    frequent cause and look innocent.
    """
    odd = _odd_indents(text, file)
    if odd:
        return odd
    here = context = 0
    said = str(error)
    if isinstance(error, MarkedYAMLError):
        said = error.problem or ""
        here = _line(error.problem_mark)
        context = _line(error.context_mark) or here
    for words, place, problem, remedy in _SAID:
        if words in said:
            return [_at(file, context if place == "context" else here, problem, remedy)]
    _, problem, remedy = _ANYTHING_ELSE
    return [_at(file, here or 1, problem, remedy)]


def dropped_by_hash(rest: str) -> str | None:
    """The words after `` #`` that YAML takes for a remark although they follow the sign at once."""
    found = re.match(r"[ \t]+(#[^\s#][^\r\n]*)", rest)
    return quote(found[1].rstrip()) if found else None


def _odd_indents(text: str, file: str) -> list[Finding]:
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        odd = _INDENTED_BY.match(line)
        if odd and line.strip():
            name = "a tab" if odd[1] == "\t" else "a space copied from another program"
            found.append(
                _at(file, number, f"This line is indented with {name}.", "Indent it with spaces.")
            )
    return found


def _line(mark: object) -> int:
    line = getattr(mark, "line", None)
    return line + 1 if isinstance(line, int) else 0


def _at(file: str, line: int, problem: str, remedy: str) -> Finding:
    return UNREADABLE.at(Location(file=file, line=line), problem, remedy)
