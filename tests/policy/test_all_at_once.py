"""A policy with many faults tells all of them in one round, in the order of its lines."""

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy import CountSize, PolicyFacts, read_policy

MANY = """\
policy: Riverbend SBB
titel: Riverbend
status: adopted
base:
  label: Base per-pupil amount
  unit: USD per pupil
  source: {title: "Board Policy", section: §3}
  values: {FY2025: "5,120"}
  uprating: 0.02
counting:
  around: {sum: [about]}
  about: {sum: [around]}
  needs: {any_of: el}
components:
  - id: el
    kind: wieght
    label: English learners
    counts: el
    unit: share of base
    values: {FY2025: 0.2O, 2026: 0.24}
  - id: percent
    kind: weight
    label: Percent
    counts: enrollment
    program: generall
    unit: share of base
    source: Board Policy
    values: {FY2025: 24, FY2024: -1}
  - id: percent
    kind: lump_sum
    label: &name Foundation
    unit: USD per school
    source: Budget Manual
    values: {FY2025: 215_000.005}
    values: {FY2026: 1}
  - id: lost
    kind: given
    label: Lost
    source: Minutes #14
rounding: {lines: cents}
checks:
  - rule: BAL-99
  - rule: BAL-02
    severity: warning
    limits: {at_mots: 1}
"""

FACTS = PolicyFacts(
    year=FiscalYear(2026),
    counts={(FiscalYear(2026), "census"): {"enrollment": CountSize(10)}},
    amount_lines=frozenset(),
    rules={"BAL-01": frozenset(), "BAL-02": frozenset({"at_most"})},
)


def test_all_faults_are_told_at_once_in_the_order_of_the_lines():
    file, findings = read_policy(MANY, name="riverbend.yaml", facts=FACTS)
    assert file is None
    assert [str(finding).removeprefix("riverbend.yaml, ") for finding in findings] == [
        (
            "riverbend.yaml: There are no 'projected' counts for FY2026. "
            "Add them to counts.csv, or use: census. [POL-16]"
        ),
        (
            "line 1: 'Riverbend SBB' is not a name that the policy can use. "
            "Use small letters, digits, - and _ (60 at most): riverbend-sbb. [POL-01]"
        ),
        (
            "line 2: 'titel' is not known here. Write title, or use: policy, status, adopted_on, "
            "resolution, measure, base, counting, components, adjustments, programs, required_positions, "
            "cost_basis, rounding, trades, checks, waivers, notes. [POL-01]"
        ),
        (
            "line 3: The policy is adopted, and has no adopted_on and no resolution. "
            "Add adopted_on: and resolution:, or set status: draft. [POL-11]"
        ),
        "line 8: '5,120' is not a number. Write 5120. [POL-01]",
        (
            "line 9: 'uprating' is not known here. Use: label, unit, values, source, levels, cost_index, pool, "
            "decimals. [POL-01]"
        ),
        (
            "line 11: counting 'around' is made of itself: around > about > around. "
            "Take one of them out of the other. [POL-07]"
        ),
        "line 13: 'any_of' needs a list. Write any_of: [el]. [POL-01]",
        ("line 13: counting 'needs' has no 'supplied_as'. Add supplied_as: unduplicated. [POL-01]"),
        (
            "line 15: component 'el' has no 'source'. Add source: {title: Board Policy 3110, "
            "section: §4}, or mark each value that no document gives with assumption: true. [POL-14]"
        ),
        (
            "line 16: kind 'wieght' is not known. "
            "Write weight, or use: per_pupil, grade_spans, lump_sum, given, pool, fte, weight_of_weight, "
            "sliding_weight, size_curve, class_cost, small_school, percent_of, foundation, ratio, bands, "
            "top_up, rank_and_serve, peer_average, start_up, purchase_back. [POL-01]"
        ),
        "line 20: '0.2O' is not a number. Write 0.20. [POL-01]",
        "line 20: '2026' is not a fiscal year. Write FY2026 for 2025-26. [POL-01]",
        "line 25: program 'generall' is not among the programs. Write general. [POL-05]",
        (
            "line 28: FY2024 stands below FY2025, though a value holds until the next year named. "
            "Write the years in their order, oldest first. [POL-12]"
        ),
        (
            "line 28: component 'percent' has the weight -1, below zero. "
            "Write 1, or null to end it. [POL-09]"
        ),
        (
            "line 28: component 'percent' pays 24 times the base for each pupil. "
            "Write 0.24 if 24 % is meant. [POL-10]"
        ),
        (
            "line 29: component 'percent' is given twice, first on line 21. "
            "Give this one another name, or take it out. [POL-04]"
        ),
        (
            "line 31: '&name' gives a name to a value, to use it again elsewhere. "
            "Take the name out, or put the text in quotes if it begins with &. [POL-03]"
        ),
        (
            "line 34: 215000.005 has 3 decimals; dollars are rounded to 2, so 215000.01 is paid. "
            "Write 215000.01. [POL-19]"
        ),
        "line 35: 'values' is given twice, first on line 34. Keep one of the two. [POL-04]",
        "line 36: amounts.csv has no line 'lost' for component 'lost'. Lines there: none. [POL-17]",
        (
            "line 39: YAML takes '#14' for a remark and drops it. "
            "Put the text in quotes, or a space after # if it is a remark. [POL-10]"
        ),
        "line 40: lines 'cents' is not known. Write cent, or use: dollar, truncate. [POL-01]",
        "line 42: There is no rule 'BAL-99'. Write BAL-02, or use: BAL-01. [POL-05]",
        (
            "line 43: check BAL-02 is made warning without a source. "
            "Add source: and the document that says so. [POL-14]"
        ),
        "line 45: 'at_mots' is not a limit of BAL-02. Write at_most. [POL-05]",
    ]


def test_a_faulty_block_does_not_make_its_name_unknown(told, small):
    text = small.replace("source: B,", "source: B, program: title_i,").replace(
        "counts: el", "counts: a"
    )
    text += "programs:\n  - {id: title_i, titel: T}\ncounting: {a: {sum: []}}\n"
    assert [said[:40] for said in told(text)] == [
        "line 7: 'titel' is not known here. Write",
        "line 8: 'sum' is empty. Give it an entry",
    ]


def test_lines_are_right_behind_a_block_that_could_not_be_read(told, small):
    text = small.replace("kind: weight", "kind: banana") + (
        "  - {id: b, kind: given, label: B, program: x, source: S}\n"
    )
    assert told(text)[1] == "line 6: program 'x' is not among the programs. Use: general. [POL-05]"


def test_warnings_alone_do_not_refuse_a_policy(small):
    file, findings = read_policy(small.replace("{FY2025: 0.2}", "{FY2025: 24}"))
    assert file is not None
    assert [finding.severity for finding in findings] == ["warning"]
