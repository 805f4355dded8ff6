"""What follows pupils and cannot be worked out is told at the check, with its line and a way out."""

import pytest

BASE = """\
policy: small
title: A small policy
base: {label: Base, unit: USD per pupil, source: B, values: {FY2025: 5000}}
"""
GRADES = """\
  - {id: k3, kind: weight, label: K3, counts: k3, unit: share of base, source: B, values: {FY2025: 1.07}}
"""


def with_component(*lines, before=GRADES, base=BASE):
    first, *rest = lines
    return "".join(
        [base, "components:\n", before, f"  - {first}\n", *(f"    {line}\n" for line in rest)]
    )


def of_weight(*more, of="k3"):
    return (
        "id: lre", "kind: weight_of_weight", "label: LRE", "counts: lre", "unit: share of weight",
        f"of: {of}", "source: B", "values: {FY2025: 0.4}", *more,
    )  # fmt: skip


def test_a_share_of_a_weight_is_read_without_a_word(told):
    assert told(with_component(*of_weight())) == []


def test_a_share_of_a_weight_that_is_below_or_is_itself_is_a_circle(told):
    assert told(with_component(*of_weight(of="lre"))) == [
        "line 11: 'lre' does not stand above 'lre', which needs it. Move it up, or name another. [POL-07]"
    ]


def test_pol_21_a_share_of_what_has_no_weight_is_told(told):
    flat = "  - {id: k3, kind: per_pupil, label: K3, counts: k3, unit: USD per pupil, source: B, values: {FY2025: 7}}\n"
    assert told(with_component(*of_weight(), before=flat)) == [
        (
            "line 11: component 'k3' has no weight of which 'lre' could be a share. Name a component of "
            "kind weight, or of spans that are a share of the base. [POL-21]"
        )
    ]


SPANS = """\
  - id: k3
    kind: grade_spans
    label: Grades
    unit: share of base
    source: B
    spans:
      - {id: low, label: Low, counts: low, values: {FY2025: 1.07}}
      - {id: high, label: High, counts: high, values: {FY2025: 1.24}}
"""


def test_a_share_of_the_weight_of_a_span_names_the_span(told):
    assert told(with_component(*of_weight("span: low"), before=SPANS)) == []
    assert told(with_component(*of_weight("span: lwo"), before=SPANS)) == [
        "line 21: component 'k3' has no span 'lwo'. Write low, or use: high. [POL-05]"
    ]
    assert told(with_component(*of_weight(), before=SPANS)) == [
        (
            "line 13: component 'k3' has a weight for each span. Add span: and one of its own. Use: low, "
            "high. [POL-05]"
        )
    ]


def test_a_share_of_a_weight_that_has_ended_is_told(told):
    ended = GRADES.replace("{FY2025: 1.07}", "{FY2025: 1.07, FY2026: null}")
    text = with_component(*of_weight(), before=ended).replace("{FY2025: 0.4}", "{FY2026: 0.4}")
    assert told(text) == [
        (
            "line 13: component 'lre' has a value in FY2026, and the weight of 'k3' has none. Give that "
            "weight a value for FY2026, or end this one with FY2026: null. [POL-06]"
        )
    ]


def sliding(*points):
    return (
        "id: need", "kind: sliding_weight", "label: Need", "counts: poor", "unit: share of base",
        "share: {counts: poor, of: enrollment}", "source: B", "points:",
        *(f"  - {{share: {share}, weight: {by}}}" for share, by in points),
    )  # fmt: skip


def test_points_in_rising_order_are_read_without_a_word(told):
    rising = sliding(("{FY2025: 0.2}", "{FY2025: 0.47}"), ("{FY2025: 0.6}", "{FY2025: 0.57}"))
    assert told(with_component(*rising)) == []


@pytest.mark.parametrize(("second", "shown"), [("0.1", "0.1"), ("0.2", "0.2")])
def test_pol_24_points_out_of_order_are_told(told, second, shown):
    points = (("{FY2025: 0.2}", "{FY2025: 0.47}"), (f"{{FY2025: {second}}}", "{FY2025: 0.57}"))
    assert told(with_component(*sliding(*points))) == [
        (
            f"line 15: component 'need' has a point at {shown} after one at 0.2 in FY2025. Write the "
            "points in rising order of their shares, each share once. [POL-24]"
        )
    ]


def test_a_point_without_a_weight_in_a_year_is_told(told):
    points = (("{FY2025: 0.2}", "{FY2025: 0.47}"), ("{FY2025: 0.6}", "{FY2025: 0.5, FY2026: null}"))
    assert told(with_component(*sliding(*points))) == [
        (
            "line 15: component 'need' has a point without a share or a weight in FY2026. Give every "
            "point both for FY2026, or end them all with FY2026: null. [POL-06]"
        )
    ]


def curve(*pieces):
    return (
        "id: size", "kind: size_curve", "label: Size", "counts: enrollment", "unit: share of base",
        "source: B", "pieces:", *(f"  - {{{piece}, weight: {{FY2025: 1.1}}}}" for piece in pieces),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("pieces", "problem"),
    [
        (
            ("at_least: 0, below: 500", "at_least: 501"),
            (
                "line 14: Two pieces of 'size' leave a gap or overlap: the first goes below 500, and the next "
                "begins at 501 (gap). Let each piece begin where the one before ends. [POL-23]"
            ),
        ),
        (
            ("at_least: 0, below: 500", "at_least: 499"),
            (
                "line 14: Two pieces of 'size' leave a gap or overlap: the first goes below 500, and the next "
                "begins at 499 (overlap). Let each piece begin where the one before ends. [POL-23]"
            ),
        ),
        (
            ("at_least: 0", "at_least: 500"),
            (
                "line 14: Two pieces of 'size' leave a gap or overlap: the first goes without an end, and the "
                "next begins at 500 (overlap). Let each piece begin where the one before ends. [POL-23]"
            ),
        ),
        (
            ("at_least: 500, below: 400",),
            (
                "line 13: A piece of 'size' goes from 500 to below 400. Write at_least: and a larger number at "
                "below:. [POL-23]"
            ),
        ),
        (
            ("at_least: 0, slope: {FY2025: 0.1}",),
            (
                "line 13: A piece of 'size' slopes, and has no upper end to slope from. Add below:, or take "
                "slope: out. [POL-23]"
            ),
        ),
    ],
)
def test_pol_23_pieces_that_do_not_fit_together_are_told(told, pieces, problem):
    assert told(with_component(*curve(*pieces))) == [problem]


def small_school(*more):
    return (
        "id: small", "kind: small_school", "label: Small", "counts: enrollment",
        "unit: USD per pupil", "source: B", "threshold: {FY2025: 500}", "values: {FY2025: 850}", *more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        (
            "at_most: {FY2025: -1000}",
            (
                "line 14: component 'small' gives at most -1000 dollars, which is less than nothing. Write "
                "1000, or null to end the cap. [POL-22]"
            ),
        ),
        (
            "at_most_share: {FY2025: 0.15}",
            (
                "line 14: component 'small' is capped at a share of lines, and names none. Add of: and the "
                "components whose lines are meant. [POL-22]"
            ),
        ),
        (
            "of: [k3]",
            (
                "line 14: component 'small' names components, and is no share of their lines. Add "
                "at_most_share:, or take of: out. [POL-12]"
            ),
        ),
    ],
)
def test_pol_22_caps_that_cannot_hold_are_told(told, more, problem):
    found = told(with_component(*small_school(more)))
    assert problem in found
    assert len(found) == (2 if "at_most:" in more else 1)  # a negative amount looks mistyped, too


def test_a_threshold_that_has_ended_is_told(told):
    text = with_component(*small_school()).replace("{FY2025: 500}", "{FY2025: 500, FY2026: null}")
    assert told(text) == [
        (
            "line 12: component 'small' has a value in FY2026, and its threshold has none. Give "
            "threshold: a value for FY2026, or end the component with FY2026: null. [POL-06]"
        )
    ]


def percent_of(*more):
    return (
        "id: part", "kind: percent_of", "label: Part", "unit: share of lines", "of: [k3]", "source: B",
        "values: {FY2025: 0.2}", *more,
    )  # fmt: skip


def test_a_threshold_of_no_share_is_told(told):
    assert told(with_component(*percent_of("above: {FY2025: 0.55}"))) == [
        (
            "line 13: component 'part' counts only what is above a share, and has no share. Add share: "
            "with counts and of, or take above: out. [POL-11]"
        )
    ]


def test_a_class_of_nobody_is_told(told):
    lines = (
        "id: sei", "kind: class_cost", "label: SEI", "counts: sei", "unit: USD per class", "source: B",
        "fill: {FY2025: 0}", "values: {FY2025: 152143.88}",
    )  # fmt: skip
    assert told(with_component(*lines)) == [
        "line 12: There are 0 pupils to a class. Write a number above zero, or null to end it. [POL-09]"
    ]


def test_a_base_needs_values_or_a_pool(told):
    nothing = BASE.replace(", values: {FY2025: 5000}", "")
    assert told(with_component(*of_weight(), base=nothing))[0] == (
        "line 3: the base has no 'values'. Add values: {FY2026: 0.24}. [POL-01]"
    )
    pool = BASE.replace("values: {FY2025: 5000}", "pool: {values: {FY2025: 1000000}, of: [k3]}")
    assert told(with_component(*of_weight(), base=pool)) == []


def test_a_pool_of_what_is_no_share_of_the_base_is_told(told):
    pool = BASE.replace("}}", "}, pool: {values: {FY2025: 0}, of: [k8]}}")
    assert told(with_component(*of_weight(), base=pool)) == [
        "line 3: 'k8' is not a component that is a share of the base. Use: k3, lre. [POL-05]",
        (
            "line 3: The base is to be solved from a pool of 0 dollars. Write dollars above zero, or null "
            "to end the pool. [POL-09]"
        ),
    ]


def test_an_index_without_its_share_is_told(told):
    index = BASE.replace("}}", "}, cost_index: {values: {FY2024: 1.1}, share: {FY2025: 0.71}}}")
    assert told(with_component(*of_weight(), base=index)) == [
        (
            "line 3: The cost index has a value without a share, or a share without a value, in FY2024. "
            "Give both for FY2024, or end both with FY2024: null. [POL-06]"
        )
    ]
