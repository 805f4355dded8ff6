"""Published files become a folder that the other commands read, and nobody's work is lost."""

import csv
import json

import pytest

HEADER = (
    "Academic Year,County Code,District Code,School Code,County Name,District Name,School Name,"
    "Charter School (Y/N),Enrollment (K-12),Free Meal Count (K-12),FRPM Count (K-12)\n"
)
FRPM = (
    f"{HEADER}"
    "2025-2026,19,64733,0100001,Harbor,Harbor Unified,First Street Elementary,N,412,201,260\n"
    "2025-2026,19,64733,0100002,Harbor,Harbor Unified,Second Street High,N,1208,640,811\n"
    "2025-2026,19,64733,0100004,Harbor,Harbor Unified,Charter on the Hill,Y,200,90,110\n"
    "2025-2026,19,64734,0100003,Harbor,Other Unified,Third Street Elementary,N,300,100,120\n"
)
IMPORT = ("district", "import", "--from", "cde")
HARBOR = ("--to", "harbor", "--district", "Harbor Unified")


@pytest.fixture
def published(desk):
    (desk / "frpm.csv").write_text(FRPM, encoding="utf-8")
    return desk


def rows(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_an_import_writes_a_folder_that_district_check_reads(published, run):
    ended = run(*IMPORT, "frpm.csv", *HARBOR)
    assert ended.code == 0, ended.err
    assert "frpm.csv     4     2  charter schools: 1; schools of other districts: 1" in ended.out
    assert ended.out.startswith(
        "Harbor Unified: 2 schools\n"
        "Counts FY2026 census, 2 schools: enrollment 1,620, free 841, frpm 1,071\n"  # 412+1208 ...
    )
    schools = rows(published / "harbor" / "schools.csv")
    assert [row["school_id"] for row in schools] == ["19647330100001", "19647330100002"]
    checked = run("district", "check", "harbor", "--json")
    assert checked.code == 0
    assert json.loads(checked.out)["district"]["name"] == "Harbor Unified"


def test_charter_schools_come_in_when_they_are_asked_for(published, run):
    answer = json.loads(run(*IMPORT, "frpm.csv", *HARBOR, "--charters", "--json").out)
    assert (answer["schools"], answer["rows"][0]["set_apart"]) == (
        3,
        {"schools of other districts": 1},
    )
    assert (published / "harbor" / "schools.csv").is_file()


def test_imp_01_a_table_that_somebody_worked_on_is_not_replaced_unasked(published, run):
    run(*IMPORT, "frpm.csv", *HARBOR)
    schools = published / "harbor" / "schools.csv"
    schools.write_text(schools.read_text(encoding="utf-8").replace("Street", "Avenue"), "utf-8")
    worked_on = schools.read_bytes()
    ended = run(*IMPORT, "frpm.csv", *HARBOR, "--json")
    [finding] = [each for each in json.loads(ended.out)["findings"] if each["severity"] == "fatal"]
    assert (ended.code, finding["id"], finding["file"]) == (3, "IMP-01", "schools.csv")
    assert finding["problem"] == "there is a schools.csv in harbor already, and it differs."
    assert finding["remedy"] == "Import into another folder, or add --replace."
    assert schools.read_bytes() == worked_on
    assert run(*IMPORT, "frpm.csv", *HARBOR, "--replace").code == 0
    assert schools.read_bytes() != worked_on


def test_importing_the_same_again_changes_nothing(published, run):
    run(*IMPORT, "frpm.csv", *HARBOR)
    before = {path.name: path.read_bytes() for path in (published / "harbor").iterdir()}
    assert run(*IMPORT, "frpm.csv", *HARBOR).code == 0
    assert {path.name: path.read_bytes() for path in (published / "harbor").iterdir()} == before


def test_a_profile_that_a_person_wrote_is_kept_whatever_is_asked(published, run):
    run(*IMPORT, "frpm.csv", *HARBOR)
    profile = published / "harbor" / "district.yaml"
    profile.write_text(
        "name: Harbor Unified School District\nmailbox: budget@harbor.example\n", "utf-8"
    )
    ended = run(*IMPORT, "frpm.csv", *HARBOR, "--replace")
    assert ended.code == 0
    assert "Left as they are: district.yaml." in ended.err
    assert "mailbox: budget@harbor.example" in profile.read_text(encoding="utf-8")


def test_nothing_is_written_where_the_district_is_not_in_the_files(published, run):
    ended = run(*IMPORT, "frpm.csv", "--to", "harbor", "--district", "Harber Unified")
    assert ended.code == 3
    assert "Write Harbor Unified. [DATA-58]" in ended.err
    assert ended.err.endswith("Nothing was written.\n")
    assert not (published / "harbor").exists()


def test_the_published_file_with_shifted_headers_is_imported_whole(shared, desk, run):
    """The trap file of 2018-19: 10,515 rows; the first district's 733 schools by its code."""
    trap = shared / "data" / "california" / "cupc_2018_19.csv"
    ended = run(*IMPORT, str(trap), "--to", "imported", "--district", "19-64733", "--json")
    answer = json.loads(ended.out)
    assert ended.code == 0
    [account] = answer["rows"]
    assert account["read"] == account["used"] + sum(account["set_apart"].values()) == 10_515
    assert account["used"] == answer["schools"] == len(rows(desk / "imported" / "schools.csv"))
    assert "DATA-52" in {finding["id"] for finding in answer["findings"]}
    assert run("district", "check", "imported").code == 0


def test_the_states_account_codes_are_imported_beside_a_district(shared, desk, run):
    tables = sorted(str(path) for path in (shared / "data" / "accounts").glob("ref_*_codes.csv"))
    before = (desk / "district" / "schools.csv").read_bytes()
    ended = run(*IMPORT, *tables, "--to", "district", "--replace", "--json")
    answer = json.loads(ended.out)
    assert ended.code == 0
    assert set(answer["codes"]) == {"fund", "resource", "goal", "function", "object"}
    assert all(each["read"] == each["used"] for each in answer["rows"])
    assert (desk / "district" / "schools.csv").read_bytes() == before
    checked = json.loads(run("district", "check", "district", "--json").out)
    tables_now = checked["district"]["tables"]
    assert {name: tables_now[f"accounts/{name}"] for name in answer["codes"]} == answer["codes"]
