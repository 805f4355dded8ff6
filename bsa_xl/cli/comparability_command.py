"""``bsa-xl study comparability``: Title I schools held against the others of their span."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from bsa_xl.fiscal_year import FiscalYear

from .arguments import OutFile
from .options import district_argument, dry_run_option, event_option, year_option
from .reply import Reply, number
from .screen import Line, Marked, table
from .verb import Verb, lists_all

if TYPE_CHECKING:
    from bsa_xl.api import ComparabilityOrder, ComparabilityStudied, ComparedTitleI

_SHOWN = 25
_WAYS = ("staff", "salaries", "allocation")


@click.command(
    cls=Verb,
    examples=(
        "bsa-xl study comparability district --year FY2026",
        "bsa-xl study comparability district --year FY2026 --position 02010 --out study.xlsx",
        "bsa-xl study comparability district --year FY2026 --by allocation --span region --json",
    ),
    exits=(3, 4, 6),
)
@district_argument
@year_option("The fiscal year to study.")
@event_option
@click.option(
    "--by",
    type=click.Choice(_WAYS),
    default="staff",
    show_default=True,
    help="Pupils for each FTE, or dollars a pupil: salaries at average, or what is given.",
)
@click.option(
    "--position",
    "positions",
    metavar="CODE",
    multiple=True,
    help="An instructional title; may be given several times. All titles where not given.",
)
@click.option(
    "--span",
    metavar="COLUMN",
    default="level",
    show_default=True,
    help="The column of schools.csv within which schools are compared; '' for the district.",
)
@click.option(
    "--measure", metavar="MEASURE", default="", help="Which enrollment; the policy's if not given."
)
@click.option("--out", type=OutFile(".xlsx"), metavar="FILE", help="Write it as a workbook.")
@dry_run_option
def comparability(
    district: Path,
    year: FiscalYear,
    event: str,
    by: Literal["staff", "salaries", "allocation"],
    positions: tuple[str, ...],
    span: str,
    measure: str,
    out: Path | None,
    dry_run: bool,
) -> Reply:
    """Whether Title I schools have as much of state and local money as the others (SNS-02).

    Within each grade span a Title I school has at most 110 % of the others' pupils for each FTE, or
    at least 90 % of their dollars a pupil. Nothing is allocated, and no run is kept.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    compared_by = api.ComparedBy(by, span, positions, measure)
    order = api.ComparabilityOrder(district, year, event, compared_by, out, dry_run)
    done = api.study_comparability(order)
    notes: list[Line] = []
    if done.written:
        notes = [f"Written: {', '.join(map(str, done.written))}."]
    elif out is not None and done.schools:
        notes = [f"Would be written: {out}."]
    return Reply(
        exit=int(done.answer.exit),
        findings=done.answer.findings,
        data=_object(done, order),
        lines=_lines(done, order),
        notes=notes,
    )


def _lines(done: ComparabilityStudied, order: ComparabilityOrder) -> list[Line]:
    if not done.schools:
        return []
    year, by = order.year, order.by
    lines: list[Line] = [(Marked(f"{done.district}, {year} ({year.on_paper}), comparability"),)]
    verdicts = [each.verdict for each in done.compared]
    share = "at most 110 %" if by.compares == "staff" else "at least 90 %"
    said = ", ".join(
        f"{verdicts.count(each):,} {each}"
        for each in ("comparable", "not comparable", "not compared")
    )
    within = f"within each {by.span}" if by.span else "in the district"
    lines += [
        f"{len(verdicts):,} Title I schools of {len(done.schools):,}: {said}.",
        f"{by.heading}, {share} of the others' average {within}.",
        "",
    ]
    shown = done.compared if lists_all() else _worst_first(done.compared)[:_SHOWN]
    rows = [
        (
            done.names[each.school.school_id],
            each.school.span,
            _digits(each.ratio),
            _digits(each.average),
            _digits(each.limit),
            f"{each.verdict}: {each.why}" if each.why else each.verdict,
        )
        for each in shown
    ]
    head = ("School", "Span", by.heading, "Others", "Limit", "Verdict")
    lines += table(head, rows, right=(2, 3, 4))
    more = len(done.compared) - len(shown)
    return [*lines, f"... and {more:,} more; --all lists them."] if more else lines


def _worst_first(compared: tuple[ComparedTitleI, ...]) -> list[ComparedTitleI]:
    """Schools that are not comparable first; the others in the order of the district."""
    return sorted(compared, key=lambda each: each.verdict != "not comparable")


def _digits(value: Decimal | None) -> str:
    return "" if value is None else f"{value:,f}"


def _object(done: ComparabilityStudied, order: ComparabilityOrder) -> dict[str, object]:
    if not done.schools:
        return {"comparability": None}
    return {
        "district": done.district,
        "fiscal_year": str(order.year),
        "comparability": {
            "by": order.by.compares,
            "ratio": order.by.ratio,
            "span": order.by.span or None,
            "title_i": [
                {
                    "school_id": each.school.school_id,
                    "school": done.names[each.school.school_id],
                    "span": each.school.span,
                    "ratio": number(each.ratio),
                    "average": number(each.average),
                    "limit": number(each.limit),
                    "verdict": each.verdict,
                    "why": each.why or None,
                }
                for each in done.compared
            ],
            "schools": [
                {
                    "school_id": each.school_id,
                    "span": each.span,
                    "title_i": each.is_title_i,
                    "pupils": number(each.pupils),
                    "resources": number(each.resources),
                    "ratio": number(mine),
                }
                for each, mine in done.schools
            ],
        },
        "written": [str(path) for path in done.written],
    }
