"""The facts of a district, one record a row, each with the place it was read from.

The columns are frozen (the README's data page lists them); text stays text, so that ids and codes
keep their zeros. Dollars are integer cents; FTE and counts are decimals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from operator import attrgetter

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location


@dataclass(frozen=True, slots=True)
class School:
    """A school or centre.

    Attributes:
        model: ``formula``, ``norm`` or ``pilot``.
        budgeted_with: the host school whose workbook also carries this centre's lines; else empty.
        attributes: columns that this product does not know; a policy's gates may use them.
    """

    school_id: str
    name: str
    level: str
    where: Location
    grades: str = ""
    model: str = "formula"
    opened: date | None = None
    closes_on: date | None = None
    site_code: str = ""
    region: str = ""
    board_district: str = ""
    specialist: str = ""
    mailbox: str = ""
    budgeted_with: str = ""
    title_i: bool | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)

    def field_text(self, name: str) -> str:
        """A known field or an attribute, as text, for a policy's gate; empty where not given.

        Raises:
            KeyError: the district supplies no such column.
        """
        if name in self.attributes:
            return self.attributes[name]
        if name in _GATE_FIELDS:
            return _text(getattr(self, name))
        raise KeyError(name)

    @staticmethod
    def field_codes(schools: Sequence[School], name: str) -> tuple[tuple[str, ...], list[int]]:
        """The different texts of a field, and which of them each school has.

        Raises:
            KeyError: a school has no such column.
        """
        values: list[str | date | bool | None]
        if name not in _GATE_FIELDS or [each for each in schools if name in each.attributes]:
            values = [school.field_text(name) for school in schools]
        else:
            values = list(map(attrgetter(name), schools))
        texts: dict[str, int] = {}
        codes = {
            value: texts.setdefault(_text(value), len(texts)) for value in dict.fromkeys(values)
        }
        return tuple(texts), [codes[value] for value in values]


def _text(value: str | date | bool | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


_GATE_FIELDS = frozenset(
    {
        "school_id", "level", "grades", "model", "region", "board_district", "specialist",
        "budgeted_with", "title_i", "opened",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GivenAmount:
    """Dollars taken as given: a transition supplement, last year's allocation, carryover.

    Attributes:
        line: what it is; a policy component of kind ``given`` names it.
        cents: may be negative.
    """

    school_id: str
    fiscal_year: FiscalYear
    line: str
    program: str
    cents: int
    source: str
    where: Location


@dataclass(frozen=True, slots=True)
class Position:
    """A title on the rate sheet, at one basis and hours.

    Attributes:
        class_: ``certificated`` or ``classified``.
        salary_cents: district average salary of 1.0 FTE for the year.
        flat_cost_cents: salary and benefits in one figure, for districts that publish no benefits;
            else None.
        fte_step: FTE must be a multiple of it; zero when any FTE will do.
        programs_allowed: program ids; empty means every program.
    """

    code: str
    title: str
    where: Location
    class_: str = "certificated"
    unit: str = ""
    basis: str = ""
    hours: Decimal | None = None
    months: Decimal | None = None
    salary_cents: int = 0
    flat_cost_cents: int | None = None
    object: str = ""
    function: str = ""
    goal: str = ""
    fte_step: Decimal = Decimal(0)
    programs_allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Benefit:
    """A statutory or health cost that comes with pay.

    Attributes:
        kind: ``percent_of_pay`` (value 19.1 means 19.1 %), ``dollars_per_fte`` or
            ``dollars_per_person``.
        value: percent, or dollars.
        from_fte: owed from this FTE of one person on; 0 means always.
        applies_to: any of ``regular``, ``hourly``, ``substitute``; empty means all.
        class_: ``certificated``, ``classified``, or empty for both.
    """

    id: str
    object: str
    kind: str
    value: Decimal
    where: Location
    from_fte: Decimal = Decimal(0)
    applies_to: tuple[str, ...] = ()
    class_: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """Anything a school buys that is not a position.

    Attributes:
        unit: ``hour``, ``day``, ``each`` or ``lump``; a lump item takes a typed amount.
        unit_rate_cents: dollars per unit; None for a lump item.
        benefit_class: ``hourly`` or ``substitute`` where pay carries statutory costs; else empty.
        from_date: first and
        until: last day on which it may be budgeted; None for always.
    """

    code: str
    title: str
    unit: str
    where: Location
    unit_rate_cents: int | None = None
    benefit_class: str = ""
    class_: str = ""
    object: str = ""
    function: str = ""
    programs_allowed: tuple[str, ...] = ()
    from_date: date | None = None
    until: date | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class StaffPosition:
    """A position that exists now. No names of people.

    Attributes:
        position_id: text, unique in a school; a shared itinerant has the same id at several
            schools.
        shares: up to three (program id, whole percent) that come to 100.
        filled: False for a vacancy.
        actual_salary_cents: of 1.0 FTE for the year; None where the district gives none.
        actual_benefits_cents: of 1.0 FTE for the year.
        hired: the day on which whoever holds it was hired; None where the district gives none.
    """

    position_id: str
    school_id: str
    code: str
    fte: Decimal
    shares: tuple[tuple[str, int], ...]
    filled: bool
    where: Location
    ends_on: date | None = None
    actual_salary_cents: int | None = None
    actual_benefits_cents: int | None = None
    hired: date | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """A central discretionary service that a school may keep or take as money.

    Attributes:
        per: ``pupil`` or ``school``.
    """

    code: str
    title: str
    cents: int
    per: str
    program: str
    keeps: str
    where: Location


@dataclass(frozen=True, slots=True)
class ServiceChoice:
    """What a school does with a central service; a service that nobody chose about is kept.

    Attributes:
        service: a code of services.csv.
        takes: True where the school takes its value as money, False where it keeps the service.
    """

    school_id: str
    fiscal_year: FiscalYear
    service: str
    takes: bool
    where: Location
