"""Writes UNO's binary type library (.rdb), so that no LibreOffice is needed to build the extension.

Calc asks the type library which functions an add-in has. The format is the one of LibreOffice's own
`unoidl-write`: little-endian, names ended by NUL, texts with their length before them and, where a
text has occurred, its place instead (top bit set). A test holds the bytes against that program's.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

_MAGIC = b"UNOIDL\xff\0"
_BANNER = b"\0** BSA-XL **\0"
_MODULE, _INTERFACE = b"\0", b"\x05"
_IN = b"\0"
_SEEN = 0x80000000
#: An answer is rows of cells; any other type makes Calc refuse one of the two, cells or ranges.
ANSWER = "[][]any"
ARGUMENT = "any"


class _Library:
    def __init__(self, banner: bytes) -> None:
        self.data = bytearray(_MAGIC + bytes(8) + banner)
        self._places: dict[str, int] = {}

    def number(self, number: int) -> None:
        self.data += struct.pack("<I", number)

    def text(self, text: str) -> None:
        if text in self._places:
            self.number(self._places[text] | _SEEN)
            return
        self._places[text] = len(self.data)
        self.number(len(text))
        self.data += text.encode("ascii")

    def name(self, name: str) -> int:
        place = len(self.data)
        self.data += name.encode("ascii") + b"\0"
        return place

    def interface(self, base: str, methods: Mapping[str, Sequence[str]]) -> int:
        place = len(self.data)
        self.data += _INTERFACE
        self.number(1)
        self.text(base)
        self.number(0)  # optional bases
        self.number(0)  # attributes
        self.number(len(methods))
        for method, arguments in methods.items():
            self.text(method)
            self.text(ANSWER)
            self.number(len(arguments))
            for argument in arguments:
                self.data += _IN
                self.text(argument)
                self.text(ARGUMENT)
            self.number(0)  # exceptions
        return place

    def module(self, name: int, place: int) -> int:
        made = len(self.data)
        self.data += _MODULE
        for number in (1, name, place):
            self.number(number)
        return made


def type_library(
    interface: str, methods: Mapping[str, Sequence[str]], banner: bytes = _BANNER
) -> bytes:
    """A type library with one interface.

    Args:
        interface: its full name: ``bsaxl.calc.XFunctions``.
        methods: argument names by method, in their order; every argument is one cell or a range,
            every answer is rows of cells.
        banner: what the file says of its origin; not read by anyone.
    """
    library = _Library(banner)
    *modules, name = interface.split(".")
    place = library.interface("com.sun.star.uno.XInterface", methods)
    for module in reversed(modules):
        place = library.module(library.name(name), place)
        name = module
    name_at = library.name(name)
    root = len(library.data)
    library.number(name_at)
    library.number(place)
    struct.pack_into("<II", library.data, len(_MAGIC), root, 1)
    return bytes(library.data)
