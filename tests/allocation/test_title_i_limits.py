"""Title I at its limits: what the 125 % rule bars, and a poverty above 100 %."""

from support.small_title_i import dollars, ranked, reasons, title_i

from bsa_xl.allocation import LineStatus, explain

# 10,000 over 200 children of the district, x 1.25, are 62.50 for each child
TWO = {"a": (100, 50, 0), "b": (100, 30, 0), "c": (500, 120, 0)}


def test_alo_55_money_that_the_125_percent_rule_leaves_over_says_what_serving_one_more_takes():
    # a alone takes 50 x 60.00 = 3,000 of 4,000, and b would have 30 x 60.00 = 1,800 > 1,000 anyway:
    # no rule bars it. At 45.00 both take 80 x 45.00 = 3,600; but b is under 35 %, and the rule asks
    # for 10,000 / 200 x 1.25 = 62.50 for each of the 80 children, 5,000 of 4,000
    kept = [{"id": "office", "label": "Office", "dollars": {"FY2026": "6000"}}]
    plain = title_i("10000", set_asides=kept, per_child={"FY2026": "60"})
    allocation, *_ = ranked(plain, TWO)
    assert reasons(allocation)["b"].endswith("and the money ends above it")
    assert str(allocation.findings[0]) == (
        "policy.yaml: $1,000.00 of 'Title I' are left after 1 school is served. Raise the amounts for "
        "each child, or keep it as a set-aside. [ALO-55]"
    )
    barred = title_i("10000", set_asides=kept, per_child={"FY2026": "45"})
    allocation, *_ = ranked(barred, TWO)
    assert dollars(allocation) == {"a": 2_250}  # 50 x 45.00
    assert reasons(allocation)["b"].endswith(
        "at or above the district's average of 28.57 %, and serving it would take $62.50 for each "
        "child by the 125 % rule, $5,000.00 in all, and there is $4,000.00"
    )
    assert [str(each) for each in allocation.findings] == [
        (
            "policy.yaml: $1,750.00 of 'Title I' are left after 1 school is served; serving b too, "
            "30 % poverty (30 of 100), would take $62.50 for each child by the 125 % rule, $5,000.00 in "
            "all, and there is $4,000.00. Raise the amounts of the schools that are served, or keep it "
            "as a set-aside. [ALO-55]"
        )
    ]


def test_schools_after_one_that_the_125_percent_rule_bars_are_told_that_it_ended_there():
    # of 150 children 10,000 x 1.25 / 150 = 83.33: 80 of them would take 6,666.67 of 4,000
    kept = [{"id": "office", "label": "Office", "dollars": {"FY2026": "6000"}}]
    table = {"a": (100, 50, 0), "b": (100, 30, 0), "c": (100, 29, 0), "d": (400, 41, 0)}
    allocation, *_ = ranked(title_i("10000", set_asides=kept), table)
    assert "".join(dollars(allocation)) == "a"
    said = reasons(allocation)
    assert "serving it would take $83.33 for each child by the 125 % rule, $6,666.67" in said["b"]
    assert said["c"].endswith("and the 125 % rule ends the ranking above it")


def test_alo_43_more_low_income_pupils_than_pupils_are_told_and_nobody_is_ranked():
    # 517 of 101 would be 511.88 % poverty
    table = {"a": (101, 517, 0), "b": (100, 60, 0)}
    allocation, district, policy = ranked(title_i(), table)
    assert [str(each) for each in allocation.findings] == [
        (
            "counts.csv: poor of School a (a) is 517, more than enrollment 101, so 'Title I' is to "
            "come. Correct the count: a share of pupils lies between 0 and 1. [ALO-43]"
        )
    ]
    assert {line.status for each in allocation for line in each.lines} == {LineStatus.TO_COME}
    # b waits for it, and is told
    assert [each.id for each in explain(allocation, district, policy, "b").findings] == ["ALO-43"]


def test_alo_43_private_school_children_may_be_what_is_too_much():
    table = {"a": (100, 80, 21), "b": (100, 60, 0)}
    allocation, *_ = ranked(title_i(private="private"), table)
    assert [str(each) for each in allocation.findings] == [
        (
            "counts.csv: poor and private of School a (a) are together 101, more than enrollment 100, "
            "so 'Title I' is to come. Correct the counts, or name in pupils: a count of all children "
            "of the area. [ALO-43]"
        )
    ]


def test_a_school_may_have_nobody_who_is_not_of_low_income():
    table = {"a": (100, 80, 20), "b": (100, 60, 0)}
    allocation, *_ = ranked(title_i(private="private"), table)
    assert allocation.findings == ()
    assert "100 % poverty (100 of 100)" in reasons(allocation)["a"]
