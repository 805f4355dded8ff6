"""The hidden Lists sheet: what drop-downs offer and what formulas look up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.budget import ACTIONS, LOADED_PLACES, ItemRate, Setting, TitleRate
from bsa_xl.money import to_dollars
from bsa_xl.workbook.declare import FTE_PLACES

SHEET = "Lists"
#: Account segments that a program gives; the site's own, and those of a title or item, are others.
_OF_PROGRAM = frozenset({"fund", "resource", "project_year", "program"})


@dataclass(frozen=True, slots=True)
class NamedList:
    """Columns of values under one defined name.

    Attributes:
        columns: one or more columns of equal length.
    """

    name: str
    columns: tuple[tuple[str | Decimal | int, ...], ...]


def named_lists(setting: Setting) -> Iterator[NamedList]:
    """All lists; the same for every school of a district and year."""
    rates = setting.rates
    yield NamedList("Action_names", (ACTIONS,))
    yield NamedList("Yes_no", (("Yes", "No"),))
    yield NamedList("Tier_starts", (tuple(_fte(start) for start in rates.tiers),))
    yield _of_titles("Title_labels", rates.titles, lambda t: t.label)
    yield _of_titles("Title_salaries", rates.titles, lambda t: to_dollars(t.salary_cents))
    yield _of_titles("Title_steps", rates.titles, lambda t: _fte(t.step_parts))
    for name, field in (("Title_costs", "per_fte_cents"), ("Title_persons", "per_person_cents")):
        yield NamedList(
            name,
            tuple(
                tuple(to_dollars(getattr(t, field)[tier]) for t in rates.titles) or (0,)
                for tier in range(len(rates.tiers))
            ),
        )
    yield from _of_items(rates.items)
    programs = setting.programs
    bodies = list(dict.fromkeys(program.body for program in programs))
    yield NamedList("Program_labels", (tuple(p.label for p in programs),))
    yield NamedList("Program_one_time", (tuple(int(p.one_time) for p in programs),))
    yield NamedList("Program_laws", (tuple(int(p.restricted) for p in programs),))
    yield NamedList("Program_body_places", (tuple(bodies.index(p.body) + 1 for p in programs),))
    yield NamedList("Trade_rates", (tuple(t.rate for t in setting.trades) or (Decimal(0),),))
    yield from _account_lists(setting)


def _fte(parts: int) -> Decimal:
    return Decimal(parts).scaleb(-FTE_PLACES)


def _of_titles(
    name: str, titles: Sequence[TitleRate], look: Callable[[TitleRate], str | Decimal]
) -> NamedList:
    return NamedList(name, (tuple(look(title) for title in titles) or ("",),))


def _of_items(items: Sequence[ItemRate]) -> Iterator[NamedList]:
    yield NamedList("Item_labels", (tuple(i.label for i in items) or ("",),))
    yield NamedList("Item_descriptions", (tuple(i.description for i in items) or ("",),))
    yield NamedList("Item_units", (tuple(i.unit for i in items) or ("",),))
    yield NamedList(
        "Item_rates",
        (tuple(Decimal(i.loaded_parts).scaleb(-LOADED_PLACES) for i in items) or (0,),),
    )
    yield NamedList("Item_lumps", (tuple(int(i.is_lump) for i in items) or (0,),))


@dataclass(frozen=True, slots=True)
class AccountPiece:
    """A run of account segments that one thing gives: ``program``, ``row`` or ``site``."""

    giver: str
    segments: tuple[tuple[str, int], ...]
    number: int


def account_pieces(setting: Setting) -> list[AccountPiece]:
    """The account string cut where the giver changes; pieces of one giver are numbered from 1."""
    pieces: list[AccountPiece] = []
    for name, width in setting.account_segments:
        giver = "program" if name in _OF_PROGRAM else "site" if name == "site" else "row"
        if pieces and pieces[-1].giver == giver:
            last = pieces.pop()
            pieces.append(AccountPiece(giver, (*last.segments, (name, width)), last.number))
        else:
            number = 1 + sum(1 for piece in pieces if piece.giver == giver)
            pieces.append(AccountPiece(giver, ((name, width),), number))
    return pieces


def account_formula(setting: Setting, row_list: str, place: str, program_place: str) -> str:
    """The account string of a row, joined from the lists.

    Args:
        setting: for the order of the segments.
        row_list: ``Title`` or ``Item``.
        place: the column that holds the row's place on that list.
        program_place: the column that holds the program's place.
    """
    parts = []
    for piece in account_pieces(setting):
        if piece.giver == "site":
            parts.append("Site_account")
        elif piece.giver == "program":
            parts.append(f"INDEX(Program_account_{piece.number},{{{program_place}}})")
        else:
            parts.append(f"INDEX({row_list}_account_{piece.number},{{{place}}})")
    return f'&"{setting.account_separator}"&'.join(parts) or '""'


def site_account(setting: Setting) -> str:
    """The site's segment, filled to its width."""
    width = dict(setting.account_segments).get("site", 0)
    return setting.site_code.rjust(width, "0") if width else setting.site_code


def _account_lists(setting: Setting) -> Iterator[NamedList]:
    pieces = account_pieces(setting)
    for piece in pieces:
        if piece.giver == "program":
            yield NamedList(
                f"Program_account_{piece.number}",
                (
                    tuple(
                        _piece(setting, piece, {
                            "fund": p.fund, "resource": p.resource,
                            "project_year": p.project_year, "program": p.id,
                        })
                        for p in setting.programs
                    ),
                ),
            )  # fmt: skip
        elif piece.giver == "row":
            yield NamedList(
                f"Title_account_{piece.number}",
                (
                    tuple(
                        _piece(setting, piece, {
                            "goal": t.goal or setting.default_goal,
                            "function": t.function, "object": t.object,
                        })
                        for t in setting.rates.titles
                    ) or ("",),
                ),
            )  # fmt: skip
            yield NamedList(
                f"Item_account_{piece.number}",
                (
                    tuple(
                        _piece(setting, piece, {
                            "goal": setting.default_goal,
                            "function": i.function, "object": i.object,
                        })
                        for i in setting.rates.items
                    ) or ("",),
                ),
            )  # fmt: skip


def _piece(setting: Setting, piece: AccountPiece, codes: Mapping[str, str]) -> str:
    return setting.account_separator.join(
        codes.get(name, "").rjust(width, "0") if width else codes.get(name, "")
        for name, width in piece.segments
    )
