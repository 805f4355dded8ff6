"""What the district's ledger takes: object by object, nothing lost, worked out by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest
from support.plans import BRIDGE, TITLE_I, setting, spend, staff

from bsa_xl.budget import Plan, account_text, postings, price, rate_sheet
from bsa_xl.district import Benefit
from bsa_xl.location import Location

HOUR, LUMP, CLERK = "Teacher by the hour · X1", "Supplies · S1", "Clerk · 2400"


def posted(school, *rows):
    plan = Plan(
        staffing=tuple(row for row in rows if row.place.sheet == "Staffing"),
        spending=tuple(row for row in rows if row.place.sheet == "Spending"),
    )
    return postings(price(school, plan))


@pytest.fixture(scope="module")
def school(rates):
    return setting(rates=rates)


def test_a_positions_cost_goes_to_salary_and_to_each_benefits_object(school):
    made = posted(school, staff(how_many=2, fte_each=Decimal("0.6")))
    # benefits 148,896.90 - 98,940.60 = 49,956.30, by what each costs at 1.2 FTE and 2 persons:
    #   retirement 18,897.66   medicare 1,434.636   retirees 1,200.00   health 28,424.00
    # together 49,956.296; 0.4 of a cent is shared with the largest remainder (medicare's .636)
    assert [(p.posting_id, p.segments["object"], p.cents, p.fte_parts) for p in made] == [
        ("S012-1-1100", "1100", 9_894_060, 12_000),
        ("S012-1-3101", "3101", 1_889_766, 0),
        ("S012-1-3331", "3331", 143_464, 0),
        ("S012-1-3701", "3701", 120_000, 0),
        ("S012-1-3401", "3401", 2_842_400, 0),
    ]
    assert sum(p.cents for p in made) == 14_889_690


def test_each_program_pays_its_share_of_every_object_and_of_the_fte(school):
    made = posted(
        school, staff(title=CLERK, share_1=33, program_2=TITLE_I, share_2=33, program_3=BRIDGE,
                      share_3=34),
    )  # fmt: skip
    # 61,000.00: 20,130.00 twice and 20,740.00; 1.0 FTE: 0.33, 0.33, 0.34
    assert [(p.program, p.cents, p.fte_parts) for p in made] == [
        ("general", 2_013_000, 3_300),
        ("title-i", 2_013_000, 3_300),
        ("bridge", 2_074_000, 3_400),
    ]


def test_hours_go_to_pay_and_to_the_statutory_costs(school):
    made = posted(school, spend(item=HOUR, quantity=Decimal("37.5")))
    # 37.5 x 41.37 = 1,551.375 -> 1,551.38; 1,870.18 - 1,551.38 = 318.80, of it
    # 19.1 / 20.55 = 296.3056 and 1.45 / 20.55 = 22.4944: the cent left goes to the larger .56
    assert [(p.segments["object"], p.cents) for p in made] == [
        ("1130", 155_138),
        ("3101", 29_631),
        ("3331", 2_249),
    ]


def test_a_policy_of_whole_dollars_posts_whole_dollars(rates):
    dollars = setting(rates=rates, places=0)
    rows = (
        staff(how_many=2, fte_each=Decimal("0.6"), share_1=33, program_2=TITLE_I, share_2=67),
        spend(item=HOUR, quantity=Decimal("37.5")),
    )
    made = posted(dollars, *rows)
    assert {posting.cents % 100 for posting in made} == {0}
    assert sum(posting.cents for posting in made) == 14_889_700 + 187_000
    # 1,551.375 -> 1,551 pay; of 319 of costs 19.1 / 20.55 are 296.49 and the rest 22.51
    assert [p.cents for p in made if p.row_key == "P012"] == [155_100, 29_600, 2_300]


def test_a_statutory_cost_of_nothing_posts_nothing(district):
    nothing = Benefit("NIL", "3999", "percent_of_pay", Decimal(0), Location())
    free = setting(rates=rate_sheet(replace(district, benefits=(nothing,))))
    made = posted(free, spend(item=HOUR, quantity=3))
    assert [(p.segments["object"], p.cents) for p in made] == [("1130", 12_411)]


def test_a_lump_goes_to_its_object(school):
    [made] = posted(school, spend(item=LUMP, quantity=None, amount=99, goal="Reading"))
    assert (made.segments["object"], made.cents, made.goal) == ("4310", 9_900, "Reading")


def test_rows_without_title_item_cost_or_program_post_nothing(school):
    rows = (
        staff(title="Wizard"),
        staff(row=13, action="Close"),
        staff(row=14, program_1="Title 1"),
        staff(row=15, share_1=None),
        spend(item="Pencils"),
        spend(row=13, quantity=0),
        spend(row=14, program=None),
    )
    assert posted(school, *rows) == ()


def test_the_account_string_is_in_the_districts_order_and_filled_with_zeros(school):
    [made] = posted(school, staff(title=CLERK))
    # fund 2, resource 4, object 4, site 3 characters
    assert made.account == "01-0000-2400-417"
    short = {"fund": "1", "resource": "0000", "object": "2400", "site": "4"}
    assert account_text(short, school) == "01-0000-2400-004"
    assert account_text({}, replace(school, account_segments=(("goal", 0), ("fund", 2)))) == "-00"


def test_goal_and_function_come_from_the_title_or_the_district(school):
    [clerk] = posted(school, staff(title=CLERK))
    assert (clerk.segments["goal"], clerk.segments["function"]) == ("0000", "2700")
    teacher = posted(school, staff())[0]
    assert (teacher.segments["goal"], teacher.segments["function"]) == ("1110", "1000")


def test_general_fund_pays_its_part_of_benefits_too(school):
    made = posted(school, staff(share_1=50, program_2=TITLE_I, share_2=50))
    by_program = {"general": 0, "title-i": 0}
    for posting in made:
        by_program[posting.program] += posting.cents
    # 114,606.08 in halves
    assert by_program == {"general": 5_730_304, "title-i": 5_730_304}
