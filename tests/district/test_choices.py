"""choices.csv: services that schools keep or take as money, one choice a school, year and service."""

import pytest

from bsa_xl.district import read_district, write_district
from bsa_xl.fiscal_year import FiscalYear

SCHOOLS = "school_id,name\n0101,Northside\n0102,Harbor\n"
SERVICES = "code,title,value,per,program,keeps\nS010,Arts team,11.40,pupil,,A teacher\nS040,Coaching,6800,school,,\n"
HEAD = "school_id,fiscal_year,service,choice\n"


@pytest.fixture
def read(tmp_path):
    """The district of these choices, and the messages about choices.csv."""

    def read(rows):
        for name, text in (("schools", SCHOOLS), ("services", SERVICES), ("choices", HEAD + rows)):
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        found, findings = read_district(tmp_path)
        return found, [str(one) for one in findings if "choices" in str(one.where)]

    return read


def test_a_choice_is_read_as_it_is_written(read):
    found, told = read("0101,FY2026,S010,take\n0102,FY2026,S010,Keep\n")
    assert told == []
    said = [(one.school_id, one.fiscal_year, one.service, one.takes) for one in found.choices]
    year = FiscalYear(2026)
    assert said == [("0101", year, "S010", True), ("0102", year, "S010", False)]


def test_choices_are_written_and_read_back(read, tmp_path):
    found, _ = read("0101,FY2026,S010,take\n0102,FY2025,S040,keep\n")
    write_district(found, tmp_path / "again")
    again, _ = read_district(tmp_path / "again")
    assert [(one.school_id, str(one.fiscal_year), one.service, one.takes) for one in again.choices] == [
        ("0101", "FY2026", "S010", True), ("0102", "FY2025", "S040", False),
    ]  # fmt: skip


@pytest.mark.parametrize(("row", "said"), [
    ("0101,FY2026,S01O,take\n",
     [("choices.csv, line 2, column service: 'S01O' is not a code of services.csv. Write S010, or add "
      "S01O to services.csv. [DATA-23]")]),
    ("0101,FY2026,S010,no\n", ["choices.csv, line 2, column choice: 'no' is not known here. Write keep or take. [DATA-24]"]),
    ("0101,FY2026,S010,\n", ["choices.csv, line 2, column choice: "]),
    ("0999,FY2026,S010,take\n", ["choices.csv, line 2, column school_id: "]),
    ("0101,FY2026,S010,take\n0101,FY2026,S010,keep\n",
     ["choices.csv, line 3, column service: choice 0101 FY2026 S010 differs from line 2, which was used."]),
    ("0101,FY2026,S010,take\n0101,FY2026,S010,take\n",
     [("choices.csv, line 3, column service: choice 0101 FY2026 S010 is the same as in line 2 and was used "
      "once.")]),
])  # fmt: skip
def test_a_faulty_choice_is_told_in_its_place(read, row, said):
    _, told = read(row)
    assert len(told) == len(said)
    for one, start in zip(told, said, strict=True):
        assert one.startswith(start), one


def test_a_district_without_choices_keeps_every_service(tmp_path):
    (tmp_path / "schools.csv").write_text(SCHOOLS, encoding="utf-8")
    found, _ = read_district(tmp_path)
    assert found.choices == ()
