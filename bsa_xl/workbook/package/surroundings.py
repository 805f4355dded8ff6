"""What a sheet says besides its cells: merged ranges, validations, protection.

The declared dimension, headers and footers, drawings and formats by condition are passed over:
nothing is believed that the cells themselves can tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from . import kinds
from .address import Area
from .markup import MAIN, STRICT, feed, open_parser
from .model import Validation
from .part import Attributes, Part
from .refusal import SAVE_AGAIN, PackageRefused, refused, shown

_YES = ("1", "true", "on")
_DEPTHS = {
    "worksheet": 1, "sheetData": 2, "mergeCells": 2, "sheetProtection": 2, "dataValidations": 2,
    "mergeCell": 3,
}  # fmt: skip
_WITH_TEXT = ("formula1", "formula2", "f", "sqref")
_OWN = (*_DEPTHS, "dataValidation", "formula1", "formula2")
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"

#: The elements that are taken note of, by their full names and by the names that Excel gives them.
NAMES: Mapping[str, str] = MappingProxyType(
    {f"{MAIN} {name}": name for name in _OWN}
    | {f"{_X14} {name}": name for name in ("dataValidation", "formula1", "formula2")}
    | {f"{_XM} f": "f", f"{_XM} sqref": "sqref"}
)
PLAIN_NAMES: Mapping[str, str] = MappingProxyType(
    {name: name for name in _OWN}
    | {f"x14:{name}": name for name in ("dataValidation", "formula1", "formula2")}
    | {"xm:f": "f", "xm:sqref": "sqref"}
)


def is_yes(value: str | None) -> bool:
    """Whether an attribute says yes."""
    return value in _YES


def local(tag: str) -> str:
    """An element's name without its namespace or prefix."""
    return tag[max(tag.rfind(":"), tag.rfind(" ")) + 1 :]


def wrong_root(part: Part, tag: str) -> PackageRefused:
    """The exception for a part whose outermost element is not the expected one."""
    if tag.startswith(STRICT):
        return strict_format(part.sheet)
    return part.corrupt(
        f"The part {shown(part.name)} of the file begins with {shown(local(tag))}, which does not "
        "belong there."
    )


def misplaced(part: Part, name: str) -> PackageRefused:
    """The exception for an element that stands where Excel never writes it."""
    return part.corrupt(f"In the file the element {shown(name)} stands where it does not belong.")


def strict_format(sheet: str = "") -> PackageRefused:
    """The exception for "Strict Open XML Spreadsheet", a choice in Excel's Save As."""
    return refused(
        kinds.FORMAT,
        'The workbook is saved as "Strict Open XML Spreadsheet".',
        SAVE_AGAIN,
        sheet=sheet,
    )


class Around(NamedTuple):
    """What stands around the cells of a sheet.

    Attributes:
        merges: merged ranges in the order of the file.
        validations: data validations, those that newer Excels keep apart included.
        protected: whether the sheet is protected.
        has_data: whether the element that holds the cells was met.
    """

    merges: tuple[str, ...]
    validations: tuple[Validation, ...]
    protected: bool
    has_data: bool


class Surroundings:
    """Collects what stands around the cells, as the parser meets it.

    Attributes:
        merges: merged ranges in the order of the file.
        validations: data validations, those that newer Excels keep apart included.
        protected: whether the sheet is protected.
        has_data: whether the element that holds the cells was met.
    """

    __slots__ = ("_formula", "_part", "_pending", "has_data", "merges", "protected", "validations")

    def __init__(self, part: Part) -> None:
        self._part = part
        self._pending: Validation | None = None
        self._formula = ""
        self.merges: list[str] = []
        self.validations: list[Validation] = []
        self.protected = False
        self.has_data = False

    def start(self, name: str, depth: int, attributes: Attributes) -> bool:
        """Take note of an element of `NAMES`; whether its text is wanted at its end.

        Args:
            name: as `NAMES` has it.
            depth: how deep it stands, the outermost element being 1.
            attributes: of the element.

        Raises:
            PackageRefused: it stands where it does not belong, or is beyond a bound.
        """
        if _DEPTHS.get(name, depth) != depth or (name == "sheetData" and self.has_data):
            raise misplaced(self._part, name)
        if name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "sheetProtection":
            self.protected = is_yes(attributes.get("sheet"))
        elif name == "sheetData":
            self.has_data = True
        elif name == "dataValidation":
            self._pending = Validation(
                attributes.get("sqref", ""),
                attributes.get("type", "none"),
                attributes.get("operator", "between"),
            )
        elif name in ("formula1", "formula2"):
            self._formula = name
        return self._pending is not None and name in _WITH_TEXT

    def end(self, name: str, text: str) -> None:
        """Take note of the end of an element of `NAMES`, and of its text where it was wanted."""
        pending = self._pending
        if pending is None:
            return
        if name == "dataValidation":
            self._add(pending)
            self._pending = None
        elif name == "sqref":
            self._pending = pending._replace(ranges=text)
        elif name == "formula2" or (name == "f" and self._formula == "formula2"):
            self._pending = pending._replace(formula2=text or pending.formula2)
        elif name in ("formula1", "f"):
            self._pending = pending._replace(formula1=text or pending.formula1)

    def around(self) -> Around:
        """All that was met."""
        return Around(tuple(self.merges), tuple(self.validations), self.protected, self.has_data)

    def _add(self, validation: Validation) -> None:
        self.validations.append(validation)
        if len(self.validations) > self._part.limits.validations:
            raise refused(
                kinds.LIMIT,
                f"The sheet has more than {self._part.limits.validations:,} data validations.",
                SAVE_AGAIN,
                sheet=self._part.sheet,
            )

    def _merge(self, ref: str) -> None:
        part, limits = self._part, self._part.limits
        area = Area.parse(ref)
        if area is None:
            raise part.corrupt(f"A merged range is given as {shown(ref)}.")
        if area.size > limits.merge_cells:
            raise refused(
                kinds.MERGE,
                f"{area.size:,} cells are merged into one.",
                "Unmerge them (Home > Merge & Center), save the workbook, and send it again.",
                sheet=part.sheet,
                cell=ref,
            )
        self.merges.append(ref)
        if len(self.merges) > limits.merges:
            raise refused(
                kinds.MERGE,
                f"The sheet has more than {limits.merges:,} merged ranges.",
                "Unmerge them (Home > Merge & Center), save the workbook, and send it again.",
                sheet=part.sheet,
            )


def read_outline(part: Part, around: Surroundings) -> None:
    """Read what stands around the cells of a sheet whose cells were taken out of it.

    Args:
        part: the sheet's XML without its rows; its names are plain.
        around: takes what is there.

    Raises:
        PackageRefused: not well-formed, or beyond a bound.
    """
    depth, deepest = 0, part.limits.depth
    texts: list[str] = []

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        name = PLAIN_NAMES.get(tag)
        if depth > deepest:
            raise part.too_deep()
        if name is None:
            if depth == 1:
                raise wrong_root(part, tag)
        elif around.start(name, depth, attributes):
            texts.clear()
            parser.CharacterDataHandler = texts.append

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        name = PLAIN_NAMES.get(tag)
        if name is not None:
            around.end(name, "".join(texts))
            texts.clear()
            parser.CharacterDataHandler = None

    parser = open_parser(part, plain=True)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    feed(parser, part, texts)
