"""What an edited workbook changes in the policy, told cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bsa_xl.location import Location
from bsa_xl.policy.naming import called
from bsa_xl.policy.sentences import plainly
from bsa_xl.policy.tree import Steps

from .families import Raw, sections_of
from .rendering import flow
from .returned import Returned
from .sheets import ENDS, POLICY


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs.

    Attributes:
        where: the cell that says so; the sheet alone, for what was taken out.
        what: which part of the policy, in words: ``component 'el', values FY2026``.
        before: what the policy said, as its file writes it; empty where it said nothing.
        after: what it says now; empty where it says nothing.
    """

    where: Location
    what: str
    before: str
    after: str

    def __str__(self) -> str:
        """``Values G9: component 'el', values FY2026: 0.24 -> 0.26``."""
        before, after = self.before or "(nothing)", self.after or "(taken out)"
        if not self.before:
            return f"{self.where}: {self.what}: new, {after}"
        return f"{self.where}: {self.what}: {before} -> {after}"


class _Nothing:
    """What stands where a policy says nothing; None is a value that ends."""


_NOTHING = _Nothing()


def changes_between(book: Returned) -> Iterator[Change]:
    """Every difference between the old policy and the new one, the smallest parts that differ."""
    yield from _between(book, book.old, book.data, (), ())


def _between(book: Returned, old: Raw, new: Raw, was: Steps, now: Steps) -> Iterator[Change]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _between_keys(book, old, new, was, now)
    elif isinstance(old, list) and isinstance(new, list) and _has_blocks(old, new):
        yield from _between_rows(book, old, new, was, now)
    else:
        yield _change(book, old, new, was, now)


def _between_keys(
    book: Returned, old: dict[str, Raw], new: dict[str, Raw], was: Steps, now: Steps
) -> Iterator[Change]:
    seen = set()
    for key, value in new.items():
        origin = book.origins.get((*now, key), (*was, key))
        before = str(origin[-1])
        seen.add(before)
        if before != key and before in old:
            yield Change(_where(book, (*now, key)), called((*was, before), book.old), before, key)
        yield from _between(book, old.get(before, _NOTHING), value, (*was, before), (*now, key))
    for key, value in old.items():
        if key not in seen:
            yield _change(book, value, _NOTHING, (*was, key), (*now, key))


def _between_rows(
    book: Returned, old: list[Raw], new: list[Raw], was: Steps, now: Steps
) -> Iterator[Change]:
    seen = set()
    for number, value in enumerate(new):
        origin = book.origins.get((*now, number))
        if origin is None:
            yield _change(book, _NOTHING, value, (*was, number), (*now, number))
            continue
        seen.add(origin[-1])
        before = old[int(origin[-1])]
        yield from _between(book, before, value, origin, (*now, number))
    for number, value in enumerate(old):
        if number not in seen:
            yield _change(book, value, _NOTHING, (*was, number), now)


def _change(book: Returned, old: Raw, new: Raw, was: Steps, now: Steps) -> Change:
    steps, data = (was, book.old) if new is _NOTHING else (now, book.data)
    return Change(_where(book, now), _words(steps, data), _short(old), _short(new))


def _words(steps: Steps, data: Raw) -> str:
    """``component 'el', values FY2026``."""
    name = called(steps, data)
    names = [called(steps[:length], data) for length in range(len(steps) + 1)]
    own = [str(step) for step in steps[names.index(name) :] if isinstance(step, str)]
    return ", ".join(filter(None, (name, " ".join(own))))


def _short(raw: Raw) -> str:
    if raw is _NOTHING:
        return ""
    if raw is None:
        return ENDS
    return plainly(raw if isinstance(raw, str) else flow(raw))


def _where(book: Returned, steps: Steps) -> Location:
    sheets = {section.key: section.title for section in sections_of(book.policy)}
    nowhere = Location(sheet=sheets.get(str(steps[0]), POLICY) if steps else POLICY)
    while steps and steps not in book.cells:
        steps = steps[:-1]
    return book.cells.get(steps, nowhere)


def _has_blocks(old: list[Raw], new: list[Raw]) -> bool:
    return any(isinstance(each, dict) for each in (*old, *new))
