"""The tables of a district and their columns, in the order in which they are written.

These names are frozen: workbooks that schools hold were built from them.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TableShape:
    """What a table's columns are called.

    Attributes:
        name: of the table: ``schools`` for schools.csv or the sheet ``schools``.
        columns: the known ones.
        required: those without which no row can be used.
        also: other spellings, to the column that they mean.
        open_as: what a column of another name is (``attribute``, ``student group``); empty where
            it is not read at all.
    """

    name: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    also: dict[str, str] = field(default_factory=dict)
    open_as: str = ""

    @property
    def file(self) -> str:
        """The table's file in a folder."""
        return f"{self.name}.csv"


SCHOOLS = TableShape(
    "schools",
    (
        "school_id", "name", "level", "grades", "model", "opened", "closes_on", "site_code",
        "region", "board_district", "specialist", "mailbox", "budgeted_with", "title_i",
    ),
    ("school_id", "name"),
    {"school_name": "name"},
    open_as="attribute",
)  # fmt: skip
COUNTS = TableShape(
    "counts",
    ("school_id", "fiscal_year", "measure", "count_date", "source", "certified_by"),
    ("school_id", "fiscal_year", "measure"),
    open_as="student group",
)
AMOUNTS = TableShape(
    "amounts",
    ("school_id", "fiscal_year", "line", "program", "amount", "source"),
    ("school_id", "fiscal_year", "line", "amount"),
)
POSITIONS = TableShape(
    "positions",
    (
        "code", "title", "class", "unit", "basis", "hours", "months", "salary", "flat_cost",
        "salary_object", "function", "goal", "fte_step", "programs_allowed",
    ),
    ("code", "title"),
    {"object": "salary_object"},
)  # fmt: skip
BENEFITS = TableShape(
    "benefits",
    ("id", "object", "kind", "value", "from_fte", "applies_to"),
    ("id", "kind", "value"),
)
ITEMS = TableShape(
    "items",
    (
        "code", "title", "unit", "unit_rate", "benefit_class", "class", "object", "function",
        "programs_allowed", "from", "until", "description",
    ),
    ("code", "title", "unit"),
)  # fmt: skip
STAFF = TableShape(
    "staff",
    (
        "position_id", "school_id", "code", "fte", "program_1", "share_1", "program_2", "share_2",
        "program_3", "share_3", "status", "ends_on", "actual_salary", "actual_benefits", "hired",
    ),
    ("position_id", "school_id", "code", "fte"),
    {"program": "program_1", "share": "share_1", "filled_or_vacant": "status"},
)  # fmt: skip
SERVICES = TableShape(
    "services",
    ("code", "title", "value", "per", "program", "keeps"),
    ("code", "title", "value", "per"),
)

CHOICES = TableShape(
    "choices",
    ("school_id", "fiscal_year", "service", "choice"),
    ("school_id", "fiscal_year", "service", "choice"),
    {"service_code": "service"},
)

TABLES = (SCHOOLS, COUNTS, AMOUNTS, POSITIONS, BENEFITS, ITEMS, STAFF, SERVICES, CHOICES)

#: Dimensions of the chart of accounts that have a file of codes and titles.
DIMENSIONS = ("fund", "resource", "goal", "function", "object")
#: A file of codes: ``accounts/fund.csv``.
CODES = TableShape("accounts", ("code", "title"), ("code", "title"))


def combination_shape(first: str, second: str) -> TableShape:
    """A file of codes that may stand together: ``accounts/goal_function.csv``."""
    return TableShape(f"{first}_{second}", (first, second), (first, second))
