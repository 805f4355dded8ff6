"""A budget as postings: account string, integer cents, FTE; what the district's ledger takes.

Every posting of a row adds up to the row's cost, program by program, to the cent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bsa_xl.money import round_ratio, share_out

from .rates import LOADED_PLACES, ItemRate
from .school import SchoolBudget
from .setting import ProgramMoney, Setting
from .spending import SpendingLine
from .staffing import StaffingLine
from .typed import QUANTITY_PARTS, text_in


@dataclass(frozen=True, slots=True)
class Posting:
    """One amount on one account.

    Attributes:
        posting_id: lasting: row key, number of the program on the row, object.
        segments: account segment name to code.
        account: the segments in the district's order, as one text.
        fte_parts: on the salary posting only, in parts of 1.0 FTE.
    """

    posting_id: str
    school_id: str
    row_key: str
    program: str
    segments: Mapping[str, str]
    account: str
    title: str
    goal: str
    cents: int
    fte_parts: int = 0


def postings(budget: SchoolBudget) -> tuple[Posting, ...]:
    """All postings of a school's budget; rows and shares without a known program give none."""
    accounts = _Accounts(budget.setting)
    made: list[Posting] = []
    for line in budget.staffing:
        made.extend(_of_staffing(line, accounts))
    for bought in budget.spending:
        made.extend(_of_spending(bought, accounts))
    return tuple(made)


def account_text(segments: Mapping[str, str], setting: Setting) -> str:
    """The account string in the district's order; a code is filled with zeros to its width."""
    return setting.account_separator.join(
        segments.get(name, "").rjust(width, "0") if width else segments.get(name, "")
        for name, width in setting.account_segments
    )


class _Accounts:
    """The programs and accounts of one school; rows that post to the same account share it."""

    __slots__ = ("_known", "programs", "setting")

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.programs = {money.label.lower(): money for money in setting.programs}
        self._known: dict[tuple[str, str, str, str], tuple[Mapping[str, str], str]] = {}

    def account(
        self, money: ProgramMoney, function: str, name: str, goal: str
    ) -> tuple[Mapping[str, str], str]:
        """The segments of an account, and the account as one text."""
        key = (money.id, function, name, goal)
        known = self._known.get(key)
        if known is None:
            segments = _segments(money, function, name, goal, self.setting)
            known = self._known[key] = segments, account_text(segments, self.setting)
        return known


def _of_staffing(line: StaffingLine, accounts: _Accounts) -> Iterator[Posting]:
    if line.title is None or not line.cents:
        return
    setting = accounts.setting
    parts = _pay_and_benefits(line)
    fte = _fte_split(line)
    for number in range(3):
        money = accounts.programs.get(line.programs[number].lower())
        if money is None or not line.split[number]:
            continue
        for name, cents in _shared(line.split[number], parts, setting).items():
            if not cents:
                continue
            segments, account = accounts.account(money, line.title.function, name, line.title.goal)
            yield Posting(
                posting_id=f"{line.row.key}-{number + 1}-{name}",
                school_id=setting.school_id,
                row_key=line.row.key,
                program=money.id,
                segments=segments,
                account=account,
                title=line.title.label,
                goal=text_in(line.row.goal),
                cents=cents,
                fte_parts=fte[number] if name == line.title.object else 0,
            )


def _pay_and_benefits(line: StaffingLine) -> dict[str, int]:
    """A row's cost by object: salary first, then what every benefit takes of the rest."""
    title = line.title
    if title is None:
        raise ValueError("a row without a title has no objects")
    parts = {title.object: line.salary_cents}
    weights: dict[str, int] = {}
    tier = min(len(title.per_fte_cents) - 1, line.tier)
    for benefit in title.benefits:
        owed = (
            line.fte_parts * benefit.per_fte_cents[tier]
            + line.persons_parts * benefit.per_person_cents[tier]
        )
        weights[benefit.object] = weights.get(benefit.object, 0) + owed
    if sum(weights.values()):
        for name, cents in share_out(line.benefits_cents, weights).items():
            parts[name] = parts.get(name, 0) + cents
    else:
        parts[title.object] += line.benefits_cents
    return parts


def _fte_split(line: StaffingLine) -> tuple[int, int, int]:
    """The row's FTE over its programs, in whole parts, nothing lost."""
    if not sum(line.shares):
        return 0, 0, 0
    split = share_out(line.fte_parts, {str(i): share for i, share in enumerate(line.shares)})
    return split["0"], split["1"], split["2"]


def _of_spending(line: SpendingLine, accounts: _Accounts) -> Iterator[Posting]:
    setting, money = accounts.setting, accounts.programs.get(line.program.lower())
    if line.item is None or not line.cents or money is None:
        return
    for name, cents in _price_and_costs(line, line.item, setting).items():
        if not cents:
            continue
        segments, account = accounts.account(money, line.item.function, name, "")
        yield Posting(
            posting_id=f"{line.row.key}-1-{name}",
            school_id=setting.school_id,
            row_key=line.row.key,
            program=money.id,
            segments=segments,
            account=account,
            title=line.item.label,
            goal=text_in(line.row.goal),
            cents=cents,
        )


def _price_and_costs(line: SpendingLine, item: ItemRate, setting: Setting) -> dict[str, int]:
    """An amount by object: the pay or price first, then what every statutory cost takes."""
    weights: dict[str, int] = {}
    for name, percent in item.costs:
        weights[name] = weights.get(name, 0) + int(percent.scaleb(LOADED_PLACES))
    if item.rate_cents is None or not sum(weights.values()):
        return {item.object: line.cents}
    pay = round_ratio(line.quantity_parts * item.rate_cents, QUANTITY_PARTS, _unit(setting))
    parts = {item.object: min(line.cents, pay)}
    for name, cents in _shared(line.cents - parts[item.object], weights, setting).items():
        parts[name] = parts.get(name, 0) + cents
    return parts


def _shared(cents: int, claims: Mapping[str, int], setting: Setting) -> dict[str, int]:
    """An amount split in the unit of the budget, so that no posting has cents where none has."""
    unit = _unit(setting)
    return {name: units * unit for name, units in share_out(cents // unit, claims).items()}


def _unit(setting: Setting) -> int:
    return 1 if setting.places else 100


def _segments(
    money: ProgramMoney, function: str, name: str, goal: str, setting: Setting
) -> dict[str, str]:
    return {
        "fund": money.fund,
        "resource": money.resource,
        "project_year": money.project_year,
        "program": money.id,
        "goal": goal or setting.default_goal,
        "function": function,
        "object": name,
        "site": setting.site_code,
    }
