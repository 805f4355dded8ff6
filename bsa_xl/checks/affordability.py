"""AFF: whether a school can pay for the positions that it must have, before anything is issued.

A required position may be paid by any of some programs, and split over them. Whether all of them
can be paid is answered by looking at groups of programs (Hall 1935; with quantities, Gale 1957):
for every union of the sets of programs that may pay for a position, the positions that only these
programs may pay must not cost more than these programs hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bsa_xl.budget import FTE_PARTS, NowPosition, ProgramMoney, RequiredFte, Setting
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.location import Location
from bsa_xl.money import format_dollars, round_ratio

from .wording import fte_text, plain

TOO_DEAR = FindingKind(
    "AFF-01",
    "Required positions cost more than the money for them",
    Severity.FATAL,
    "A school that cannot pay for what it must have is in deficit before it has planned anything.",
)
NO_PRICE = FindingKind(
    "AFF-02",
    "Required position has no price",
    Severity.FATAL,
    "What a school must have can be paid for only when the rate sheet says what it costs.",
)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A school that cannot pay for its required positions.

    Attributes:
        required_cents: what they cost at the rate sheet's average.
        short: program id to the cents that it lacks, above zero; the least that makes all of
            them payable, so that it may be handed on as ``accepted_cents``.
        findings: one for each group of programs that lacks money.
    """

    school_id: str
    required_cents: int
    short: Mapping[str, int]
    findings: tuple[Finding, ...]

    @property
    def short_cents(self) -> int:
        """What is lacking in all."""
        return sum(self.short.values())


def affordability(settings: Iterable[Setting]) -> tuple[Shortfall, ...]:
    """The schools whose required positions cost more than the money that may pay for them.

    Programs with a negative allocation count as empty. A position without a price counts as
    nothing here; see `unpriced_positions`.
    """
    found = (_shortfall(setting) for setting in settings)
    return tuple(shortfall for shortfall in found if shortfall is not None)


def unpriced_positions(settings: Iterable[Setting]) -> tuple[Finding, ...]:
    """AFF-02: required positions whose code is not on the rate sheet, one for each code."""
    missing: dict[str, tuple[NowPosition, int]] = {}
    for setting in settings:
        priced = {title.code for title in setting.rates.titles}
        for code, now in {n.code: n for n in setting.now if n.required}.items():
            if code not in priced:
                first, schools = missing.get(code, (now, 0))
                missing[code] = (first, schools + 1)
    return tuple(
        NO_PRICE.at(
            Location(file="positions.csv", column="code"),
            f"position {plain(code)} is required at {schools:,} school"
            f"{'' if schools == 1 else 's'} and is not on the rate sheet.",
            f"Add a row with code {plain(code)}, or correct the code under required_positions in "
            "the policy.",
        )
        for code, (_, schools) in sorted(missing.items())
    )


def _shortfall(setting: Setting) -> Shortfall | None:
    programs = setting.programs
    demands = _demands(setting) if programs else {}
    short = [0] * len(programs)
    findings: list[Finding] = []
    for union in _unions(demands):
        members = [n for n in range(len(programs)) if union >> n & 1]
        held = sum(max(0, programs[n].allocated_cents) for n in members)
        cost = sum(cents for mask, cents in demands.items() if mask & ~union == 0)
        lacking = cost - held - sum(short[n] for n in members)
        if lacking > 0:
            short[members[0]] += lacking
            findings.append(_told(setting, [programs[n] for n in members], cost, held, lacking))
    if not findings:
        return None
    return Shortfall(
        school_id=setting.school_id,
        required_cents=sum(demands.values()),
        short={p.id: cents for p, cents in zip(programs, short, strict=True) if cents},
        findings=tuple(findings),
    )


def _unions(demands: Mapping[int, int]) -> list[int]:
    """Every union of the sets, smaller ones first.

    In this order, adding to any member of a group what the group lacks never adds more in all than
    the whole school lacks (the lacking amounts are supermodular).
    """
    unions = {0}
    for mask in demands:
        unions |= {union | mask for union in unions}
    return sorted(unions - {0}, key=lambda union: (union.bit_count(), union))


def _demands(setting: Setting) -> dict[int, int]:
    """Cents of required positions by the set of programs that may pay, one bit a program."""
    titles = {title.code: title for title in setting.rates.titles}
    unit = 1 if setting.places else 100
    demands: dict[int, int] = {}
    for now in setting.now:
        title = titles.get(now.code)
        if not now.required or title is None:
            continue
        tier = setting.rates.tier(now.fte_parts)
        cents = round_ratio(now.fte_parts * title.per_fte_cents[tier], FTE_PARTS, unit)
        cents += round_ratio(title.per_person_cents[tier], 1, unit)
        mask = _payers(setting, now)
        demands[mask] = demands.get(mask, 0) + cents
    return demands


def _payers(setting: Setting, now: NowPosition) -> int:
    """The programs that may pay for a required row: those named, else the unrestricted ones.

    Where none of them is the school's, the first program pays, as on a fresh Staffing sheet.
    """
    required = next((r for r in setting.required if _is_for(r, now)), None)
    labels = required.programs if required is not None else ()
    mask = 0
    for number, program in enumerate(setting.programs):
        if program.label in labels if labels else not program.restricted:
            mask |= 1 << number
    return mask or 1


def _is_for(required: RequiredFte, now: NowPosition) -> bool:
    return required.reason == now.required and now.code in required.codes


def _told(
    setting: Setting, programs: list[ProgramMoney], cost: int, held: int, lacking: int
) -> Finding:
    named = " and ".join(plain(program.label) for program in programs)
    fte = sum(now.fte_parts for now in setting.now if now.required)
    return TOO_DEAR.at(
        Location(file="policy.yaml", column="required_positions"),
        f"School {setting.school_id}: of its {fte_text(fte)} required FTE, those that only {named} "
        f"may pay cost {format_dollars(cost)}, and {format_dollars(held)} is allocated there.",
        f"Allocate {format_dollars(lacking)} more, require less, or issue with the deficit "
        "accepted and the reason given.",
        school_id=setting.school_id,
    )
