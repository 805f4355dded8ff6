"""A whole district: its profile and all its tables, as read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bsa_xl.fiscal_year import FiscalYear

from .counts import Counts, CountTable
from .profile import DistrictProfile
from .records import (
    Benefit,
    GivenAmount,
    Item,
    Position,
    School,
    Service,
    ServiceChoice,
    StaffPosition,
)


@dataclass(frozen=True, slots=True)
class ChartOfAccounts:
    """Codes with their titles, and the combinations that exist.

    Attributes:
        titles: by dimension (fund, resource, goal, function, object), code to title.
        combinations: pairs of dimensions to the pairs of codes that may stand together; a pair of
            dimensions that is absent is not restricted.
    """

    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    combinations: Mapping[tuple[str, str], frozenset[tuple[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that was read, for the run's record.

    Attributes:
        name: relative to the district's folder.
        sha256: of its bytes, in hexadecimal.
    """

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, eq=False)
class District:
    """The facts. Schools are in file order; ids are unique."""

    profile: DistrictProfile
    schools: tuple[School, ...]
    counts: Counts
    amounts: tuple[GivenAmount, ...] = ()
    positions: tuple[Position, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    items: tuple[Item, ...] = ()
    staff: tuple[StaffPosition, ...] = ()
    services: tuple[Service, ...] = ()
    accounts: ChartOfAccounts = field(default_factory=ChartOfAccounts)
    inputs: tuple[InputFile, ...] = ()
    choices: tuple[ServiceChoice, ...] = ()
    _schools: Mapping[str, School] = field(init=False, repr=False)
    _amounts: dict[int, Mapping[str, list[GivenAmount]]] = field(
        init=False, repr=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Index the schools once."""
        object.__setattr__(self, "_schools", {school.school_id: school for school in self.schools})

    def amounts_by_line(self, year: FiscalYear) -> Mapping[str, list[GivenAmount]]:
        """The given amounts of a year by their line, in file order; found once."""
        ends_in = year.ends_in
        if ends_in not in self._amounts:
            by_line: dict[str, list[GivenAmount]] = {}
            for amount in self.amounts:
                if amount.fiscal_year.ends_in == ends_in:
                    by_line.setdefault(amount.line, []).append(amount)
            self._amounts[ends_in] = by_line
        return self._amounts[ends_in]

    def table(self, year: FiscalYear, measure: str) -> CountTable | None:
        """The counts of a year and measure, or None where none were supplied."""
        return self.counts.get((year, measure))

    def school(self, school_id: str) -> School:
        """The school of that id; KeyError when there is none."""
        return self._schools[school_id]
