"""The verdict words, by the same steps as the Checks sheet's formulas."""

from decimal import Decimal

import pytest
from support.plans import (
    BRIDGE,
    COUNCIL,
    SITE_COUNCIL,
    YEAR,
    approval,
    budget,
    setting,
    staff,
    supplies,
)

from bsa_xl.budget import AsIssued, RuleSetting
from bsa_xl.checks import as_issued, rule_settings, run, summary
from bsa_xl.citation import Citation
from bsa_xl.finding import Severity, Verdict
from bsa_xl.policy import Policy

ON_BRIDGE = (staff(program_1=BRIDGE),)
OVER = (supplies(amount=60_000),)


def judged(rule, mode, *, issued=None, source="", **changes):
    """The one result of a school that runs one rule."""
    school = setting(rules=(RuleSetting(rule, mode, source=source),), as_issued=issued or {})
    [result] = [r for r in run(budget(school, **changes)) if r.row.subject in ("", "general")]
    return result


def test_a_clean_rule_is_ok_in_every_mode_but_on_return():
    for mode in "FWOX":
        assert judged("TRM-01", mode).verdict is Verdict.OK
    assert judged("TRM-01", "R").verdict is Verdict.ON_RETURN


@pytest.mark.parametrize(
    ("mode", "verdict", "severity"),
    [
        ("F", Verdict.FIX, Severity.FATAL),
        ("W", Verdict.EXPLAIN, Severity.WARNING),
        ("O", Verdict.OK, Severity.INFORMATIONAL),
        ("X", Verdict.WAIVED, Severity.INFORMATIONAL),
    ],
)
def test_a_fault_is_judged_by_the_mode_of_its_rule(mode, verdict, severity):
    result = judged("TRM-01", mode, staffing=ON_BRIDGE)
    assert result.verdict is verdict
    assert [finding.severity for finding in result.findings] == [severity]


def test_on_return_looks_for_nothing():
    result = judged("TRM-01", "R", staffing=ON_BRIDGE)
    assert (result.verdict, result.faults, result.findings) == (Verdict.ON_RETURN, (), ())


def test_count_cents_and_first_cell_are_those_of_the_faults():
    rows = (
        staff(row=14, program_1=BRIDGE, fte_each=Decimal("0.5")),
        staff(row=13, program_1=BRIDGE),
    )
    result = judged("TRM-01", "W", staffing=rows)
    assert (result.count, result.cents) == (2, 15_000_000)
    assert str(result.first) == "Staffing K14"
    clean = judged("TRM-01", "W")
    assert (clean.count, clean.cents, clean.first) == (0, 0, None)


def test_a_warning_is_explained_by_words_and_not_by_blanks():
    words = judged("TRM-01", "W", staffing=ON_BRIDGE, explanations={"TRM-01": "  The PTA pays. "})
    assert words.verdict is Verdict.EXPLAINED
    assert words.findings[0].explained == "The PTA pays."
    blanks = judged("TRM-01", "W", staffing=ON_BRIDGE, explanations={"TRM-01": "   "})
    assert blanks.verdict is Verdict.EXPLAIN
    assert blanks.findings[0].explained == ""


def test_one_explanation_covers_all_faults_of_its_row():
    rows = (*ON_BRIDGE, staff(row=13, program_1=BRIDGE))
    result = judged("TRM-01", "W", staffing=rows, explanations={"TRM-01": "Agreed"})
    assert [finding.explained for finding in result.findings] == ["Agreed", "Agreed"]


def test_an_explanation_of_another_row_or_of_a_fatal_rule_counts_for_nothing():
    other = judged("TRM-01", "W", staffing=ON_BRIDGE, explanations={"CAP-01": "Agreed"})
    assert other.verdict is Verdict.EXPLAIN
    fatal = judged("TRM-01", "F", staffing=ON_BRIDGE, explanations={"TRM-01": "Agreed"})
    assert fatal.verdict is Verdict.FIX


def test_work_that_is_not_done_yet_is_to_do_in_a_fatal_and_in_a_warning_rule():
    for mode in "FW":
        result = judged("BAL-02", mode, spending=())
        assert (result.verdict, result.count) == (Verdict.TO_DO, 1)
    explained = {"BAL-02:general": "Kept for summer"}
    told = judged("BAL-02", "W", spending=(), explanations=explained)
    assert told.verdict is Verdict.EXPLAINED


def test_what_stood_there_at_issue_is_to_do_until_count_or_cents_change():
    issued = {"BAL-01:general": AsIssued(1, 1_000_000)}
    assert judged("BAL-01", "F", issued=issued, spending=OVER).verdict is Verdict.TO_DO
    assert judged("BAL-01", "W", issued=issued, spending=OVER).verdict is Verdict.TO_DO
    more = (supplies(amount=Decimal("60000.01")),)
    assert judged("BAL-01", "F", issued=issued, spending=more).verdict is Verdict.FIX
    assert judged("BAL-01", "F", issued=issued).verdict is Verdict.OK
    twice = {"BAL-01:general": AsIssued(2, 1_000_000)}
    assert judged("BAL-01", "F", issued=twice, spending=OVER).verdict is Verdict.FIX
    other = {"BAL-01:title-i": AsIssued(1, 1_000_000)}
    assert judged("BAL-01", "F", issued=other, spending=OVER).verdict is Verdict.FIX


def test_findings_carry_kind_school_money_and_the_districts_authority():
    [finding] = judged("BAL-01", "F", source="Board Policy 3110 §7", spending=OVER).findings
    assert (finding.id, finding.school_id, finding.cents) == ("BAL-01", "0417", 1_000_000)
    assert finding.source == Citation("Board Policy 3110 §7")
    assert str(finding) == (
        "Programs F12: General fund: $160,000.00 is budgeted, $10,000.00 more than the $150,000.00 "
        "allocated. Take $10,000.00 off rows of Staffing or Spending that are paid from General "
        "fund. [BAL-01; Board Policy 3110 §7]"
    )


def test_waived_faults_are_kept_and_say_by_whose_authority():
    result = judged("BAL-01", "X", source="Elect-to-work agreement 2025-26", spending=OVER)
    assert result.verdict is Verdict.WAIVED
    assert (result.count, result.cents) == (1, 1_000_000)
    assert result.findings[0].explained == "Waived: Elect-to-work agreement 2025-26"


def test_limits_are_handed_to_the_rule():
    limits = {"dollars": Decimal(50_000)}
    school = setting(rules=(RuleSetting("BAL-02", "F", limits),))
    by_id = {result.row.id: result for result in run(budget(school, spending=()))}
    assert by_id["BAL-02:general"].verdict is Verdict.OK
    assert by_id["BAL-02:title-i"].verdict is Verdict.OK
    one_less = setting(rules=(RuleSetting("BAL-02", "F", {"dollars": Decimal("49999.99")}),))
    by_id = {result.row.id: result for result in run(budget(one_less, spending=()))}
    assert by_id["BAL-02:general"].verdict is Verdict.TO_DO


def test_a_rule_that_this_version_does_not_have_is_not_passed_over():
    with pytest.raises(KeyError, match="XYZ-99"):
        run(budget(setting(rules=(RuleSetting("XYZ-99", "F"),))))


@pytest.fixture
def all_rules():
    return rule_settings(Policy(policy="riverbend", title="Riverbend"), "0417", YEAR)


def test_the_clean_plan_is_ready(all_rules):
    results = run(budget(setting(rules=all_rules)))
    found = summary(results)
    assert found.ready
    assert found.open_count == 0
    assert not any(result.is_open for result in results)
    # 3 programs and 2 bodies: BAL-01, BAL-02 three times, APR-01, APR-06 twice, 11 others; 4 R
    assert found.counts[Verdict.OK] == 2 * 3 + 2 * 2 + 11
    assert found.counts[Verdict.ON_RETURN] == 4


def test_the_summary_counts_what_is_open(all_rules):
    approvals = (approval(COUNCIL, 20), approval(SITE_COUNCIL, 21, minutes=None))
    changes = {"staffing": (staff(program_1=BRIDGE),), "approvals": approvals}
    found = summary(run(budget(setting(rules=all_rules), **changes)))
    # FIX: Bridge grant over by 100,000.00; council's approval 150,000.00 = 50,000.00 + 100,000.00
    # TO DO: General fund has 100,000.00 left, site council's minutes; EXPLAIN: TRM-01
    assert not found.ready
    assert {verdict: found.counts[verdict] for verdict in (Verdict.FIX, Verdict.TO_DO)} == {
        Verdict.FIX: 1,
        Verdict.TO_DO: 2,
    }
    assert found.counts[Verdict.EXPLAIN] == 1
    assert found.open_count == 4


def test_what_a_fresh_workbook_holds_is_to_do_and_nothing_of_it_is_fix(all_rules):
    opening = {
        "staffing": (
            staff(how_many=2),  # over the FTE given, and over the General fund
            staff(row=13, program_1=BRIDGE, share_1=90, fte_each=Decimal("0.55")),
            staff(row=14, title="Gone · 9999"),
        ),
        "spending": (),
        "approvals": (),
    }
    school = setting(rules=all_rules)
    issued = as_issued(budget(school, **opening))
    # 2 x 100,000.00 of 150,000.00; 90 % of 55,000.00 on a grant of 0.00, 10 % on nothing
    assert issued == {
        "INP-03": AsIssued(1, 0),
        "BAL-01:general": AsIssued(1, 5_000_000),
        "BAL-01:bridge": AsIssued(1, 4_950_000),
        "BAL-02:title-i": AsIssued(1, 2_000_000),
        "BAL-06": AsIssued(1, 0),
        "FTE-01": AsIssued(1, 550_000),
        "FTE-02": AsIssued(1, 0),
        "TRM-01": AsIssued(1, 4_950_000),
        "APR-01:School council": AsIssued(1, 0),
    }
    fresh = setting(rules=all_rules, as_issued=issued)
    found = summary(run(budget(fresh, **opening)))
    assert found.counts[Verdict.FIX] == found.counts[Verdict.EXPLAIN] == 0
    assert found.counts[Verdict.TO_DO] == len(issued)
