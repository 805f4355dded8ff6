"""Which workbook it is, carried in three places: a hidden sheet, a property, a defined name.

The token names the workbook and seals its locked content. Its signature needs the central office's
key, which never travels; the register remains the authority.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from .case import Identity

STAMP_SHEET = "Stamp"
TOKEN_NAME = "BSA_token"  # noqa: S105 - a defined name, not a secret
#: The cell of the stamp sheet that holds the token.
TOKEN_CELL = "B2"  # noqa: S105
TOKEN_MARK = "@@token@@"  # noqa: S105
_FIELDS = (
    "school_id", "fiscal_year", "event", "revision", "template", "policy_fingerprint",
    "nonce", "issued_on", "is_draft",
)  # fmt: skip
_SEPARATOR = "|"
_DIGEST = 32
_MOST_TEXT = 255


@dataclass(frozen=True, slots=True)
class Token:
    """An identity with the digest of the locked content and its signature.

    Attributes:
        identity: without the policy's id, which the snapshot has.
        digest: the first 32 characters of the SHA-256 of the locked content.
        signature: over `message`, by the central office's key; empty where none was at hand.
    """

    identity: Identity
    digest: str
    signature: str

    @property
    def message(self) -> bytes:
        """What is signed."""
        return _SEPARATOR.join((*_texts(self.identity), self.digest)).encode()

    @property
    def text(self) -> str:
        """As it stands in the workbook.

        Raises:
            ValueError: it has more than the 255 characters that a defined name can hold.
        """
        text = _SEPARATOR.join(("BSA1", *_texts(self.identity), self.digest, self.signature))
        if len(text) > _MOST_TEXT:
            raise ValueError(f"the token of school {self.identity.school_id} is too long")
        return text


class TokenError(ValueError):
    """The text is no token of this product."""


def read_token(text: str) -> Token:
    """The token that a text stands for.

    Raises:
        TokenError: it is none, or one of a newer form.
    """
    parts = text.split(_SEPARATOR)
    if len(parts) != len(_FIELDS) + 3 or parts[0] != "BSA1":
        raise TokenError(text[:40])
    fields = dict(zip(_FIELDS, parts[1:-2], strict=True))
    try:
        revision = int(fields["revision"])
    except ValueError as error:
        raise TokenError(text[:40]) from error
    identity = Identity(
        school_id=fields["school_id"],
        fiscal_year=fields["fiscal_year"],
        event=fields["event"],
        revision=revision,
        template=fields["template"],
        policy="",
        policy_fingerprint=fields["policy_fingerprint"],
        nonce=fields["nonce"],
        issued_on=fields["issued_on"],
        is_draft=fields["is_draft"] == "draft",
    )
    return Token(identity, parts[-2], parts[-1])


def seal(identity: Identity, digest: str, sign: Callable[[bytes], str] | None) -> Token:
    """The token of an issued workbook.

    Args:
        identity: which workbook.
        digest: of its locked content, hexadecimal.
        sign: makes a signature of a message; None where no key is at hand.
    """
    token = Token(identity, digest[:_DIGEST], "")
    return token if sign is None else replace(token, signature=sign(token.message))


def _texts(identity: Identity) -> tuple[str, ...]:
    fields = asdict(identity)
    fields["is_draft"] = "draft" if identity.is_draft else "adopted"
    return tuple(str(fields[name]).replace(_SEPARATOR, "/") for name in _FIELDS)
