"""Each line as a sentence, for a person and for a program."""

import json

import pytest
from support.small_district import (
    YEAR,
    fte,
    given,
    lump_sum,
    per_pupil,
    pool,
    school,
    small_district,
    small_policy,
    weight,
)

from bsa_xl.allocation import allocate, explain

PROGRAMS = [
    {"id": "general", "title": "School budget"},
    {"id": "english-learners", "title": "English learners"},
]


def explained(*components, rows=None, amounts=(), **policy):
    rows = rows or {"0101": {"el": "106", "econ_dis": "1"}, "0102": {"el": "4", "econ_dis": "3"}}
    district = small_district(
        rows,
        schools=[school(each) for each in rows],
        amounts=amounts,
        positions=[("0700", "Counselor")],
    )
    made = small_policy(*components, **policy)
    return explain(allocate(district, made, YEAR), district, made, "0101")


def sentence(component, **more):
    [line] = explained(component, **more).lines
    return line.sentence


def test_a_weight_says_count_rate_weight_base_amount_program_and_source():
    component = weight(label="English learners", program="english-learners")
    assert sentence(
        component, base="5174.4996", programs=PROGRAMS, rounding={"lines": "dollar"}
    ) == (
        "English learners: 106 pupils x $517.44996 (0.1 of the base of $5,174.4996) = $54,850, "
        "in program English learners (Board Policy 3110)."
    )


def test_the_base_itself_is_called_so_and_pupils_are_not_said_twice():
    rows = {"0101": {"enrollment": "1279"}}
    component = weight("enrollment", "1")
    [line] = explained(component, rows=rows, rounding={"lines": "dollar"}).lines
    assert line.sentence.startswith(
        "Enrollment: 1,279 pupils enrolled x $5,000.00 (the base) = $6,395,000, in program"
    )


def test_totals_of_lines_in_whole_dollars_have_no_cents():
    text = explained(lump_sum(), rounding={"lines": "dollar"}).text()
    assert text.endswith("Total that the school plans: $215,000\n")


def test_a_rate_that_was_rounded_says_so():
    assert sentence(weight(share="0.123"), base="1000.55", rounding={"rates": 2}) == (
        "El: 106 pupils (English learners) x $123.07 (0.123 of the base of $1,000.55, rounded to 2 "
        "decimals) = $13,045.42, in program School budget (Board Policy 3110)."
    )


@pytest.mark.parametrize(
    ("component", "said"),
    [
        (per_pupil(dollars="500"), "106 pupils (English learners) x $500.00 = $53,000.00"),
        (
            per_pupil("econ_dis", "-0.5"),
            "1 pupil (economically disadvantaged pupils) x -$0.50 = -$0.50",
        ),
        (lump_sum(), "$215,000.00 for the school"),
        (lump_sum(status="to come"), "to come"),
        (lump_sum(status="estimate"), "$215,000.00 for the school"),
        (given(), "$3,449.17, taken as given"),
        (pool("1000", "el"), "$963.64, the share of 106 pupils of 110 in $1,000.00"),
        (
            pool("1000", "el:0.5", "econ_dis"),
            # 53 + 1 = 54 of 55 + 4 = 59: 1,000 x 54 / 59 = 915.254
            "$915.25, the share of 54 weighted pupils of 59 in $1,000.00",
        ),
        (fte("0700", "0.5"), "0.5 FTE of Counselor (0700)"),
    ],
)
def test_every_kind_says_how_it_is_worked_out(component, said):
    whole = sentence(component, amounts=[("0101", "transition", "3449.17")])
    _, _, rest = whole.partition(": ")
    assert rest.startswith(f"{said}, in program School budget")


def test_a_sentence_says_what_is_not_given_or_not_sure():
    assert sentence(lump_sum(schools={"where": {"level": ["HS"]}})) == (
        "Foundation: not eligible (Board Policy 3110)."
    )
    assert sentence(lump_sum(status="estimate", note="Due in May.")) == (
        "Foundation: $215,000.00 for the school, in program School budget, an estimate "
        "(Board Policy 3110). Due in May."
    )
    assert sentence(lump_sum(held_by="central")) == (
        "Foundation: $215,000.00 for the school, in program School budget, held by the central "
        "office (Board Policy 3110)."
    )


def test_a_grade_span_that_is_a_share_of_the_base_says_its_share():
    span = {"id": "k-3", "label": "K-3", "counts": "el", "values": {"FY2026": "1.07"}}
    component = {
        "id": "base", "kind": "grade_spans", "label": "Base", "unit": "share of base",
        "source": "Board Policy 3110", "spans": [span],
    }  # fmt: skip
    assert sentence(component) == (
        "Base, K-3: 106 pupils (English learners) x $5,350.00 (1.07 of the base of $5,000.00) = "
        "$567,100.00, in program School budget (Board Policy 3110)."
    )


def test_the_whole_explanation_ends_with_totals_and_what_is_missing():
    rows = {"0101": {"el": "106", "econ_dis": "*"}}
    explanation = explained(
        weight(program="english-learners"),
        per_pupil("econ_dis", program="general"),
        lump_sum(program="general"),
        lump_sum("nurse", "30", program="general", held_by="central"),
        programs=PROGRAMS,
        rows=rows,
    )
    assert explanation.text() == (
        "School 0101 (0101), 2025-26, adopted\n"
        "\n"
        "El: 106 pupils (English learners) x $500.00 (0.1 of the base of $5,000.00) = $53,000.00, in "
        "program English learners (Board Policy 3110).\n"
        "Econ dis: to come, in program School budget (Board Policy 3110).\n"
        "Foundation: $215,000.00 for the school, in program School budget (Board Policy 3110).\n"
        "Nurse: $30.00 for the school, in program School budget, held by the central office "
        "(Board Policy 3110).\n"
        "\n"
        "School budget: $215,000.00 without what is to come: Econ dis\n"
        "English learners: $53,000.00\n"
        "Total that the school plans: $268,000.00 without what is to come: Econ dis\n"
        "Held by the central office for the school, not in the total: $30.00\n"
        "\n"
        "To be settled:\n"
        "counts.csv, line 2, column econ_dis: econ_dis of School 0101 (0101) is suppressed (*), so "
        "'Econ dis' is to come. Ask the data office for the true count and type it in its place. "
        "[ALO-02]\n"
    )


def test_findings_of_other_schools_are_not_shown_and_those_of_all_are():
    rows = {"0101": {"el": "106"}, "0102": {"el": "*"}}
    explanation = explained(weight(), weight("swd"), rows=rows)
    assert [finding.id for finding in explanation.findings] == ["ALO-03"]


def test_the_rounding_of_a_total_is_a_sentence_too():
    explanation = explained(per_pupil(dollars="1.005"), rounding={"total": "dollar"})
    assert explanation.lines[1].sentence == (
        "Rounding: $0.47 (Riverbend formula). Brings the program's total to whole dollars."
    )


def test_for_a_program_numbers_are_text_and_nothing_is_lost():
    explanation = explained(weight(), pool("1000", "el"), base="5174.4996")
    told = json.loads(json.dumps(explanation.as_dict()))
    assert told["total"] == "55813.34"  # 54,849.70 + 963.64
    assert told["lines"][0] == {
        "line_id": "0101:el",
        "component": "el",
        "label": "El",
        "program": "general",
        "program_title": "School budget",
        "unit": "USD",
        "counted": "English learners, projected",
        "count": "106",
        "weight": "0.1",
        "base": "5174.4996",
        "rate": "517.44996",
        "fte": None,
        "amount": "54849.70",
        "pool": None,
        "status": "final",
        "held_by": "school",
        "source": "Board Policy 3110",
        "sentence": explanation.lines[0].sentence,
    }
    assert told["lines"][1]["pool"] == "1000.00"
    assert told["programs"] == [
        {
            "program": "general",
            "title": "School budget",
            "amount": "55813.34",
            "amount_known": "55813.34",
            "to_come": [],
        }
    ]


def test_a_school_that_takes_no_part_is_a_key_error():
    district, policy = small_district({"0101": {}}), small_policy(lump_sum())
    with pytest.raises(KeyError):
        explain(allocate(district, policy, YEAR), district, policy, "9999")
