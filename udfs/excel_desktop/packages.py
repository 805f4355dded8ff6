"""A workbook without macros made into one with VBA and a ribbon, or an add-in: on any system.

The workbook's own parts stay as they are but for the code names that VBA knows its sheets by, which
are those that Excel gives. The empty VBA project is one that Excel wrote (it comes with pyOpenVBA);
our modules are put into it as text, and Excel compiles them when it opens the file. The same
workbook and modules always give the same parts.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

_WORKBOOK = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADDIN = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
_TYPES, _LINKS = "[Content_Types].xml", "_rels/.rels"
_RIBBON = "customUI/customUI14.xml"
_RIBBON_LINK = (
    b'<Relationship Id="rIdRibbon"'
    b' Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"'
    b' Target="customUI/customUI14.xml"/></Relationships>'
)
#: Every part carries the same time, so that nothing depends on when it was built.
_TIME, _TIME_IN_WORDS = (2026, 1, 1, 0, 0, 0), b"2026-01-01T00:00:00Z"
_PROPERTIES, _STYLES = "docProps/core.xml", "xl/styles.xml"
_MOMENT = re.compile(rb"(?<=>)\d{4}-\d\d-\d\dT[\d:]+Z(?=</dcterms:)")
_FONT, _FONT_PART = re.compile(rb"<font>(.*?)</font>", re.DOTALL), re.compile(rb"<(\w+)[^>]*/>")
#: As the standard has the parts of a font; openpyxl has an order of its own.
_FONT_ORDER = b"b i strike condense extend outline shadow u vertAlign sz color name family".split()
_ZIP_ATTRIBUTES = 0o600 << 16


def with_macros(workbook: bytes, modules: Mapping[str, str], ribbon: bytes) -> bytes:
    """An .xlsm from an .xlsx.

    Args:
        workbook: the .xlsx.
        modules: VBA modules, name to text.
        ribbon: from `ribbon_xml`.
    """
    parts = _settled(workbook)
    parts[_TYPES] = _changed(parts[_TYPES], _WORKBOOK, _MACROS)
    parts = _with_project(parts, modules)
    parts[_LINKS] = _changed(parts[_LINKS], b"</Relationships>", _RIBBON_LINK)
    parts[_RIBBON] = ribbon
    return _zipped(parts)


def settled(workbook: bytes) -> bytes:
    """An .xlsx of openpyxl's whose parts depend on no clock, in the order of the standard."""
    return _zipped(_settled(workbook))


def addin(workbook: bytes, modules: Mapping[str, str], ribbon: bytes) -> bytes:
    """An .xlam from an empty .xlsx: a workbook that nobody sees, with VBA and a ribbon."""
    parts = _parts(with_macros(workbook, modules, ribbon))
    parts[_TYPES] = _changed(parts[_TYPES], _MACROS, _ADDIN)
    return _zipped(parts)


def _with_project(parts: Mapping[str, bytes], modules: Mapping[str, str]) -> dict[str, bytes]:
    """The parts with a VBA project: a module for the workbook, one for each sheet, and ours."""
    from pyopenvba import ExcelFile  # type: ignore[import-untyped]  # noqa: PLC0415 - only to build

    with TemporaryDirectory() as folder:
        path = Path(folder) / "draft.xlsm"
        path.write_bytes(_zipped(parts))
        with ExcelFile(path) as book, warnings.catch_warnings():
            project = book.add_vba_project()
            for name, text in modules.items():
                project.add_module(name, text.replace("\n", "\r\n"))
            book.save()
            faults = book.validate()
        if faults:
            raise ValueError(f"the VBA project is not sound: {faults}")
        return _parts(path.read_bytes())


def _settled(workbook: bytes) -> dict[str, bytes]:
    parts = _parts(workbook)
    for name, mended in ((_PROPERTIES, _without_time), (_STYLES, _with_fonts_in_order)):
        if name in parts:
            parts[name] = mended(parts[name])
    return parts


def _without_time(properties: bytes) -> bytes:
    return _MOMENT.sub(_TIME_IN_WORDS, properties)


def _with_fonts_in_order(styles: bytes) -> bytes:
    def place(part: re.Match[bytes]) -> int:
        name = part[1]
        return _FONT_ORDER.index(name) if name in _FONT_ORDER else len(_FONT_ORDER)

    def ordered(font: re.Match[bytes]) -> bytes:
        parts = sorted(_FONT_PART.finditer(font[1]), key=place)
        return b"<font>" + b"".join(part[0] for part in parts) + b"</font>"

    return _FONT.sub(ordered, styles)


def _changed(part: bytes, found: bytes, ours: bytes) -> bytes:
    if part.count(found) != 1:
        raise ValueError(f"{found!r} stands {part.count(found)} times in the package")
    return part.replace(found, ours)


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as held:
        return {name: held.read(name) for name in held.namelist()}


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _ZIP_ATTRIBUTES
            package.writestr(entry, data)
    return held.getvalue()
