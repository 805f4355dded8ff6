"""The database itself refuses amounts that are no whole cents, and changes to what was recorded."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, literal_column, text, update
from sqlalchemy.exc import IntegrityError
from support.returns import AT, issue_schools, returned, staffing_line

from bsa_xl.store import Outcome, RunEnding, RunInput
from bsa_xl.store.tables import METADATA


@pytest.fixture
def school(store):
    return issue_schools(store, "0417")["0417"]


@pytest.mark.parametrize("value", ["1234.5", "'a lot'", "NULL", "x'00'"])
@pytest.mark.parametrize(
    ("table", "column"),
    [("postings", "cents"), ("planned_lines", "cents_1"), ("issued", "letter_cents"),
     ("program_totals", "budgeted_cents"), ("submissions", "total_cents")],
)  # fmt: skip
def test_amounts_that_are_no_whole_cents_are_refused(store, run, school, table, column, value):
    store.returns.record(run, returned(school))
    refusal = pytest.raises(IntegrityError, match=rf"(cannot store|NOT NULL|CHECK) .*{column}")
    with refusal, store._database.writing() as connection:
        connection.exec_driver_sql(f"DROP TRIGGER {table}_update")
        changed = update(METADATA.tables[table]).values({column: literal_column(value)})
        connection.execute(changed)


def test_a_whole_float_becomes_whole_cents(store, run, school):
    store.returns.record(run, replace(returned(school, outcome=Outcome.REJECTED), total_cents=5.0))
    with store._database.reading() as connection:
        [kind] = connection.execute(text("SELECT typeof(total_cents) FROM submissions")).one()
    assert kind == "integer"


def test_salary_and_benefits_are_the_cost(store, run, school):
    line = replace(staffing_line(1, 2), salary_cents=1)
    given = returned(school, outcome=Outcome.REJECTED, lines=(line,))
    with pytest.raises(IntegrityError, match="CHECK constraint failed: kind <> 'staffing'"):
        store.returns.record(run, given)


@pytest.mark.parametrize(
    "name",
    ["issued", "issued_values", "submissions", "program_totals", "planned_lines", "postings",
     "receipts", "log", "run_inputs", "runs"],
)  # fmt: skip
def test_what_was_recorded_can_be_neither_changed_nor_removed(store, run, school, name):
    store.runs.add_inputs(run, [RunInput.of("0417.xlsx", b"x")])
    store.runs.end(run, RunEnding.FINISHED, at=AT)
    store.returns.record(run, returned(school))
    table = METADATA.tables[name]
    column = next(iter(table.c))
    for statement in (delete(table), update(table).values({column: column})):
        refusal = pytest.raises(IntegrityError, match=f"rows of {name} are (never|ended once)")
        with refusal, store._database.writing() as connection:
            connection.execute(statement)


def test_every_amount_and_every_count_is_a_checked_integer():
    for table in METADATA.tables.values():
        checks = " ".join(
            str(each.sqltext) for each in table.constraints if hasattr(each, "sqltext")
        )
        for column in table.c:
            if (
                column.name.endswith(("cents", "parts", "_1", "_2", "_3"))
                and "program" not in column.name
            ):
                assert f"typeof({column.name}) = 'integer'" in checks, column
