"""Findings as people read them: grouped, sorted, counted, and never a flood."""

import pytest

from bsa_xl.citation import Citation
from bsa_xl.cli.findings import MOST_SHOWN, finding_lines, finding_object, summary
from bsa_xl.cli.screen import Marked
from bsa_xl.finding import Finding, FindingKind, Severity
from bsa_xl.location import Location

FATAL, WARNING, NOTE = Severity.FATAL, Severity.WARNING, Severity.INFORMATIONAL


def finding(severity: Severity = FATAL, **place: object) -> Finding:
    kind = FindingKind("DATA-07", "Number is odd", severity, "It is odd.")
    return kind.at(Location(**place), "It is odd.", "Mend it.")


def text(lines) -> list[str]:
    """The lines as somebody without colours sees them."""
    return [
        line
        if isinstance(line, str)
        else "".join(p.text if isinstance(p, Marked) else p for p in line)
        for line in lines
    ]


def test_findings_stand_under_their_file_in_the_order_of_its_lines():
    found = [
        finding(NOTE, file="staff.csv", line=2),
        finding(FATAL, file="counts.csv", line=10, column="el"),
        finding(WARNING, file="counts.csv", line=9),
        finding(FATAL, file="0417.xlsx", sheet="Staffing", cell="AA14"),
        finding(FATAL, file="0417.xlsx", sheet="Staffing", cell="F9"),
        finding(FATAL, file="0417.xlsx", sheet="Staffing", cell="F14"),
        finding(FATAL),
    ]
    assert text(finding_lines(found)) == [
        "Not in one file",
        "  FIX      It is odd. Mend it. [DATA-07]",
        "",
        "0417.xlsx",
        "  FIX      Staffing F9: It is odd. Mend it. [DATA-07]",
        "  FIX      Staffing F14: It is odd. Mend it. [DATA-07]",
        "  FIX      Staffing AA14: It is odd. Mend it. [DATA-07]",
        "",
        "counts.csv",
        "  WARNING  line 9: It is odd. Mend it. [DATA-07]",
        "  FIX      line 10, column el: It is odd. Mend it. [DATA-07]",
        "",
        "staff.csv",
        "  NOTE     line 2: It is odd. Mend it. [DATA-07]",
        "",
        "5 to fix, 1 warning, 1 note",
    ]


def test_at_most_fifty_are_listed_the_gravest_first():
    found = [finding(WARNING, file="a.csv", line=n) for n in range(1, 1001)]
    found.append(finding(FATAL, file="z.csv", line=7))
    shown = text(finding_lines(found))
    assert sum("It is odd." in line for line in shown) == MOST_SHOWN == 50
    assert "  FIX      line 7: It is odd. Mend it. [DATA-07]" in shown
    # 1,001 findings less the 50 that are listed
    assert shown[-3:] == ["  and 951 more; --all shows them", "", "1 to fix, 1,000 warnings"]


def test_all_are_listed_when_all_are_asked_for():
    found = [finding(WARNING, file="a.csv", line=n) for n in range(1, 1001)]
    shown = text(finding_lines(found, shows_all=True))
    assert sum("It is odd." in line for line in shown) == 1000
    assert not any("more; --all" in line for line in shown)


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        ([], "Nothing to fix"),
        ([WARNING], "Nothing to fix, 1 warning"),
        ([NOTE, NOTE], "Nothing to fix, 2 notes"),
        ([FATAL, FATAL, WARNING, WARNING, WARNING], "2 to fix, 3 warnings"),
    ],
)
def test_the_last_line_counts_what_there_is_to_do(severities, said):
    assert summary(finding(each) for each in severities) == said


def test_a_finding_without_a_file_says_whose_school_it_is():
    kind = FindingKind("AFF-01", "Cannot pay", FATAL, "It cannot pay.")
    alone = kind.at(Location(), "It is $5.00 short.", "Ask.", school_id="0109")
    named = kind.at(Location(), "School 0109 is $5.00 short.", "Ask.", school_id="0109")
    shown = text(finding_lines([alone, named]))
    assert shown[1:3] == [
        "  FIX      school 0109: It is $5.00 short. Ask. [AFF-01]",
        "  FIX      School 0109 is $5.00 short. Ask. [AFF-01]",
    ]


def test_a_finding_for_a_program_has_these_keys_and_null_where_none_applies():
    kind = FindingKind("BAL-01", "Over", FATAL, "It is over.", Citation("Board Policy 3110", "§7"))
    where = Location(file="0417.xlsx", sheet="Spending", cell="F14")
    assert finding_object(kind.at(where, "Over by $5.00.", "Cut it.", school_id="0417")) == {
        "id": "BAL-01",
        "severity": "fatal",
        "school": "0417",
        "file": "0417.xlsx",
        "sheet": "Spending",
        "cell": "F14",
        "line": None,
        "column": None,
        "problem": "Over by $5.00.",
        "remedy": "Cut it.",
        "source": "Board Policy 3110 §7",
    }
