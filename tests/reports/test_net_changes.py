"""What the ledger had, and what is handed over now, come to what counts."""

from hypothesis import given
from hypothesis import strategies as st
from support.ledgers import GENERAL, TITLE_I, posting

from bsa_xl.reports import net_changes

LEDGER = st.dictionaries(
    st.tuples(st.sampled_from(["0417", "0418"]), st.sampled_from(["S1-1", "S2-1", "E1-1"])),
    st.tuples(st.integers(-500, 500), st.integers(0, 100), st.sampled_from([GENERAL, TITLE_I])),
)


def ledger(written):
    return [
        posting(school, key, cents, program=program, fte_parts=fte)
        for (school, key), (cents, fte, program) in written.items()
    ]


def sums(postings):
    found = {}
    for each in postings:
        key = each.school_id, each.posting_id, each.account
        cents, fte = found.get(key, (0, 0))
        found[key] = (cents + each.cents, fte + each.fte_parts)
    return {key: value for key, value in found.items() if value != (0, 0)}


@given(LEDGER, LEDGER)
def test_what_the_ledger_had_and_the_changes_are_what_counts(before, now):
    changes = net_changes(ledger(before), ledger(now))
    assert sums([*ledger(before), *changes]) == sums(ledger(now))


@given(LEDGER)
def test_a_ledger_that_did_not_change_has_no_changes(written):
    assert net_changes(ledger(written), ledger(written)) == ()


def test_an_account_that_changed_is_taken_back_and_put_on_the_new_one():
    old = posting("0417", "S001-1-1100", 500)
    new = posting("0417", "S001-1-1100", 500, program=TITLE_I)
    assert [(each.account, each.cents) for each in net_changes([old], [new])] == [
        ("01-0000-1100-417", -500),
        ("01-3010-1100-417", 500),
    ]
