"""A line that is to come is never a smaller sum, and whoever waits is told for which school."""

from support.small_district import (
    YEAR,
    adjustment,
    lump_sum,
    per_pupil,
    pool,
    school,
    small_district,
    small_policy,
    weight,
)

from bsa_xl.allocation import allocate, explain, findings_of
from bsa_xl.policy import Policy

#: 0103 has no count of English learners that may be shown.
ROWS = {
    "0101": {"enrollment": "100", "el": "7"},
    "0102": {"enrollment": "200", "el": "3"},
    "0103": {"enrollment": "300", "el": "*"},
}
OF_0103 = (
    "counts.csv, line 4, column el: el of School 0103 (0103) is suppressed (*), so '{line}' is to "
    "come. Ask the data office for the true count and type it in its place. [ALO-02]"
)
PER_PUPIL = per_pupil("enrollment", "10")
SCALED = adjustment(
    "scaled", "scale_to_pool", unit="USD per district", values={"FY2026": "6000"}
)  # fmt: skip


def made(*components, rows=ROWS, amounts=(), **policy):
    schools = [school(each) for each in rows]
    district = small_district(rows, schools=schools, amounts=amounts)
    written = small_policy(*components, **policy)
    return allocate(district, written, YEAR), district, written


def explained(school_id, *components, **more):
    allocation, district, policy = made(*components, **more)
    return explain(allocation, district, policy, school_id)


def told(school_id, *components, **more):
    allocation, _, policy = made(*components, **more)
    return [str(each) for each in findings_of(allocation, policy, school_id)]


def test_a_total_names_what_is_to_come_and_says_the_dollars_that_are_known():
    # 100 pupils x $10.00 = $1,000.00 are known; nobody's share of the pool is
    text = explained("0101", PER_PUPIL, pool("500", "el")).text()
    assert text == (
        "School 0101 (0101), 2025-26, adopted\n"
        "\n"
        "Enrollment: 100 pupils enrolled x $10.00 = $1,000.00, in program School budget "
        "(Board Policy 3110).\n"
        "Pool: to come, in program School budget (Board Policy 3110).\n"
        "\n"
        "School budget: $1,000.00 without what is to come: Pool\n"
        "Total that the school plans: $1,000.00 without what is to come: Pool\n"
        "\n"
        "To be settled:\n" + OF_0103.format(line="Pool") + "\n"
    )


def test_a_sum_of_which_nothing_is_known_is_to_come_and_not_zero():
    text = explained("0101", pool("500", "el"), pool("30", "el", name="more")).text()
    assert "School budget: to come: Pool; More\n" in text
    assert "Total that the school plans: to come: Pool; More\n" in text


def test_dollars_that_the_central_office_holds_say_so_too():
    held = pool("500", "el", held_by="central")
    text = explained("0101", PER_PUPIL, held).text()
    assert "Total that the school plans: $1,000.00\n" in text
    assert "Held by the central office for the school, not in the total: to come: Pool\n" in text


def test_for_a_program_a_sum_that_is_not_known_is_null_and_what_is_known_stands_beside_it():
    said = explained("0101", PER_PUPIL, pool("500", "el")).as_dict()
    assert (said["total"], said["total_known"], said["to_come"]) == (None, "1000.00", ["Pool"])
    assert said["programs"] == [
        {
            "program": "general",
            "title": "School budget",
            "amount": None,
            "amount_known": "1000.00",
            "to_come": ["Pool"],
        }
    ]
    assert (said["held_by_central"], said["held_by_central_to_come"]) == ("0.00", [])


def test_a_count_told_for_an_earlier_line_is_carried_to_the_schools_that_wait_for_the_pool():
    # it was told for 'El', which 0101 has; what 0101 waits for is its share of the pool
    told_to_0101 = told("0101", weight("el"), pool("500", "el"))
    assert told_to_0101 == [OF_0103.format(line="El")]


def test_a_missing_count_of_another_school_that_no_line_waits_for_is_not_told():
    assert told("0101", weight("el"), PER_PUPIL) == []
    assert told("0103", weight("el"), PER_PUPIL) == [OF_0103.format(line="El")]


def test_what_is_scaled_is_told_the_count_that_a_line_above_it_waits_for():
    # 'El' is to come at 0103 alone, and so nobody can be scaled
    assert told("0101", PER_PUPIL, weight("el"), adjustments=[SCALED]) == [
        OF_0103.format(line="El")
    ]


def test_a_floor_that_stands_on_what_is_scaled_waits_for_the_same_count():
    floor = adjustment(
        "floor", "floor_on_prior_year", unit="share of prior-year amount", against="prior",
        of=["scaled"], values={"FY2026": "0.97"},
    )  # fmt: skip
    more = {"adjustments": [SCALED, floor], "amounts": [("0101", "prior", "900")]}
    text = explained("0101", PER_PUPIL, weight("el"), **more).text()
    # 100 x $10.00 and 7 x 0.1 x $5,000.00 = $3,500.00
    assert "Total that the school plans: $4,500.00 without what is to come: Scaled; Floor\n" in text
    assert text.endswith("To be settled:\n" + OF_0103.format(line="El") + "\n")


def test_a_floor_on_lines_of_each_school_tells_nobody_of_another_school():
    floor = adjustment(
        "floor", "floor_on_prior_year", unit="share of prior-year amount", against="prior",
        of=["el"], values={"FY2026": "0.97"},
    )  # fmt: skip
    more = {"adjustments": [floor], "amounts": [("0101", "prior", "900"), ("0103", "prior", "9")]}
    assert told("0101", weight("el"), **more) == []
    assert told("0103", weight("el"), **more) == [OF_0103.format(line="El")]


def test_two_schools_with_a_fault_of_their_own_are_told_each_its_own():
    rows = ROWS | {"0102": {"enrollment": "200", "el": ""}}
    ids = {school_id: told(school_id, weight("el"), rows=rows) for school_id in rows}
    assert [len(each) for each in ids.values()] == [0, 1, 1]
    assert "School 0102" in ids["0102"][0]


def test_a_share_of_a_pool_is_told_every_count_that_it_waits_for():
    rows = ROWS | {"0102": {"enrollment": "200", "el": ""}}
    both = told("0101", pool("500", "el"), rows=rows)
    assert ["School 0102" in both[0], "School 0103" in both[1]] == [True, True]
    assert told("0102", pool("500", "el"), rows=rows) == both


def test_a_base_that_cannot_be_solved_is_told_with_the_count_that_it_waits_for():
    base = {"label": "Base", "unit": "USD per pupil", "source": "S"}
    base |= {"pool": {"values": {"FY2026": "1000000"}}}
    shares = [weight("enrollment", "1"), weight("el")]
    written = {"policy": "p", "title": "P", "base": base, "components": shares}
    policy = Policy.model_validate(written)
    allocation = allocate(small_district(ROWS), policy, YEAR)
    found = [str(each) for each in findings_of(allocation, policy, "0101")]
    assert found[0] == OF_0103.format(line="El")
    assert [each[-8:] for each in found] == ["[ALO-02]", "[ALO-44]"]
    text = explain(allocation, small_district(ROWS), policy, "0101").text()
    assert "Total that the school plans: to come: Enrollment; El\n" in text


def test_a_line_that_the_policy_itself_leaves_to_come_waits_for_no_school():
    later = lump_sum(status="to come")
    assert told("0101", later, weight("el")) == []
    text = explained("0101", PER_PUPIL, later).text()
    assert text.endswith(
        "Total that the school plans: $1,000.00 without what is to come: Foundation\n"
    )
