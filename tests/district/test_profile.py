"""district.yaml: strict, every fault with its line."""

from datetime import date

import pytest

from bsa_xl.district import AccountSegment

WHOLE = """\
name: Riverbend Unified School District
office: School Fiscal Services
mailbox: budget@riverbend.example
phone: 555-0100
year_starts: 07-01
calendar:
  issue: 2026-03-02
  due: 2026-04-10
  council_from: 2026-03-16
  council_until: 2026-04-03
  adoption: 2026-06-23
account_format:
  separator: "."
  segments:
    - fund 3
    - program
    - site 4
default_goal: "0110"
languages: [en, es]
suppression_threshold: 11
"""


def test_every_key_is_read(read):
    result = read(profile=WHOLE)
    profile = result.facts.profile
    assert result.said == []
    assert profile.name == "Riverbend Unified School District"
    assert (profile.office, profile.mailbox) == (
        "School Fiscal Services",
        "budget@riverbend.example",
    )
    assert (profile.phone, profile.year_starts) == ("555-0100", (7, 1))
    assert profile.calendar.issue == date(2026, 3, 2)
    assert profile.calendar.adoption == date(2026, 6, 23)
    assert profile.account_segments == (
        AccountSegment("fund", 3), AccountSegment("program"), AccountSegment("site", 4),
    )  # fmt: skip
    assert (profile.account_separator, profile.default_goal) == (".", "0110")
    assert (profile.languages, profile.suppression_threshold) == (("en", "es"), 11)


def test_codes_keep_their_zeros_even_without_quotation_marks(read):
    assert read(profile="name: R\ndefault_goal: 0110\n").facts.profile.default_goal == "0110"


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        ("name: R\nmailbx: a@b.example\n",
         "district.yaml, line 2: 'mailbx' is not known here. Write mailbox. [DATA-31]"),
        ("name: R\ncalendar:\n  isue: 2026-03-02\n",
         "district.yaml, line 3: 'calendar.isue' is not known here. Write calendar: issue. [DATA-31]"),
        ("name: R\ncolour: red\n",
         ("district.yaml, line 2: 'colour' is not known here. Use name, office, mailbox, phone, "
         "year_starts, default_goal, languages, suppression_threshold, calendar or account_format. "
         "[DATA-31]")),
        ("name: R\nname: S\n", ("district.yaml, line 2: name stands on line 1 already. Remove one. "
         "[DATA-15]")),
        ("name: R\ncalendar:\n  due: April 31, 2026\n",
         ("district.yaml, line 3: 'April 31, 2026' is not a date. "
         "Write it as year-month-day, such as 2026-03-31. [DATA-32]")),
        ("name: R\nsuppression_threshold: ten\n",
         ("district.yaml, line 2: 'ten' is not understood as suppression_threshold. "
         "Write a whole number from 0 to 100. [DATA-32]")),
        ("name: R\nyear_starts: July\n",
         "district.yaml, line 2: 'July' is not a month and a day. Write 07-01 for July 1. [DATA-32]"),
        ("name: R\naccount_format:\n  segments: [fund 2, colour 3]\n",
         ("district.yaml, line 3: 'colour 3' is not a segment of the account string. Write fund, "
         "resource, project_year, goal, function, object, site or program, then its width, such as "
         "'fund 2'. [DATA-32]")),
        ("name: [R, S]\n",
         ("district.yaml, line 1: name is one value. "
         "Look at the sample district for how it is written. [DATA-32]")),
        ("office: Budget\n", ("district.yaml: the district has no name. "
         "Write 'name: ' and the district's name. [DATA-32]")),
        ("name: R\n\tmailbox: x\n",
         ("district.yaml, line 2: the line is not well formed (found character '\\t' that cannot "
         "start any token). Write one key and its value on a line, such as 'name: Riverbend "
         "Unified'. [DATA-33]")),
        ("- name\n", ("district.yaml, line 1: the file is nested too deeply or is not YAML. "
         "Write one key and its value on a line, such as 'name: Riverbend Unified'. [DATA-33]")),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_and_a_way_out(read, profile, said):
    assert said in read(profile=profile).said


def test_a_fault_of_yaml_does_not_hide_the_faults_of_the_tables(read):
    result = read(profile="name: [\n", counts="school_id,fiscal_year,measure\n0999,FY2026,census\n")
    assert result.ids == ["DATA-33", "DATA-10"]
    assert result.facts.profile.name == "riverbend"


def test_a_missing_profile_is_a_warning_and_the_folder_gives_the_name(read):
    result = read(profile=None)
    assert result.said == [
        (
            "district.yaml: there is no district.yaml; the district is called 'riverbend' until there "
            "is one. Write one with name, office and mailbox. [DATA-44]"
        )
    ]


def test_deep_nesting_is_told_and_not_raised(read):
    assert read(profile="[" * 5000).ids == ["DATA-33"]
