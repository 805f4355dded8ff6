"""What cells cannot be told of a district's allocation is said in words, and never as a number."""

import pytest
from bsa_xl.udfs.catalog import catalog
from bsa_xl.udfs.cells import NoAnswerError

YEAR = "FY2026"


@pytest.fixture(scope="module")
def ask(sample):
    """Asks a function of the sample district."""
    functions = {function.name: function.run for function in catalog()}
    return lambda name, *arguments: functions[name](str(sample), YEAR, *arguments)


FAULTS = [
    (
        ("amount", [["109"]], [["total"]]),
        "No school is called 109. Did you mean 0109 (Dunemoor Elementary School)?",
    ),
    (
        ("amount", [[109.0]], [["total"]]),
        "No school is called 109. Did you mean 0109 (Dunemoor Elementary School)?",
    ),
    (
        ("amount", [["Dunemor Elementary"]], [["total"]]),
        "No school is called Dunemor Elementary. Did you mean 0109 (Dunemoor Elementary School)?",
    ),
    (
        ("amount", [["0109"]], [["english-learner"]]),
        (
            "The policy has no component, adjustment or program 'english-learner'. Did you mean "
            "english-learners?"
        ),
    ),
    (
        ("amount", [["0109"]], [["zzz"]]),
        (
            "The policy has no component, adjustment or program 'zzz'. Name one by its id in the "
            "policy, or total."
        ),
    ),
    (
        ("rate", [["0109"]], [["grade-spans"]]),
        (
            "'grade-spans' is 5 lines at school 0109, each with its own rate. Name one of them: "
            "grade-spans:tk-k, grade-spans:g1-3, grade-spans:g4-6, grade-spans:g7-8, "
            "grade-spans:g9-12."
        ),
    ),
    (
        ("rate", [["0109"]], [["general"]]),
        "'general' is a sum of lines and has no rate. Name a component, or ask for its amount.",
    ),
    (
        ("amount", [["0116"]], [["given-assistant-principal"]]),
        (
            "'given-assistant-principal' gives FTE of Assistant Principal, Secondary, not dollars. "
            "Ask for its FTE."
        ),
    ),
    (
        ("amount", [["#N/A"]], [["total"]]),
        "The school is #N/A. Mend the cell that it comes from.",
    ),
    (
        ("amount", [["0109", "0116"], ["0123", "0130"]], [["total"]]),
        "The school must be one column or one row of cells.",
    ),
    (
        ("what_if", [["0109"]], [["els"]], [[5.0]]),
        "There are no projected counts of 'els' in FY2026. Write el.",
    ),
    (
        ("what_if", [["0109"]], [["census:el"]], [[5.0]]),
        (
            "There are no census counts of 'el' in FY2026. Name a column of counts.csv and its "
            "measure."
        ),
    ),
    (
        ("what_if", [["0109"]], [["el"]], [[-5.0]]),
        "'el' of school 0109 would be -5. Type a count from 0 to 1,000,000.",
    ),
    (
        ("what_if", [["0109"]], [[None]], [[5.0]]),
        "A count stands under no group. Name its column above it.",
    ),
    (
        ("what_if", [["0109"]], [["el", "EL"]], [[5.0, 6.5]]),
        (
            "'el' of school 0109 is given twice, as 5 and as 6.5. Give each school one count of a "
            "group."
        ),
    ),
    (
        ("what_if", [["0109"], [None]], [["el"]], [[5.0], [6.0]]),
        "A count of 'el' stands beside no school. Name the school, or clear the count.",
    ),
    (
        ("what_if", [["0109"]], [[":el"]], [[5.0]]),
        (
            "':el' lacks what belongs before its colon. Write a group, such as el, or a measure and "
            "a group, such as census:el."
        ),
    ),
    (
        ("what_if_lines", "0109", [["census:"]], [[5.0]]),
        (
            "'census:' lacks what belongs behind its colon. Write a group, such as el, or a measure "
            "and a group, such as census:el."
        ),
    ),
    (
        ("what_if", [["0109"]], [["ELS"]], [[5.0]]),
        "There are no projected counts of 'ELS' in FY2026. Write el.",
    ),
    (
        ("what_if", [["0109"]], [["el"]], [[1e300]]),
        "'el' of school 0109 would be 1E+300. Type a count from 0 to 1,000,000.",
    ),
    (
        ("what_if", [["0109"]], [["el"]], [[-2.5e-300]]),
        "'el' of school 0109 would be -2.5E-300. Type a count from 0 to 1,000,000.",
    ),
    (
        ("amount", [[1e300]], [["total"]]),
        "No school is called 1E+300. Give the school_id or the name that it has in schools.csv.",
    ),
    (
        ("what_if", [["0109"], ["0116"]], [["el"]], [[5.0, 6.0]]),
        (
            "The counts are 1 x 2 cells, and 2 x 1 belong there: a row for each school, a column "
            "for each group."
        ),
    ),
    (
        ("what_if", [["0109"]], [["el"]], [["many"]]),
        "The count is 'many', and a number belongs there.",
    ),
    (
        ("what_if", [["0109"]], [["frpm"]], [[5_000.0]]),
        (
            "counts.csv, line 4, column unduplicated: unduplicated of Dunemoor Elementary School "
            "(0109) is 519, which cannot be beside el 117, frpm 5,000, foster 3, enrollment 612; "
            "'Family engagement' is to come. Correct it: at least the largest of the groups, at "
            "most all of them together and the enrollment. [ALO-04] Nothing is worked out until "
            "that is fixed."
        ),
    ),
    (("peers", "0109", 0.0), "How many must be a whole number from 1 to 100."),
    (
        ("allocation", "0901"),
        "No school is called 0901. Give the school_id or the name that it has in schools.csv.",
    ),
    (("allocation", None), "No value for the school. Name it, or a cell that holds it."),
]


@pytest.mark.parametrize(("asked", "said"), FAULTS)
def test_what_cannot_be_answered_is_said_in_words(ask, asked, said):
    with pytest.raises(NoAnswerError) as fault:
        ask(*asked)
    assert str(fault.value) == said


def test_an_amount_to_come_is_no_answer_and_its_line_is_blank(district):
    """A suppressed count makes every line that follows it "to come", never zero."""
    path = district / "counts.csv"
    text = path.read_text(encoding="utf-8")
    old = "0109,FY2026,projected,2025-01-24,612,160,268,184,0,0,509,117,77,3,4,18,519"
    assert old in text
    path.write_text(text.replace(old, old.replace(",3,4,18,", ",3,4,*,")), encoding="utf-8")
    functions = {function.name: function.run for function in catalog()}
    here = (str(district), YEAR)
    with pytest.raises(NoAnswerError) as fault:
        functions["amount"](*here, [["0116"], ["0109"]], [["newcomers"]])
    assert str(fault.value) == (
        "'newcomers' is still to come at school 0109. bsa-xl explain says what is missing."
    )
    header, *rows = functions["allocation"](*here, "0109")
    [line] = [row for row in rows if row[0] == "newcomers"]
    assert line[3:7] == [None, None, None, None]
    assert line[8] == "to come"
    assert header[6] == "Amount"
    moved = functions["what_if_lines"](*here, "0109", [["newcomer"]], [[18.0]])
    [line] = [row for row in moved if row[0] == "newcomers"]
    assert line[3:] == [None, 8_190.0, None]  # 18 x $455.00, and nobody knows what it is now
    for total in (
        ("amount", [["0109"]], [["total"]]),
        ("sentence", [["0109"]], [["targeted"]]),
        ("what_if", [["0109"]], [["newcomer"]], [[18.0]]),
    ):
        with pytest.raises(NoAnswerError) as fault:
            functions[total[0]](*here, *total[1:])
        assert str(fault.value) == (
            "counts.csv, line 4, column newcomer: newcomer of Dunemoor Elementary School (0109) is "
            "suppressed (*), so 'Newcomers to the country, first two years' is to come. Ask the data "
            "office for the true count and type it in its place. [ALO-02] Nothing is worked out "
            "until that is fixed."
        )
    assert functions["amount"](*here, [["0116"]], [["total"]]) == [[5_880_965.58]]


def test_a_total_that_waits_for_the_count_of_another_school_is_no_answer(district):
    """A pool is to come everywhere while one school's claim is not known; other programs are not."""
    functions = {function.name: function.run for function in catalog()}
    here = (str(district), YEAR)
    before = functions["amount"](*here, [["0116"]], [["targeted", "total", "school-climate"]])
    [[targeted, total, pool]] = before
    assert pool > 0
    assert total > targeted + pool
    path = district / "counts.csv"
    text = path.read_text(encoding="utf-8")
    old = "0109,FY2026,projected,2025-01-24,612,160,268,184,0,0,509,117,77,3,4,18,519"
    assert old in text
    path.write_text(text.replace(old, old.replace(",77,3,4,", ",77,*,4,")), encoding="utf-8")
    for asked in (
        ("amount", [["0116"]], [["total"]]),
        ("amount", [["0116"]], [["general"]]),
        ("sentence", [["0116"]], [["total"]]),
        ("what_if", [["0116"]], [["el"]], [[18.0]]),
    ):
        with pytest.raises(NoAnswerError) as fault:
            functions[asked[0]](*here, *asked[1:])
        assert str(fault.value) == (
            "counts.csv, line 4, column foster: foster of Dunemoor Elementary School (0109) is "
            "suppressed (*), so 'School climate pool' is to come. Ask the data office for the true "
            "count and type it in its place. [ALO-02] Nothing is worked out until that is fixed."
        )
    assert functions["amount"](*here, [["0116"]], [["targeted"]]) == [[targeted]]
