"""The letter to a school: its lines as Allocation shows them, and what changed and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from bsa_xl.allocation import Allocation, AllocationLine, LineFigures, LineStatus, LineUnit
from bsa_xl.district import CountState, District, School
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import format_dollars
from bsa_xl.policy import Policy
from bsa_xl.workbook import Letter, ShownLine

from .groups import SchoolBook

#: The student group that dollars per pupil are divided by.
_ENROLLMENT = "enrollment"
#: Letters of a name in a footer.
_FOOTER = 28


class LetterWriter:
    """Writes the letters of one district and year."""

    def __init__(
        self,
        district: District,
        policy: Policy,
        year: FiscalYear,
        previous: Allocation | None,
    ) -> None:
        """Keep what all letters share.

        Args:
            district: the facts.
            policy: the decisions.
            year: the fiscal year budgeted.
            previous: last year's allocation, where it could be worked out.
        """
        self._district = district
        self._policy = policy
        self._year = year
        self._previous = previous
        self._there_before = set() if previous is None else set(previous.school_ids)
        self._labels = {program.id: program.title for program in policy.programs}
        self._titles = {p.code: f"{p.title} · {p.code}" for p in district.positions}

    def letter(self, book: SchoolBook) -> Letter:
        """One school's letter."""
        last = self._last_year(book)
        names = {s.school_id: s.name for s in book.group.members[1:]}
        shown = [
            self._shown(line, last.get(line.school_id, {}).get(line.line_id), names)
            for line in book.lines
        ]
        pairs = list(zip(book.lines, shown, strict=True))
        return Letter(
            dollars=tuple(s for line, s in pairs if line.is_plannable),
            positions=self._positions(book),
            central=tuple(s for line, s in pairs if is_central(line)),
            enrollment=self._enrollment(book),
            facts=self._facts(book),
        )

    def _last_year(self, book: SchoolBook) -> Mapping[str, Mapping[str, LineFigures]]:
        """By school and line_id."""
        return {
            school.school_id: self._previous.figures(school.school_id)
            for school in book.group.members
            if self._previous is not None and school.school_id in self._there_before
        }

    def _shown(
        self, line: AllocationLine, last: LineFigures | None, centres: Mapping[str, str]
    ) -> ShownLine:
        centre = centres.get(line.school_id)
        label = f"{line.label} ({centre})" if centre else line.label
        return ShownLine(
            line_id=f"{line.line_id}@{line.school_id}" if centre else line.line_id,
            label=label,
            counted=line.counted,
            count=line.count,
            rate=line.rate,
            cents=line.cents,
            program=self._labels.get(line.program, line.program),
            may_change=line.flexibility,
            last_cents=None if last is None else last.cents,
            why=why_changed(line, last),
            status=line.status.value,
            source=str(line.source) if line.source else "",
        )

    def _positions(self, book: SchoolBook) -> tuple[ShownLine, ...]:
        """One line for every title that the formula gives FTE of."""
        by_code = {line.position_code: line for line in book.lines if line.unit is LineUnit.FTE}
        shown = []
        for given in book.setting.given_fte:
            line = by_code.get(given.code)
            label = self._titles.get(given.code, given.code)
            source = str(line.source) if line is not None and line.source else ""
            shown.append(
                ShownLine(given.line_id, label, "", None, None, 0, "", "", None, "", "final",
                          source, given.fte_parts)
            )  # fmt: skip
        return tuple(shown)

    def _enrollment(self, book: SchoolBook) -> Decimal | None:
        """Pupils of the school and its centres; None where one of them has no count."""
        table = self._district.table(self._year, self._policy.measure)
        if table is None or _ENROLLMENT not in table.columns:
            return None
        total = Decimal(0)
        for school in book.group.members:
            try:
                count = table.count(school.school_id, _ENROLLMENT)
            except KeyError:
                return None
            if isinstance(count, CountState):
                return None
            total += count
        return total

    def _facts(self, book: SchoolBook) -> dict[str, str]:
        profile, school = self._district.profile, book.school
        calendar = profile.calendar
        accepted = sum(p.accepted_cents for p in book.setting.programs)
        code = f"{school.school_id} · {self._year.on_paper}"
        return {
            "school_name": _with_centres(book.group.members),
            "year": self._year.on_paper,
            "district": profile.name,
            "due": _day(calendar.due),
            "council": _span(calendar.council_from, calendar.council_until),
            "adoption": _day(calendar.adoption),
            "office": profile.office or "The central budget office",
            "mailbox": profile.mailbox,
            "phone": profile.phone,
            "policy_title": self._policy.title,
            "footer": f"{_short(school.name)} ({code})",
            "accepted": (
                "The central office accepted a deficit of "
                f"{format_dollars(accepted)} when it issued this workbook."
                if accepted
                else ""
            ),
        }


def is_central(line: AllocationLine) -> bool:
    """Whether a line stands among the dollars that the central office holds for the school."""
    return line.unit is LineUnit.USD and not line.is_plannable


def why_changed(line: AllocationLine, last: LineFigures | None) -> str:
    """Why a line is not what it was, in words; empty where nothing is known of last year."""
    if line.status is LineStatus.TO_COME:
        return "To come: the count is not known yet"
    if last is None or last.count is None or line.count is None:
        return ""
    said = []
    more = line.count - last.count
    if more:
        said.append(f"{_plain(abs(more))} {'more' if more > 0 else 'fewer'}")
    if line.rate is not None and last.rate is not None and line.rate != last.rate:
        change = line.rate - last.rate
        what = "" if line.is_whole and not more else "rate "
        said.append(f"{what}{'up' if change > 0 else 'down'} {_dollars(abs(change))}")
    return "; ".join(said) or "No change"


def _plain(number: Decimal) -> str:
    text = f"{number:,.6f}".rstrip("0").rstrip(".")
    return text or "0"


def _dollars(rate: Decimal) -> str:
    """A change of a rate: two decimals, or as many as it has."""
    whole, _, cents = _plain(rate).partition(".")
    return f"${whole}.{cents:0<2}"


def _with_centres(members: Iterable[School]) -> str:
    host, *centres = [school.name for school in members]
    return f"{host} with {', '.join(centres)}" if centres else host


def _short(name: str) -> str:
    """A name that leaves room for the code in the middle of a printed page's footer."""
    return name if len(name) <= _FOOTER else f"{name[: _FOOTER - 1].rstrip()}…"


def _day(day: date | None) -> str:
    return f"{day:%B} {day.day}, {day.year}" if day else "see the budget calendar"


def _span(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return _day(first or last)
    return f"{_day(first)} to {_day(last)}"
