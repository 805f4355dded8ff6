"""Rows of the sheet Parts that came back, put into the lists that they belong to."""

from __future__ import annotations

from bsa_xl.policy.sentences import listing, quote
from bsa_xl.policy.tree import Steps

from .families import NAMES, Family, Raw, family_of
from .kinds import BELONGS_TO_NOTHING, MISSING
from .leaves import Form, Leaf, Path
from .owners import Owners
from .returned import Returned, cell_text, put
from .returned_rows import in_file_order, row_of
from .sheets import PART, at, dotted, names_in, title_of
from .tables import Line, Table
from .walking import Placed

_BETWEEN = " / "


def take_parts(book: Returned, owners: Owners, table: Table | None) -> None:
    """The sheet Parts, lists of rows before lists of their parts."""
    lines = table.lines if table else []
    deep = sorted({cell_text(line.cells, PART).count(_BETWEEN) for line in lines})
    for depth in deep:
        owners.look_again()
        lists: dict[tuple[Steps, Path], list[Line]] = {}
        places: dict[tuple[Steps, Path], tuple[Placed, Leaf]] = {}
        for line in lines:
            if cell_text(line.cells, PART).count(_BETWEEN) == depth and table is not None:
                found = _list_of(book, owners, line, table)
                if found is not None:
                    here = (found[0].steps, found[1].path)
                    lists.setdefault(here, []).append(line)
                    places[here] = found
        for here, of_it in lists.items():
            if table is not None:
                _put_list(book, *places[here], of_it, table)
    owners.look_again()


def _list_of(
    book: Returned, owners: Owners, line: Line, table: Table
) -> tuple[Placed, Leaf] | None:
    """The owner of a row and the list in which it stands."""
    above, _, name = cell_text(line.cells, PART).rpartition(_BETWEEN)
    old = book.steps_of(line.key)
    owner = owners.of(line, table, above, owner_before(book, old))
    if owner is None:
        return None
    lists = {dotted(leaf.path): leaf for leaf in owner.having(Form.PARTS)}
    if not name and len(lists) == 1:
        return owner, next(iter(lists.values()))
    if name in lists:
        return owner, lists[name]
    where = table.where(line.row, PART)
    whose = quote(owner.address.row)
    if not name:
        book.tell(MISSING, where, "This row does not say what it is.",
                  f"Write one of: {listing(lists)}." if lists else "Delete this row.")  # fmt: skip
    else:
        remedy = f"Write one of: {listing(lists)}." if lists else "Delete this row."
        problem = f"{whose} has no list of {quote(name)}."
        book.tell(BELONGS_TO_NOTHING, where, problem, remedy)
    return None


def owner_before(book: Returned, old: Steps | None) -> Steps | None:
    """The owner of an entry of a list, or of a value, in the old policy: the nearest block."""
    while old:
        old = old[:-1]
        if book.old_place(old) is not None:
            return old
    return old


def _put_list(book: Returned, owner: Placed, leaf: Leaf, lines: list[Line], table: Table) -> None:
    """A list from its rows."""
    family = family_of(leaf.parts)
    was = _list_before(book, owner, leaf)
    origins: list[Steps | None] = []
    for line in lines:
        steps = book.steps_of(line.key)
        fits = steps is not None and steps[:-1] == was and steps not in origins
        origins.append(steps if fits else None)
    if not any(origins) and was is not None:
        origins = _by_name(book, family, leaf, lines, was)
    listed: list[Raw] = []
    for place, number in enumerate(in_file_order(origins)):
        line, old = lines[number], origins[number]
        steps = (*owner.steps, *leaf.path, place)
        if old is not None:
            book.origins[steps] = old
        book.cells[steps] = table.where(line.row, PART)
        listed.append(row_of(book, family, table, line, book.old_at(old) if old else None, steps))
    for length in range(1, len(leaf.path) + 1):
        here = (*owner.steps, *leaf.path[:length])
        book.cells.setdefault(here, table.where(lines[0].row, PART))
    put(block_at(book.data, owner.steps), leaf.path, listed)


def _by_name(
    book: Returned, family: Family, leaf: Leaf, lines: list[Line], was: Steps
) -> list[Steps | None]:
    """Where the hidden column is lost, a row is the old one of its name."""
    rows = at(book.old_at(was[: -len(leaf.path)]), leaf.path)
    names = names_in(family, rows if isinstance(rows, list) else [])
    known = {name: (*was, place) for place, name in enumerate(names)}
    titles = [title_of((key,)) for key in NAMES]
    found: list[Steps | None] = []
    for line in lines:
        name = next((text for t in titles if (text := cell_text(line.cells, t))), "")
        found.append(known.pop(name, None))
    return found


def _list_before(book: Returned, owner: Placed, leaf: Leaf) -> Steps | None:
    """Where the list stood in the old policy."""
    if not owner.steps:
        return leaf.path
    old = book.origins.get(owner.steps)
    return None if old is None else (*old, *leaf.path)


def block_at(data: Raw, steps: Steps) -> dict[str, Raw]:
    """The block at a place."""
    for step in steps:
        data = data[step]
    found: dict[str, Raw] = data
    return found
