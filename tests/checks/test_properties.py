"""What holds of every verdict, whatever is typed."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from support.plans import (
    AIDE,
    BRIDGE,
    COUNCIL,
    GENERAL,
    SITE_COUNCIL,
    SUPPLIES,
    TEACHER,
    TITLE_I,
    TUTORING,
    YEAR,
    approval,
    blank_spend,
    blank_staff,
    plan,
    setting,
)

from bsa_xl.budget import CellError, RuleSetting, price
from bsa_xl.checks import as_issued, rule_settings, run, summary
from bsa_xl.finding import Verdict
from bsa_xl.policy import Policy

RULES = rule_settings(Policy(policy="riverbend", title="Riverbend"), "0417", YEAR)
typed = (
    st.none()
    | st.text(max_size=8)
    | st.booleans()
    | st.just(CellError("#REF!"))
    | st.decimals(-5, 10**9, places=5)
    | st.sampled_from(["$1,234.56", "50%", "TBD", "Yes", "1/2", "(3)"])
)


def one_of(*choices):
    return st.sampled_from(choices) | typed


staffing = st.lists(
    st.builds(
        lambda row, fields: blank_staff(row, **fields),
        st.integers(12, 60),
        st.fixed_dictionaries(
            {},
            optional={
                "action": one_of("Keep", "Close", "New"),
                "title": one_of(TEACHER, AIDE),
                "how_many": one_of(1, 2),
                "fte_each": one_of(1, 2),
                "start": typed,
                "end": typed,
                **{f"program_{n}": one_of(GENERAL, TITLE_I, BRIDGE) for n in (1, 2, 3)},
                **{f"share_{n}": one_of(100, 50) for n in (1, 2, 3)},
            },
        ),
    ),
    max_size=5,
)
spending = st.lists(
    st.builds(
        lambda row, fields: blank_spend(row, **fields),
        st.integers(12, 60),
        st.fixed_dictionaries(
            {},
            optional={
                "item": one_of(TUTORING, SUPPLIES),
                "quantity": typed,
                "amount": typed,
                "program": one_of(GENERAL, TITLE_I),
            },
        ),
    ),
    max_size=5,
)
approvals = st.lists(
    st.builds(
        lambda body, fields: approval(body, 20, **fields),
        st.sampled_from([COUNCIL, SITE_COUNCIL]),
        st.fixed_dictionaries(
            {},
            optional=dict.fromkeys(
                ("date", "quorum", "votes_for", "votes_against", "minutes", "approved"), typed
            ),
        ),
    ),
    max_size=2,
)
plans = st.builds(
    lambda rows, bought, approved, explained: plan(
        staffing=tuple(rows), spending=tuple(bought), approvals=tuple(approved),
        explanations={rule.rule: explained for rule in RULES},
    ),
    staffing, spending, approvals, st.sampled_from(["", " ", "Agreed"]),
)  # fmt: skip
schools = st.builds(
    lambda modes, places: setting(
        rules=tuple(
            replace(rule, mode=mode) for rule, mode in zip(RULES, modes, strict=True)
        ),
        places=places,
    ),
    st.lists(st.sampled_from("FWOXR"), min_size=len(RULES), max_size=len(RULES)),
    st.sampled_from([0, 2]),
)  # fmt: skip


@given(plans, schools)
def test_every_fault_says_where_what_and_how_in_two_sentences(made, school):
    for result in run(price(school, made)):
        for fault in result.faults:
            assert str(fault.where)
            assert fault.problem.endswith(".")
            assert fault.remedy.endswith(".")
            assert fault.problem.isprintable()
            assert fault.remedy.isprintable()
            assert fault.cents >= 0
            assert len(fault.problem) < 400


@given(plans, schools)
def test_the_same_budget_gets_the_same_verdict_twice(made, school):
    assert run(price(school, made)) == run(price(school, made))


@given(plans, schools, st.randoms())
def test_the_order_of_rows_changes_no_count_no_cents_and_no_verdict(made, school, random):
    turned = replace(
        made,
        staffing=tuple(random.sample(made.staffing, len(made.staffing))),
        spending=tuple(random.sample(made.spending, len(made.spending))),
    )
    one, other = run(price(school, made)), run(price(school, turned))
    assert [(r.row, r.verdict, r.count, r.cents) for r in one] == [
        (r.row, r.verdict, r.count, r.cents) for r in other
    ]
    assert [sorted(map(str, r.findings)) for r in one] == [
        sorted(map(str, r.findings)) for r in other
    ]


@given(plans)
def test_a_fresh_workbook_shows_nothing_to_fix_whatever_it_opens_with(made):
    plain = setting(rules=RULES)
    fresh = setting(rules=RULES, as_issued=as_issued(price(plain, made)))
    found = summary(run(price(fresh, replace(made, explanations={}))))
    assert found.counts[Verdict.FIX] == found.counts[Verdict.EXPLAIN] == 0


@given(plans, schools)
def test_a_verdict_is_open_exactly_where_the_summary_counts_it(made, school):
    results = run(price(school, made))
    assert summary(results).open_count == sum(result.is_open for result in results)
    assert sum(summary(results).counts.values()) == len(results)
    for result in results:
        assert bool(result.first) is bool(result.count)
        assert isinstance(result.row.rule, RuleSetting)
