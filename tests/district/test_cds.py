"""California's school codes: restored where only one reading is possible."""

import pytest

from bsa_xl.district.importers.cds import lea_of, of_parts, of_school_alone, of_whole


@pytest.mark.parametrize(
    ("county", "district", "school", "full", "rebuilt"),
    [
        ("19", "64733", "6120810", "19647336120810", False),
        ("1", "10017", "112607", "01100170112607", True),  # zeros lost
        ("58", "5872736", "6056709", "58727366056709", True),  # county twice
        ("1", "161119", "132142", "01611190132142", True),  # county twice, and its zero lost
        (
            "19.0",
            "64733.0",
            "6120810.0",
            "19647336120810",
            False,
        ),  # numbers of a statistics program
        (" 19 ", "64733", "1", "19647330000001", True),
    ],
)
def test_parts_are_put_together(county, district, school, full, rebuilt):
    cds = of_parts(county, district, school)
    assert (cds.full, cds.rebuilt) == (full, rebuilt)
    assert cds.lea == full[:7]


@pytest.mark.parametrize(
    ("county", "district", "school"),
    [
        ("59", "64733", "6120810"),  # there are 58 counties
        ("0", "64733", "6120810"),
        ("19", "4733", "6120810"),  # districts begin with 1 to 7, so no zero was lost
        ("19", "5864733", "6120810"),  # the county of another one
        ("19", "64733", "61208100"),
        ("19", "64733", ""),
        ("", "64733", "6120810"),
        ("19", "6.47E+04", "6120810"),
        ("１９", "64733", "6120810"),
        ("Los Angeles", "64733", "6120810"),
    ],
)
def test_parts_that_may_be_several_schools_are_none(county, district, school):
    assert of_parts(county, district, school) is None


def test_a_whole_code_has_fourteen_digits_or_lost_its_countys_zero():
    assert of_whole("19-64733-6120810").full == "19647336120810"
    assert of_whole("1100170112607").full == "01100170112607"
    assert of_whole("100170112607") is None
    assert of_whole("99100170112607") is None


def test_a_school_alone_needs_its_seven_digits_but_for_a_zero():
    assert of_school_alone("0112607", "1964733").full == "19647330112607"
    assert of_school_alone("112607", "").full == "0112607"
    assert of_school_alone("202", "") is None


def test_a_district_is_named_by_seven_or_fourteen_digits():
    assert lea_of("19-64733") == lea_of("1964733") == lea_of("19 64733 0000000") == "1964733"
    assert lea_of("Los Angeles Unified") == lea_of("64733") == ""
