"""Published files with every kind of fault, made small enough to see."""

import pytest
from support.upc_file import ALDER, BIRCH, CEDAR, CUPC, GROUPS

from bsa_xl.district import import_cde, import_published
from bsa_xl.fiscal_year import FiscalYear

FY2023 = FiscalYear(2023)


def said(imported) -> list[str]:
    return [str(finding) for finding in imported.findings]


def counts(imported, school_id: str = "54719936054142") -> dict[str, int]:
    table = imported.counts[FY2023, "census"]
    return {group: int(table.count(school_id, group)) for group in table.columns}


def test_a_clean_file_is_imported_without_a_word(publish):
    imported = publish(CUPC, ALDER, BIRCH, CEDAR)
    assert said(imported) == []
    assert imported.profile.name == "Lindsay Unified"
    assert [school.level for school in imported.schools] == ["high", "elementary", "middle"]
    assert [school.grades for school in imported.schools] == ["9-12", "K-5", "6-8"]
    assert counts(imported) == {
        "enrollment": 457, "meal_program": 341, "foster": 4, "homeless": 64, "migrant": 92,
        "direct_cert": 272, "frpm": 432, "el": 275, "upc": 441,
    }  # fmt: skip
    origin = imported.counts[FY2023, "census"].origins[0]
    assert origin.source == "published.csv"


class TestRowsThatAreNoSchools:
    def test_notes_and_totals_are_set_apart(self, publish):
        imported = publish(
            CUPC, ALDER, ",,,,,,,,,,,,457,,,,,,,,,", "Source: CALPADS Fall 1" + "," * 21
        )
        assert said(imported) == [
            (
                "published.csv, line 3: 2 notes or totals were set apart. Nothing needs to be done. "
                "[DATA-54]"
            )
        ]
        assert imported.rows[0].used == 1

    def test_a_row_with_an_uncertain_code_is_refused_and_counted(self, publish):
        imported = publish(CUPC, ALDER, BIRCH.replace("71993", "713"))
        assert said(imported) == [
            (
                "published.csv, line 3: '54 713 6054150' is no certain school code. "
                "Correct it: county 2, district 5 and school 7 digits. [DATA-55]"
            ),
            (
                "published.csv, line 3: 1 row without a certain school code, with 312 pupils, was set "
                "apart. Correct the codes named above, and import again. [DATA-54]"
            ),
        ]

    def test_a_second_row_that_differs_is_refused(self, publish):
        imported = publish(CUPC, ALDER, ALDER.replace(",457,", ",458,"))
        assert said(imported) == [
            (
                "published.csv, line 3: school 54719936054142 has other counts than on line 2, which "
                "were used. Keep the row that is right. [DATA-12]"
            ),
            (
                "published.csv, line 3: 1 second row of a school that differs, with 458 pupils, was "
                "set apart. Keep the row that is right in the file, and import again. [DATA-54]"
            ),
        ]

    @pytest.mark.parametrize(
        ("row", "kind", "values"),
        [(BIRCH.replace("Birch", "Birch, Annex"), "DATA-16", 23), (BIRCH[:60], "DATA-17", 8)],
    )
    def test_a_row_with_a_comma_too_many_or_cut_short_gives_no_counts(
        self, publish, row, kind, values
    ):
        imported = publish(CUPC, ALDER, row, CEDAR)
        assert said(imported)[0] == (
            f"published.csv, line 3: the row has {values} values for 22 columns. "
            f"Look for a comma or a line break inside a value. [{kind}]"
        )
        assert [school.name for school in imported.schools] == ["Cedar", "Alder"]
        assert imported.rows[0].set_apart == {"rows with more or fewer values than columns": 1}

    def test_rows_of_whole_districts_are_set_apart(self, publish):
        names = CUPC.split(",")
        header = ",".join(name for name in names if name not in {"School Code", "School Name"})
        row = ",".join(part for place, part in enumerate(ALDER.split(",")) if place not in {3, 6})
        imported = publish(header, row)
        assert imported.rows[0].set_apart == {"rows of whole districts": 1}

    @pytest.mark.parametrize("spelling", ["Yes", "Y", "True", "yes "])
    def test_a_charter_school_is_known_however_it_is_written(self, publish, spelling):
        imported = publish(CUPC, ALDER, BIRCH.replace(",No,", f",{spelling},"))
        assert [school.name for school in imported.schools] == ["Alder"]
        assert imported.rows[0].set_apart == {"charter schools": 1}


class TestCounts:
    @pytest.mark.parametrize("cell", ['"1,329 "', "1329", '"1,329"'])
    def test_thousands_commas_with_blanks_behind_them(self, publish, cell):
        imported = publish(CUPC, ALDER.replace(",457,", f",{cell},"))
        assert counts(imported)["enrollment"] == 1329

    def test_null_is_not_supplied_and_said_once_a_column(self, publish):
        imported = publish(
            CUPC, ALDER.replace(",272,", ",NULL,"), BIRCH.replace(",150,", ",NULL,"), CEDAR
        )
        assert said(imported) == [
            (
                "published.csv, line 2, column Direct Certification: 'NULL' was read as not supplied; "
                "1 more cell of this column likewise. "
                "Leave the cell empty, or write 0 where it means none. [DATA-05]"
            )
        ]

    def test_a_cell_that_is_no_number_is_refused_and_the_rest_is_used(self, publish):
        imported = publish(CUPC, ALDER.replace(",275,", ",27S5,"), BIRCH, CEDAR)
        assert said(imported) == [
            (
                "published.csv, line 2, column English Learner (EL): '27S5' is not a number. "
                "Write digits only, such as 2755. [DATA-03]"
            )
        ]
        assert "el" in imported.counts[FY2023, "census"].columns

    def test_a_file_without_any_year_asks_for_it(self, publish):
        lines = ["CDS Code,School Name,Enrollment", "54719936054142,Alder,457"]
        imported = publish(*lines)
        assert said(imported) == [
            (
                "published.csv, line 2, column school year: neither the rows nor the title say of "
                "which year the counts are. Name the year when importing. [DATA-60]"
            )
        ]
        assert imported.counts == {}
        assert len(imported.schools) == 1
        assert (FY2023, "census") in publish(*lines, year=FY2023).counts

    def test_a_title_may_say_the_year(self, publish):
        imported = publish(
            "Enrollment 2022–23,,", "CDS Code,School Name,Enrollment", "54719936054142,Alder,457"
        )
        assert (FY2023, "census") in imported.counts


class TestCodes:
    @pytest.mark.parametrize(
        ("code", "school_id"),
        [("01611190130229", "01611190130229"), ("1611190130229", "01611190130229"),
         ("01-61119-0130229", "01611190130229"), ("01611190130229.0", "01611190130229")],
    )  # fmt: skip
    def test_whole_codes_are_restored_where_only_a_county_zero_can_be_lost(
        self, publish, code, school_id
    ):
        imported = publish("CDS Code,School Name,Enrollment 2022-23", f"{code},Alder,457")
        assert [school.school_id for school in imported.schools] == [school_id]

    @pytest.mark.parametrize("code", ["1.61119E+12", "611190130229", "99611190130229"])
    def test_codes_that_may_be_several_schools_are_refused(self, publish, code):
        imported = publish(
            "CDS Code,School Name,Enrollment 2022-23", "54719936054142,Alder,457", f"{code},Birch,1"
        )
        assert len(imported.schools) == 1
        assert [finding.id for finding in imported.findings] == ["DATA-55", "DATA-54"]

    def test_schools_without_their_district_keep_seven_digits_unless_it_is_named(self, publish):
        lines = ["School Code,School Name,Enrollment 2022-23", "6054142,Alder,457"]
        alone = publish(*lines)
        assert [school.school_id for school in alone.schools] == ["6054142"]
        assert said(alone) == [
            (
                "published.csv: the files give schools without their district, so ids have 7 digits "
                "instead of 14. Name the district by its code, such as 19-64733, to get all of them. "
                "[DATA-57]"
            )
        ]
        named = publish(*lines, district_cds_or_name="54-71993")
        assert [school.school_id for school in named.schools] == ["54719936054142"]

    def test_a_district_that_is_not_there_is_told_with_the_nearest(self, publish):
        imported = publish(CUPC, ALDER, district_cds_or_name="Lindsey Unified")
        assert said(imported) == [
            (
                "published.csv: no row belongs to a district called 'Lindsey Unified'. "
                "Write Lindsay Unified. [DATA-58]"
            )
        ]
        assert sum(imported.rows[0].set_apart.values()) == imported.rows[0].read == 1


class TestFiles:
    def test_semicolons_line_breaks_in_names_and_windows_letters(self, tmp_path):
        header = CUPC.replace(",", ";").replace("Total Enrollment", '"Total \nEnrollment"')
        text = f"{header}\n{ALDER.replace(',', ';').replace('Alder', 'Peña')}\n"
        path = tmp_path / "upc.csv"
        path.write_bytes(text.encode("cp1252"))
        imported = import_cde([path])
        assert [finding.id for finding in imported.findings] == ["DATA-02", "DATA-26"]
        assert imported.schools[0].name == "Peña"
        assert counts(imported)["enrollment"] == 457

    def test_a_workbook_with_formulas_that_were_never_calculated(self, book):
        path = book(
            published=[
                ["Academic Year", "CDS Code", "School Name", "Enrollment (K-12)",
                 "FRPM Count (K-12)", "Percent (%) Eligible FRPM (K-12)"],
                ["2022-2023", "54719936054142", "Alder", 457, 432, "=E2/D2"],
                ["2022-2023", "54719936054150", "Birch", 312, "=200+30", 0.74],
            ]
        )  # fmt: skip
        imported = import_cde([path])
        assert said(imported) == [
            (
                "district.xlsx, published, row 2, column Percent (%) Eligible FRPM (K-12): the cell "
                "holds a formula without a saved value and was left empty. "
                "Open the file in Excel, save it, and try again. [DATA-63]"
            ),
            (
                "district.xlsx, published, row 3, column FRPM Count (K-12): the formula in this cell "
                "has no saved value. Open the workbook in Excel, save it, and try again. [DATA-28]"
            ),
            (
                "district.xlsx, published, row 1, column percent_eligible_frpm_k_12: 1 columns of "
                "percentages are kept as attributes, not as counts. "
                "Supply the counts in counts.csv where the formula needs them. [DATA-62]"
            ),
        ]

    def test_files_of_several_years_make_one_district_with_the_newest_names(self, tmp_path):
        old, new = tmp_path / "old.csv", tmp_path / "new.csv"
        old.write_text(
            f"{CUPC}\n{ALDER.replace('2022-2023', '2021-2022').replace('Alder', 'Elder')}\n"
        )
        new.write_text(f"{CUPC}\n{ALDER}\n")
        for files in ([old, new], [new, old]):
            imported = import_cde(files)
            assert [school.name for school in imported.schools] == ["Alder"]
            assert [year.ends_in for year, _ in imported.counts] == [2023, 2022]

    def test_two_files_that_agree_put_their_groups_side_by_side(self, tmp_path):
        one, two = tmp_path / "one.csv", tmp_path / "two.csv"
        one.write_text(f"{CUPC}\n{ALDER}\n")
        two.write_text(
            "Academic Year,CDS Code,School Name,Enrollment (K-12),Free Meal Count (K-12)\n"
            "2022-2023,54719936054142,Alder,457,400\n"
        )
        imported = import_cde([one, two])
        assert said(imported) == []
        assert set(counts(imported)) == GROUPS | {"free"}

    def test_a_file_that_cannot_be_opened_is_named(self, tmp_path):
        imported = import_cde([tmp_path / "nowhere.csv"])
        assert said(imported) == [
            (
                "nowhere.csv: the file cannot be opened (No such file or directory). "
                "Check its name, and close it in other programs. [DATA-01]"
            )
        ]

    def test_an_unknown_file_says_what_was_expected(self, publish):
        assert said(publish("lunch,menu", "Monday,soup")) == [
            (
                "published.csv: no table of this file is known; it begins with 'lunch, menu'. Give a "
                "file with school codes and counts (FRPM, CALPADS UPC, a school list) or account codes "
                "with titles. [DATA-51]"
            )
        ]

    def test_publishers_are_known_by_name(self, tmp_path):
        path = tmp_path / "upc.csv"
        path.write_text(f"{CUPC}\n{ALDER}\n")
        assert len(import_published("cde", [path]).schools) == 1
        with pytest.raises(ValueError, match=r"'tea' is not known\. Use cde\."):
            import_published("tea", [path])
