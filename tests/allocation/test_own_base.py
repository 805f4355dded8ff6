"""A base by level or span of grades, and a cost index of each school's own."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st
from support.small_district import YEAR, school, small_district, small_policy, weight
from support.small_results import told

from bsa_xl.allocation import LineStatus, allocate, explain

ROWS = {name: {"a": "100", "need": "40", "index": "1"} for name in ("0101", "0102", "0103")}
LEVELS = ("ES", "MS", "HS")
MIDDLE = {"id": "middle", "label": "Middle schools", "schools": {"where": {"level": ["MS"]}}}


def dated(value):
    return {"FY2026": str(value)}


def allocated(*components, rows=ROWS, attributes=(), lines="cent", **base):
    """Three schools, one of each level; ``attributes`` of each, by column."""
    more = attributes or [{}] * len(rows)
    schools = [
        school(name, level, attributes=own)
        for name, level, own in zip(rows, LEVELS, more, strict=False)
    ]
    district = small_district(rows, schools=schools)
    block = {"label": "Base", "unit": "USD per pupil", "source": "Board Policy 3110", **base}
    policy = small_policy(*components, rounding={"lines": lines})
    policy = type(policy).model_validate(
        {"policy": "p", "title": "P", "base": block, "rounding": {"lines": lines},
         "components": list(components)}
    )  # fmt: skip
    return allocate(district, policy, YEAR), district, policy


def cents(made, name):
    return [
        line.cents for each in made[0] for line in each.lines if line.component == name
    ]  # fmt: skip


def said(made, school_id, line=-1):
    return explain(*made, school_id).lines[line].sentence


def test_every_weight_multiplies_the_base_of_the_schools_own_level():
    # 100 x 3,522 = 352,200 and 100 x 3,558 = 355,800; 40 x 0.15 x 3,522 = 21,132 and 21,348
    level = MIDDLE | {"values": dated(3558)}
    made = allocated(weight("a", "1"), weight("need", "0.15"), values=dated(3522), levels=[level])
    assert made[0].findings == ()
    assert cents(made, "a") == [352_200_00, 355_800_00, 352_200_00]
    assert cents(made, "need") == [21_132_00, 21_348_00, 21_132_00]
    assert said(made, "0102") == (
        "Need: 40 pupils x $533.70 (0.15 of the base of $3,558.00, Middle schools) = $21,348.00, in "
        "program School budget (Board Policy 3110)."
    )
    assert said(made, "0101") == (
        "Need: 40 pupils x $528.30 (0.15 of the base of $3,522.00) = $21,132.00, in program School "
        "budget (Board Policy 3110)."
    )


def test_a_level_whose_value_has_ended_falls_back_to_the_base_of_all_others():
    level = MIDDLE | {"values": {"FY2025": "3558", "FY2026": None}}
    made = allocated(weight("a", "1"), values=dated(3522), levels=[level])
    assert cents(made, "a") == [352_200_00] * 3


def test_alo_45_a_school_of_no_level_or_of_two_is_told():
    early = {"id": "early", "label": "Grades K to 8", "schools": {"where": {"level": ["ES", "MS"]}}}
    levels = [early | {"values": dated(3000)}, MIDDLE | {"values": dated(3558)}]
    made = allocated(weight("a", "1"), levels=levels)
    assert cents(made, "a") == [300_000_00, 0, 0]
    assert told(made) == [
        (
            "policy.yaml: School 0102 (0102) is in 2 levels of 'Base': Grades K to 8 and Middle schools. "
            "Leave it to one of them. [ALO-45]"
        ),
        (
            "policy.yaml: School 0103 (0103) is in no level of 'Base', so its shares of the base are to "
            "come. Add a level that holds it, or values: for all other schools. [ALO-45]"
        ),
    ]
    lines = [each.lines[0] for each in made[0]]
    assert [line.status for line in lines] == [
        LineStatus.FINAL,
        LineStatus.TO_COME,
        LineStatus.TO_COME,
    ]


INDEX = [{"cei": "1.18"}, {"cei": "1.02"}, {"cei": "1"}]


def test_an_index_of_each_school_moves_its_share_of_the_base():
    # Texas, ABA = 3,737 x ((CEI - 1) x 0.71 + 1): 0.18 x 0.71 = 0.1278, 3,737 x 1.1278 = 4,214.5886;
    # 0.02 x 0.71 = 0.0142, 3,737 x 1.0142 = 3,790.0654
    made = allocated(
        weight("a", "1"), values=dated(3737), attributes=INDEX,
        cost_index={"column": "cei", "share": dated("0.71")},
    )  # fmt: skip
    assert cents(made, "a") == [421_458_86, 379_006_54, 373_700_00]
    assert said(made, "0101") == (
        "A: 100 pupils x $4,214.5886 (1 of the base of $4,214.5886, $3,737.00 x the cost index of "
        "1.1278) = $421,458.86, in program School budget (Board Policy 3110)."
    )


def test_an_index_may_be_a_count_and_the_base_be_rounded():
    # 1.1278 x 3,737 = 4,214.5886, rounded to 4,215; of middle schools 3,800 x 1.0142 = 3,853.96 = 3,854
    rows = {
        name: {"a": "100", "index": text}
        for name, text in zip(ROWS, ("1.18", "1.02", "1"), strict=True)
    }
    made = allocated(
        weight("a", "1"), rows=rows, values=dated(3737), levels=[MIDDLE | {"values": dated(3800)}],
        cost_index={"counts": "index", "share": dated("0.71")}, decimals="0",
    )  # fmt: skip
    assert cents(made, "a") == [421_500_00, 385_400_00, 373_700_00]
    assert said(made, "0102") == (
        "A: 100 pupils x $3,854.00 (1 of the base of $3,854.00, Middle schools, $3,800.00 x the cost "
        "index of 1.0142) = $385,400.00, in program School budget (Board Policy 3110)."
    )


def test_alo_52_a_school_without_its_index_is_told_and_no_other_waits():
    made = allocated(
        weight("a", "1"), values=dated(3737), attributes=[{"cei": "1.18"}, {"cei": "high"}, {"cei": "1"}],
        cost_index={"column": "cei", "share": dated("0.71")},
    )  # fmt: skip
    assert cents(made, "a") == [421_458_86, 0, 373_700_00]
    assert told(made) == [
        (
            "schools.csv, line 2: cei of School 0102 (0102) is 'high', so 'Base' is to come. Type a number "
            "of zero or more, such as 0.72. [ALO-52]"
        )
    ]


def test_a_column_that_no_school_has_is_told_once():
    made = allocated(
        weight("a", "1"), values=dated(3737), cost_index={"column": "cei", "share": dated("0.71")}
    )
    assert told(made) == [
        (
            "policy.yaml: 'Base' follows the column 'cei', and schools.csv has none of that name. Add the "
            "column 'cei' to schools.csv, or correct the name. [ALO-08]"
        )
    ]
    assert cents(made, "a") == [0, 0, 0]


def test_an_index_that_was_not_counted_leaves_the_school_to_come():
    rows = ROWS | {"0102": {"a": "100", "index": ""}}
    made = allocated(
        weight("a", "1"), rows=rows, values=dated(3737),
        cost_index={"counts": "index", "share": dated("0.71")},
    )  # fmt: skip
    assert [each.lines[0].status for each in made[0]][1] is LineStatus.TO_COME
    assert [each.id for each in made[0].findings] == ["ALO-01"]


@any_of(
    st.lists(st.decimals("0.5", "1.5", places=4), min_size=3, max_size=3),
    st.decimals("0", "1", places=2),
    st.decimals("1000", "9000", places=4),
    st.decimals("0", "3", places=4),
    st.sampled_from(["cent", "dollar"]),
)
def test_a_loop_in_decimals_comes_to_the_same(indexes, share, printed, own, lines):
    made = allocated(
        weight("a", str(own)), values=dated(printed), lines=lines,
        levels=[MIDDLE | {"values": dated(printed + 7)}], attributes=[{"cei": str(i)} for i in indexes],
        cost_index={"column": "cei", "share": dated(share)},
    )  # fmt: skip
    bases = [
        (printed + (7 if level == "MS" else 0)) * ((index - 1) * share + 1)
        for level, index in zip(LEVELS, indexes, strict=True)
    ]
    rates = [(own * base).quantize(Decimal("1e-6"), ROUND_HALF_UP) for base in bases]
    unit = Decimal("0.01") if lines == "cent" else Decimal(1)
    amounts = [(100 * rate).quantize(unit, ROUND_HALF_UP) * 100 for rate in rates]
    assert cents(made, "a") == [int(each) for each in amounts]


@pytest.mark.parametrize("kind", ["sliding", "curve"])
def test_a_weight_of_each_school_multiplies_its_own_base(kind):
    # a weight of 0.5 at 40 % of pupils (0.3 + 0.2 x 40 / 40), and of 0.338 at 300 pupils
    rows = {name: {"a": "100", "need": "40"} for name in ROWS}
    line = {"id": "x", "label": "X", "source": "B", "unit": "share of base", "counts": "need"}
    line |= (
        {
            "kind": "sliding_weight",
            "share": {"counts": "need", "of": "a"},
            "points": [
                {"share": dated("0.2"), "weight": dated("0.3")},
                {"share": dated("0.4"), "weight": dated("0.5")},
            ],
        }
        if kind == "sliding"
        else {"kind": "size_curve", "pieces": [{"at_least": 0, "weight": dated("0.5")}]}
    )
    made = allocated(line, rows=rows, values=dated(4000), levels=[MIDDLE | {"values": dated(5000)}])
    assert cents(made, "x") == [80_000_00, 100_000_00, 80_000_00]  # 40 x 0.5 x the base
    assert "0.5 of the base of $5,000.00, Middle schools; " in said(made, "0102")
