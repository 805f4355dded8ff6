"""Returns are recorded whole or not at all, once, and the newest accepted one counts."""

from dataclasses import replace

import pytest
from support.returns import (
    AT,
    EVENT,
    YEAR,
    begin,
    issue,
    issue_schools,
    minutes,
    open_store,
    refused,
    returned,
    wanted,
    workbook,
)

from bsa_xl.citation import Citation
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.location import Location
from bsa_xl.store import (
    DoesNotFootError,
    Outcome,
    ProgramFigures,
    RegisterConflictError,
    Standing,
)

KIND = FindingKind("BAL-01", "Budget exceeds allocation", Severity.FATAL, "No more than given.")
FINDING = Finding(
    kind=KIND,
    where=Location("0417.xlsx", sheet="Programs", cell="F12"),
    problem="the plan is \ud83d half a pair over.",
    remedy="Take $1.00 off.",
    school_id="0417",
    source=Citation("Board Policy 3110", "§7"),
    severity=Severity.WARNING,
    cents=-100,
    explained="agreed \N{EM DASH} see minutes",
)


@pytest.fixture
def school(store):
    return issue_schools(store, "0417")["0417"]


def test_an_accepted_return_reads_back_as_it_was_written(store, run, school):
    given = returned(school, (2, 3), (123_456, 7), findings=(FINDING,))
    recorded = store.returns.record(run, given)
    assert recorded.outcome is Outcome.ACCEPTED
    [stored] = store.ledger.current(YEAR, EVENT)
    assert stored == recorded.stored
    for name in ("sha256", "size", "file_name", "outcome", "received_at", "saved_at", "school_id",
                 "fiscal_year", "event", "revision", "nonce", "findings", "total_cents",
                 "fte_parts", "line_count"):  # fmt: skip
        assert getattr(stored, name) == getattr(given, name), name
    assert tuple(store.ledger.postings(YEAR, EVENT)) == given.postings
    assert [line for _, line in store.ledger.lines(YEAR, EVENT)] == list(given.lines)
    assert [each for _, each in store.ledger.programs(YEAR, EVENT)] == list(given.programs)


def test_the_receipt_repeats_the_figures_of_the_printed_page(store, run, school):
    given = returned(school)
    receipt = store.returns.record(run, given).receipt
    assert receipt.number.startswith("0417-FY2026-adopted-1-")
    assert (receipt.total_cents, receipt.fte_parts, receipt.line_count) == (20_123_456, 20_000, 2)
    assert receipt.sha256 == given.sha256
    # 2 teachers at $100,000: a quarter from Title I; the rest and $1,234.56 of supplies
    assert receipt.programs == (
        ProgramFigures("general", 40_000_000, 15_123_456),
        ProgramFigures("title-i", 10_000_000, 5_000_000),
    )
    assert store.ledger.receipt(receipt.number) == receipt
    assert store.ledger.receipt("0417-FY2026-adopted-1-AAAAAAAA") is None


def test_the_same_bytes_twice_change_nothing(store, run, school):
    given = returned(school)
    first = store.returns.record(run, given)
    before, rows = store.dump(), store.log_head().number
    again = store.returns.record(begin(store), replace(given, file_name="Copy of 0417.xlsx"))
    assert (again.outcome, again.stored, again.receipt) == (Outcome.DUPLICATE, first.stored, None)
    assert store.dump() == before
    assert store.log_head().number == rows + 1, "only that a collect began"


def test_a_newer_return_counts_and_the_older_is_kept(store, run, school):
    older, newer = returned(school, (2,)), returned(school, (3,), saved_at=minutes(1))
    first = store.returns.record(run, older)
    second = store.returns.record(run, newer)
    assert (second.outcome, second.replaces) == (Outcome.ACCEPTED, first.stored)
    assert [each.sha256 for each in store.ledger.current(YEAR, EVENT)] == [newer.sha256]
    history = store.ledger.history(YEAR, EVENT, "0417")
    assert [(each.sha256, each.outcome) for each in history] == [
        (older.sha256, Outcome.SUPERSEDED),
        (newer.sha256, Outcome.ACCEPTED),
    ]
    assert store.ledger.control_totals(YEAR, EVENT).postings_cents == 30_123_456
    assert store.ledger.receipt(first.receipt.number) == first.receipt


def test_an_older_return_that_arrives_later_does_not_count(store, run, school):
    newer = store.returns.record(run, returned(school, (3,), saved_at=minutes(1)))
    late = store.returns.record(run, returned(school, (2,)))
    assert (late.outcome, late.newer, late.replaces) == (Outcome.SUPERSEDED, newer.stored, None)
    assert late.receipt is not None
    assert store.ledger.current(YEAR, EVENT) == (newer.stored,)


def test_the_order_of_arrival_does_not_matter(tmp_path):
    dumps = set()
    for order in ([0, 1, 2], [2, 1, 0], [1, 2, 0]):
        with open_store(tmp_path / str(order)) as store:
            planned = store.register.plan([wanted("0417")]).new[0]
            made = workbook(planned, nonce="N" * 16, sha256="ab" * 32)
            run = begin(store)
            store.register.record(run, [(made, b"")])
            given = [returned(made, (n,), saved_at=minutes(n // 2)) for n in (1, 2, 3)]
            for place in order:
                store.returns.record(run, given[place])
            dumps.add(store.dump())
    assert len(dumps) == 1


def test_of_two_saved_at_the_same_moment_one_counts_and_it_is_said(store, run, school):
    one, two = returned(school, (1,)), returned(school, (2,))
    store.returns.record(run, one)
    recorded = store.returns.record(run, two)
    assert recorded.same_moment
    [counts] = store.ledger.current(YEAR, EVENT)
    assert counts.sha256 == max(one.sha256, two.sha256)


def test_a_refused_return_never_replaces_an_accepted_one(store, run, school):
    store.returns.record(run, returned(school))
    before = store.ledger.control_totals(YEAR, EVENT)
    worse = returned(school, (9,), saved_at=minutes(5), outcome=Outcome.REJECTED)
    recorded = store.returns.record(run, worse)
    assert (recorded.outcome, recorded.receipt) == (Outcome.REJECTED, None)
    assert store.ledger.control_totals(YEAR, EVENT) == before
    assert len(store.ledger.history(YEAR, EVENT)) == 2


def test_each_event_and_year_counts_apart(store, run):
    spring = issue(store, wanted("0417"))["0417"]
    autumn = issue(store, wanted("0417", event="norm day"))["0417"]
    store.returns.record(run, returned(spring))
    store.returns.record(run, returned(autumn, (5,)))
    assert store.ledger.control_totals(YEAR, EVENT).submissions_cents == 20_123_456
    assert store.ledger.control_totals(YEAR, "norm day").submissions_cents == 50_123_456
    assert store.ledger.control_totals("FY2027", EVENT).schools == 0


def test_a_quarantined_file_has_no_school_and_is_still_listed(store, run):
    given = refused(b"not a zip", findings=(FINDING,))
    store.returns.record(run, given)
    [stored] = store.ledger.unidentified()
    assert (stored.sha256, stored.findings, stored.receipt) == (given.sha256, (FINDING,), "")


def test_refused_bytes_are_judged_again_only_when_asked(store, run, school):
    given = returned(school)
    rejected = replace(given, outcome=Outcome.REJECTED)
    store.returns.record(run, rejected)
    assert store.returns.record(run, given).outcome is Outcome.DUPLICATE
    recorded = store.returns.record(run, given, again=True)
    assert (recorded.outcome, recorded.stored.attempt) == (Outcome.ACCEPTED, 2)
    assert store.returns.record(run, rejected, again=True).outcome is Outcome.DUPLICATE
    assert store.returns.find(given.sha256) == recorded.stored


def test_bytes_that_were_never_collected_are_not_found(store):
    assert store.returns.find("00" * 32) is None


def test_a_return_for_an_older_revision_cannot_be_accepted(store, run, school):
    late = returned(school)
    issue(store, wanted("0417", "other inputs"))
    with pytest.raises(RegisterConflictError) as caught:
        store.returns.record(run, late)
    assert str(caught.value) == (
        "0417.xlsx cannot be accepted: the register calls its revision 1 'older revision'. "
        "Collect the file again; it is then judged by the register as it is now."
    )
    assert store.returns.find(late.sha256) is None


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({}, Standing.CURRENT),
        ({"nonce": "0" * 16}, Standing.OTHER_NONCE),
        ({"nonce": "Ñ\udcff"}, Standing.OTHER_NONCE),
        ({"revision": 2}, Standing.UNKNOWN),
        ({"revision": 10**30}, Standing.UNKNOWN),
        ({"school_id": "0418"}, Standing.UNKNOWN),
        ({"school_id": "\udcff"}, Standing.UNKNOWN),
        ({"event": "norm day"}, Standing.UNKNOWN),
    ],
)
def test_the_register_says_what_a_workbook_is(store, school, changes, standing):
    names = ("school_id", "fiscal_year", "event", "revision", "nonce")
    identity = {name: getattr(school, name) for name in names} | changes
    assert store.register.standing(**identity) is standing


def test_a_draft_cannot_be_submitted_and_does_not_outdate_an_adopted_one(store, run):
    draft = issue(store, wanted("0417", is_draft=True))["0417"]
    identity = ("0417", YEAR, EVENT, 1, draft.nonce)
    assert store.register.standing(*identity) is Standing.DRAFT
    with pytest.raises(RegisterConflictError):
        store.returns.record(run, returned(draft))
    adopted = issue(store, wanted("0417"))["0417"]
    issue(store, wanted("0417", "tried out", is_draft=True))
    assert store.register.standing("0417", YEAR, EVENT, 2, adopted.nonce) is Standing.CURRENT


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"total_cents": 20_123_457},
            "0417.xlsx: programs come to $201,234.56, not to $201,234.57",
        ),
        ({"fte_parts": 19_999}, "0417.xlsx: the lines' FTE is not the total"),
        ({"line_count": 3}, "0417.xlsx: 3 lines are told of"),
        (
            {"postings": ()},
            "0417.xlsx: postings of general come to $0.00, not to $151,234.56",
        ),
        ({"lines": ()}, "0417.xlsx: lines of general come to $0.00, not to $151,234.56"),
    ],
)
def test_what_does_not_foot_does_not_enter_the_ledger(store, run, school, changes, said):
    with pytest.raises(DoesNotFootError) as caught:
        store.returns.record(run, returned(school, **changes))
    assert str(caught.value) == said
    assert store.ledger.history(YEAR, EVENT) == ()


def test_only_a_judges_outcome_may_be_recorded(store, run, school):
    for outcome in (Outcome.DUPLICATE, Outcome.SUPERSEDED):
        with pytest.raises(ValueError, match="not for the judge to say"):
            store.returns.record(run, returned(school, outcome=outcome))


def test_texts_that_are_no_characters_are_kept_readable(store, run, school):
    given = returned(school, file_name="caf\udce9.xlsx")
    lines = tuple(replace(line, note="half \ud83d a pair") for line in given.lines)
    store.returns.record(run, replace(given, lines=lines))
    [stored] = store.ledger.current(YEAR, EVENT)
    assert stored.file_name == "caf\\udce9.xlsx"
    notes = {line.note for _, line in store.ledger.lines(YEAR, EVENT)}
    assert notes == {"half \\ud83d a pair"}


def test_an_account_segment_that_no_column_keeps_is_refused(store, run, school):
    given = returned(school)
    odd = replace(given.postings[0], segments={"fund": "01", "colour": "red"})
    with pytest.raises(ValueError, match="no column for the segment colour"):
        store.returns.record(run, replace(given, postings=(odd, *given.postings[1:])))
    assert store.ledger.history(YEAR, EVENT) == (), "nothing of it was recorded"


def test_who_is_missing_is_the_newest_workbook_without_an_accepted_return(store, run):
    issued = issue_schools(store, "0417", "0418", "0419")
    issue(store, wanted("0419", "other inputs"))
    issue(store, wanted("0420", is_draft=True))
    store.returns.record(run, returned(issued["0417"]))
    store.returns.record(run, returned(issued["0418"], outcome=Outcome.REJECTED))
    missing = store.ledger.missing(YEAR, EVENT)
    assert [(each.school_id, each.revision) for each in missing] == [("0418", 1), ("0419", 2)]


def test_reads_can_be_asked_for_one_school(store, run):
    issued = issue_schools(store, "0417", "0418")
    for each in issued.values():
        store.returns.record(run, returned(each))
    assert {each.school_id for each in store.ledger.postings(YEAR, EVENT, "0418")} == {"0418"}
    assert {school for school, _ in store.ledger.lines(YEAR, EVENT)} == {"0417", "0418"}
    assert [school for school, _ in store.ledger.programs(YEAR, EVENT, "0418")] == ["0418"] * 2


def test_moments_without_a_time_zone_are_refused(store, run, school):
    with pytest.raises(ValueError, match="time zone"):
        store.returns.record(run, returned(school, saved_at=AT.replace(tzinfo=None)))
