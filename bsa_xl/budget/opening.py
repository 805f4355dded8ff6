"""What a workbook opens with: the school's setting, and the plan of the positions that exist."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bsa_xl.district import District, School, StaffPosition
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import Policy, SchoolGate

from .plan import Place, Plan, StaffingRow
from .rates import RateSheet
from .setting import (
    FteTrade,
    GivenFte,
    NowPosition,
    ProgramMoney,
    RequiredFte,
    RuleSetting,
    Setting,
)
from .typed import FTE_PARTS, Typed, day_number

_Three = tuple[Typed, Typed, Typed]
_Typed = tuple[Typed, Typed, Typed, Typed, _Three, _Three]
#: What rows open with, by the programs of a school and by what a row follows from. One of these
#: serves all schools of a district: most of its positions are like many others.
KnownOpenings = dict[object, dict[object, _Typed]]


@dataclass(frozen=True, slots=True)
class SchoolGroup:
    """A workbook's school with the centres that are budgeted in the same workbook.

    Attributes:
        members: the host first, then its centres.
        cents: plannable dollars by program id, over all members.
        line_cents: every plannable line, in the order of the workbook.
        fte: (line id, position code, FTE parts) of every FTE line.
        accepted: deficits accepted at issue, by program id.
    """

    members: tuple[School, ...]
    cents: Mapping[str, int]
    line_cents: tuple[int, ...]
    fte: tuple[tuple[str, str, int], ...]
    accepted: Mapping[str, int]

    @property
    def host(self) -> School:
        """The school whose workbook it is."""
        return self.members[0]


def build_setting(
    district: District,
    policy: Policy,
    year: FiscalYear,
    event: str,
    group: SchoolGroup,
    rates: RateSheet,
    rules: tuple[RuleSetting, ...],
    staff: Iterable[StaffPosition],
) -> Setting:
    """Everything a school is handed to plan with.

    Args:
        district: the facts; only its profile is looked at here.
        policy: the decisions.
        year: the fiscal year budgeted.
        event: the budget event, ``adopted``.
        group: the school, its centres and their money.
        rates: the district's price list.
        rules: the rules as they bind this school.
        staff: the positions of the group's schools, in file order.
    """
    programs = tuple(
        ProgramMoney(
            id=program.id,
            label=program.title,
            allocated_cents=group.cents.get(program.id, 0),
            accepted_cents=group.accepted.get(program.id, 0),
            restricted=program.restricted,
            flexibility=program.flexibility,
            one_time=program.term == "one-time",
            available_until=program.available_until,
            carryover=program.carryover,
            body=program.body,
            fund=program.fund,
            resource=program.resource,
            project_year=program.project_year,
        )
        for program in policy.programs
        if program.held_by == "school"
    )
    required = tuple(_required(policy, year, group))
    profile = district.profile
    window = (profile.calendar.council_from, profile.calendar.council_until)
    return Setting(
        school_id=group.host.school_id,
        fiscal_year=year,
        event=event,
        letter_cents=sum(group.line_cents),
        line_cents=group.line_cents,
        programs=programs,
        rates=rates,
        places=2 if policy.rounding.lines == "cent" else 0,
        now=tuple(_rows(policy, group, rates, programs, required, list(staff))),
        required=required,
        given_fte=tuple(GivenFte(*given) for given in group.fte),
        trades=tuple(FteTrade(t.id, t.give, t.take, t.rate) for t in policy.trades),
        rules=rules,
        site_code=group.host.site_code,
        default_goal=profile.default_goal,
        account_segments=tuple((s.name, s.width) for s in profile.account_segments),
        account_separator=profile.account_separator,
        council_window=(
            day_number(window[0]) if window[0] else 0,
            day_number(window[1]) if window[1] else 0,
        ),
    )


def opening_plan(
    setting: Setting, place: Callable[[int], Place], known: KnownOpenings | None = None
) -> Plan:
    """The plan as a fresh workbook shows it: every position kept, required ones to be made.

    Args:
        setting: the school's setting.
        place: the place of the n-th staffing row, counted from 0.
        known: what rows opened with before, where many schools are opened one after another; it
            is added to.
    """
    labels = {program.id: program.label for program in setting.programs}
    known = {} if known is None else known
    here = known.setdefault(tuple(labels.items()), {})
    return Plan(
        staffing=tuple(
            _opening_row(now, place(n), labels, here) for n, now in enumerate(setting.now)
        )
    )


def lets_in(gate: SchoolGate, school: School) -> bool:
    """Whether a policy's gate is open for a school; a column the district lacks lets nobody in."""
    if gate.schools and school.school_id not in gate.schools:
        return False
    return all(_field(school, name) in values for name, values in gate.where.items()) and not any(
        _field(school, name) in values for name, values in gate.except_where.items()
    )


def _field(school: School, name: str) -> str | None:
    try:
        return school.field_text(name)
    except KeyError:
        return None


def _required(policy: Policy, year: FiscalYear, group: SchoolGroup) -> Iterable[RequiredFte]:
    """Every required position of the policy, with zero FTE where it does not bind this school."""
    titles = {program.id: program.title for program in policy.programs}
    unrestricted = [p.id for p in policy.programs if not p.restricted and p.held_by == "school"]
    for wanted in policy.required_positions:
        fte = wanted.values.value(year) or Decimal(0)
        bound = sum(1 for school in group.members if lets_in(wanted.schools, school))
        yield RequiredFte(
            id=wanted.id,
            label=wanted.label,
            codes=wanted.positions,
            fte_parts=int(fte * FTE_PARTS) * bound,
            programs=tuple(titles[p] for p in wanted.programs or unrestricted if p in titles),
            reason=wanted.reason,
            source=str(wanted.source),
        )


def _rows(
    policy: Policy,
    group: SchoolGroup,
    rates: RateSheet,
    programs: tuple[ProgramMoney, ...],
    required: tuple[RequiredFte, ...],
    staff: list[StaffPosition],
) -> Iterable[NowPosition]:
    """Required positions first, then all others, in file order; keys S001, S002 ..."""
    labels = {title.code: title.label for title in rates.titles}
    actual = {
        school.school_id
        for school in group.members
        if policy.cost_basis.get(school.model) == "actual"
    }
    ids = {program.label: program.id for program in programs}
    rows: list[NowPosition] = []

    def add(position: StaffPosition, reason: str) -> None:
        rows.append(_existing(_key(len(rows)), position, labels, actual, reason))

    taken: set[int] = set()
    for wanted in required:
        missing = wanted.fte_parts
        for index, position in enumerate(staff):
            if missing > 0 and index not in taken and position.code in wanted.codes:
                taken.add(index)
                missing -= int(position.fte * FTE_PARTS)
                add(position, wanted.reason)
        if missing > 0:
            payer = next((ids[label] for label in (*wanted.programs, *ids) if label in ids), "")
            for parts in _to_be_made(missing):
                key, code = _key(len(rows)), wanted.codes[0]
                title, shares = labels.get(code, ""), ((payer, 100),)
                rows.append(
                    NowPosition(
                        key, "", group.host.school_id, code, title, parts,
                        filled=False, shares=shares, required=wanted.reason,
                    )
                )  # fmt: skip
    for index, position in enumerate(staff):
        if index not in taken:
            add(position, "")
    return rows


def _to_be_made(missing: int) -> Iterable[int]:
    """Rows for required FTE that no position covers: whole positions, and one for the rest."""
    whole, rest = divmod(missing, FTE_PARTS)
    return (*(FTE_PARTS,) * whole, *(rest,) * (rest > 0))


def _existing(
    key: str,
    position: StaffPosition,
    labels: Mapping[str, str],
    actual: set[str],
    required: str,
) -> NowPosition:
    charged = position.school_id in actual
    return NowPosition(
        key=key,
        position_id=position.position_id,
        school_id=position.school_id,
        code=position.code,
        title=labels.get(position.code, ""),
        fte_parts=int(position.fte * FTE_PARTS),
        filled=position.filled,
        shares=position.shares,
        required=required,
        ends_on=day_number(position.ends_on) if position.ends_on else 0,
        actual_salary_cents=position.actual_salary_cents if charged else None,
        actual_benefits_cents=position.actual_benefits_cents if charged else None,
    )


def _key(index: int) -> str:
    return f"S{index + 1:03d}"


def _opening_row(
    now: NowPosition, place: Place, labels: Mapping[str, str], known: dict[object, _Typed]
) -> StaffingRow:
    alike = (now.fte_parts, now.ends_on, now.shares)
    typed = known.get(alike)
    if typed is None:
        typed = known[alike] = _typed(now, labels)
    return StaffingRow(
        now.key,
        place,
        now.position_id,
        "Keep" if now.position_id else "New",
        now.title or None,
        *typed,
    )


def _typed(now: NowPosition, labels: Mapping[str, str]) -> _Typed:
    """How many, FTE each, start and end, programs and shares of an opening row."""
    named: list[Typed] = [labels.get(program) for program, _ in now.shares]
    percents: list[Typed] = [Decimal(share) for _, share in now.shares]
    named += [None] * (3 - len(named))
    percents += [None] * (3 - len(percents))
    return (
        Decimal(1),
        Decimal(now.fte_parts) / FTE_PARTS,
        None,
        Decimal(now.ends_on) if now.ends_on else None,
        (named[0], named[1], named[2]),
        (percents[0], percents[1], percents[2]),
    )
