"""Whatever happens in whatever order: schools, district, lines and postings come to the same cent."""

import itertools

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from support.returns import YEAR, begin, issue, minutes, open_store, returned, wanted

from bsa_xl.store import Outcome, RegisterConflictError

SCHOOLS = ("0417", "0418", "0419")
PLANS = st.tuples(
    st.lists(st.integers(0, 40), max_size=3).map(tuple),
    st.lists(st.integers(0, 10**11), max_size=3).map(tuple),
)


class Ledger(RuleBasedStateMachine):
    """Issues, reissues, returns and duplicates, beside a model that is a dictionary.

    Attributes:
        newest: school to its newest workbook.
        counts: school to revision, moment and digest of the return that counts, and its total.
    """

    store = None
    events = itertools.count()
    workbooks = Bundle("workbooks")
    seen = Bundle("seen")

    @initialize(target=workbooks)
    def start(self):
        self.event = f"event {next(Ledger.events)}"
        self.run = begin(self.store)
        self.newest, self.counts, self.known = {}, {}, set()
        return multiple(*(self.issue(school, 0) for school in SCHOOLS[:2]))

    @rule(target=workbooks, school=st.sampled_from(SCHOOLS), inputs=st.integers(0, 3))
    def issue(self, school, inputs):
        made = issue(self.store, wanted(school, f"inputs {inputs}", event=self.event))
        self.newest.update(made)  # nothing where the inputs are those of the newest revision
        return self.newest[school]

    @rule(
        target=seen,
        workbook=workbooks,
        plan=PLANS,
        minute=st.integers(0, 5),
        outcome=st.sampled_from([Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.REJECTED]),
    )
    def hand_in(self, workbook, plan, minute, outcome):
        given = returned(workbook, *plan, saved_at=minutes(minute), outcome=outcome)
        self.record(given)
        return given

    @rule(given=seen)
    def hand_in_again(self, given):
        self.record(given)

    def record(self, given):
        school = given.school_id
        is_duplicate = given.sha256 in self.known
        is_newest = given.nonce == self.newest[school].nonce
        if given.outcome is Outcome.ACCEPTED and not is_duplicate and not is_newest:
            with pytest.raises(RegisterConflictError):
                self.store.returns.record(self.run, given)
            return
        recorded = self.store.returns.record(self.run, given)
        assert (recorded.outcome is Outcome.DUPLICATE) == is_duplicate
        self.known.add(given.sha256)
        if given.outcome is Outcome.ACCEPTED and not is_duplicate:
            age = (given.revision, given.saved_at, given.sha256)
            self.counts[school] = max(self.counts.get(school, ((0,), 0)), (age, given.total_cents))

    @invariant()
    def everything_comes_to_the_same(self):
        if not hasattr(self, "event"):
            return
        totals = self.store.ledger.control_totals(YEAR, self.event)
        wanted_cents = sum(cents for _, cents in self.counts.values())
        current = self.store.ledger.current(YEAR, self.event)
        postings = list(self.store.ledger.postings(YEAR, self.event))
        assert totals.agree
        assert totals.postings_cents == wanted_cents
        assert sum(each.total_cents for each in current) == wanted_cents
        assert sum(each.cents for each in postings) == wanted_cents
        assert {each.school_id: each.total_cents for each in current} == {
            school: cents for school, (_, cents) in self.counts.items()
        }
        for each in current:
            mine = sum(post.cents for post in postings if post.school_id == each.school_id)
            assert mine == each.total_cents


def test_schools_district_lines_and_postings_always_come_to_the_same(tmp_path):
    with open_store(tmp_path / "ledger.store") as store:
        # the machine is about what is true, not about power cuts
        store._database._connection.exec_driver_sql("PRAGMA synchronous = OFF")
        store._database._connection.commit()
        Ledger.store = store
        run_state_machine_as_test(
            Ledger, settings=settings(max_examples=40, stateful_step_count=25, deadline=None)
        )
        assert store.verify_log() is None
