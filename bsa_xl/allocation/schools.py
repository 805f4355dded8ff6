"""Which schools take part in a year, and whom a component's gate lets in."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from bsa_xl.district import District, School
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import SchoolGate

from .arithmetic import Mask
from .columns import RowStatus, StatusColumn, waiting
from .wording import POLICY

NOT_OPEN = FindingKind(
    "ALO-14",
    "School is not open in the year",
    Severity.INFORMATIONAL,
    "A school that closes before the year starts, or opens after it ends, is allocated nothing.",
)
NOBODY = FindingKind(
    "ALO-07",
    "No school passes the component's condition",
    Severity.WARNING,
    "A condition that no school meets is more often a different spelling than an intention.",
)
UNKNOWN_COLUMN = FindingKind(
    "ALO-08",
    "Condition names a column that the schools do not have",
    Severity.FATAL,
    "Without the column nobody can tell which schools the money is for.",
)
UNKNOWN_SCHOOL = FindingKind(
    "ALO-19",
    "Condition names a school that is not in the list of schools",
    Severity.WARNING,
    "Money meant for that school would reach nobody.",
)

#: Gates that let every school in, as they are looked up.
_OPEN, _OPEN_ESTIMATE = int(RowStatus.FINAL), int(RowStatus.ESTIMATE)
_SHOWN = 8  #: values of a column that a message lists


def year_bounds(starts: tuple[int, int], year: FiscalYear) -> tuple[date, date]:
    """First and last day of a fiscal year that starts on this month and day."""
    first_in = year.ends_in if starts == (1, 1) else year.ends_in - 1
    first = date(first_in, *starts)
    return first, date(first_in + 1, *starts) - timedelta(days=1)


def open_schools(
    district: District, year: FiscalYear
) -> tuple[tuple[School, ...], tuple[Finding, ...]]:
    """Schools open on at least one day of the year, in file order, and a word on the others."""
    if not [each for each in district.schools if each.opened or each.closes_on]:
        return district.schools, ()
    first, last = year_bounds(district.profile.year_starts, year)
    findings = []
    taking_part = []
    for school in district.schools:
        if school.closes_on is not None and school.closes_on <= first:
            why = f"closes on {school.closes_on}, before {year} starts on {first}"
        elif school.opened is not None and school.opened > last:
            why = f"opens on {school.opened}, after {year} ends on {last}"
        else:
            taking_part.append(school)
            continue
        findings.append(
            NOT_OPEN.at(
                school.where,
                f"{school.name} ({school.school_id}) {why}, so it is allocated nothing.",
                "Correct the date if this is not so.",
                school_id=school.school_id,
            )
        )
    return tuple(taking_part), tuple(findings)


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One field of every school: its different values, and which of them each school has."""

    values: tuple[str, ...]
    codes: NDArray[np.intp]


class Gates:
    """Whom each gate lets in, worked out once for each gate and status.

    Attributes:
        told: gates of which something was told; it is not told again.
    """

    __slots__ = ("_bases", "_fields", "_findings", "_schools", "told")

    def __init__(
        self,
        schools: tuple[School, ...],
        findings: list[Finding],
        fields: dict[str, Field | None],
        bases: dict[Hashable, StatusColumn],
    ) -> None:
        """Nobody is let in yet.

        Args:
            schools: those that take part.
            findings: to which what is found is added.
            fields: of the schools, by name, as far as they are known; added to.
            bases: of gates of which there was nothing to tell, by gate and status; added to.
        """
        self._schools, self._findings, self._fields = schools, findings, fields
        self._bases = bases
        self.told: dict[Hashable, StatusColumn] = {}

    def statuses(self, gate: SchoolGate, label: str, status: RowStatus) -> StatusColumn:
        """The status each school starts with; the column is shared and must not be changed.

        ``status`` for a school that is let in. A school that fails a condition is not eligible; a
        school that a list of school ids leaves out has no such line at all. Where a condition
        cannot be judged, the line is to come.
        """
        key = _key(gate, status)
        known = self._bases.get(key)
        if known is None:
            known = self.told.get(key)
        if known is None:
            before = len(self._findings)
            known = self._judged(gate, label, status)
            known.flags.writeable = False
            kept = self._bases if len(self._findings) == before else self.told
            kept[key] = known
        return known

    def lets_all_in(self, statuses: StatusColumn) -> bool:
        """Whether these are the statuses of a gate without a condition, and all carry amounts."""
        return statuses is self._bases.get(_OPEN) or statuses is self._bases.get(_OPEN_ESTIMATE)

    def _judged(self, gate: SchoolGate, label: str, status: RowStatus) -> StatusColumn:
        base = np.full(len(self._schools), int(status), dtype=np.uint8)
        for conditions, keeps in ((gate.where, True), (gate.except_where, False)):
            for name, values in conditions.items():
                meets = self._meets(name, values, label)
                if meets is None:
                    base[base == status] = RowStatus.TO_COME
                else:
                    base[meets != keeps] = RowStatus.NOT_ELIGIBLE
        if gate.schools:
            self._look_for(gate.schools, label)
            named = set(gate.schools)
            outside = [school.school_id not in named for school in self._schools]
            base[np.array(outside, dtype=np.bool_)] = RowStatus.ABSENT
        if self._schools and not ((base == np.uint8(status)) | waiting(base)).any():
            self._findings.append(self._nobody(gate, label))
        return base

    def _meets(self, name: str, values: tuple[str, ...], label: str) -> Mask | None:
        """Schools whose field has one of the values; None, with a finding, for no such field."""
        if name not in self._fields:
            self._fields[name] = self._field(name)
        field = self._fields[name]
        if field is not None:
            return np.array([value in values for value in field.values])[field.codes]
        self._findings.append(
            UNKNOWN_COLUMN.at(
                POLICY,
                f"'{label}' is for schools by '{name}', and schools.csv has no column '{name}'.",
                f"Add the column '{name}' to schools.csv, or correct the name in the policy.",
            )
        )
        return None

    def _field(self, name: str) -> Field | None:
        """A field of every school; None where no school has it."""
        try:
            texts, codes = School.field_codes(self._schools, name)
        except KeyError:
            if not any(_has(school, name) for school in self._schools):
                return None
            said = [
                school.field_text(name) if _has(school, name) else "" for school in self._schools
            ]
            known = {text: code for code, text in enumerate(dict.fromkeys(said))}
            texts, codes = tuple(known), [known[text] for text in said]
        return Field(texts, np.fromiter(codes, np.intp, len(codes)))

    def _look_for(self, ids: tuple[str, ...], label: str) -> None:
        known = {school.school_id for school in self._schools}
        self._findings.extend(
            UNKNOWN_SCHOOL.at(
                POLICY,
                f"'{label}' names school {school_id}, which is not an open school of schools.csv.",
                "Correct the id in the policy, or add the school.",
            )
            for school_id in ids
            if school_id not in known
        )

    def _nobody(self, gate: SchoolGate, label: str) -> Finding:
        found = []
        for name in (*gate.where, *gate.except_where):
            field = self._fields.get(name)
            if field is not None:
                values = [value or "empty" for value in sorted(field.values)]
                more = [] if len(values) <= _SHOWN else ["..."]
                found.append(f"{name} is {', '.join([*values[:_SHOWN], *more])}")
        seen = "; ".join(found) or "none of the schools it names is open"
        return NOBODY.at(
            POLICY,
            f"The condition of '{label}' lets no school in ({seen}).",
            "Write the values as schools.csv has them, or take the component out.",
        )


def _key(gate: SchoolGate, status: RowStatus) -> Hashable:
    """What tells a gate and status from others; the status alone for a gate that is open to all."""
    if not (gate.where or gate.except_where or gate.schools):
        return int(status)
    return tuple(gate.where.items()), tuple(gate.except_where.items()), gate.schools, status


def _has(school: School, name: str) -> bool:
    """Whether a school has such a field, be it empty."""
    try:
        school.field_text(name)
    except KeyError:
        return False
    return True
