"""Whatever a file holds, reading it ends in a policy or in sentences that a person can act on."""

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bsa_xl.policy import (
    Base,
    Policy,
    Program,
    PupilsAbove,
    RequiredPosition,
    Rounding,
    RuleChoice,
    SumOf,
    Waiver,
    read_policy,
)
from bsa_xl.policy.components import Given, GradeSpans, Pool, PositionsGiven, Weight
from bsa_xl.policy.document import DatedBlock, SchoolGate, SourceBlock

BLOCKS = (
    Base, DatedBlock, Given, GradeSpans, Policy, Pool, PositionsGiven, Program, PupilsAbove,
    RequiredPosition, Rounding, RuleChoice, SchoolGate, SourceBlock, SumOf, Waiver, Weight,
)  # fmt: skip
KEYS = sorted({key for block in BLOCKS for key in block.model_fields})
WORDS = [
    "weight", "per_pupil", "grade_spans", "lump_sum", "given", "pool", "fte", "share of base",
    "USD per pupil", "USD per school", "USD per district", "FTE per school", "FY2025", "FY2026",
    "2026", "0.24", "24", "-1", "0.2O", "5,275", "el", "general", "a b", "", "~", "BAL-01", "adopted",
    "true", "no", "2025-06-24", "High", "{key}", "{problem}", "\u202e", "x" * 300,
]  # fmt: skip
FOREIGN = re.compile(
    r"Input should|validation error|pydantic|Traceback|Decimal\(|<class|None\b|ruamel"
)

unquoted = st.characters(exclude_characters="'")
scalars = st.one_of(st.none(), st.sampled_from(WORDS), st.text(unquoted, max_size=12))
keys = st.one_of(st.sampled_from(KEYS), st.sampled_from(WORDS), st.text(unquoted, max_size=6))
trees = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=6)),
    max_leaves=12,
)
#: Each top-level key with something of roughly the right shape, so that depth is reached.
nearly = st.fixed_dictionaries(
    {"policy": st.just("p"), "title": st.just("P")},
    optional={
        "base": st.dictionaries(st.sampled_from(sorted(Base.model_fields)), trees),
        "counting": st.dictionaries(st.sampled_from(["a", "b"]), trees),
        "components": st.lists(
            st.dictionaries(
                st.sampled_from(sorted({*Weight.model_fields, *Pool.model_fields})), trees
            )
        ),
        "programs": st.lists(st.dictionaries(st.sampled_from(sorted(Program.model_fields)), trees)),
        "rounding": trees,
        "checks": st.lists(
            st.dictionaries(st.sampled_from(sorted(RuleChoice.model_fields)), trees)
        ),
        "waivers": trees,
    },
)


def judged(source: str | bytes) -> list[str]:
    """The messages about a source, after checking what all messages have in common."""
    file, findings = read_policy(source)
    assert (file is None) == any(finding.is_fatal for finding in findings)
    for finding in findings:
        assert finding.problem.endswith(".")
        assert finding.remedy.endswith(".")
        assert "\n" not in str(finding)
        assert str(finding).replace("<U+", "").isprintable()
    return [str(finding) for finding in findings]


@settings(max_examples=100)
@given(st.one_of(trees, nearly))
def test_any_tree_is_a_policy_or_is_told(tree):
    judged(json.dumps(tree))


@settings(max_examples=100)
@given(nearly)
def test_nothing_of_the_tools_inside_reaches_the_reader(tree):
    for message in judged(json.dumps(tree)):
        without_quotes = re.sub(r"'.*?'", "", message)
        assert not FOREIGN.search(without_quotes), message
        assert "is not understood" not in message


@settings(max_examples=300)
@given(st.text(alphabet="ab:-[]{}#&*!|>'\"%@`,?\t\n 0.~\u00a0\\", max_size=60))
def test_any_text_is_a_policy_or_is_told(text):
    assert judged(text)


@given(st.binary(max_size=80))
def test_any_bytes_are_a_policy_or_are_told(raw):
    assert judged(raw)


@given(
    st.lists(
        st.tuples(
            st.integers(2001, 2099),
            st.decimals(min_value=0, max_value=10, places=4, allow_nan=False),
        ),
        min_size=1,
        max_size=5,
        unique_by=lambda pair: pair[0],
    )
)
def test_values_keep_the_exact_text_of_their_numbers(pairs):
    written = {f"FY{year}": f"{value:f}" for year, value in sorted(pairs)}
    weights = ", ".join(f"{year}: {number}" for year, number in written.items())
    text = (
        "policy: p\ntitle: P\n"
        "base: {label: B, unit: USD per pupil, source: S, values: {FY2000: 5000}}\n"
        "components:\n"
        "  - {id: w, kind: weight, label: W, counts: el, unit: share of base, source: S,\n"
        f"     values: {{{weights}}}}}\n"
    )
    file, findings = read_policy(text)
    assert findings == ()
    entries = file.policy.components[0].values.entries
    assert {str(entry.since): str(entry.value) for entry in entries} == written
