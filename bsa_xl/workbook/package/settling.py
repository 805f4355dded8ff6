"""Rows made to stand for themselves, before anything else is done with them.

A row may refer to what stands elsewhere in its file: ``t="s"`` to a shared text by its number,
``<f t="shared" si="3"/>`` to a formula that a cell above gave. What the numbers mean differs from
file to file, and programs share formulas each in its own way. Here the text and the formula are put
in the place of the reference; then a row means the same wherever it is written alike, and what was
shared by whom is forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from .known import FormulaInPlace, Known
from .limits import Limits
from .plain_text import NotCanonical
from .row_text import SHARED_EDGE, SLOT

#: How cells begin whose text or formula stands elsewhere.
_TEXT, _FORMULA = f't="s">{SLOT}', '<f t="shared" '
_CELL, _CLOSED = '<c r="', "/"
_GIVES = re.compile(r'ref="[A-Za-z0-9:]+" (si="[0-9]+")')
_USED = re.compile(r'<f t="shared" (si="[0-9]+"/)>')
_GIVEN = re.compile(r'<f t="shared" ref="[A-Za-z0-9:]+" (si="[0-9]+")>')


class Sharing(NamedTuple):
    """What a row has to do with the shared formulas of its sheet.

    Attributes:
        used: the tags of those that its cells share, and that rows above gave.
        formulas: what they stood for where the row was met.
        given: those that the row gives itself, by the tags with which they are shared.
        work: characters of all formulas that its cells share.
    """

    used: tuple[str, ...]
    formulas: tuple[FormulaInPlace, ...]
    given: Mapping[str, FormulaInPlace]
    work: int


class Settler:
    """Settles the rows of one sheet, from the top.

    Characters of shared formulas, times the cells that they fill, are counted and bounded as in
    `sources`.
    """

    __slots__ = ("_formulas", "_known", "_limits", "_strings", "_work")

    def __init__(self, strings: Mapping[str, str], limits: Limits, known: Known) -> None:
        """Nothing is given yet.

        Args:
            strings: shared texts by their number, as `written` gives them.
            limits: the bounds.
            known: formulas that earlier files gave.
        """
        self._strings, self._limits, self._known = strings, limits, known
        self._formulas: dict[str, FormulaInPlace] = {}  # by the tag with which they are shared
        self._work = 0

    def with_texts(self, text: str) -> str:
        """A row's text with shared texts in their places; those that are not clean stay numbers."""
        strings = self._strings
        if not strings or _TEXT not in text:
            return text
        first, *pieces = text.split(_TEXT)
        done = [first]
        for piece in pieces:
            number, end, rest = piece.partition("</v>")
            done += (_TEXT, strings.get(number, number), end, rest)
        return "".join(done)

    def with_formulas(self, text: str) -> str:
        """The same with shared formulas in their places.

        The result is in the form that `canonical` reads where the row is; whether it is, whoever
        takes the cells apart finds out.

        Raises:
            NotCanonical: a formula is shared in a way that is not usual, or beyond a bound.
        """
        if not has_formulas(text):
            return text
        formulas, work = self._formulas, 0
        before, *pieces = text.split(_FORMULA)
        done = [before]
        for piece in pieces:
            address, _, _ = before.rpartition(_CELL)[2].partition('"')
            tag, _, before = piece.partition(">")
            formula = formulas.get(tag)
            if formula is None:
                formula, before = self._given(tag, before, address)
            work += formula.length
            done += (formula.places.get(address) or self._placed(formula, address), before)
        self._spend(work)
        return "".join(done)

    def sharing(self, text: str) -> Sharing | None:
        """What a row that was settled shares with others; None where it shares nothing."""
        used = set(_USED.findall(text))
        given = {name + _CLOSED for name in _GIVEN.findall(text)}
        if not used and not given:
            return None
        formulas, above = self._formulas, tuple(used - given)
        names = [*_USED.findall(text), *given]
        return Sharing(
            above,
            tuple(formulas[name] for name in above),
            {name: formulas[name] for name in given},
            sum(formulas[name].length for name in names),
        )

    def shares(self, sharing: Sharing | None) -> bool:
        """Whether a row that was settled elsewhere means the same here."""
        if sharing is None:
            return True
        formulas = self._formulas
        return tuple(
            map(formulas.get, sharing.used)
        ) == sharing.formulas and formulas.keys().isdisjoint(sharing.given)

    def take(self, sharing: Sharing | None) -> None:
        """Take note of what a row gives and uses that is not settled again.

        Raises:
            NotCanonical: the formulas that cells share are too long for their number.
        """
        if sharing is not None:
            if sharing.given:
                self._formulas.update(sharing.given)
            self._spend(sharing.work)

    def _spend(self, work: int) -> None:
        self._work += work
        if self._work > self._limits.formula_work:
            raise NotCanonical

    def _given(self, tag: str, text: str, address: str) -> tuple[FormulaInPlace, str]:
        """The formula that a cell gives for others to share, and what follows it."""
        found = _GIVES.fullmatch(tag)
        text, end, rest = text.partition("</f>")
        if found is None or not end or not text or found[1] + _CLOSED in self._formulas:
            raise NotCanonical
        formula = self._known.formula_in_place(text, address)
        if formula.length > self._limits.formula:
            raise NotCanonical
        self._formulas[found[1] + _CLOSED] = formula
        return formula, rest

    def _placed(self, formula: FormulaInPlace, address: str) -> str:
        """The formula as it stands in this cell, as XML."""
        text = formula.at(address)
        if len(text) > self._limits.formula:
            raise NotCanonical
        found = formula.places[address] = f"<f>{escaped(text)}</f>"
        self._known.spend(len(found))
        return found


def has_formulas(text: str) -> bool:
    """Whether a row shares formulas with others."""
    return _FORMULA in text


def written(text: str) -> str:
    """A shared text as a settled row has it."""
    return f"{SHARED_EDGE}{escaped(text)}{SHARED_EDGE}"


def escaped(text: str) -> str:
    """A text as XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
