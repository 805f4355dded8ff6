"""The library of published formulas that comes with the product."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from itertools import takewhile
from typing import Literal

from bsa_xl.fiscal_year import FiscalYear

from .read import read_policy
from .walk import dated_values

#: What a policy of the library is, the strongest reservation first.
Standing = Literal["example", "partial", "with assumptions", "published"]
_PARTIAL = re.compile(r"Partial:\s*(.*)", re.DOTALL)
_FICTIONAL = re.compile(r"\bis fictional\b")


@dataclass(frozen=True, slots=True)
class LibraryPolicy:
    """What a policy of the library is, for whoever chooses one.

    Attributes:
        name: under which it lies in the library.
        title: as the file says it.
        standing: ``example`` of a district that does not exist; ``partial`` where its notes say
            what is missing; ``with assumptions`` where a value is one that no document gives;
            else ``published``.
        missing: what its notes say is missing; empty for nothing.
        since: the first fiscal year of any of its values; None where it has none.
        until: the last fiscal year in which any of its values begins or ends.
        components: components and adjustments.
        assumptions: values that no document gives.
    """

    name: str
    title: str
    standing: Standing
    missing: str
    since: FiscalYear | None
    until: FiscalYear | None
    components: int
    assumptions: int


def published_policies() -> tuple[str, ...]:
    """The names of the policies in the library, ``riverbend`` among them, in alphabetic order."""
    shelf = files(f"{__package__}.library").iterdir()
    names = (book.name for book in shelf)
    return tuple(sorted(name[: -len(".yaml")] for name in names if name.endswith(".yaml")))


def published_policy(name: str) -> bytes:
    """The bytes of a policy in the library, for `read_policy`.

    Raises:
        KeyError: the library has no policy of that name.
    """
    if name not in published_policies():
        raise KeyError(name)
    return files(f"{__package__}.library").joinpath(f"{name}.yaml").read_bytes()


def library_policy(name: str) -> LibraryPolicy:
    """What a policy of the library is.

    Raises:
        KeyError: the library has no policy of that name.
    """
    file, findings = read_policy(published_policy(name), name=f"{name}.yaml")
    if file is None:
        raise ValueError(f"the library's {name} has faults: {findings[0]}")
    policy = file.policy
    entries = [entry for placed in dated_values(policy) for entry in placed.value.entries]
    years = sorted(entry.since for entry in entries)
    partial = _PARTIAL.fullmatch(policy.notes.strip())
    assumptions = sum(entry.assumption for entry in entries)
    return LibraryPolicy(
        name=name,
        title=policy.title,
        standing=_standing(file.text, is_partial=partial is not None, assumptions=assumptions),
        missing=" ".join(partial[1].split()) if partial else "",
        since=years[0] if years else None,
        until=years[-1] if years else None,
        components=len(policy.components) + len(policy.adjustments),
        assumptions=assumptions,
    )


def _standing(text: str, *, is_partial: bool, assumptions: int) -> Standing:
    head = " ".join(takewhile(lambda line: line.startswith("#"), text.splitlines()))
    if _FICTIONAL.search(head):
        return "example"
    if is_partial:
        return "partial"
    return "with assumptions" if assumptions else "published"
