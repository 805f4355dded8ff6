"""``bsa-xl policy to-excel`` and ``from-excel``: files, exit codes, what is said and what is not lost."""

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bsa_xl.policy import published_policy

POLICY = published_policy("san_francisco_2022_23")
TO = ("policy", "to-excel", "policy.yaml", "policy.xlsx")
FROM = ("policy", "from-excel", "policy.xlsx")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policy.yaml").write_bytes(POLICY)
    return tmp_path


def edit(path: Path, cell: str, value: object, sheet: str = "Values") -> None:
    book, out = load_workbook(path), io.BytesIO()
    book[sheet][cell].value = value
    book.save(out)
    path.write_bytes(out.getvalue())


def test_there_and_back_is_the_same_file(here, run):
    ended = run(*TO)
    assert ended.code == 0
    assert "Components" in ended.out
    assert ended.err == "Written: policy.xlsx.\n"
    ended = run(*FROM, "again.yaml")
    assert ended.code == 0
    assert "Nothing was edited; the policy is the same to the letter." in ended.out
    assert (here / "again.yaml").read_bytes() == POLICY
    ended = run(*FROM, "policy.yaml")
    assert ended.code == 0
    assert "Nothing was written: policy.yaml holds the same already." in ended.err


def test_a_file_that_is_there_is_not_replaced_unasked(here, run):
    assert run(*TO).code == 0
    ended = run(*TO)
    assert ended.code == 3
    assert (
        "policy.xlsx is there already. Choose another name, or add --force to replace it. [PEX-15]"
    ) in ended.err
    assert run(*TO, "--force").code == 0
    edit(here / "policy.xlsx", "H5", 5200)
    ended = run(*FROM, "policy.yaml")
    assert ended.code == 3
    assert "policy.yaml is the policy that the workbook was made from. Choose" in ended.err
    (here / "policy.yaml").write_bytes(POLICY + b"# mine\n")
    ended = run(*FROM, "policy.yaml")
    assert "policy.yaml was changed since the workbook was made from it, or is" in ended.err
    assert (here / "policy.yaml").read_bytes() == POLICY + b"# mine\n"
    assert run(*FROM, "policy.yaml", "--force").code == 0
    assert b"{value: 5200, assumption: true}" in (here / "policy.yaml").read_bytes()


def test_the_workbook_is_never_written_over_by_what_is_read_from_it(here, run):
    assert run(*TO).code == 0
    edit(here / "policy.xlsx", "H5", 5200)
    before = (here / "policy.xlsx").read_bytes()
    ended = run(*FROM, "policy.xlsx", "--force")
    assert ended.code == 3
    assert "policy.xlsx is the file that is read. Choose another name. [PEX-15]" in ended.err
    assert (here / "policy.xlsx").read_bytes() == before


def test_a_dry_run_tells_every_change_and_writes_nothing(here, run):
    assert run(*TO, "--dry-run").err == "Would be written: policy.xlsx.\n"
    assert [path.name for path in here.iterdir()] == ["policy.yaml"]
    assert run(*TO).code == 0
    edit(here / "policy.xlsx", "H5", 5200)
    ended = run(*FROM, "new.yaml", "--dry-run", "--json")
    said = json.loads(ended.out)
    assert said["dry_run"] is True
    assert said["unchanged"] is False
    assert said["file"] is None
    assert said["changes"] == [
        {
            "sheet": "Values", "cell": "H5", "what": "the base, values FY2023 value",
            "before": "5174.4996", "after": "5200",
        }
    ]  # fmt: skip
    assert not (here / "new.yaml").exists()


def test_a_fault_is_told_with_its_cell_and_nothing_is_written(here, run):
    assert run(*TO).code == 0
    edit(here / "policy.xlsx", "H5", "5,200")
    ended = run(*FROM, "new.yaml")
    assert ended.code == 3
    assert "Values H5: '5,200' is not a number. Type 5200, if that is meant. [PEX-04]" in ended.err
    assert ended.err.endswith("Nothing was written.\n")
    assert not (here / "new.yaml").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("policy", "to-excel", "nowhere.yaml", "a.xlsx"), 4),
        (("policy", "to-excel", "policy.yaml", "a.yaml"), 2),
        (("policy", "from-excel", "nowhere.xlsx", "a.yaml"), 4),
        (("policy", "from-excel", ".", "a.yaml"), 2),
        (("policy", "from-excel", "policy.yaml", "a.yaml"), 3),
        (("policy", "to-excel", "policy.yaml", "nowhere/a.xlsx"), 6),
    ],
    ids=str,
)
@pytest.mark.usefixtures("here")
def test_each_way_of_ending_has_its_code(run, words, code):
    assert run(*words).code == code


def test_a_policy_with_faults_is_told_by_line(here, run):
    (here / "policy.yaml").write_bytes(POLICY.replace(b"kind: weight", b"kind: wieght", 1))
    ended = run(*TO)
    assert ended.code == 3
    assert "kind 'wieght' is not known." in ended.err
    assert not (here / "policy.xlsx").exists()


def test_the_policy_of_a_district_is_taken_from_its_folder(desk, run):
    ended = run("policy", "to-excel", "district", "policy.xlsx")
    assert ended.code == 0
    ended = run("policy", "from-excel", "policy.xlsx", "new.yaml", "--district", "district")
    assert ended.code == 0, ended.err
    assert (desk / "new.yaml").read_bytes() == (desk / "district" / "policy.yaml").read_bytes()
