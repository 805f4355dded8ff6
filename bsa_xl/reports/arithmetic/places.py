"""Where every cell stands: a row for each school of a district, or a row for each step of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from openpyxl.utils import get_column_letter

from .expression import Expression, Known, OverAll, Place, Value
from .model import Model, Part, Seen, Setting
from .naming import named

#: Rows of a district's sheet. A total is words where one school's part is not known; what is known
#: of it stands below, and is what formulas reckon with. Then the schools follow.
BLOCK_ROW, SAYS_ROW, MARK_ROW, HEAD_ROW, HOW_ROW, TOTAL_ROW, KNOWN_ROW = 4, 5, 6, 7, 8, 9, 10
FIRST_SCHOOL = KNOWN_ROW + 1
#: The columns before the fields: the school's id and its name.
ASIDE = 2
#: Where the values of one school stand, and the programs of its lines.
VALUE_LETTER, MARK_LETTER = "B", "D"
_FIRST_STEP = 5
ALL_SCHOOLS = "All schools of the district"


@dataclass(slots=True)
class DistrictPlaces:
    """A row for each school; fields side by side, block after block."""

    model: Model
    letters: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, model: Model) -> DistrictPlaces:
        """The columns of all fields."""
        places = cls(model)
        for part in Part:
            for number, each in enumerate(model.fields_of(part), start=ASIDE + 1):
                places.letters[each.key] = get_column_letter(number)
                places.sheets[each.key] = part.value
        return places

    @property
    def last(self) -> int:
        """The row of the last school."""
        return FIRST_SCHOOL + max(1, len(self.model.school_ids)) - 1

    def seen_from(self, sheet: str, row: int) -> Place:
        """How a cell on that sheet and row names others."""
        return _FromDistrict(self, sheet, row)

    def figures(self) -> Sequence[Setting]:
        """Settings that this layout needs besides the model's: none."""
        return ()

    def address(self, key: str, row: int) -> str:
        """The cell of a field, without its sheet."""
        return f"{self.letters[key]}{row}"


@dataclass(frozen=True, slots=True)
class _FromDistrict:
    """A cell in the workbook of a district."""

    of: DistrictPlaces
    sheet: str
    row: int

    def _on(self, key: str, cells: str) -> str:
        sheet = self.of.sheets[key]
        return cells if sheet == self.sheet else f"{sheet}!{cells}"

    def cell(self, key: str) -> str:
        return self._on(key, f"${self.of.letters[key]}{self.row}")

    def cells(self, keys: Sequence[str]) -> str:
        first, last = self.of.letters[keys[0]], self.of.letters[keys[-1]]
        return self._on(keys[0], f"${first}{self.row}:${last}{self.row}")

    def marks(self, keys: Sequence[str]) -> str:
        first, last = self.of.letters[keys[0]], self.of.letters[keys[-1]]
        return self._on(keys[0], f"${first}${MARK_ROW}:${last}${MARK_ROW}")

    def column(self, key: str) -> str:
        letter = self.of.letters[key]
        return self._on(key, f"${letter}${FIRST_SCHOOL}:${letter}${self.of.last}")

    def total(self, key: str) -> str:
        return self._on(key, f"${self.of.letters[key]}${KNOWN_ROW}")

    def over_all(self, figure: OverAll) -> str:
        return figure.formula(self)


@dataclass(slots=True)
class SchoolPlaces:
    """One school: its steps below each other; what takes all schools stands among the values.

    A sum over all schools is what the others have, as a number, and what this school has.
    """

    model: Model
    row: int
    rows: dict[str, int] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    block_rows: dict[str, int] = field(default_factory=dict)
    _figures: dict[str, Setting] = field(default_factory=dict)
    _totals: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, model: Model, school_id: str) -> SchoolPlaces:
        """The rows of all fields: below the title of their block and what it says."""
        places = cls(model, model.school_ids.index(school_id))
        for part in Part:
            row, block = _FIRST_STEP - 2, ""
            for each in model.fields_of(part):
                if each.block != block:
                    block = each.block
                    row += 2
                    places.block_rows[block] = row
                    row += 1
                row += 1
                places.rows[each.key] = row
                places.sheets[each.key] = part.value
        return places

    def seen_from(self, sheet: str, row: int) -> Place:
        """How a cell on that sheet names others."""
        del row
        return _FromSchool(self, sheet)

    def figures(self) -> Sequence[Setting]:
        """What takes all schools to work out, as far as formulas have asked for it."""
        return tuple(self._figures.values())

    def address(self, key: str, row: int) -> str:
        """The cell of a field, without its sheet."""
        del row
        return f"{VALUE_LETTER}{self.rows[key]}"

    def all_of(self, key: str) -> str:
        """The name of a sum over all schools: a number for the others, and this school's own."""
        if key not in self._totals:
            stem = named(*key.split("/"))
            field_ = self.model.fields[key]
            label = f"{self.model.blocks[field_.block].title}: {field_.heading}"
            own = self.model.values[key][self.row]
            mine = own if isinstance(own, Decimal) else Decimal(0)
            total = self.model.totals[key]
            others = Setting(
                f"others_{stem}", ALL_SCHOOLS, f"{label}, all other schools", total - mine, ""
            )
            self._figures[others.name] = others
            self._totals[key] = f"all_{stem}"
            self._figures[f"all_{stem}"] = replace(
                others, name=f"all_{stem}", label=f"{label}, all schools", value=total,
                made=_OwnAndOthers(others.name, key, total),
            )  # fmt: skip
        return self._totals[key]

    def worked_out(self, figure: OverAll, sheet: str) -> str:
        """The name of a number that was worked out over all schools."""
        name = named("district", sheet, str(len(self._figures) + 1))
        known = Seen(self.model, self.row)
        about = self.model.fields[figure.key]
        label = f"{self.model.blocks[about.block].title}, {about.heading}: {figure.says}"
        self._figures[name] = Setting(name, ALL_SCHOOLS, label, figure.number(known), "")
        return name


@dataclass(frozen=True, slots=True)
class _OwnAndOthers(Expression):
    """What the other schools have, and what this one has."""

    others: str
    key: str
    total: Decimal

    def text(self, place: Place) -> str:
        """The number, and the cell."""
        return f"{self.others}+N({place.cell(self.key)})"

    def value(self, known: Known) -> Value:
        """The sum over all schools."""
        del known
        return self.total


@dataclass(frozen=True, slots=True)
class _FromSchool:
    """A cell in the workbook of one school."""

    of: SchoolPlaces
    sheet: str

    def _on(self, key: str, cells: str) -> str:
        sheet = self.of.sheets[key]
        return cells if sheet == self.sheet else f"{sheet}!{cells}"

    def cell(self, key: str) -> str:
        return self._on(key, f"${VALUE_LETTER}${self.of.rows[key]}")

    def cells(self, keys: Sequence[str]) -> str:
        first, last = self.of.rows[keys[0]], self.of.rows[keys[-1]]
        return self._on(keys[0], f"${VALUE_LETTER}${first}:${VALUE_LETTER}${last}")

    def marks(self, keys: Sequence[str]) -> str:
        first, last = self.of.rows[keys[0]], self.of.rows[keys[-1]]
        return self._on(keys[0], f"${MARK_LETTER}${first}:${MARK_LETTER}${last}")

    def column(self, key: str) -> str:
        raise TypeError(f"one school's workbook has no column of all schools' {key}")

    def total(self, key: str) -> str:
        return self.of.all_of(key)

    def over_all(self, figure: OverAll) -> str:
        return self.of.worked_out(figure, self.sheet)
