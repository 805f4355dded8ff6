"""What a policy names is found in the district's data, or told on the policy's line."""

import pytest

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location
from bsa_xl.policy import PolicyFacts, check_policy

REQUIRED = (
    "required_positions:\n"
    "  - id: p\n    label: P\n    values: {FY2025: 1}\n    reason: R\n    source: B\n"
)
POSITIONS = PolicyFacts(positions=frozenset({"1300", "2202"}))
SCHOOLS = PolicyFacts(
    school_ids=frozenset({"0100", "0300"}),
    gate_values={
        "level": frozenset({"Elementary", "High", ""}),
        "model": frozenset({"formula", "pilot"}),
    },
)
RULES = PolicyFacts(
    rules={"BAL-01": frozenset(), "BAL-02": frozenset({"at_most", "least"}), "FTE-15": frozenset()}
)


def test_pol_05_tells_a_position_that_the_rate_sheet_lacks(told, small):
    text = small + (
        "  - {id: c, kind: fte, label: C, position: '2203', unit: FTE per school, source: B, "
        "values: {FY2025: 1}}\n"
        + REQUIRED
        + "    positions: ['1300', '9']\n"
        + "trades:\n  - {id: t, give: '1300', take: '2022', source: B}\n"
        + "  - {id: u, give: '22', take: '2202', source: B}\n"
    )
    assert told(text, facts=POSITIONS) == [
        "line 6: position '2203' is not in the district's data. Write 2202, or use: 1300. [POL-05]",
        "line 13: position '9' is not in the district's data. Use: 1300, 2202. [POL-05]",
        "line 15: position '2022' is not in the district's data. Write 2202, or use: 1300. [POL-05]",
        "line 16: position '22' is not in the district's data. Write 2202, or use: 1300. [POL-05]",
    ]
    assert told(text) == []


def test_pol_05_says_so_where_there_are_no_positions_at_all(told, small):
    text = small + REQUIRED + "    positions: ['1300']\n"
    assert told(text, facts=PolicyFacts(positions=frozenset())) == [
        (
            "line 12: position '1300' is not in the district's data. "
            "Add it there, or take it out here. [POL-05]"
        )
    ]


@pytest.mark.parametrize(
    ("gate", "message"),
    [
        (
            "{where: {levl: [High]}}",
            "column 'levl' is not in the district's data. Write level, or use: model. [POL-05]",
        ),
        (
            "{except_where: {magnet: ['yes']}}",
            "column 'magnet' is not in the district's data. Use: level, model. [POL-05]",
        ),
        (
            "{where: {level: [Hihg, High]}}",
            "No school has the level 'Hihg'. Write High, or use: Elementary. [POL-12]",
        ),
        (
            "{schools: ['0100', '0030']}",
            "school '0030' is not in the district's data. Write 0300, or use: 0100. [POL-05]",
        ),
    ],
)
def test_a_gate_that_nobody_can_pass_is_told(told, small, gate, message):
    text = small.replace("source: B,", f"source: B, schools: {gate},")
    assert told(text, facts=SCHOOLS) == [f"line 5: {message}"]
    required = small + REQUIRED + f"    positions: ['1300']\n    schools: {gate}\n"
    assert told(required, facts=SCHOOLS) == [f"line 13: {message}"]


def test_gates_that_schools_pass_are_silent(told, small):
    gate = "{where: {level: [High, '']}, except_where: {model: [pilot]}, schools: ['0300']}"
    assert told(small.replace("source: B,", f"source: B, schools: {gate},"), facts=SCHOOLS) == []


def test_pol_17_tells_a_component_without_amounts_for_information(told, small):
    text = small + "  - {id: transition, kind: given, label: T, source: B, line: trans}\n"
    assert told(text, facts=PolicyFacts(amount_lines=frozenset({"ap", "tk"}))) == [
        (
            "line 4: No component takes the line 'ap' of amounts.csv, so nobody is paid it. "
            "Add a component of kind given with line: ap, if schools are to have it. [POL-18]"
        ),
        (
            "line 4: No component takes the line 'tk' of amounts.csv, so nobody is paid it. "
            "Add a component of kind given with line: tk, if schools are to have it. [POL-18]"
        ),
        (
            "line 6: amounts.csv has no line 'trans' for component 'transition'. "
            "Lines there: ap, tk. [POL-17]"
        ),
    ]
    assert told(text, facts=PolicyFacts(amount_lines=frozenset())) == [
        (
            "line 6: amounts.csv has no line 'trans' for component 'transition'. "
            "Lines there: none. [POL-17]"
        )
    ]
    assert told(text, facts=PolicyFacts(amount_lines=frozenset({"trans"}))) == []


def test_pol_05_tells_rules_and_limits_that_do_not_exist(told, small):
    text = small + (
        "checks:\n"
        "  - rule: BAL-01\n    limits: {at_most: 1}\n"
        "  - rule: BAL-02\n    limits: {at_mots: 0.01, least: 5, more: 1}\n"
        "  - rule: BAL-20\n    limits: {at_most: 1}\n"
        "  - rule: FTE-15\n  - rule: XYZ-99\n"
        "waivers:\n  - {rule: XYZ-99, school: '0300', authority: A}\n"
    )
    assert told(text, facts=RULES) == [
        "line 8: 'at_most' is not a limit of BAL-01. Take it out. [POL-05]",
        "line 10: 'at_mots' is not a limit of BAL-02. Write at_most, or use: least. [POL-05]",
        "line 10: 'more' is not a limit of BAL-02. Use: at_most, least. [POL-05]",
        "line 11: There is no rule 'BAL-20'. Write BAL-02, or use: BAL-01, FTE-15. [POL-05]",
        "line 14: There is no rule 'XYZ-99'. Use: BAL-01, BAL-02, FTE-15. [POL-05]",
        "line 16: There is no rule 'XYZ-99'. Use: BAL-01, BAL-02, FTE-15. [POL-05]",
    ]


WAIVER = "checks: [rule: FTE-15]\nwaivers:\n  - {rule: FTE-15, school: '0300', until: FY2026, authority: A}\n"


@pytest.mark.parametrize(
    ("year", "messages"),
    [
        (2026, []),
        (
            2027,
            [
                (
                    "line 8: The waiver of FTE-15 for school '0300' ended with FY2026. "
                    "Take it out, or extend it by its authority. [POL-12]"
                )
            ],
        ),
    ],
)
def test_pol_12_a_waiver_holds_through_its_last_year(told, small, year, messages):
    assert told(small + WAIVER, facts=PolicyFacts(year=FiscalYear(year))) == messages


def test_pol_05_tells_a_waiver_for_a_school_that_does_not_exist(told, small):
    text = small + WAIVER.replace("0300", "300")
    assert told(text, facts=SCHOOLS) == [
        "line 8: school '300' is not in the district's data. Write 0300, or use: 0100. [POL-05]"
    ]


def test_pol_12_tells_a_cost_basis_for_no_school(told, small):
    text = small + "cost_basis: {pilots: actual, formula: average}\n"
    assert told(text, facts=SCHOOLS) == [
        "line 6: No school has the model 'pilots'. Write pilot, or use: formula. [POL-12]"
    ]


def test_pol_05_tells_a_program_that_only_the_district_knows(told, small):
    facts = PolicyFacts(
        programs_named={
            "titel_i": Location(file="staff.csv", line=8, column="program"),
            "": Location(file="items.csv", line=3),
            "title_i": Location(file="amounts.csv", line=2),
        }
    )
    text = small.replace("source: B,", "source: B, program: general,")
    text += "programs: [{id: general, title: G}, {id: title_i, title: T}]\n"
    assert told(text, facts=facts) == [
        (
            "staff.csv, line 8, column program: program 'titel_i' is not among the programs "
            "of the policy. Write title_i, or use: general. [POL-05]"
        )
    ]


def test_pol_15_tells_a_program_that_does_not_fit_the_account_string(told, small):
    facts = PolicyFacts(account_widths={"fund": 2, "resource": 4})
    text = small + "programs:\n  - id: g\n    title: G\n    fund: '010'\n"
    assert told(text, facts=facts) == [
        (
            "line 7: program 'g' has no resource, which the district's account string needs. "
            "Add resource: and its code. [POL-15]"
        ),
        (
            "line 9: fund '010' has 3 characters, and the district's account string has room for 2. "
            "Correct the code, or account_format in district.yaml. [POL-15]"
        ),
    ]
    assert told(text, facts=PolicyFacts(account_widths={"fund": 0})) == []


def test_a_policy_that_was_read_can_be_checked_against_a_district_later(read, small):
    file = read(small.replace("source: B,", "source: B, schools: {where: {levl: [High]}},"))
    assert check_policy(file) == ()
    [finding] = check_policy(file, SCHOOLS)
    assert finding.is_fatal
    assert str(finding) == (
        "policy.yaml, line 5: column 'levl' is not in the district's data. "
        "Write level, or use: model. [POL-05]"
    )
