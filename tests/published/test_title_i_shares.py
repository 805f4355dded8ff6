"""The federal guidance's Title I figures by pools and rates, beside rank and serve."""

from support.small_district import YEAR, per_pupil, pool, small_district, small_policy

from bsa_xl.allocation import allocate

# The federal guidance's first example: public and private low-income children of the schools served.
TITLE_I_FIRST = {
    "Valley View": (265, 8, 351_579),
    "Violet Hill": (287, 5, 376_048),
    "Elemwood": (260, 15, 354_155),
    "Oakdale": (78, 0, 100_451),
    "Hobson": (124, 6, 167_419),
    "Davis": (227, 3, 296_202),
    "Takoma": (201, 5, 265_294),
    "Berlieth": (176, 0, 226_659),
}


def test_title_i_shares_leave_no_dollar_over():
    """Rounding each share as the example does loses a dollar; the largest remainder gives it out."""
    rows = {
        school: {"public": str(public), "private": str(private)}
        for school, (public, private, _) in TITLE_I_FIRST.items()
    }
    policy = small_policy(pool("2137808", "public", "private"), rounding={"lines": "dollar"})
    allocation = allocate(small_district(rows), policy, YEAR)
    printed = {school: dollars for school, (_, _, dollars) in TITLE_I_FIRST.items()}
    assert sum(printed.values()) == 2_137_807
    ours = {school: cents // 100 for school, cents in allocation.school_totals().items()}
    # 2,137,808 / 1,660 x 230 = 296,202.31: after the .94 and the .69, the largest remainder
    assert ours == printed | {"Davis": 296_203}
    assert sum(ours.values()) == 2_137_808


# Its second example, at $700 a child: enrollment is not needed.
TITLE_I_SECOND = {
    "Violet Hill": (850, 20),
    "Oakdale": (202, 8),
    "Elemwood": (591, 24),
    "Valley View": (444, 0),
    "Hobson": (367, 10),
    "Berlieth": (550, 5),
    "Davis": (646, 8),
    "Indian Rock": (815, 0),
    "Roosevelt": (95, 0),
    "Takoma": (487, 6),
    "Camp Springs": (449, 14),
}


def test_title_i_at_a_flat_amount_for_each_child():
    rows = {
        school: {"public": str(public), "private": str(private)}
        for school, (public, private) in TITLE_I_SECOND.items()
    }
    policy = small_policy(per_pupil("public", "700"), per_pupil("private", "700"))
    allocation = allocate(small_district(rows), policy, YEAR)
    assert allocation.component_totals() == {"public": 3_847_200_00, "private": 66_500_00}
    assert allocation.total_cents == 3_913_700_00
    # the page prints $385,500 for Berlieth's public children, a misprint: 550 x 700 = 385,000
    assert allocation.lines("Berlieth").lines[0].cents == 385_000_00
