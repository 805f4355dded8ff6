"""Values that cannot be read are told on their line, with what was probably meant."""

import pytest

NO_DIGITS = "Write digits, such as 0.24 or 215_000. [POL-01]"


def swapped(small, old, new):
    assert old in small
    return small.replace(old, new)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("0.2O", "'0.2O' is not a number. Write 0.20. [POL-01]"),
        ("24%", "'24%' is not a number. Write 0.24. [POL-01]"),
        ("$5,275", None),
        ("'5,275'", "'5,275' is not a number. Write 5275. [POL-01]"),
        ("1e-1", "'1e-1' is not a number. Write 0.1. [POL-01]"),
        ("TBD", f"'TBD' is not a number. {NO_DIGITS}"),
        (".inf", f"'.inf' is not a number. {NO_DIGITS}"),
        ("''", f"'FY2025' has no number. {NO_DIGITS}"),
        ("[1, 2]", f"'FY2025' needs one number. {NO_DIGITS}"),
        ("{value: x}", f"'x' is not a number. {NO_DIGITS}"),
        ("{value: [3]}", f"'FY2025' needs one number. {NO_DIGITS}"),
        (
            "0.1234567890123456",
            (
                "'0.1234567890123456' has 16 digits. "
                "Write at most 15, which is what a spreadsheet keeps. [POL-13]"
            ),
        ),
    ],
)
def test_what_is_not_a_number_is_told_with_the_number_that_was_meant(told, small, number, said):
    messages = told(swapped(small, "{FY2025: 0.2}", f"{{FY2025: {number}}}"))
    if said is None:  # an unquoted comma splits it, and both halves are told
        assert messages == [
            "line 5: '$5' is not a number. Write 5. [POL-01]",
            "line 5: '275' is not a fiscal year. Write it like FY2026, which is 2025-26. [POL-01]",
        ]
    else:
        assert messages == [f"line 5: {said}"]


@pytest.mark.parametrize(
    ("year", "remedy"),
    [
        ("2026", "Write FY2026 for 2025-26."),
        ("FY26", "Write FY2026 for 2025-26."),
        ("fy2026", "Write FY2026 for 2025-26."),
        ("2025-26", "Write FY2026 for 2025-26."),
        ("2025/2026", "Write FY2026 for 2025-26."),
        ("2025-27", "Write it like FY2026, which is 2025-26."),
        ("FY1066", "Write it like FY2026, which is 2025-26."),
        ("next", "Write it like FY2026, which is 2025-26."),
    ],
)
def test_a_bad_year_is_told_with_the_year_that_was_meant(told, small, year, remedy):
    assert told(swapped(small, "{FY2025: 0.2}", f"{{{year}: 0.2}}")) == [
        f"line 5: '{year}' is not a fiscal year. {remedy} [POL-01]"
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "unit: share of base",
            "unit: USD per pupil",
            "unit 'USD per pupil' does not fit kind weight. Write share of base.",
        ),
        (
            "kind: weight, label: EL, counts: el, unit: share of base",
            "kind: per_pupil, label: EL, counts: el, unit: USD",
            "unit 'USD' does not fit kind per_pupil. Write USD per pupil.",
        ),
        (
            "counts: el",
            "counts: [el, frpm]",
            ("'counts' holds a list where a text belongs. "
            "Name one count; counts made of several are named under counting."),
        ),
        ("counts: el", "counts: English Learners", (
            "'English Learners' is not a name that the policy can use. "
            "Use small letters, digits, - and _ (60 at most): english-learners."
        )),
        ("counts: el", "counts: '§§'", (
            "'§§' is not a name that the policy can use. "
            "Use small letters, digits, - and _ (60 at most)."
        )),
        ("label: EL", "label: {a: b}", (
            "'label' holds keys and values where a text belongs. "
            "Write the text on one line, after the colon."
        )),
        ("label: EL", "label:", "'label' is empty. Give it a value, or take it out."),
        ("label: EL", "label: '  '", "'label' is empty. Give it a text."),
        ("label: EL", 'label: "a\\nb"', "'label' runs over several lines. Write it on one line."),
        ("label: EL", f"label: {'x' * 201}", "'label' has 201 characters. Shorten it to at most 200."),
        ("label: EL", 'label: "a\\e[31m"', (
            "'label' holds a character that cannot be seen, U+001B. "
            "Delete it and type the text again."
        )),
        ("label: EL", 'label: "a\\u202eb"', (
            "'label' holds a character that cannot be seen, U+202E. "
            "Delete it and type the text again."
        )),
        ("label: EL", "label: EL, program:", (
            "'program' is empty. Give it a value, or take it out."
        )),
        ("label: EL", "label: EL, flexibility:", (
            "'flexibility' is empty. Give it a value, or take it out."
        )),
        ("label: EL", "label: EL, flexibility: lock", (
            "flexibility 'lock' is not known. Write locked, or use: purpose-locked, unlocked."
        )),
        ("label: EL", "label: EL, status: [final]", (
            "'status' holds a list where a text belongs. "
            "Write the text on one line, after the colon."
        )),
        ("label: EL", "label: EL, schools: all", (
            "'schools' holds the text 'all' where keys and values belong. "
            "Write below it, indented: where, except_where, schools."
        )),
        ("label: EL", "label: EL, schools: {where: {level: High}}", (
            "'level' needs a list. Write level: [High]."
        )),
        ("label: EL", "label: EL, schools: {where: {level: []}}", (
            "'level' is empty. Give it an entry, or take the line out."
        )),
        ("label: EL", "label: EL, schools: {where: level}", (
            "'where' holds the text 'level' where keys and values belong. Write 'key: value' below."
        )),
        ("values: {FY2025: 0.2}", "values: 0.2", (
            "'values' has a value without a fiscal year. Write values: {FY2026: 0.2}."
        )),
        ("values: {FY2025: 0.2}", "values: {}", (
            "'values' is empty. Give it an entry, or take the line out."
        )),
        ("values: {FY2025: 0.2}", "values: [0.2]", (
            "'values' holds a list where keys and values belong. Write 'key: value' below."
        )),
        ("source: B,", "source: [B],", (
            "'source' holds a list where keys and values belong. "
            "Write below it, indented: title, section, url."
        )),
    ],
)  # fmt: skip
def test_a_component_that_is_written_wrongly_is_told(told, small, old, new, message):
    assert told(swapped(small, old, new)) == [f"line 5: {message} [POL-01]"]
