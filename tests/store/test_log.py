"""The log: whatever is done to a row of it shows, and the row is named."""

import pytest
from support.returns import a_year_of_returns, begin, minutes

from bsa_xl.store import LogHead


@pytest.fixture
def logged(store):
    """A store with ten rows in its log."""
    given = a_year_of_returns(store, 4)
    run = begin(store)
    for each in given[:7]:
        store.returns.record(run, each)
    assert store.log_head().number == 10
    assert store.verify_log() is None
    return store


def tamper(store, *statements):
    with store._database.writing() as connection:
        for change in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER log_{change}")
        for statement in statements:
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("statement", "row", "said"),
    [
        ("UPDATE log SET user = 'somebody' WHERE number = 4", 4, "is not as it was written"),
        ("UPDATE log SET detail = replace(detail, '1', '2') WHERE number = 7", 7, "is not as"),
        ("UPDATE log SET at = '2026-03-03T00:00:00.000000+00:00' WHERE number = 1", 1, "is not"),
        ("UPDATE log SET hash = previous WHERE number = 5", 5, "is not as it was written"),
        ("DELETE FROM log WHERE number = 6", 6, "is missing"),
        ("DELETE FROM log WHERE number = 1", 1, "is missing"),
        ("DELETE FROM log WHERE number = 10", 10, "is missing"),
        ("DELETE FROM log", 1, "is missing"),
        ("UPDATE log SET number = -number WHERE number IN (3, 4)", 1, "is missing"),
    ],
)
def test_a_row_of_the_log_that_was_touched_is_named(logged, statement, row, said):
    tamper(logged, statement)
    fault = logged.verify_log()
    assert fault.number == row
    assert fault.problem.startswith(f"Row {row} of the log {said}")
    [finding] = [each for each in logged.examine() if each.id == "STO-02"]
    assert finding.problem == fault.problem


def test_rows_that_changed_places_are_found(logged):
    tamper(
        logged,
        "UPDATE log SET number = 99 WHERE number = 3",
        "UPDATE log SET number = 3 WHERE number = 4",
        "UPDATE log SET number = 4 WHERE number = 99",
    )
    assert logged.verify_log().number == 3


def test_a_log_that_was_written_anew_is_found_by_a_head_that_was_printed(logged):
    head = logged.log_head()
    tamper(logged, "DELETE FROM log WHERE number > 8", "DELETE FROM log_head")
    with logged._database.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO log_head SELECT 1, number, hash FROM log WHERE number = 8"
        )
    assert logged.verify_log() is None, "the log alone looks whole"
    assert logged.verify_log(head).problem == "Row 9 of the log is missing."
    begin(logged, at=minutes(9))
    begin(logged, at=minutes(9))
    assert logged.verify_log(head).problem == "Row 10 of the log was written anew."
    assert logged.verify_log(LogHead(8, logged_hash(logged, 8))) is None


def logged_hash(store, number):
    with store._database.reading() as connection:
        found = connection.exec_driver_sql("SELECT hash FROM log WHERE number = ?", (number,))
        return found.scalar_one()
