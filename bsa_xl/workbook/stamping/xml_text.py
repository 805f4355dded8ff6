"""Finding places in the XML of a part, by byte, whichever program wrote it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

from bsa_xl.finding import Fault
from bsa_xl.location import Location

from .faults import TemplateError

#: An opening tag: its name, its attributes, and a slash when it is closed at once. A closing
#: bracket may stand inside an attribute's value.
TAG = re.compile(rb"<([^\s/>]+)((?:\s+[^\s=/>]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(/?)>")
ATTRIBUTE = re.compile(rb"\s+([^\s=/>]+)\s*=\s*(\"[^\"]*\"|'[^']*')")

_DECLARATION = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"'][^>]*\?>")

#: Both namespaces of spreadsheets: the usual one and that of "Strict Open XML".
MAIN = frozenset(
    {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    }
)

#: Between namespace, name and prefix in the names that the parser reports.
_BETWEEN = " "


def split_name(reported: str) -> tuple[str, str, str]:
    """Namespace, local name, and the prefix with its colon, all empty where there is none."""
    parts = reported.split(_BETWEEN)
    if len(parts) == 1:
        return "", parts[0], ""
    return parts[0], parts[1], f"{parts[2]}:" if len(parts) > 2 else ""  # noqa: PLR2004


def not_a_template(part: str, problem: str) -> TemplateError:
    """The template is refused as a whole, for what stands in one of its parts."""
    return TemplateError(
        [
            Fault(
                Location(),
                f"the template cannot be used: {problem}{f' (in {part})' if part else ''}.",
                "Open it in Excel, save it as an Excel workbook (.xlsx), and try again.",
            )
        ]
    )


def as_utf8(part: str, data: bytes) -> bytes:
    """The part in UTF-8. Office writes nothing else; the standard allows UTF-16 besides.

    Raises:
        TemplateError: it is in neither.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise not_a_template(part, "a part of it is damaged") from error
        return re.sub(r"^(\s*<\?xml[^>]*?)\s+encoding\s*=\s*([\"']).*?\2", r"\1", text).encode()
    declared = _DECLARATION.match(data.removeprefix(codecs.BOM_UTF8))
    if declared and declared[1].lower() not in {b"utf-8", b"utf8", b"us-ascii"}:
        raise not_a_template(part, "a part of it is written in an encoding that workbooks lack")
    return data


def walk(
    part: str,
    data: bytes,
    start: Callable[[int, str, Mapping[str, str]], None],
    end: Callable[[int, str], None] | None = None,
) -> None:
    """Call ``start`` and ``end`` for each element, with the byte at which its tag begins.

    Of an element that is closed at once, the byte of the end means nothing.

    Args:
        part: the part's name, for messages.
        data: UTF-8.
        start: takes the byte, the name as `split_name` reads it, and the attributes.
        end: takes the byte and the name.

    Raises:
        TemplateError: it is not XML, or it declares a document type, as no workbook does.
    """
    parser = expat.ParserCreate("utf-8", _BETWEEN)
    parser.namespace_prefixes = True
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise not_a_template(part, "a part of it declares a document type")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(
        parser.CurrentByteIndex, name, attributes
    )
    if end is not None:
        parser.EndElementHandler = lambda name: end(parser.CurrentByteIndex, name)
    try:
        parser.Parse(data, True)  # noqa: FBT003  the parser's own interface
    except expat.ExpatError as error:
        raise not_a_template(part, "a part of it is damaged") from error


def require_whole(part: str, data: bytes) -> None:
    """Refuse a part that is not XML, or that declares a document type, as no workbook does.

    Raises:
        TemplateError: it is so.
    """
    parser = expat.ParserCreate("utf-8")

    def refuse(*_: object) -> None:
        raise not_a_template(part, "a part of it declares a document type")

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003  the parser's own interface
    except expat.ExpatError as error:
        raise not_a_template(part, "a part of it is damaged") from error


def tag_at(part: str, data: bytes, at: int) -> re.Match[bytes]:
    """The opening tag that begins at this byte."""
    found = TAG.match(data, at)
    if found is None:
        raise not_a_template(part, "a part of it is damaged")
    return found
