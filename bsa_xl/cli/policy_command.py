"""``bsa-xl policy``: the formula, checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsa_xl.fiscal_year import FiscalYear

from .arguments import ExistingPath
from .options import year_option
from .policy_exchange import from_excel, to_excel
from .policy_library import list_policies, show_policy
from .reply import Reply
from .screen import Line, counted
from .verb import Verb, Verbs

if TYPE_CHECKING:
    from bsa_xl.api import PolicyChecked, PolicySummary


@click.group(cls=Verbs)
def policy() -> None:
    """Check a policy, the formula of a district; edit it in Excel; start from a published one."""


@policy.command(
    cls=Verb,
    examples=(
        "bsa-xl policy check district",
        "bsa-xl policy check district/policy.yaml --json",
        "bsa-xl policy check district/policy.yaml --district district --year FY2026",
    ),
    exits=(3, 4),
)
@click.argument("policy", type=ExistingPath(), metavar="POLICY")
@click.option(
    "--district",
    type=ExistingPath(),
    metavar="DISTRICT",
    help="Check the names of a policy's file against this district as well.",
)
@year_option("Check for this year alone, not for every year that has counts.", required=False)
def check(policy: Path, district: Path | None, year: FiscalYear | None) -> Reply:
    """Check a policy: all its faults at once, each with its line.

    POLICY is a policy's file, checked by itself; or a district, whose policy is then checked
    against the counts, positions and accounts that the district supplies.
    """
    from bsa_xl import api  # noqa: PLC0415 - heavy

    done = api.check_policy(policy, district=district, year=year)
    summary = done.summary
    return Reply(
        exit=int(done.answer.exit),
        findings=done.answer.findings,
        data={"policy": None if summary is None else _object(summary)},
        lines=[] if summary is None else _lines(summary),
        notes=_notes(done, policy if district is None else district),
        judges=True,
    )


policy.add_command(list_policies)
policy.add_command(show_policy)
policy.add_command(to_excel)
policy.add_command(from_excel)


def _lines(summary: PolicySummary) -> list[Line]:
    against = f", checked against {summary.against}" if summary.against else ", checked by itself"
    size = f"{counted(summary.components, 'component')}, {counted(summary.rules, 'check')}"
    return [
        f"{summary.title} ({summary.policy}): {summary.status}{against}",
        f"{size}, programs {', '.join(summary.programs)}",
    ]


def _notes(done: PolicyChecked, district: Path) -> list[Line]:
    if not done.district_faults:
        return []
    faults = "fault" if done.district_faults == 1 else "faults"
    told = f"The district's own data has {done.district_faults:,} {faults} to fix"
    return [f"{told}; run: bsa-xl district check {district}"]


def _object(summary: PolicySummary) -> dict[str, object]:
    return {
        "policy": summary.policy,
        "title": summary.title,
        "status": summary.status,
        "sha256": summary.sha256,
        "components": summary.components,
        "programs": list(summary.programs),
        "rules": summary.rules,
        "against": summary.against or None,
    }
