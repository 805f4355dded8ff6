"""A policy as sheets: what stands in every cell, before anything of a spreadsheet is known."""

from __future__ import annotations

from dataclasses import dataclass

from bsa_xl.policy.document import Block
from bsa_xl.policy.model import Policy
from bsa_xl.policy.sentences import listing

from .cells import Seen, show
from .citations import Sources
from .dated_rows import values_sheet
from .families import Family, Raw, Section, family_of, sections_of, settings_of
from .leaves import ELSEWHERE, Form, Leaf, Path
from .sheets import (
    ABOUT,
    ADDRESS,
    KEY,
    NAME,
    PART,
    PARTS,
    POLICY,
    ROW,
    SECTION,
    SETTING,
    SHEET,
    SOURCES,
    TITLE,
    VALUE,
    Column,
    Role,
    Row,
    Sheet,
    at,
    dotted,
    is_grouped,
    key_of,
    title_of,
)
from .walking import Placed, placed_blocks

_WIDE = {"label": 34, "title": 38, "note": 34, "carryover": 34, "reason": 30, "id": 22, "unit": 18}
_WIDTHS = {Form.SOURCE: 34, Form.LISTS: 26, Form.TEXTS: 26, Form.PAIRS: 22, Form.NUMBER: 12}
_KEY = Column(KEY, Role.KEY, width=8)


@dataclass(frozen=True, slots=True)
class Contents:
    """All sheets that are typed on.

    Attributes:
        sheets: in the order of the workbook.
        sources: the names of the sources, as the sheet Sources lists them.
        placed: every block, in file order.
    """

    sheets: tuple[Sheet, ...]
    sources: Sources
    placed: tuple[Placed, ...]


def contents_of(data: Raw, policy: type[Block] = Policy) -> Contents:
    """The sheets of a policy.

    Args:
        data: the policy, as `tree.read_tree` gives it.
        policy: its model.
    """
    sources, placed = Sources(), tuple(placed_blocks(data, policy))
    sections = sections_of(policy)
    first = [_policy_sheet(data, policy, sources)]
    parts = _parts_sheet(placed, policy, sources)
    further = [values_sheet(placed, sources), *([parts] if parts else [])]
    for section in sections:
        first.append(_section_sheet(section, data.get(section.key), sources))
        if section.family.has_kinds:
            first += further
            further = []
    first += further
    return Contents((*first, _sources_sheet(sources)), sources, placed)


def _policy_sheet(data: Raw, policy: type[Block], sources: Sources) -> Sheet:
    rows = []
    for leaf in settings_of(policy):
        if leaf.form in ELSEWHERE:
            continue
        raw = at(data, leaf.path)
        seen = _shown(leaf, raw, sources)
        about = leaf.about[:1].upper() + leaf.about[1:]
        needed = "" if about or not leaf.words else f"One of: {', '.join(leaf.words)}."
        grouped = frozenset({1} if is_grouped(raw, seen) else ())
        rows.append(Row(key_of(leaf.path), (title_of(leaf.path), seen, about or needed), grouped))
    columns = (
        _KEY,
        Column(SETTING, Role.NAMED, width=26),
        Column(VALUE, width=52, prompt="What the policy says. Empty: not said."),
        Column(ABOUT, Role.SHOWN, width=64),
    )
    hints = (
        "What the policy says once, of itself and for all schools.",
        "Change a value in the yellow column; an empty one is not said. The rows stay as they are.",
    )
    return Sheet(POLICY, hints, columns, tuple(rows), 0)


def _section_sheet(section: Section, listed: Raw, sources: Sources) -> Sheet:
    name = Column(NAME, width=24, prompt="A short name: small letters, digits, - and _.")
    named = (name,) if section.is_named else ()
    raws = list(listed.values() if isinstance(listed, dict) else listed or [])
    leaves = section.family.columns()
    keys = [*listed] if isinstance(listed, dict) else range(len(raws))
    rows = []
    for key, raw in zip(keys, raws, strict=True):
        before = (key,) if section.is_named else ()
        own = tuple(section.family.own(leaf, raw) for leaf in leaves)
        rows.append(_row(key_of((section.key, key)), before, raw, own, sources))
    columns = (_KEY, *named, *_columns(section.family, raws))
    hints = (
        "To add a row, type below the last one; to take one out, delete its row.",
        _where_else(section.family),
    )
    return Sheet(section.title, hints, columns, tuple(rows), about=_about(section))


def _about(section: Section) -> str:
    """What stands on a section's sheet, for the sheet Start."""
    groups = section.family.groups
    if len(groups) == 1:
        return groups[0].about
    return f"Each row is one of: {listing([group.word for group in groups])}."


def _where_else(family: Family) -> str:
    dated = [dotted(path) for path in family.elsewhere(Form.DATED)]
    parts = [dotted(path) for path in family.elsewhere(Form.PARTS)]
    said = []
    if dated:
        said.append("numbers by year stand on the sheet Values")
    if parts:
        said.append(f"{', '.join(parts)} stand on the sheet Parts")
    text = ", and ".join(said)
    grey = " Grey cells are not for that kind." if family.has_kinds else ""
    return f"{text[:1].upper()}{text[1:]}.{grey}" if text else ""


def _parts_sheet(placed: tuple[Placed, ...], policy: type[Block], sources: Sources) -> Sheet | None:
    found = _part_lists(placed, policy)
    if not found:
        return None
    families = [family_of(leaf.parts) for leaf in found]
    together = Family(tuple(group for family in families for group in family.groups))
    leaves = together.columns()
    rows, raws = [], []
    for owner in placed:
        for leaf in owner.having(Form.PARTS):
            listed = at(owner.raw, leaf.path)
            for number, raw in enumerate(listed if isinstance(listed, list) else []):
                key = key_of((*owner.steps, *leaf.path, number))
                part = owner.address.list_below(leaf.path)
                before = (owner.address.sheet, owner.address.row or None, part)
                family = family_of(leaf.parts)
                own = tuple(family.own(column, raw) for column in leaves)
                rows.append(_row(key, before, raw, own, sources))
                raws.append(raw)
    lists = sorted({dotted(leaf.path) for leaf in found})
    columns = (
        _KEY,
        Column(SHEET, choices=SHEET, width=16, prompt="The sheet on which its owner stands."),
        Column(ROW, choices=ROW, width=22, prompt="The id of its owner."),
        Column(PART, choices=PART, width=14, prompt=f"What it is: {', '.join(lists)}."),
        *_columns(together, raws, is_part=True),
    )
    hints = (
        "What a component is made of: a row for each grade span, claim, band and the like.",
        "Sheet and Row say whose part it is; its numbers by year stand on the sheet Values.",
    )
    return Sheet(PARTS, hints, columns, tuple(rows))


def _part_lists(placed: tuple[Placed, ...], policy: type[Block]) -> list[Leaf]:
    """Every list of parts that the model knows, however deep, each way once."""
    to_read = [leaf for leaf in settings_of(policy) if leaf.form is Form.PARTS]
    for section in sections_of(policy):
        to_read += _lists_of(section.family)
    to_read += [leaf for owner in placed for leaf in owner.having(Form.PARTS)]
    found: list[Leaf] = []
    while to_read:
        leaf = to_read.pop(0)
        if any(leaf.path == known.path and leaf.parts == known.parts for known in found):
            continue
        found.append(leaf)
        to_read += _lists_of(family_of(leaf.parts))
    return found


def _lists_of(family: Family) -> list[Leaf]:
    """The lists of parts of every kind; two kinds may have lists of one name and other parts."""
    return [leaf for group in family.groups for leaf in group.leaves if leaf.form is Form.PARTS]


def _row(
    key: str,
    before: tuple[str | None, ...],
    raw: Raw,
    leaves: tuple[Leaf | None, ...],
    sources: Sources,
) -> Row:
    shown = [_shown(leaf, at(raw, leaf.path) if leaf else None, sources) for leaf in leaves]
    start = len(before)
    grouped = frozenset(
        start + place
        for place, leaf in enumerate(leaves)
        if leaf is not None and is_grouped(at(raw, leaf.path), shown[place])
    )
    return Row(key, (*before, *shown), grouped)


def _shown(leaf: Leaf | None, raw: Raw, sources: Sources) -> Seen:
    if leaf is None:
        return None
    if leaf.form is Form.SOURCE and raw is not None:
        return sources.name_of(raw)
    return show(leaf, raw)


def _columns(family: Family, raws: list[Raw], *, is_part: bool = False) -> tuple[Column, ...]:
    found = []
    for leaf in family.columns():
        having = tuple(group.word for group in family.groups if group.has_cell(leaf.path))
        few = having if len(having) < len(family.groups) else ()
        kinds = few if family.has_kinds else ()
        is_used = any(at(raw, leaf.path) is not None for raw in raws)
        has_row = not few or any(_word_of(family, raw) in few for raw in raws)
        found.append(
            Column(
                title_of(leaf.path),
                leaf=leaf,
                kinds=kinds,
                choices=_choices(leaf.path, leaf),
                prompt=_prompt(leaf, kinds),
                width=_WIDE.get(leaf.key) or _WIDTHS.get(leaf.form, 16),
                is_rare=bool(raws) and not (is_used or is_part or (leaf.is_needed and has_row)),
            )
        )
    return tuple(found)


def _word_of(family: Family, raw: Raw) -> str:
    group = family.group_of(raw)
    return group.word if group else ""


def _choices(path: Path, leaf: Leaf) -> str:
    """Which list of the sheet Lists a column's drop-down offers."""
    if leaf.words:
        return "|".join(leaf.words)
    if leaf.form is Form.TRUTH:
        return "yes|no"
    if leaf.form is Form.SOURCE:
        return SOURCES
    if path[-1] == "program" and leaf.form is Form.TEXT:
        return "program"
    return leaf.stands.value if leaf.stands is not None and leaf.form is Form.TEXT else ""


_PROMPTS = {
    Form.SOURCE: "Choose a source; new ones are typed on the sheet Sources first.",
    Form.TEXTS: "Several are typed with commas between them.",
    Form.LISTS: "Write it like: level = High, Middle; title_i = yes",
    Form.PAIRS: "Write it like: at_most = 0.01; at_least = 0",
    Form.DAY: "A date, shown with the year first.",
}


def _prompt(leaf: Leaf, kinds: tuple[str, ...]) -> str:
    said = [f"{leaf.about[:1].upper()}{leaf.about[1:]}" if leaf.about else ""]
    said.append(_PROMPTS.get(leaf.form, ""))
    said.append(f"Only for: {', '.join(kinds)}." if kinds else "")
    return " ".join(filter(None, said))


def _sources_sheet(sources: Sources) -> Sheet:
    rows = tuple(
        Row(f"{SOURCES.lower()}/{number}", (name, *(part or None for part in cited)))
        for number, (cited, name) in enumerate(sources.names.items())
    )
    columns = (
        _KEY,
        Column(NAME, width=52, prompt="By this name the other sheets mean it. No two alike."),
        Column(TITLE, width=48, prompt="The document, as its cover names it."),
        Column(SECTION, width=26, prompt="The place in it: §4(b), p. 14, Table 1."),
        Column(ADDRESS, width=36, prompt="An address where it can be read; may be empty."),
    )
    changed = "A title that is changed here is changed for everything that cites it;"
    hints = (
        "Every document that a number comes from. Add a row here, then choose it on other sheets.",
        f"{changed} leave its name as it is.",
    )
    return Sheet(SOURCES, hints, columns, rows)
