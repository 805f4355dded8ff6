"""What a cell may ask of an allocation: rates, counts, amounts, sentences, a letter, peers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bsa_xl.allocation import AllocationLine, LineStatus, LineUnit
from bsa_xl.analysis import nearest
from bsa_xl.money import EXACT, format_dollars, round_half_away, to_dollars

from .cell_faults import CannotAnswerError
from .cell_years import CellYear, Wanted


class Figure(StrEnum):
    """A number of a line."""

    RATE = "rate"
    COUNT = "count"
    FTE = "fte"
    AMOUNT = "amount"


#: Lines that give nothing, and are known to.
_NOTHING = (LineStatus.NOT_ELIGIBLE,)


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A line of a school's allocation letter.

    Attributes:
        name: the line's own name: the component's id, and the grade span's.
        amount: dollars; None for FTE, where the line is to come, and where it gives nothing.
        sentence: as ``bsa-xl explain`` says it.
    """

    name: str
    label: str
    counted: str
    count: Decimal | None
    rate: Decimal | None
    fte: Decimal | None
    amount: Decimal | None
    program: str
    status: str
    held_by: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Peer:
    """A school to be compared with another.

    Attributes:
        pupils: enrolled.
        need_share: of its pupils in poverty; None where it is not counted.
        amount: dollars that it plans itself.
        per_pupil: dollars, to the cent.
    """

    school_id: str
    name: str
    pupils: Decimal
    need_share: Decimal | None
    amount: Decimal
    per_pupil: Decimal


def figures_of(
    year: CellYear, figure: Figure, schools: Sequence[str], names: Sequence[str]
) -> list[list[Decimal | None]]:
    """One number for each school and component.

    Args:
        year: the district's year.
        figure: dollars per unit of count, the count, FTE, or dollars.
        schools: ids or names; an empty one is answered by nothing.
        names: components, adjustments, their lines (``base:K-3``), programs, or ``total``; the
            last two have dollars only.

    Returns:
        Where a school has no such line, nothing for a rate and a count, and zero dollars.

    Raises:
        CannotAnswerError: a name is not known, a line is to come, or has no such number.
    """
    wanted = [year.wanted(name) if name else None for name in names]
    ids = [year.school(school) if school else "" for school in schools]
    return [
        [_figure(year, figure, one, each) if one and each else None for each in wanted]
        for one in ids
    ]


def sentences_of(
    year: CellYear, schools: Sequence[str], names: Sequence[str]
) -> list[list[str | None]]:
    """What ``bsa-xl explain`` says, for each school and component; several lines one after another.

    Args:
        year: the district's year.
        schools: as in `figures_of`.
        names: likewise.

    Raises:
        CannotAnswerError: a name is not known.
    """
    wanted = [year.wanted(name) if name else None for name in names]
    ids = [year.school(school) if school else "" for school in schools]
    return [
        [_sentence(year, one, each) if one and each else None for each in wanted] for one in ids
    ]


def letter_of(year: CellYear, school: str) -> tuple[LetterLine, ...]:
    """Every line of a school's letter, in the order of the policy.

    Raises:
        CannotAnswerError: the school is not known.
    """
    school_id = year.school(school)
    return tuple(
        LetterLine(
            name=explained.line.line_id.removeprefix(f"{school_id}:"),
            label=explained.line.label,
            counted=explained.line.counted,
            count=explained.line.count,
            rate=explained.line.rate,
            fte=explained.line.fte,
            amount=_dollars(explained.line),
            program=explained.program_title,
            status=explained.line.status.value,
            held_by=explained.line.held_by,
            sentence=explained.sentence,
        )
        for explained in year.explanation(school_id).lines
    )


def peers_of(year: CellYear, school: str, how_many: int) -> tuple[Peer, ...]:
    """The schools of the same level that are nearest in enrollment and need, the nearest first.

    Args:
        year: the district's year.
        school: id or name.
        how_many: at most; there may be fewer.

    Raises:
        CannotAnswerError: the school is not known, or its pupils or a peer's dollars are not.
    """
    school_id = year.school(school)
    ids, measure = year.allocation.school_ids, year.policy.measure
    found = nearest(year.district, year.year, measure, school_id, ids)
    if not found:
        raise CannotAnswerError(
            f"No school can be compared with {school_id} in {year.year}.",
            f"Look for its level in schools.csv and its {measure} counts in counts.csv.",
        )
    made = []
    for near in [each for each in found if each.pupils][:how_many]:
        amount = to_dollars(year.total_cents(near.school_id))
        made.append(
            Peer(
                near.school_id,
                year.district.school(near.school_id).name,
                near.pupils,
                near.need_share,
                amount,
                round_half_away(EXACT.divide(amount, near.pupils), 2),
            )
        )
    return tuple(made)


def _figure(year: CellYear, figure: Figure, school_id: str, wanted: Wanted) -> Decimal | None:
    if wanted.is_sum:
        return _sum(year, figure, school_id, wanted)
    made = (year.line(column, school_id) for column in wanted.columns)
    lines = [line for line in made if line is not None and line.status not in _NOTHING]
    _refuse_to_come(lines, wanted, school_id)
    if figure is Figure.AMOUNT:
        for line in lines:
            if line.unit is not LineUnit.USD:
                raise CannotAnswerError(
                    f"'{wanted.name}' gives FTE of {line.counted}, not dollars.",
                    "Ask for its FTE.",
                )
        return to_dollars(sum(line.cents for line in lines))
    if len(lines) > 1:
        keys = ", ".join(line.line_id.removeprefix(f"{school_id}:") for line in lines)
        raise CannotAnswerError(
            f"'{wanted.name}' is {len(lines)} lines at school {school_id}, each with its own "
            f"{figure.value}.",
            f"Name one of them: {keys}.",
        )
    found: Decimal | None = getattr(lines[0], figure.value) if lines else None
    return found


def _sum(year: CellYear, figure: Figure, school_id: str, wanted: Wanted) -> Decimal:
    """Dollars of a program, or of all, that the school plans itself."""
    if figure is not Figure.AMOUNT:
        raise CannotAnswerError(
            f"'{wanted.name}' is a sum of lines and has no {figure.value}.",
            "Name a component, or ask for its amount.",
        )
    year.require_known(school_id, wanted.columns)  # where a line is to come, no sum is known
    columns, row = year.allocation.columns, year.row(school_id)
    return to_dollars(sum(int(columns[column].cents[row]) for column in wanted.columns))


def _refuse_to_come(lines: Sequence[AllocationLine], wanted: Wanted, school_id: str) -> None:
    if any(line.status is LineStatus.TO_COME for line in lines):
        raise CannotAnswerError(
            f"'{wanted.name}' is still to come at school {school_id}.",
            "bsa-xl explain says what is missing.",
        )


def _sentence(year: CellYear, school_id: str, wanted: Wanted) -> str | None:
    if wanted.is_sum:
        dollars = _sum(year, Figure.AMOUNT, school_id, wanted)
        return f"{wanted.title}: {format_dollars(int(dollars * 100))}"
    keys = {f"{school_id}:{year.allocation.columns[column].terms.key}" for column in wanted.columns}
    lines = year.explanation(school_id).lines
    return " ".join(each.sentence for each in lines if each.line.line_id in keys) or None


def _dollars(line: AllocationLine) -> Decimal | None:
    has_amount = line.unit is LineUnit.USD and line.count is not None
    return to_dollars(line.cents) if has_amount else None
