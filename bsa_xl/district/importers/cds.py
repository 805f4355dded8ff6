"""California's school codes: county, district and school; lost zeros restored where certain."""

from __future__ import annotations

import re
from dataclasses import dataclass

_COUNTIES = 58
_COUNTY, _DISTRICT, _SCHOOL, _ALL = 2, 5, 7, 14
_POINT = re.compile(r"([0-9]+)\.0+")
#: Codes that stand for no school: a district's own office, and non-public schools.
PSEUDO_SCHOOLS = {
    "0000000": "the district office",
    "0000001": "nonpublic, nonsectarian schools",
}


@dataclass(frozen=True, slots=True)
class Cds:
    """A school's code.

    Attributes:
        lea: county and district, seven digits; empty where the file does not give them.
        school: seven digits.
        rebuilt: whether zeros had to be restored or a county taken off.
    """

    lea: str
    school: str
    rebuilt: bool = False

    @property
    def full(self) -> str:
        """Fourteen digits, or the school's seven alone."""
        return self.lea + self.school


def of_parts(county: str, district: str, school: str) -> Cds | None:
    """The code from its three parts; None where more than one reading is possible."""
    county, district, school = _digits(county), _digits(district), _digits(school)
    whole_county = county.zfill(_COUNTY)
    if not county or len(whole_county) > _COUNTY or not 1 <= int(whole_county) <= _COUNTIES:
        return None
    whole_district = district
    with_county = district.zfill(_COUNTY + _DISTRICT)
    if len(district) > _DISTRICT and with_county.startswith(whole_county):
        whole_district = with_county[_COUNTY:]  # the county is written in front of it
    if len(whole_district) != _DISTRICT or not school or len(school) > _SCHOOL:
        return None
    whole_school = school.zfill(_SCHOOL)
    rebuilt = (whole_county, whole_district, whole_school) != (county, district, school)
    return Cds(whole_county + whole_district, whole_school, rebuilt)


def of_whole(code: str) -> Cds | None:
    """The code from its fourteen digits, or thirteen where the county's zero was lost."""
    digits = _digits(code.replace("-", "").replace(" ", ""))
    whole = digits.zfill(_ALL)
    if len(digits) not in {_ALL - 1, _ALL} or not 1 <= int(whole[:_COUNTY]) <= _COUNTIES:
        return None
    lea = whole[: _COUNTY + _DISTRICT]
    return Cds(lea, whole[_COUNTY + _DISTRICT :], len(digits) < _ALL)


def of_school_alone(school: str, lea: str) -> Cds | None:
    """The code from a school's seven digits, or six without their zero, in a known district."""
    digits = _digits(school)
    if len(digits) not in {_SCHOOL - 1, _SCHOOL}:
        return None
    return Cds(lea, digits.zfill(_SCHOOL), len(digits) < _SCHOOL)


def lea_of(text: str) -> str:
    """County and district from what a user types for a district; empty where it is no code."""
    digits = re.sub(r"[\s\-]", "", text)
    if not digits.isascii() or not digits.isdecimal():
        return ""
    if len(digits) == _ALL:
        return digits[: _COUNTY + _DISTRICT]
    return digits if len(digits) == _COUNTY + _DISTRICT else ""


def _digits(text: str) -> str:
    """The digits of a code; empty where it is anything else."""
    text = text.strip()
    if point := _POINT.fullmatch(text):
        text = point[1]
    return text if text.isascii() and text.isdecimal() else ""
