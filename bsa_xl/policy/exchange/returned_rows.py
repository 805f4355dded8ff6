"""Rows of a workbook that came back, as blocks of the policy: settings, sections, sources."""

from __future__ import annotations

from collections.abc import Mapping

from bsa_xl.location import Location
from bsa_xl.policy.sentences import quote
from bsa_xl.policy.tree import Steps

from .cells import CellFaultError, Seen, text_of
from .citations import ASSUMED, usual_name
from .families import Family, Group, Raw, Section, settings_of
from .kinds import MISSING, NO_SHEET, TWICE, WRONG_CELL
from .leaves import ELSEWHERE, Form, Leaf
from .returned import Returned, cell_text, put
from .sheets import (
    ADDRESS,
    NAME,
    SECTION,
    SETTING,
    TITLE,
    VALUE,
    at,
    key_of,
    names_in,
    title_of,
)  # fmt: skip
from .tables import Line, Table


def take_sources(book: Returned, table: Table | None) -> None:
    """The sheet Sources."""
    if table is None:
        return
    for line in table.lines:
        parts = []
        for title in (NAME, TITLE, SECTION, ADDRESS):
            seen = line.cells.get(title)
            try:
                parts.append("" if seen is None else text_of(seen))
            except CellFaultError as fault:
                book.tell(fault.kind, table.where(line.row, title), fault.problem, fault.remedy)
                parts.append("")
        name, cited = parts[0], (parts[1], parts[2], parts[3])
        if not cited[0] and TITLE not in line.cells:
            where = table.where(line.row, TITLE)
            problem = (
                f"The source {quote(name)} has no title." if name else "A source has no title."
            )
            book.tell(MISSING, where, problem, "Type the document's title, or delete the row.")
        name = name or usual_name(cited)
        if name.casefold() in {known.casefold() for known in (*book.sources, ASSUMED)}:
            where = table.where(line.row, NAME)
            problem = f"The name {quote(name)} stands for another row already."
            book.tell(TWICE, where, problem, "Give each source a name of its own.")
            continue
        book.sources[name] = cited


def take_settings(book: Returned, table: Table | None) -> None:
    """The sheet Policy."""
    if table is None:
        return
    leaves = {key_of(leaf.path): leaf for leaf in settings_of(book.policy)}
    titles = {title_of(leaf.path).casefold(): key for key, leaf in leaves.items()}
    taken: dict[str, Line] = {}
    for line in table.lines:
        setting = cell_text(line.cells, SETTING)
        key = line.key if line.key in leaves else titles.get(setting.casefold(), "")
        where = table.where(line.row, SETTING)
        if not key and VALUE in line.cells:
            problem = f"The setting {quote(setting)} is not known."
            book.tell(WRONG_CELL, where, problem, "Write a setting's name as it was, or delete it.")
        elif key in taken:
            problem = f"The setting {quote(setting)} stands here again."
            book.tell(TWICE, where, problem, f"Keep one; the first is in row {taken[key].row}.")
        elif key:
            taken[key] = line
    for key, leaf in leaves.items():
        if leaf.form in ELSEWHERE:
            continue
        old = book.old_at(leaf.path)
        at_all = taken.get(key)
        where = table.where(at_all.row if at_all else table.head_row, VALUE)
        seen = at_all.cells.get(VALUE) if at_all else None
        put_field(book, book.data, leaf, seen, old, where, ())
        if at_all is None and old not in (None, "", [], {}):
            problem = f"The row of the setting {title_of(leaf.path)} is missing."
            book.tell(
                NO_SHEET, where, problem, "Put the row back; to say nothing, empty its value."
            )
        elif leaf.is_needed and seen is None:
            problem = f"{title_of(leaf.path)} is empty."
            book.tell(MISSING, where, problem, "Type it.")


def put_field(
    book: Returned,
    data: dict[str, Raw],
    leaf: Leaf,
    seen: Seen,
    old: Raw,
    where: Location,
    steps: Steps,
) -> None:
    """What a cell says, at its place in a block."""
    here = (*steps, *leaf.path)
    value = book.field(leaf, seen, old, where, here)
    for length in range(1, len(leaf.path)):
        book.cells.setdefault((*steps, *leaf.path[:length]), where)
    if value is None and here in book.unreadable:
        put(data, leaf.path, "?")
        put_none(data, leaf.path)
    elif value is not None or at(data, leaf.path) is not None:
        put(data, leaf.path, value)


def put_none(data: dict[str, Raw], path: tuple[str, ...]) -> None:
    """None at the end of a way, for a cell that could not be read."""
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = None


def take_section(book: Returned, section: Section, table: Table | None) -> None:
    """The rows of a section; new ones follow the row above them."""
    lines = table.lines if table else []
    keys = _origins(book, section, lines)
    old_rows = book.old_at((section.key,))
    if table is None or not lines:
        if isinstance(old_rows, dict | list) and not old_rows:
            book.data[section.key] = old_rows
        return
    made: dict[str, Raw] = {}
    listed: list[Raw] = []
    for place, number in enumerate(in_file_order([keys[n] for n in range(len(lines))])):
        line, old = lines[number], keys[number]
        name = cell_text(line.cells, NAME) if section.is_named else ""
        if section.is_named and name in made:
            problem = f"The name {quote(name)} stands here again."
            book.tell(TWICE, table.where(line.row, NAME), problem, "Give each row its own name.")
            continue
        if section.is_named and not name:
            problem = "This row has no name."
            book.tell(MISSING, table.where(line.row, NAME), problem, "Type one, or delete the row.")
            continue
        steps: Steps = (section.key, name if section.is_named else place)
        if old is not None:
            book.origins[steps] = old
        first = NAME if section.is_named else _first_title(section.family)
        book.cells[steps] = table.where(line.row, first)
        raw = row_of(book, section.family, table, line, book.old_at(old) if old else None, steps)
        made[name] = raw
        listed.append(raw)
    book.cells[(section.key,)] = Location(sheet=table.name)
    book.data[section.key] = made if section.is_named else listed


def _first_title(family: Family) -> str:
    return title_of(family.columns()[0].path)


def _origins(book: Returned, section: Section, lines: list[Line]) -> dict[int, Steps | None]:
    """Of every row, the row of the old policy that it was; a copy of a row is a new one."""
    found: dict[int, Steps | None] = {}
    for number, line in enumerate(lines):
        steps = book.steps_of(line.key)
        fits = steps is not None and len(steps) == 2 and steps[0] == section.key  # noqa: PLR2004
        found[number] = steps if fits else None
    for steps in list(found.values()):
        if steps is None:
            continue
        same = [other for other, its in found.items() if its == steps]
        if len(same) > 1:
            name = str(steps[1]) if section.is_named else _old_name(book, section, steps)
            title = NAME if section.is_named else _first_title(section.family)
            best = [n for n in same if cell_text(lines[n].cells, title) == name] or same
            for other in same:
                found[other] = steps if other == best[0] else None
    if not any(found.values()) and book.old is not None:
        return _by_name(book, section, lines)
    return found


def _old_name(book: Returned, section: Section, steps: Steps) -> str:
    rows = book.old_at((section.key,))
    return section.family.name_of(rows[int(steps[1])]) if isinstance(rows, list) else ""


def _by_name(book: Returned, section: Section, lines: list[Line]) -> dict[int, Steps | None]:
    """Where the hidden column is lost, a row is the old one of its name."""
    rows = book.old_at((section.key,))
    if isinstance(rows, dict):
        known: dict[str, Steps] = {name: (section.key, name) for name in rows}
    else:
        names = names_in(section.family, rows or [])
        known = {name: (section.key, place) for place, name in enumerate(names)}
    title = NAME if section.is_named else _first_title(section.family)
    return {n: known.pop(cell_text(line.cells, title), None) for n, line in enumerate(lines)}


def in_file_order(origins: list[Steps | None]) -> list[int]:
    """The rows' numbers: old ones in the file's order, each new one after the one above it."""
    kept = sorted((n for n, old in enumerate(origins) if old is not None),
                  key=lambda n: _position(origins[n]))  # fmt: skip
    after: dict[int, list[int]] = {}
    last = -1
    for number, old in enumerate(origins):
        if old is not None:
            last = number
        else:
            after.setdefault(last, []).append(number)
    order = list(after.get(-1, []))
    for number in kept:
        order += [number, *after.get(number, [])]
    return order


def _position(steps: Steps | None) -> int:
    last = steps[-1] if steps else 0
    return last if isinstance(last, int) else 0


def row_of(
    book: Returned, family: Family, table: Table, line: Line, old: Raw, steps: Steps
) -> dict[str, Raw]:
    """A block from the cells of its row; its numbers by year and its parts come later."""
    old = old if isinstance(old, dict) else {}
    data: dict[str, Raw] = {key: value for key, value in old.items() if not _is_later(family, key)}
    columns = sorted(family.columns(), key=lambda leaf: leaf.path != ("kind",))
    for column in columns:
        title = title_of(column.path)
        where = table.where(line.row, title)
        seen, leaf = line.cells.get(title), family.own(column, data)
        if leaf is None:
            continue
        put_field(book, data, leaf, seen, at(old, leaf.path), where, steps)
    group = family.group_of(data)
    if group is not None:
        _only_its_own(book, group, family, table, line)
        _what_is_missing(book, group, data, steps, table, line)
    return data


def _is_later(family: Family, key: str) -> bool:
    later = (*family.elsewhere(Form.DATED), *family.elsewhere(Form.PARTS))
    return any(path == (key,) for path in later)


def _only_its_own(book: Returned, group: Group, family: Family, table: Table, line: Line) -> None:
    """A cell that is filled although its row's kind has no such field."""
    for leaf in family.columns():
        title = title_of(leaf.path)
        if title not in line.cells or group.has_cell(leaf.path):
            continue
        kind = f"kind {group.word}" if family.has_kinds else f"a row with {group.word}"
        problem = f"{title} is not for {kind}."
        book.tell(WRONG_CELL, table.where(line.row, title), problem, "Empty this cell.")


def _what_is_missing(
    book: Returned, group: Group, data: Mapping[str, Raw], steps: Steps, table: Table, line: Line
) -> None:
    for leaf in group.leaves:
        skipped = leaf.form in ELSEWHERE or leaf.form is Form.SOURCE or not leaf.is_needed
        if skipped or at(data, leaf.path) is not None or (*steps, *leaf.path) in book.unreadable:
            continue
        title = title_of(leaf.path)
        whose = group.leaf(("id",)) and data.get("id")
        owner = quote(str(whose)) if whose else "This row"
        remedy = "Choose it from the list." if leaf.words else "Type it."
        if len(leaf.words) == 1:
            remedy = f"Choose {leaf.words[0]} from the list."
        book.tell(MISSING, table.where(line.row, title), f"{owner} has no {title}.", remedy)
        book.unreadable.add((*steps, *leaf.path))
