"""XML parts, parsed within bounds: no document type, UTF-8 only, nothing too deep or too long.

expat does not recurse and holds no tree; what a hostile part can still do to it is bounded
here: an unfinished tag is scanned again with every slice that is fed, and every different
name is kept to the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.parsers import expat

from . import kinds
from .part import Attributes, Part
from .refusal import ASK_SENDER, PackageRefused, refused, shown

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/"

_SLICE = 65_536
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_UTF8_NAMES = ("utf-8", "utf8", "us-ascii", "ascii")
_PLAIN_ROOT = re.compile(
    rb'(?:\xef\xbb\xbf)?(?:<\?xml [^<>]*\?>\s*)?<\w+(?:\s+[\w:.]+="[^"<>]*")*\s*/?>'
)
_NAMESPACE = re.compile(rb"xmlns(:?[\w.-]*)=[\"']([^\"'&<>]*)[\"']")
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_DECLARATION = re.compile(r"\s*<\?xml .*?\?>")
_DEFAULT_MAIN = (b"", MAIN.encode())


def declares_type(data: bytes) -> bool:
    """Whether a document type stands before the outermost element."""
    prolog = _PROLOG.match(data)
    return prolog is not None and data[prolog.end() : prolog.end() + 9] == b"<!DOCTYPE"


def document_type(name: str, sheet: str = "") -> PackageRefused:
    """The exception for a part that declares a document type."""
    return refused(
        kinds.DTD,
        f"The part {shown(name)} of the file declares a document type, which Excel never writes.",
        ASK_SENDER,
        sheet=sheet,
    )


def uses_plain_names(data: bytes) -> bool:
    """Whether every unprefixed name is of SpreadsheetML, and no prefixed one is.

    Then names can be compared as they stand, which is a fifth faster than resolving them.
    Every ``xmlns`` in the part is looked at, wherever it stands; any doubt says no.
    """
    root = _PLAIN_ROOT.match(data)
    if root is None:
        return False
    declared = _NAMESPACE.findall(data)
    return (
        len(declared) == data.count(b"xmlns")
        and _DEFAULT_MAIN in _NAMESPACE.findall(root[0])
        and [uri for prefix, uri in declared if not prefix or uri == _DEFAULT_MAIN[1]]
        == [_DEFAULT_MAIN[1]]
    )


def end_of_root(data: bytes) -> int:
    """Where the plain tag with which the outermost element begins has its end; -1 without one."""
    root = _PLAIN_ROOT.match(data)
    return -1 if root is None else root.end()


def open_parser(part: Part, *, plain: bool = False) -> expat.XMLParserType:
    """A parser that refuses what Excel never writes; the caller sets the element handlers.

    Args:
        part: what will be parsed.
        plain: leave names as they stand; otherwise ``namespace name``, or the bare name
            where there is no namespace.

    Raises:
        PackageRefused: the part declares a document type, or is not UTF-8.
    """
    data = part.data
    if declares_type(data):
        raise document_type(part.name, part.sheet)
    part.count_elements()
    if data[:2] in _UTF16_MARKS or b"\0" in data[:4]:
        raise part.unreadable("its text is not in UTF-8")

    def declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _UTF8_NAMES:
            raise part.unreadable(f"its text is in {shown(encoding)} and not in UTF-8")

    def doctype(*_: Any) -> None:
        raise document_type(part.name, part.sheet)

    parser = expat.ParserCreate("utf-8", None if plain else " ")
    parser.buffer_text = True
    parser.XmlDeclHandler = declaration
    parser.StartDoctypeDeclHandler = doctype
    return parser


def feed(parser: expat.XMLParserType, part: Part, texts: list[str]) -> None:
    """Parse the part slice by slice.

    Args:
        parser: with its handlers set.
        part: what is parsed.
        texts: where the character handler puts what it gets; its length is bounded here.

    Raises:
        PackageRefused: not well-formed, or beyond a bound.
    """
    limits, view, size = part.limits, memoryview(part.data), len(part.data)
    try:
        for start in range(0, size, _SLICE):
            parser.Parse(view[start : start + _SLICE], start + _SLICE >= size)
            if size <= _SLICE:
                return
            waiting = min(start + _SLICE, size) - max(0, parser.CurrentByteIndex)
            if waiting > limits.token_bytes:
                raise part.unreadable(f"one of its tags is over {limits.token_bytes:,} bytes long")
            if len(parser.intern) > limits.distinct_names:
                raise part.unreadable(f"it uses more than {limits.distinct_names:,} names")
            if sum(map(len, texts)) > 4 * limits.text:
                raise refused(
                    kinds.LIMIT,
                    f"A text in the part {shown(part.name)} is longer than "
                    f"{limits.text:,} characters.",
                    "Shorten it, save the workbook, and send it again.",
                    sheet=part.sheet,
                )
        if not size:
            raise part.unreadable("it is empty")
    except expat.ExpatError as fault:
        raise part.unreadable(f"its text is damaged in line {fault.lineno:,}") from None
    except UnicodeDecodeError:
        raise part.unreadable("it has bytes that are not UTF-8") from None


def walk(
    part: Part,
    on_start: Callable[[list[str], Attributes], None],
    on_text: Callable[[list[str], str], None] | None = None,
) -> None:
    """Visit every element of a small part.

    Args:
        part: what is parsed.
        on_start: called with the path of ``namespace name`` from the root to the element, the
            element included, and its attributes.
        on_text: called at the end of each element with its path and the text since the last
            start or end of an element.

    Raises:
        PackageRefused: not well-formed, or beyond a bound.
    """
    path: list[str] = []
    texts: list[str] = []
    deepest = part.limits.depth

    def start(tag: str, attributes: Attributes) -> None:
        path.append(tag)
        if len(path) > deepest:
            raise part.too_deep()
        on_start(path, attributes)
        texts.clear()

    def end(_tag: str) -> None:
        if on_text is not None:
            on_text(path, "".join(texts))
            texts.clear()
        path.pop()

    parser = open_parser(part)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    if on_text is not None:
        parser.CharacterDataHandler = texts.append
    feed(parser, part, texts)


def scan(part: Part, on_start: Callable[[str, Attributes], None] | None = None) -> None:
    """Parse a part that nothing, or single elements, are taken from.

    Args:
        part: what is parsed.
        on_start: called with ``namespace name`` and attributes of every element.

    Raises:
        PackageRefused: not well-formed, or beyond a bound.
    """
    depth = 0
    deepest = part.limits.depth
    if on_start is None and _cannot_be_deep(part.data, deepest):
        parser = open_parser(part)
        names: dict[str, Attributes] = {}
        parser.StartElementHandler = names.setdefault  # so that `feed` can count different names
        feed(parser, part, [])
        return

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > deepest:
            raise part.too_deep()
        if on_start is not None:
            on_start(tag, attributes)

    def end(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    parser = open_parser(part)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    feed(parser, part, [])


def scan_once(part: Part, met: set[bytes]) -> None:
    """Parse a part that nothing is taken from, unless the same bytes were found to be sound.

    Raises:
        PackageRefused: not well-formed, or beyond a bound.
    """
    mark = part.print
    if mark in met:
        part.count_elements()
    else:
        scan(part)
        met.add(mark)


def _cannot_be_deep(data: bytes, deepest: int) -> bool:
    """Whether so few elements have an end of their own that they cannot stand too deep.

    In a part that is well-formed, all elements around another one have one; in any other part
    there may be more beginnings than ends, and those are left to be counted one by one.
    """
    ends = data.count(b"</")
    return ends < deepest and data.count(b"<") <= ends * 2 + data.count(b"/>") + 1


def in_utf8(part: Part) -> Part:
    """A custom XML part that begins as UTF-16, in UTF-8; Excel's own data models write such.

    Any other part is given back as it is, and refused in UTF-16 when it is parsed.
    """
    if not part.name.lower().startswith("customxml/") or part.data[:2] not in _UTF16_MARKS:
        return part
    text = _DECLARATION.sub("", part.data.decode("utf-16", "replace"), count=1)
    return replace(part, data=text.encode("utf-8", "replace"))


def is_markup(part: Part, content_type: str) -> bool:
    """Whether a part is XML, by its name, its content type or how it begins.

    Drawings in VML are not: Excel itself writes them with elements left open.
    """
    extension = part.name.rpartition(".")[2].lower()
    if extension == "vml":
        return False
    return (
        extension in ("xml", "rels")
        or content_type.endswith(("+xml", "/xml"))
        or part.data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<?xml")
    )


def check_opaque(part: Part) -> None:
    """Refuse a part that is not read as XML but declares a document type all the same.

    Raises:
        PackageRefused: it does.
    """
    start = part.data[:_SLICE].lstrip()
    if start.startswith(b"<") and any(word in part.data for word in _DECLARATIONS):
        raise document_type(part.name, part.sheet)
