"""The key that signs issued workbooks. It never leaves the store's folder.

One line for each key, ``<id> <secret in hex>``; the first signs, all of them verify, so that a new
key does not disown the workbooks that are already out.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from bsa_xl.filing import write_durably

from .faults import StoreDamagedError

_HEAD = "bsa-xl signing keys 1"
_SECRET = 32
_ID = 8


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A secret and what it is called.

    Attributes:
        id: 8 hexadecimal digits that say nothing about the secret.
        secret: 32 random bytes; not shown when the key is printed.
    """

    id: str
    secret: bytes = field(repr=False)

    def mac(self, message: bytes) -> str:
        """HMAC-SHA256 of a message, in hexadecimal digits."""
        return hmac.new(self.secret, message, hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of a store, the one that signs first; at least one."""

    keys: tuple[SigningKey, ...]

    @property
    def signing(self) -> SigningKey:
        """The key that signs."""
        return self.keys[0]

    def sign(self, message: bytes) -> str:
        """A signature that names its key: ``<key id>:<mac>``."""
        return f"{self.signing.id}:{self.signing.mac(message)}"

    def verifies(self, message: bytes, signature: str) -> bool:
        """Whether one of the keys made this signature; takes the same time whatever it differs in.

        Args:
            message: what was signed.
            signature: as `sign` gives it; anything else is False.
        """
        name, _, mac = signature.partition(":")
        given = mac.encode("utf-8", "surrogatepass")
        found = False
        for key in self.keys:
            is_right = hmac.compare_digest(key.mac(message).encode(), given)
            found |= is_right and key.id == name
        return found


def read_keys(path: Path) -> KeyRing | None:
    """The keys in a file; None where there is none yet.

    Raises:
        StoreDamagedError: the file is something else, or cut short.
    """
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        lines = []
    if len(lines) > 1 and lines[0] == _HEAD:
        keys = [_key(line) for line in lines[1:]]
        whole = tuple(key for key in keys if key is not None)
        if len(whole) == len(keys):
            return KeyRing(whole)
    raise StoreDamagedError(
        f"The signing key in {path} cannot be read.", "Put the file back from the last backup."
    )


def write_new_key(path: Path, older: KeyRing | None = None) -> KeyRing:
    """A fresh key that signs from now on; the older ones go on verifying.

    Only its owner may read the file, from before the first byte on.

    Raises:
        CannotWriteError: the disk is full, and so on.
    """
    key = SigningKey(secrets.token_hex(_ID // 2), secrets.token_bytes(_SECRET))
    ring = KeyRing((key, *(older.keys if older else ())))
    lines = [_HEAD, *(f"{each.id} {each.secret.hex()}" for each in ring.keys), ""]
    write_durably(path, "\n".join(lines).encode("ascii"), private=True)
    return ring


def _key(line: str) -> SigningKey | None:
    name, _, digits = line.partition(" ")
    try:
        secret = bytes.fromhex(digits)
    except ValueError:
        return None
    if len(name) != _ID or len(secret) != _SECRET:
        return None
    return SigningKey(name, secret)
