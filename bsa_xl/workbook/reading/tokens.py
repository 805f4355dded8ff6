"""Which workbook came back, by the token in its three places."""

from __future__ import annotations

from collections.abc import Iterator

from bsa_xl.finding import FindingKind
from bsa_xl.location import Location
from bsa_xl.workbook.form import FORM_VERSION
from bsa_xl.workbook.identity import (
    STAMP_SHEET,
    TOKEN_CELL,
    TOKEN_NAME,
    Token,
    TokenError,
    read_token,
)
from bsa_xl.workbook.package import CellKind, Package, PackageRefused, kinds
from bsa_xl.workbook.package.refusal import shown

_LONGEST = 255
_MARK = "BSA"


def token_of(package: Package) -> Token:
    """The token of a returned workbook; one place of the three is enough.

    Raises:
        PackageRefused: there is none, it is of another version of BSA-XL, or the places differ.
    """
    found = list(dict.fromkeys(text for text in _texts(package) if text))
    if not found:
        raise refusal(
            package,
            kinds.NOT_OURS,
            "The file carries no mark of a workbook that BSA-XL issued.",
            "Send the workbook that the central office issued to your school, saved as .xlsx.",
        )
    tokens = [_token(package, text) for text in found]
    if len(tokens) > 1:
        raise refusal(
            package,
            kinds.IDENTITY,
            f"The file says of itself that it is {_named(tokens[0])}, and elsewhere in it that it "
            f"is {_named(tokens[1])}.",
            "Copy your entries into a workbook as it was issued, and send that one.",
        )
    return tokens[0]


def refusal(package: Package, kind: FindingKind, problem: str, remedy: str) -> PackageRefused:
    """The exception for a file that is not read any further."""
    return PackageRefused(kind.at(Location(file=package.file), problem, remedy))


def _texts(package: Package) -> Iterator[str]:
    """What stands in each of the places."""
    stamp = package.sheets.get(STAMP_SHEET)
    cell = None if stamp is None else stamp.cells.get(TOKEN_CELL)
    if cell is not None and cell.kind is CellKind.TEXT and cell.source is None:
        yield cell.text
    yield package.custom_properties.get(TOKEN_NAME, "")
    name = package.defined_names.get(TOKEN_NAME, "")
    if len(name) > 1 and name[0] == name[-1] == '"':
        yield name[1:-1].replace('""', '"')


def _token(package: Package, text: str) -> Token:
    try:
        token = read_token(text) if len(text) <= _LONGEST else None
    except TokenError:
        token = None
    if token is not None and token.text == text:
        return token
    if text.startswith(_MARK) and not text.startswith("BSA1|"):
        raise refusal(
            package,
            kinds.VERSION,
            "The workbook was issued by a newer version of BSA-XL than this one.",
            "Ask the central office to install the version that issued it.",
        )
    raise refusal(
        package,
        kinds.NOT_OURS,
        "The mark by which BSA-XL knows its workbooks was changed in this file.",
        "Copy your entries into a workbook as it was issued, and send that one.",
    )


def _named(token: Token) -> str:
    return shown(token.identity.code)


def other_form(package: Package, form: str) -> PackageRefused:
    """The refusal of a workbook on a form that this version does not have."""
    return refusal(
        package,
        kinds.VERSION,
        f"The workbook is filled in on form {shown(form)}, and this version of BSA-XL "
        f"reads form {shown(FORM_VERSION)}.",
        "Use the version of BSA-XL that issued the workbook, or have it issued again.",
    )
