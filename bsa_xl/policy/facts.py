"""What a district supplies, as far as a policy's check needs it: plain names and sizes.

The policy knows nothing of how a district's files are read; whoever holds both fills this in. What
is left None is not checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location


@dataclass(frozen=True, slots=True)
class CountSize:
    """How large and how fine the counts of one column are.

    Attributes:
        largest: the largest count of one school, zero or more.
        decimals: the most decimals that any of them has, 0 to 4.
    """

    largest: Decimal
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """What the policy's names must be found in.

    Attributes:
        year: the fiscal year to be allocated; None for every year of ``counts``.
        counts: by fiscal year and measure: column of counts.csv to its size.
        with_pupils: the ids of schools that take part in a year and have more than zero in a column
            of counts.csv, by fiscal year, measure and column; asked only where it matters.
        positions: position codes.
        fte_steps: of the codes that have one, the step in which FTE are planned.
        services: codes of central services.
        school_ids: school ids.
        school_fields: school id to the school's fields and attributes of schools.csv, as text.
        gate_values: field or attribute of schools.csv to the values that schools have in it.
        amount_lines: the ``line`` values of amounts.csv in the year.
        programs_named: program ids that the district's tables name, to the first place of each.
        rules: rule id to the names of its limits.
        account_widths: ``fund`` and ``resource``, as far as the account string has them, to their
            width; 0 for any width.
    """

    year: FiscalYear | None = None
    counts: Mapping[tuple[FiscalYear, str], Mapping[str, CountSize]] | None = None
    with_pupils: Callable[[FiscalYear, str, str], frozenset[str]] | None = None
    positions: frozenset[str] | None = None
    fte_steps: Mapping[str, Decimal] | None = None
    services: frozenset[str] | None = None
    school_ids: frozenset[str] | None = None
    school_fields: Mapping[str, Mapping[str, str]] | None = None
    gate_values: Mapping[str, frozenset[str]] | None = None
    amount_lines: frozenset[str] | None = None
    programs_named: Mapping[str, Location] = field(default_factory=dict)
    rules: Mapping[str, frozenset[str]] | None = None
    account_widths: Mapping[str, int] | None = None
