"""A school's own setting as JSON: what is remembered of other schools changes no character."""

import json
from dataclasses import fields, replace

import pytest

from bsa_xl.budget import NowPosition, RateSheet, RuleSetting, Setting
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.workbook.own_setting import SHARED_FIELDS, SettingTexts, setting_text

TEACHER = NowPosition("S001", "P1", "0417", "1101", 'Teacher "K"', 10_000, True, (("gen", 100),))
RULES = (RuleSetting("BAL-01", "F", {}, "Policy § 3"), RuleSetting("POS-01", "W", {}, ""))


def setting(school: str, *now: NowPosition, rules=RULES) -> Setting:
    return Setting(
        school,
        FiscalYear(2026),
        "adopted",
        0,
        (1, 2),
        (),
        RateSheet((), (), ()),
        now=now,
        rules=rules,
    )


SCHOOLS = [
    setting("0417", TEACHER),
    setting("0418", replace(TEACHER, key="S002", position_id="P2", school_id="ä\\2")),
    setting("0419", replace(TEACHER, filled=False), replace(TEACHER, actual_salary_cents=1)),
    setting("0420", TEACHER, rules=RULES[:1]),
    setting("0421"),
]


def test_schools_written_one_after_another_are_written_as_alone():
    texts = SettingTexts()
    for school in [*SCHOOLS, *reversed(SCHOOLS)]:
        assert texts.text(school) == setting_text(school)


@pytest.mark.parametrize("school", SCHOOLS)
def test_every_field_of_its_own_stands_in_it_and_no_other(school):
    said = json.loads(setting_text(school))
    assert [*said] == [f.name for f in fields(Setting) if f.name not in SHARED_FIELDS]
    assert said["school_id"] == school.school_id
    for row, position in zip(said["now"], school.now, strict=True):
        given = {field.name: getattr(position, field.name) for field in fields(position)}
        assert row == given | {"shares": [["gen", 100]]}
        assert [*row] == [*given]
        assert isinstance(row["filled"], bool)
    assert [rule["rule"] for rule in said["rules"]] == [rule.rule for rule in school.rules]
