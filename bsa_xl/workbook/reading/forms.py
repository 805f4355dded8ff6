"""The form that a returned workbook is filled in on: its layout, and what was met of it before.

Hundreds of schools return the same form. What follows from the form alone is worked out once and
kept at a desk, which the caller keeps; nothing is kept behind the caller's back.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from typing import Any

from bsa_xl.budget import Setting
from bsa_xl.workbook.case import Letter
from bsa_xl.workbook.declare import Column, Table
from bsa_xl.workbook.form import FORM_VERSION
from bsa_xl.workbook.layout import Layout, Shape
from bsa_xl.workbook.package import Package, Row, Validation
from bsa_xl.workbook.sealing import CanonicalTexts, CellMap, Content, Fixed
from bsa_xl.workbook.sheets.checks import CheckText
from bsa_xl.workbook.snapshot import (
    SNAPSHOT_SHEET,
    SharedPart,
    read_letter,
    setting_of,
    shared_part,
)

from . import soundness, trust

#: Forms, shared snapshots and variants of one form's writing that a desk keeps; a district and
#: year has a form for each capacity.
_KEPT = 24
_VARIANTS = 2
_MOST_ROWS = 20_000
_PROGRAM = attrgetter(
    "id", "label", "restricted", "one_time", "available_until", "flexibility", "carryover", "body",
    "fund", "resource", "project_year",
)  # fmt: skip


class SnapshotError(ValueError):
    """What the workbook carries of its setting cannot be read."""


class VersionError(ValueError):
    """The workbook is filled in on a form that this version does not have; the text names it."""


@dataclass(frozen=True)
class Form:
    """A layout with what reading needs of it.

    Attributes:
        cells: whose each cell is.
        fixed: fixed contents of intact files, as they were written; grows as files are read.
        validations: of sheets on which no validation was lost; grows likewise.
        templates: the content of the form's templates, by the SHA-256 of an edited one's file; None
            of a file that is no template.
        unfilled: rows, the same in many files, in whose inputs nothing was typed.
        styles: formats of the inputs of a row, by what the row is like.
    """

    layout: Layout
    cells: CellMap
    fixed: list[Fixed] = field(default_factory=list)
    validations: set[tuple[str, tuple[Validation, ...]]] = field(default_factory=set)
    templates: dict[str, Content | None] = field(default_factory=dict)
    unfilled: set[Row] = field(default_factory=set)
    styles: dict[object, tuple[int | None, ...]] = field(default_factory=dict)

    def remember_unfilled(self, row: Row) -> None:
        """Keep a row in whose inputs nothing was typed."""
        if len(self.unfilled) < _MOST_ROWS:
            self.unfilled.add(row)

    def styles_of(self, table: Table, row: Row) -> tuple[int | None, ...]:
        """The formats of the inputs of a row, in the order of the columns; None without a cell."""
        known = self.styles.get(row.like)
        if known is None:
            cells = map(row.cells.get, self.refs(table, row.number))
            known = tuple(None if cell is None else cell.style for cell in cells)
            if row.like is not None and len(self.styles) < _MOST_ROWS:
                self.styles[row.like] = known
        return known

    def remember(self, fixed: Fixed) -> None:
        """Keep the fixed content of a file that came back as it was issued."""
        if not any(each is fixed for each in self.fixed):
            self.fixed.insert(0, fixed)
            del self.fixed[_VARIANTS:]

    @cached_property
    def columns(self) -> Mapping[str, tuple[tuple[Column, str], ...]]:
        """The input columns of each table with their letters."""
        found: dict[str, list[tuple[Column, str]]] = {}
        for table, column, letter in self.cells.input_columns:
            found.setdefault(table.name, []).append((column, letter))
        return {name: tuple(columns) for name, columns in found.items()}

    def refs(self, table: Table, row: int) -> tuple[str, ...]:
        """The input cells of one row of a sheet."""
        known = self._refs.get((table.name, row))
        if known is None:
            known = tuple(f"{letter}{row}" for _, letter in self.columns[table.name])
            if table.first <= row <= table.last:
                self._refs[table.name, row] = known
        return known

    @cached_property
    def _refs(self) -> dict[tuple[str, int], tuple[str, ...]]:
        return {}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a workbook carries of its school.

    Attributes:
        text: the school's own part as it stands there.
        opened: key of a required position's row to action, title, how many and FTE as issued.
    """

    form: Form
    text: str
    setting: Setting
    letter: Letter
    policy: str
    opened: Mapping[str, tuple[Any, ...]]


class ReadingDesk:
    """Where one worker reads returned workbooks.

    Attributes:
        texts: what people read of each rule, by rule.
        canonical: canonical forms met so far.
    """

    def __init__(
        self, texts: Mapping[str, CheckText], limits: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        """An empty desk; the first file of a form costs more than those after it.

        Args:
            texts: what people read of each rule, by rule.
            limits: the names of each rule's limits; None where no rule will be run.
        """
        self.texts = texts
        self._limits = limits or {}
        self.canonical = CanonicalTexts()
        self._shared: dict[str, SharedPart] = {}
        self._forms: dict[tuple[object, ...], Form] = {}
        self._checks = (trust.shared_checks(), trust.own_checks())

    def snapshot(self, package: Package, values: bytes) -> Snapshot:
        """The snapshot of a workbook.

        Args:
            package: the workbook.
            values: the school's part as the register has it; empty to take the workbook's own.

        Raises:
            SnapshotError: it is not what this product writes.
            VersionError: it is of another version of the form.
        """
        shared, own = _texts_of(package)
        try:
            text = zlib.decompress(values).decode() if values else own
            given = trust.load(text)
            extra = given.pop("extra")
            if not trust.conform(given, self._checks[1]):
                raise SnapshotError
            setting = setting_of(self._shared_part(shared), given)
            letter, opened = extra["letter"], extra["opened"]
            if not (trust.is_letter(letter) and trust.is_opened(opened)):
                raise SnapshotError
            form, told = self._form(shared, setting), read_letter(letter)
            if not soundness.is_sound(setting, told, form.layout, self._limits):
                raise SnapshotError
            return Snapshot(form, text, setting, told, str(extra["policy"]), opened)
        except VersionError:
            raise
        except (ValueError, KeyError, TypeError, AttributeError, zlib.error) as error:
            raise SnapshotError from error

    def _shared_part(self, text: str) -> SharedPart:
        known = self._shared.get(text)
        if known is None:
            given = trust.load(text)
            shape = given.pop("shape")
            if shape["form"] != FORM_VERSION:
                raise VersionError(str(shape["form"]))
            if not (trust.conform(given, self._checks[0]) and soundness.is_shape(shape)):
                raise SnapshotError
            known = shared_part(given | {"shape": shape})
            if not soundness.is_priced(known):
                raise SnapshotError
            _keep(self._shared, text, known)
        return known

    def _form(self, shared: str, setting: Setting) -> Form:
        key = (
            shared,
            tuple(map(_PROGRAM, setting.programs)),
            tuple((w.id, w.label, w.codes, w.reason, w.source) for w in setting.required),
            tuple((given.line_id, given.code) for given in setting.given_fte),
            tuple((rule.rule, rule.mode == "R") for rule in setting.rules),
        )
        known = self._forms.get(key)
        if known is None:
            known = self._made(self._shared[shared].shape, setting)
            _keep(self._forms, key, known)
        return known

    def _made(self, shape: Mapping[str, Any], setting: Setting) -> Form:
        unknown = sorted({rule.rule for rule in setting.rules} - self.texts.keys())
        if unknown:
            raise VersionError(f"with the rule {unknown[0]}")
        if not soundness.is_layable(setting):
            raise SnapshotError
        pattern = replace(setting, now=())
        texts = {rule.rule: self.texts[rule.rule] for rule in setting.rules}
        layout = Layout(
            Shape(
                pattern,
                shape["staffing_rows"],
                shape["spending_rows"],
                shape["dollar_rows"],
                shape["central_rows"],
                shape["truncates"],
                texts,
            )
        )
        cells = CellMap(layout)
        _ = cells.apart  # a setting that no layout follows from is found out here
        return Form(layout, cells)


def _keep(kept: dict[Any, Any], key: object, value: object) -> None:
    """Remember, and let go of the oldest beyond the bound."""
    kept[key] = value
    while len(kept) > _KEPT:
        del kept[next(iter(kept))]


def _texts_of(package: Package) -> tuple[str, str]:
    """The shared part and the school's own, put together from their cells."""
    cells = package.sheets[SNAPSHOT_SHEET].cells
    parts = {"A": "", "B": ""}
    for letter in parts:
        row, found = 2, []
        while (cell := cells.get(f"{letter}{row}")) is not None and cell.text:
            found.append(cell.text)
            row += 1
        parts[letter] = "".join(found)
    return parts["A"], parts["B"]
