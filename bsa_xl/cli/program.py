"""The command line as a whole: its commands, in the order in which a budget season uses them."""

from __future__ import annotations

import click

from bsa_xl import __version__

from .allocation_commands import allocate, explain
from .book_commands import consolidate, export
from .comparability_command import comparability
from .demo_command import demo
from .district_command import district
from .excel_command import excel
from .insight_commands import board, change, scenario
from .issue_command import issue
from .policy_command import policy
from .return_commands import check, collect
from .status_command import status
from .study_command import study
from .template_command import template
from .verb import Program

_COMPLETION = """\
Completion of commands and options, in bash: eval "$(_BSA_XL_COMPLETE=bash_source bsa-xl)";
write zsh_source or fish_source for those shells. Every command: bsa-xl COMMAND --help."""


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_COMPLETION,
)
@click.version_option(__version__, prog_name="bsa-xl", message="%(prog)s %(version)s")
def main() -> None:
    """BSA-XL: student-based budgeting for school districts, in the workbooks their people use."""


main.examples = (
    "bsa-xl demo",
    "bsa-xl policy check district",
    "bsa-xl allocate district --year FY2026",
)
for _command in (
    demo, district, policy, allocate, explain, scenario, change, board, study, template, issue,
    collect, check, status, consolidate, export, excel,
):  # fmt: skip
    main.add_command(_command)
study.add_command(comparability)
