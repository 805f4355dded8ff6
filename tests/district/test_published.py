"""The published files themselves: control totals are added up here from the raw files.

Every total is summed with the csv module alone, by the position of the column, so that it shares
nothing with the importer but the file.
"""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import pytest
from openpyxl import load_workbook

from bsa_xl.district import CountState, import_cde, read_district, write_tables
from bsa_xl.fiscal_year import FiscalYear

LOS_ANGELES = "19-64733"


def rows_of(path: Path, below: int = 1) -> list[list[str]]:
    """The raw rows below the header."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file) if any(row)][below:]


def whole(cell: str) -> int:
    return int(Decimal(cell.replace(",", "").strip()))


def total(imported, year: int, group: str, measure: str = "census") -> int:
    column = imported.counts[FiscalYear(year), measure].columns[group]
    return int(column.scaled.sum()) // 10_000


def balanced(imported) -> bool:
    """Whether every row was used or set apart."""
    return all(file.read == file.used + sum(file.set_apart.values()) for file in imported.rows)


@pytest.fixture(scope="module")
def california(shared) -> Path:
    return shared / "data" / "california"


@pytest.fixture(scope="module")
def lausd(shared) -> Path:
    return shared / "data" / "lausd"


@pytest.fixture(scope="module")
def la_raw(lausd):
    return rows_of(lausd / "lausd_schools_2025_26.csv")


@pytest.fixture(scope="module")
def la(lausd):
    return import_cde([lausd / "lausd_schools_2025_26.csv"])


@pytest.fixture(scope="module")
def trap_raw(california):
    return rows_of(california / "cupc_2018_19.csv")


@pytest.fixture(scope="module")
def trap(california):
    return import_cde([california / "cupc_2018_19.csv"], charters=True)


class TestLosAngeles2025:
    COLUMNS: ClassVar = {  # group: place in the file
        "enrollment": 13, "el": 20, "foster": 22, "frpm": 23, "homeless": 25, "migrant": 26,
        "econ_dis": 29, "swd": 30,
    }  # fmt: skip

    def test_the_published_totals_of_the_district_run_schools(self, la):
        assert len(la.schools) == 732
        assert total(la, 2026, "enrollment") == 351_851
        assert total(la, 2026, "el") == 59_488
        assert total(la, 2026, "swd") == 59_391
        assert total(la, 2026, "foster") == 1_849
        assert total(la, 2026, "homeless") == 8_537

    def test_every_group_adds_up_to_the_raw_file(self, la, la_raw):
        for group, place in self.COLUMNS.items():
            added = sum(whole(row[place]) for row in la_raw if row[5] == "False")
            assert total(la, 2026, group) == added, group

    def test_charter_schools_are_set_apart_with_their_pupils_or_imported_when_asked_for(
        self, la, la_raw, lausd
    ):
        charters = [row for row in la_raw if row[5] == "True"]
        pupils = sum(whole(row[13]) for row in charters)
        [finding] = la.findings
        assert str(finding) == (
            f"lausd_schools_2025_26.csv, line 2: {len(charters)} charter schools, with {pupils:,} "
            "pupils, were set apart. Ask for charter schools when importing, if the district "
            "budgets for them. [DATA-54]"
        )
        both = import_cde([lausd / "lausd_schools_2025_26.csv"], charters=True)
        assert len(both.schools) == len(la_raw) == 997
        assert Counter(school.field_text("charter") for school in both.schools) == {
            "no": 732, "yes": 265,
        }  # fmt: skip
        assert both.findings == ()
        assert balanced(la)
        assert balanced(both)

    def test_cumulative_counts_keep_their_stars_and_their_blanks(self, la, la_raw):
        spans = {"tk_k": 74, "g1_3": 68, "g4_6": 71, "g7_8": 87, "g9_12": 91, "foster": 65}
        counts = la.counts[FiscalYear(2025), "cumulative"]
        kept = [row for row in la_raw if row[5] == "False" and any(row[59:])]
        for group, place in spans.items():
            states = Counter(int(state) for state in counts.columns[group].state)
            known = [row for row in kept if row[0] in counts]
            assert states[CountState.SUPPRESSED] == sum(row[place] == "*" for row in known)
            assert states[CountState.NOT_SUPPLIED] == sum(row[place] == "" for row in known)
            added = sum(whole(row[place]) for row in known if row[place] not in {"", "*"})
            assert total(la, 2025, group, "cumulative") == added, group

    def test_schools_carry_what_a_policy_may_ask_for(self, la):
        school = next(s for s in la.schools if s.school_id == "19647336120810")
        assert school.name.startswith("MacArthur Park Elementary")
        assert (school.level, school.grades, school.title_i) == ("elementary", "K-5", True)
        assert school.site_code == "6120810"
        assert school.attributes["magnet"] == "no"
        assert school.attributes["zip"] == "90057"

    def test_the_folder_that_is_written_reads_back_without_a_word(self, la, tmp_path):
        write_tables(la.render_tables(), tmp_path)
        district, findings = read_district(tmp_path)
        assert findings == ()
        assert len(district.schools) == 732
        assert total(district, 2026, "enrollment") == 351_851
        assert district.accounts.titles == {}


class TestTheTrapFile:
    """CUPC 2018-19: zeros lost, thousands commas, a name missing from the header, pseudo-schools."""

    def test_counts_stand_under_their_right_names(self, trap, trap_raw):
        places = {
            "enrollment": 17, "meal_program": 18, "foster": 19, "homeless": 20, "migrant": 21,
            "direct_cert": 22, "frpm": 23, "el": 24, "upc": 25,
        }  # fmt: skip
        schools = [row for row in trap_raw if row[3] not in {"0", "1"}]
        for group, place in places.items():
            assert total(trap, 2019, group) == sum(whole(row[place]) for row in schools), group

    def test_the_shifted_header_is_told_with_the_group_that_was_missing(self, trap):
        assert str(trap.findings[0]) == (
            "cupc_2018_19.csv, line 1, column CALPADS Fall 1 Certification Status (Y/N): from this "
            "one on, the names stand one column too far left; column 26 was read as upc. "
            "Compare the first schools with the published page. [DATA-52]"
        )

    def test_lost_zeros_are_restored_to_fourteen_digits(self, trap, trap_raw):
        ids = {school.school_id for school in trap.schools}
        expected = {
            row[1].zfill(2) + row[2] + row[3].zfill(7)
            for row in trap_raw
            if row[3] not in {"0", "1"}
        }
        assert ids == expected
        rebuilt = sum(len(row[1]) < 2 or len(row[3]) < 7 for row in trap_raw)
        assert str(trap.findings[1]) == (
            f"cupc_2018_19.csv, line 2: the codes of {rebuilt:,} rows had lost zeros or held their "
            "county twice; the first one is 01100170112607. "
            "Nothing needs to be done, for each had only one reading. [DATA-53]"
        )

    def test_pseudo_schools_are_set_apart_with_their_pupils(self, trap, trap_raw):
        nonpublic = [row for row in trap_raw if row[3] == "1"]
        offices = [row for row in trap_raw if row[3] == "0"]
        [file] = trap.rows
        assert file.set_apart == {
            "rows of pupils in nonpublic schools (school code 0000001)": len(nonpublic),
            "district offices with pupils of their own (school code 0000000)": len(offices),
        }
        assert balanced(trap)
        pupils = sum(whole(row[17]) for row in nonpublic)
        assert any(
            f"{len(nonpublic)} rows of pupils in nonpublic schools (school code 0000001), with "
            f"{pupils:,} pupils, were set apart." in str(finding)
            for finding in trap.findings
        )

    def test_a_school_that_is_listed_without_data_has_no_counts_of_zero(self, trap):
        listed = "19647330135129"
        assert any(school.school_id == listed for school in trap.schools)
        assert listed not in trap.counts[FiscalYear(2019), "census"]
        [finding] = [finding for finding in trap.findings if finding.id == "DATA-59"]
        assert finding.problem == (
            "PUC International Preparatory Academy (19647330135129) is listed without data; its "
            "zeros were read as not supplied."
        )

    def test_one_district_is_taken_by_code_or_by_name(self, california, trap_raw):
        by_code = import_cde([california / "cupc_2018_19.csv"], district_cds_or_name=LOS_ANGELES)
        by_name = import_cde(
            [california / "cupc_2018_19.csv"],
            district_cds_or_name="los angeles unified school district",
        )
        theirs = [
            row for row in trap_raw
            if (row[1], row[2]) == ("19", "64733") and row[3] != "1" and row[11] != "Yes"
        ]  # fmt: skip
        assert len(by_code.schools) == len(by_name.schools) == len(theirs)
        assert by_code.profile.name == by_name.profile.name == "Los Angeles Unified"
        assert total(by_code, 2019, "enrollment") == sum(whole(row[17]) for row in theirs)
        assert balanced(by_code)


class TestTheOtherFiles:
    def test_cupc_2017_18_lists_schools_twice_under_codes_that_hold_their_county_twice(
        self, california
    ):
        raw = rows_of(california / "cupc_2017_18.csv")
        imported = import_cde([california / "cupc_2017_18.csv"], charters=True)
        once = {row[1] + row[2][-5:] + row[3]: row for row in raw if int(row[3]) > 1}
        twice = sum(int(row[3]) > 1 for row in raw) - len(once)
        assert len(imported.schools) == len(once)
        [file] = imported.rows
        assert file.set_apart["schools given twice"] == twice == 43
        assert balanced(imported)
        for group, place in {"enrollment": 17, "el": 24, "upc": 25}.items():
            added = sum(whole(row[place]) for row in once.values())
            assert total(imported, 2018, group) == added, group

    def test_frpm_2023_24_has_its_title_above_the_header(self, california):
        raw = rows_of(california / "frpm_2023_24.csv", below=2)
        imported = import_cde([california / "frpm_2023_24.csv"], charters=True)
        schools = [row for row in raw if int(row[3]) > 1]
        assert len(imported.schools) == len(schools)
        places = {"enrollment": 16, "free": 17, "frpm": 19, "enrollment_5_17": 21, "frpm_5_17": 24}
        for group, place in places.items():
            assert total(imported, 2024, group) == sum(whole(row[place]) for row in schools), group
        assert balanced(imported)
        assert imported.notes[0] == (
            "frpm_2023_24.csv: Unduplicated Student Poverty – Free or Reduced Price Meals Data "
            "2023–2024"
        )

    def test_the_states_own_workbook_is_read_below_its_title(self, california):
        path = california / "frpm1718_cde_original.xlsx"
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book["FRPM School-Level Data "]
        raw = [row for row in sheet.iter_rows(min_row=3, values_only=True) if row[3]]
        schools = [row for row in raw if int(row[3]) > 1]
        imported = import_cde([path], charters=True)
        assert len(imported.schools) == len(schools)
        for group, place in {"enrollment": 17, "free": 18, "frpm": 20, "frpm_5_17": 25}.items():
            assert total(imported, 2018, group) == sum(row[place] for row in schools), group
        assert balanced(imported)
        assert not any(finding.id in {"DATA-28", "DATA-63"} for finding in imported.findings)
        assert (
            "frpm1718_cde_original.xlsx: sheet 'Title Page' has no table of schools or codes."
        ) in imported.notes

    def test_the_list_of_all_schools(self, california):
        raw = rows_of(california / "ca_schools_2025_26.csv")
        imported = import_cde([california / "ca_schools_2025_26.csv"], charters=True)
        assert len(imported.schools) == len(raw) == 9_946
        assert total(imported, 2026, "enrollment") == sum(whole(row[12]) for row in raw)
        assert [finding.id for finding in imported.findings] == [
            "DATA-57", "DATA-61", "DATA-61", "DATA-62",
        ]  # fmt: skip
        line = next(at for at, row in enumerate(raw, start=2) if row[0] == "12101246008221")
        assert str(imported.findings[1]) == (
            f"ca_schools_2025_26.csv, line {line}: Agnes J. Johnson Charter (12101246008221) is "
            "published as closed. Remove it from schools.csv, or write when it closes in "
            "closes_on. [DATA-61]"
        )

    def test_los_angeles_october_counts_of_eight_years(self, lausd):
        path = lausd / "lausd_frpm_2006_2013_by_school.csv"
        raw = [row for row in rows_of(path) if int(row[1]) > 1]
        imported = import_cde([path], district_cds_or_name=LOS_ANGELES)
        for october in range(2006, 2014):
            theirs = [row for row in raw if row[0].startswith(f"Oct {october}")]
            assert total(imported, october + 1, "enrollment") == sum(whole(r[3]) for r in theirs)
            assert total(imported, october + 1, "frpm") == sum(whole(r[5]) for r in theirs if r[5])
            missing = sum(not row[5] for row in theirs)
            states = imported.counts[FiscalYear(october + 1), "census"].columns["frpm"].state
            assert Counter(states.tolist())[CountState.NOT_SUPPLIED] == missing
        assert missing == 0
        assert all(school.school_id.startswith("1964733") for school in imported.schools)
        assert balanced(imported)
        assert imported.notes[0].startswith(
            "lausd_frpm_2006_2013_by_school.csv: the counts are those of Oct 2006 (ages 5-17 from "
            "2007), Oct 2007"
        )

    def test_two_files_of_one_year_that_differ_are_kept_apart(self, california):
        imported = import_cde(
            [california / "cupc_2017_18.csv", california / "frpm1718_cde_original.xlsx"],
            district_cds_or_name=LOS_ANGELES,
        )
        assert [(str(year), measure) for year, measure in imported.counts] == [
            ("FY2018", "census"), ("FY2018", "census_2"),
        ]  # fmt: skip
        assert any(
            str(finding).endswith(
                "enrollment of school 19647330106914 (FY2018, census) is 572 here and 539 in "
                "cupc_2017_18.csv, so the counts were kept apart as measure census_2. "
                "Use one of the two measures in the policy. [DATA-56]"
            )
            for finding in imported.findings
        )
