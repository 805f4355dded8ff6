"""The library of published formulas: what is in it, and a copy of one to start from."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from bsa_xl.filing import write_durably
from bsa_xl.policy import LibraryPolicy, library_policy, published_policies, published_policy

from .stops import UnknownNameError


@dataclass(frozen=True, slots=True)
class CopyOrder:
    """A copy of a policy of the library.

    Attributes:
        name: of the policy, with or without ``.yaml``.
        out: the file to write; None to look at it only.
        dry_run: nothing is written.
    """

    name: str
    out: Path | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Copied:
    """What copying came to.

    Attributes:
        entry: what the policy is.
        text: the whole file, remarks too.
        path: where the copy lies; None where nothing was written.
    """

    entry: LibraryPolicy
    text: str
    path: Path | None = None


def list_library() -> tuple[LibraryPolicy, ...]:
    """What every policy of the library is, by name."""
    return tuple(map(library_policy, published_policies()))


def copy_policy(order: CopyOrder) -> Copied:
    """A policy of the library, byte for byte, to read or to start from.

    Args:
        order: which, and where to.

    Raises:
        UnknownNameError: the library has no policy of that name.
        CannotWriteError: the disk is full, and so on.
    """
    name = _known(order.name)
    data = published_policy(name)
    path = None if order.dry_run else order.out
    if path is not None:
        write_durably(path, data)
    return Copied(library_policy(name), data.decode("utf-8"), path)


def _known(typed: str) -> str:
    """The name in the library that was typed; ending, capitals and dashes do not matter.

    Raises:
        UnknownNameError: there is no such policy.
    """
    names = published_policies()
    asked = typed.strip().casefold().removesuffix(".yaml").replace("-", "_").replace(" ", "_")
    if asked in names:
        return asked
    near = difflib.get_close_matches(asked, names, n=1, cutoff=0.5)
    near = near or [name for name in names if asked and asked in name][:1]
    remedy = "Run bsa-xl policy list for the names."
    raise UnknownNameError(
        f"The library has no policy {typed!r}.",
        f"Did you mean {near[0]}? {remedy}" if near else remedy,
    )
