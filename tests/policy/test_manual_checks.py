"""Dollars that a person decided are not lost, and not paid twice without a word."""

import pytest

from bsa_xl.policy import PolicyFacts

HIGH = {"0101": {"level": "Elementary"}, "0102": {"level": "High"}}
FACTS = PolicyFacts(school_ids=frozenset(HIGH), school_fields=HIGH)


def entry(school="0101", since="FY2026", until="FY2026", dollars=5):
    return (
        f"    - {{school: '{school}', since: {since}, until: {until}, dollars: {dollars}, "
        "reason: Flood, author: Budget office}\n"
    )


@pytest.fixture
def decided(small, told):
    """Messages about the small policy with these entries; the first stands on line 12."""

    def tell(*entries, gate="", **facts):
        adjustment = (
            f"  - id: m\n    kind: manual\n    label: M\n    source: B{gate}\n    entries:\n"
        )
        return told(small + "adjustments:\n" + adjustment + "".join(entries), **facts)

    return tell


def test_pol_45_an_entry_that_ends_before_it_begins_is_told(decided):
    assert decided(entry(since="FY2027", until="FY2026")) == [
        (
            "line 12: adjustment 'm' gives school '0101' 5 dollars from FY2027 until FY2026, which is "
            "never. Write until: FY2027 or a later year, or correct since:. [POL-45]"
        )
    ]


def test_pol_46_two_entries_of_one_school_in_one_year_are_told_once(decided):
    entries = (
        entry(since="FY2025", until="FY2026"),
        entry("0102", "FY2025", "FY2027"),
        entry(dollars="-7.50", until="FY2028"),
        entry(since="FY2028", until="FY2029", dollars=9),
    )
    assert decided(*entries) == [
        (
            "line 14: adjustment 'm' gives school '0101' -7.5 dollars in FY2026 beside the 5 of line 12, "
            "and both are paid. Leave both if that is meant, or let one end before the other begins. "
            "[POL-46]"
        ),
        (
            "line 15: adjustment 'm' gives school '0101' 9 dollars in FY2028 beside the -7.5 of line 14, "
            "and both are paid. Leave both if that is meant, or let one end before the other begins. "
            "[POL-46]"
        ),
    ]


@pytest.mark.parametrize("entries", [
    (entry(until="FY2026"), entry(since="FY2027", until="FY2030")), (entry(), entry("0102")),
    (entry(since="FY2027", until="FY2030"), entry(since="FY2025", until="FY2026")),
])  # fmt: skip
def test_entries_that_take_turns_are_silent(decided, entries):
    assert decided(*entries) == []


OUT = (
    "line 13: adjustment 'm' gives school '0102' 5 dollars, and its own schools: shuts that school "
    "out. Let 0102 in, or move the entry to an adjustment of its own. [POL-47]"
)


@pytest.mark.parametrize(("gate", "facts", "said"), [
    ("{schools: ['0101']}", None, [OUT]), ("{schools: ['0101']}", FACTS, [OUT]),
    ("{schools: ['0102']}", None, []), ("{where: {level: [Elementary]}}", None, []),
    ("{where: {level: [Elementary]}}", FACTS, [OUT]),
    ("{except_where: {level: [High]}}", FACTS, [OUT]),
    ("{where: {level: [High]}}", FACTS, []),
])  # fmt: skip
def test_pol_47_an_entry_for_a_school_that_is_shut_out_is_told(decided, gate, facts, said):
    assert decided(entry("0102"), gate=f"\n    schools: {gate}", facts=facts) == said
