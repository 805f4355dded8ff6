"""The two Los Angeles policies of the library against the little that their documents print."""

from decimal import Decimal

import pytest
from support.library import allocated, dollars_of, library_policy
from support.small_district import school as a_school

from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.policy.walk import dated_values

FY2010 = FiscalYear(2010)


def test_the_base_is_flat_and_needs_are_added_to_it():
    counts = {
        "plain": {"enrollment": 1},
        "el": {"enrollment": 1, "el": 1},
        "el-meals": {"enrollment": 1, "el": 1, "frpm": 1},
        "special": {"enrollment": 1, "swd": 1},
    }
    listed = [
        a_school(each, model="formula", attributes={"matched_to_norm": "no"}) for each in counts
    ]
    amounts = [("plain", "categorical", "0")]
    made = allocated("los_angeles_bsa_2010_11", FY2010, counts, schools=listed, amounts=amounts)
    assert {dollars_of(made, each)["base"] for each in counts} == {Decimal(3_511)}
    said = {str(line.source) for line in made.lines("el-meals").lines if line.cents}
    assert all(each.endswith("; assumption: no document gives the number") for each in said)
    needs = {each: sum(dollars_of(made, each).values()) - 3_511 for each in counts}
    assert needs["plain"] == 0 < needs["el"] < needs["el-meals"]
    assert needs["special"] > 0


@pytest.mark.parametrize("name", ["los_angeles_bsa_2010_11", "los_angeles_belmont_pilots"])
def test_a_policy_of_assumed_rates_does_not_call_itself_published(name):
    policy = library_policy(name)
    assumed = [
        placed.steps
        for placed in dated_values(policy)
        if any(entry.assumption for entry in placed.value.entries)
    ]
    assert assumed
    assert "assumed" in policy.title
    assert "published" not in policy.title.lower()
    assert policy.notes.startswith("Partial:")


def test_a_pilot_has_the_average_of_the_other_schools_of_its_span():
    # printed unrestricted dollars per pupil of 2009-10: Arleta 1,969 x 3,365, Belmont 1,345 x 4,419
    allocations = {"arleta": 1_969 * 3_365, "belmont": 1_345 * 4_419, "edison": 1_759 * 3_061}
    pupils = {"arleta": 1_969, "belmont": 1_345, "edison": 1_759, "pilot": 400}
    levels = {"arleta": "SH", "belmont": "SH", "edison": "MS", "pilot": "SH"}
    listed = [
        a_school(each, levels[each], model="pilot" if each == "pilot" else "norm")
        for each in pupils
    ]
    amounts = [(each, "allocation", str(dollars)) for each, dollars in allocations.items()]
    made = allocated(
        "los_angeles_belmont_pilots", FY2010, {each: {"enrollment": n} for each, n in pupils.items()},
        schools=listed, amounts=[*amounts, ("pilot", "initiatives", "0")],
    )  # fmt: skip
    # (6,625,685 + 5,943,555) / 3,314 = 3,792.770...: the middle school is not in the group
    average = Decimal(6_625_685 + 5_943_555) / 3_314
    assert abs(dollars_of(made, "pilot")["lump-sum"] - 400 * average) < 1
