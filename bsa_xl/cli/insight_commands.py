"""``bsa-xl scenario``, ``change`` and ``board``: what would be, what moved, what a board asks."""

from __future__ import annotations

from pathlib import Path

import click

from bsa_xl.fiscal_year import FiscalYear

from .arguments import ExistingPath, FiscalYearType, OutFile
from .insight_objects import board_object, change_object, scenario_object
from .insight_text import board_lines, change_lines, scenario_lines
from .options import district_argument, dry_run_option, event_option, year_option
from .reply import Reply
from .screen import Line
from .verb import Verb, lists_all

_xlsx_option = click.option(
    "--xlsx", type=OutFile(".xlsx"), metavar="FILE", help="Write the whole answer as a workbook."
)
_poverty_option = click.option(
    "--poverty",
    metavar="GROUP",
    default="",
    help="The column of counts.csv that ranks schools by poverty, if it is not the usual one.",
)


@click.command(
    cls=Verb,
    examples=(
        "bsa-xl scenario district more-for-el.yaml --year FY2026",
        "bsa-xl scenario district more-for-el.yaml fewer.yaml --year FY2026 --xlsx scenarios.xlsx",
    ),
    exits=(3, 4, 6),
)
@district_argument
@click.argument("scenarios", type=ExistingPath(), metavar="SCENARIO...", nargs=-1, required=True)
@year_option("The fiscal year that is asked about.")
@event_option
@_poverty_option
@_xlsx_option
@dry_run_option
def scenario(
    district: Path,
    scenarios: tuple[Path, ...],
    year: FiscalYear,
    event: str,
    poverty: str,
    xlsx: Path | None,
    dry_run: bool,
) -> Reply:
    """Compare scenarios with the formula as it is: cost, winners, losers, groups.

    SCENARIO is a small file of changes to the policy or to counts (see docs/analyst.md). Nothing of
    it is an allocation, and nothing is kept.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    order = api.ScenarioOrder(district, year, scenarios, event, poverty, xlsx, dry_run)
    done = api.compare_scenarios(order)
    return Reply(
        exit=int(done.answer.exit),
        findings=done.answer.findings,
        data=scenario_object(done),
        lines=scenario_lines(done),
        notes=_written(done.written, xlsx, dry_run=dry_run),
    )


@click.command(
    cls=Verb,
    examples=(
        "bsa-xl change district --from FY2025 --to FY2026",
        "bsa-xl change last-year district --from FY2025 --to FY2026 --xlsx change.xlsx",
    ),
    exits=(3, 4, 6),
)
@click.argument("before", type=ExistingPath(), metavar="BEFORE")
@click.argument("after", type=ExistingPath(), metavar="[AFTER]", required=False)
@click.option("--from", "first", type=FiscalYearType(), metavar="FY2025", required=True,
              help="The year of BEFORE.")  # fmt: skip
@click.option("--to", "second", type=FiscalYearType(), metavar="FY2026", required=True,
              help="The year of AFTER.")  # fmt: skip
@event_option
@_xlsx_option
@dry_run_option
def change(
    before: Path,
    after: Path | None,
    first: FiscalYear,
    second: FiscalYear,
    event: str,
    xlsx: Path | None,
    dry_run: bool,
) -> Reply:
    """Say why each school's number moved: pupils, base, weights, rates, adjustments, rounding.

    BEFORE and AFTER are district folders or workbooks; AFTER is BEFORE where it is not given. Each
    step is the difference of two whole runs of the formula, so that they add up to the change.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    order = api.ChangeOrder(before, after or before, first, second, event, xlsx, dry_run)
    done = api.explain_change(order)
    return Reply(
        exit=int(done.answer.exit),
        findings=done.answer.findings,
        data=change_object(done),
        lines=change_lines(done, shows_all=lists_all()),
        notes=_written(done.written, xlsx, dry_run=dry_run),
    )


@click.command(
    cls=Verb,
    examples=(
        "bsa-xl board district --year FY2026",
        "bsa-xl board district --year FY2026 --xlsx board.xlsx",
    ),
    exits=(3, 4, 6),
)
@district_argument
@year_option("The fiscal year that the board asks about.")
@click.option("--before", type=ExistingPath(), metavar="DISTRICT",
              help="The district of the year before, where it is another folder.")  # fmt: skip
@event_option
@_poverty_option
@_xlsx_option
@dry_run_option
def board(
    district: Path,
    year: FiscalYear,
    before: Path | None,
    event: str,
    poverty: str,
    xlsx: Path | None,
    dry_run: bool,
) -> Reply:
    """Answer the board: who gained, who lost, why, and what comes due next year.

    Dollars, pupils and FTE by board district, region, level and poverty decile; the twenty largest
    moves with their causes; the bill of hold harmless and of manual adjustments; three years; the
    formula fully phased in; the cliff of one-time money.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    done = api.answer_board(api.BoardOrder(district, year, before, event, poverty, xlsx, dry_run))
    return Reply(
        exit=int(done.answer.exit),
        findings=done.answer.findings,
        data=board_object(done),
        lines=board_lines(done),
        notes=_written(done.written, xlsx, dry_run=dry_run),
    )


def _written(written: tuple[Path, ...], wanted: Path | None, *, dry_run: bool) -> list[Line]:
    if written:
        return [f"Written: {', '.join(map(str, written))}."]
    return [f"Would be written: {wanted}."] if dry_run and wanted else []
