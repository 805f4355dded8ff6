"""Options that several commands have, each with one meaning and one text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from bsa_xl.fiscal_year import EVENTS

from .arguments import ExistingPath, FiscalYearType, OutFolder

_Command = Callable[..., Any]

district_argument = click.argument("district", type=ExistingPath(), metavar="DISTRICT")


def year_option(text: str, *, required: bool = True) -> Callable[[_Command], _Command]:
    """``--year FY2026``.

    Args:
        text: what the command does with it.
        required: whether it has to be given.
    """
    return click.option(
        "--year", type=FiscalYearType(), metavar="FY2026", required=required, help=text
    )


event_option = click.option(
    "--event",
    type=click.Choice(EVENTS, case_sensitive=False),
    default="adopted",
    show_default=True,
    help="Which budget of the year.",
)
store_option = click.option(
    "--store",
    type=OutFolder(),
    metavar="FOLDER",
    help="The store, if it is not DISTRICT.store beside the district.",
)
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Write nothing; say what would be written."
)
