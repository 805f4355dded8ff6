"""``bsa-xl study``: what adjustments do over all schools, and the calendar of reviews."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.money import format_dollars

from .arguments import OutFile
from .options import district_argument, dry_run_option, event_option, year_option
from .reply import Reply, dollars, number
from .screen import Line, Marked, table
from .verb import Verb, Verbs, lists_all

if TYPE_CHECKING:
    from bsa_xl.api import AdjustedSchool, AdjustmentSummary, LevelBalance, Reviewed, Studied

_SHOWN = 25
_CENTS = 100
_MOST_YEARS = 50


@click.group(cls=Verbs)
def study() -> None:
    """Look over all schools: adjustments and deficits, reviews by opening year."""


@study.command(
    cls=Verb,
    examples=(
        "bsa-xl study adjustments district --year FY2026",
        "bsa-xl study adjustments district --year FY2026 --model pilot --above 65000 --json",
        "bsa-xl study adjustments district --year FY2026 --csv study.csv --xlsx study.xlsx",
    ),
    exits=(3, 4, 6),
)
@district_argument
@year_option("The fiscal year to study.")
@event_option
@click.option("--model", metavar="MODEL", default="", help="Only schools of this model: pilot.")
@click.option(
    "--above",
    type=click.IntRange(min=0),
    metavar="DOLLARS",
    default=65_000,
    show_default=True,
    help="An adjustment beyond it is counted as a large one.",
)
@click.option("--csv", type=OutFile(), metavar="FILE", help="Write every adjusted school as CSV.")
@click.option(
    "--xlsx", type=OutFile(".xlsx"), metavar="FILE", help="Write the study as a workbook."
)
@dry_run_option
def adjustments(
    district: Path,
    year: FiscalYear,
    event: str,
    model: str,
    above: int,
    csv: Path | None,
    xlsx: Path | None,
    dry_run: bool,
) -> Reply:
    """How many schools are adjusted, by how much, and which levels are in deficit.

    Where the policy compares no salaries and the roster says what staff cost, the study works out
    what such an adjustment would be. Nothing is allocated, and no run is kept.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    if csv is not None and xlsx is not None and csv.absolute() == xlsx.absolute():
        raise click.UsageError("--csv and --xlsx name the same file. Give each its own.")
    order = api.StudyOrder(district, year, event, model, above * _CENTS, csv, xlsx, dry_run)
    done = api.study_district(order)
    notes: list[Line] = []
    if done.written:
        notes = [f"Written: {', '.join(map(str, done.written))}."]
    elif order.files and done.study is not None:
        notes = [f"Would be written: {', '.join(map(str, order.files))}."]
    return Reply(
        exit=int(done.answer.exit),
        findings=done.answer.findings,
        data=_object(done, year),
        lines=_lines(done, year),
        notes=notes,
    )


@study.command(
    cls=Verb,
    examples=("bsa-xl study reviews district --year FY2026 --years 5",),
    exits=(3, 4),
)
@district_argument
@year_option("The first fiscal year of the calendar.")
@click.option("--years", type=click.IntRange(1, _MOST_YEARS), default=5, show_default=True,
              help="How many years it covers.")  # fmt: skip
@click.option("--model", metavar="MODEL", default="pilot", show_default=True,
              help="Schools of this model are reviewed.")  # fmt: skip
def reviews(district: Path, year: FiscalYear, years: int, model: str) -> Reply:
    """When schools with autonomy are reviewed, by the year in which they opened.

    A self-study in the spring of the third year, an external visit in the fall of the fourth, both
    again every five years, and a walk-through in every other spring.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    done = api.study_reviews(district, year, years, model)
    return Reply(
        exit=int(done.answer.exit),
        findings=done.answer.findings,
        data={"reviews": _review_objects(done)},
        lines=_review_lines(done, model),
    )


def _lines(done: Studied, year: FiscalYear) -> list[Line]:
    if done.study is None:
        return []
    lines: list[Line] = [(Marked(f"{done.district}, {year} ({year.on_paper}), adjustments"),)]
    for each in done.study.adjustments:
        lines += ["", (Marked(each.label),), _said(each), *_school_lines(each)]
    if not done.study.adjustments:
        lines += ["", "The policy makes no adjustments, and staff.csv lists nobody."]
    if done.study.balances:
        lines += ["", (Marked(f"Deficits and surpluses: {done.study.balance_by}"),)]
        lines += _level_lines(done.study.balances)
    return lines


def _said(each: AdjustmentSummary) -> str:
    """The study's sentence: 19 of 74 schools, 11 above $65,000.00, $1,422,935.00 in all."""
    per = "" if each.per_pupil is None else f", {_whole(each.per_pupil)} per pupil"
    to_come = f"; {len(each.to_come):,} to come" if each.to_come else ""
    total = f"{format_dollars(each.total_cents)} in all{per}{to_come}"
    are = "school is" if each.considered == 1 else "schools are"
    return (
        f"{len(each.schools):,} of {each.considered:,} {are} adjusted, {each.large:,} by "
        f"more than {format_dollars(each.large_cents)}: {total}."
    )


def _whole(dollars: int | None) -> str:
    """``$114``, ``-$2``; empty where it is not known."""
    return "" if dollars is None else f"{'-' if dollars < 0 else ''}${abs(dollars):,}"


def _school_lines(each: AdjustmentSummary) -> list[Line]:
    shown = each.schools if lists_all() else each.schools[:_SHOWN]
    rows = [
        (
            school.name,
            school.level,
            format_dollars(school.cents),
            "" if school.pupils is None else f"{school.pupils:,f}",
            _whole(school.per_pupil),
        )
        for school in shown
    ]
    if not rows:
        return []
    lines = table(
        ("School", "Level", "Adjustment", "Enrollment", "Per pupil"), rows, right=(2, 3, 4)
    )
    more = len(each.schools) - len(shown)
    return [*lines, f"... and {more:,} more; --all lists them."] if more else lines


def _level_lines(balances: tuple[LevelBalance, ...]) -> list[Line]:
    rows = [
        (
            each.level,
            f"{each.schools:,}",
            f"{each.deficits:,}",
            "" if each.share is None else f"{each.share * 100:.0f} %",
            format_dollars(each.deficit_cents),
            f"{each.surpluses:,}",
            format_dollars(each.surplus_cents),
        )
        for each in balances
    ]
    head = ("Level", "Schools", "In deficit", "Share", "Deficits", "In surplus", "Surpluses")
    return table(head, rows, right=range(1, len(head)), last_is_total=True)


def _review_lines(done: Reviewed, model: str) -> list[Line]:
    if not done.reviews:
        return [f"No school of model {model} has a review in these years."] if done.district else []
    rows = [
        (str(each.fiscal_year), each.season, each.name, each.what, str(each.year_of_operation))
        for each in done.reviews
    ]
    return table(("Year", "Season", "School", "Review", "Year of operation"), rows, right=(4,))


def _object(done: Studied, year: FiscalYear) -> dict[str, object]:
    if done.study is None:
        return {"study": None}
    return {
        "district": done.district,
        "fiscal_year": str(year),
        "study": {
            "adjustments": [_adjustment_object(each) for each in done.study.adjustments],
            "balance_by": done.study.balance_by or None,
            "balances": [_balance_object(each) for each in done.study.balances],
        },
        "written": [str(path) for path in done.written],
    }


def _adjustment_object(each: AdjustmentSummary) -> dict[str, object]:
    return {
        "adjustment": each.adjustment,
        "label": each.label,
        "in_policy": each.in_policy,
        "schools": each.considered,
        "adjusted": len(each.schools),
        "threshold": dollars(each.large_cents),
        "above_threshold": each.large,
        "given": dollars(each.raised_cents),
        "charged": dollars(each.lowered_cents),
        "total": dollars(each.total_cents),
        "per_pupil": each.per_pupil,
        "to_come": list(each.to_come),
        "by_school": [_school_object(school) for school in each.schools],
    }


def _school_object(school: AdjustedSchool) -> dict[str, object]:
    return {
        "school_id": school.school_id,
        "school": school.name,
        "level": school.level,
        "amount": dollars(school.cents),
        "enrollment": number(school.pupils),
        "per_pupil": school.per_pupil,
    }


def _balance_object(each: LevelBalance) -> dict[str, object]:
    return {
        "level": each.level,
        "schools": each.schools,
        "deficits": each.deficits,
        "surpluses": each.surpluses,
        "deficit_amount": dollars(each.deficit_cents),
        "surplus_amount": dollars(each.surplus_cents),
    }


def _review_objects(done: Reviewed) -> list[dict[str, object]]:
    return [
        {
            "fiscal_year": str(each.fiscal_year),
            "season": each.season,
            "school_id": each.school_id,
            "school": each.name,
            "opened": each.opened.isoformat(),
            "review": each.what,
            "year_of_operation": each.year_of_operation,
        }
        for each in done.reviews
    ]
