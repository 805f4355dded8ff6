"""Whatever is handed in, people get a message with a way out, and never a traceback."""

import random
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("desk")
YEAR = ("--year", "FY2026")
JUNK = random.Random(7).randbytes(4096)

COMMANDS = {
    "policy check": ("policy", "check", "district"),
    "district check": ("district", "check", "district"),
    "allocate": ("allocate", "district", *YEAR),
    "explain": ("explain", "district", "0109", *YEAR),
    "template": ("template", "district", *YEAR, "--out", "template.xlsx"),
    "issue": ("issue", "district", *YEAR, "--out", "out", "--total", "1.00"),
}


def spoil(desk: Path, name: str, data: bytes) -> None:
    (desk / "district" / name).write_bytes(data)


def folder_in_place_of(name: str):
    def spoil(desk: Path) -> None:
        (desk / "district" / name).unlink()
        (desk / "district" / name).mkdir()

    return spoil


def link_to_itself(name: str):
    def spoil(desk: Path) -> None:
        path = desk / "district" / name
        path.unlink()
        path.symlink_to(path)

    return spoil


def without(*names: str):
    def spoil(desk: Path) -> None:
        for name in names:
            (desk / "district" / name).unlink()

    return spoil


def instead(name: str, data: bytes):
    return lambda desk: spoil(desk, name, data)


BAD = {
    "binary junk as policy": instead("policy.yaml", JUNK),
    "a picture as policy": instead("policy.yaml", b"\x89PNG\r\n\x1a\n" + JUNK),
    "an empty policy": instead("policy.yaml", b""),
    "a policy in UTF-16": instead("policy.yaml", "policy: x\n".encode("utf-16")),
    "a policy that is a list": instead("policy.yaml", b"- 1\n- 2\n"),
    "a policy of brackets": instead("policy.yaml", b"[" * 5000),
    "no policy": without("policy.yaml"),
    "a folder called policy.yaml": folder_in_place_of("policy.yaml"),
    "a policy that links to itself": link_to_itself("policy.yaml"),
    "binary junk as schools": instead("schools.csv", JUNK),
    "an empty list of schools": instead("schools.csv", b""),
    "schools with a header alone": instead("schools.csv", b"school_id,name\n"),
    "a folder called schools.csv": folder_in_place_of("schools.csv"),
    "schools that link to themselves": link_to_itself("schools.csv"),
    "binary junk as counts": instead("counts.csv", JUNK),
    "counts without a newline": instead("counts.csv", b"school_id," * 20_000),
    "one quote in counts": instead("counts.csv", b'school_id,fiscal_year\n"0109,FY2026\n'),
    "binary junk as profile": instead("district.yaml", JUNK),
    "binary junk as district.xlsx": instead("district.xlsx", JUNK),
    "a zip without a workbook": instead("district.xlsx", b"PK\x05\x06" + b"\0" * 18),
    "binary junk as staff": instead("staff.csv", JUNK),
    "no counts": without("counts.csv"),
    "nothing but a policy": without("schools.csv", "counts.csv", "staff.csv", "district.yaml"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("bad", BAD)
def test_bad_files_end_in_a_message(desk, run, command, bad):
    BAD[bad](desk)
    ended = run(*COMMANDS[command])
    is_told_elsewhere = command == "policy check" or (
        command == "district check" and ("polic" in bad or bad == "no counts")
    )
    assert ended.code in ({0, 3} if is_told_elsewhere else {3}), (ended.out, ended.err)
    said = ended.out + ended.err
    assert "Traceback" not in said
    assert "our fault" not in said
    if ended.code == 3:
        assert re.search(r"\d+ to fix", said)
        assert re.search(r"\[[A-Z]{3,4}-\d\d(; .+)?\]", said)
    assert not list((desk / "out").glob("*"))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_in_place_of_the_district_ends_in_a_message(desk, run, command):
    (desk / "letter.txt").write_text("Dear colleague", encoding="utf-8")
    words = ["letter.txt" if word == "district" else word for word in COMMANDS[command]]
    if command in {"policy check", "district check"}:
        words[:2], words[2] = COMMANDS[command][:2], "letter.txt"
    ended = run(*words)
    assert ended.code == 3
    assert "Traceback" not in ended.out + ended.err
    assert "letter.txt" in ended.out + ended.err


@pytest.mark.parametrize("command", ["policy check", "allocate", "issue"])
def test_a_workbook_in_place_of_the_district_finds_its_policy_beside_it(desk, run, command):
    (desk / "junk.xlsx").write_bytes(JUNK)
    words = ["junk.xlsx" if word == "district" else word for word in COMMANDS[command]]
    if command == "policy check":
        words = ["policy", "check", "junk.xlsx"]
    ended = run(*words)
    assert ended.code == 3
    assert "policy.yaml: There is no such file" in ended.out + ended.err or "policy.yaml" in (
        ended.out + ended.err
    )


@pytest.mark.parametrize("name", ["policy.yaml", "counts.csv", "schools.csv"])
def test_a_file_that_may_not_be_read_ends_in_a_message(run, monkeypatch, name):
    """As the system answers those who lack the right; whoever runs this test may have every right."""
    usual = Path.open

    def opened(path: Path, *how: object, **more: object) -> object:
        if path.name == name:
            raise PermissionError(13, "Permission denied", str(path))
        return usual(path, *how, **more)

    monkeypatch.setattr(Path, "open", opened)
    for words in COMMANDS.values():
        ended = run(*words)
        assert "Traceback" not in ended.out + ended.err
        if words[0] not in {"policy", "district"}:
            assert ended.code == 3
            assert name in ended.err


def test_a_folder_that_may_not_be_listed_ends_in_a_message(run, monkeypatch):
    def iterdir(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", iterdir)
    ended = run("district", "check", "district")
    assert ended.code == 6
    assert ended.err == (
        "district could not be opened: permission denied. "
        "Close it elsewhere and check who may open it, then run this again.\n"
    )


def test_a_folder_in_place_of_which_a_file_stands_ends_in_a_message(desk, run, total):
    (desk / "taken").write_text("x", encoding="utf-8")
    ended = run("issue", "district", *YEAR, "--out", "taken/workbooks", "--total", total())
    assert ended.code == 2
    assert "taken is a file. Name a folder." in ended.err


def test_an_unknown_school_is_answered_with_those_that_may_be_meant(run):
    assert run("explain", "district", "109", *YEAR).err == (
        "No school is called 109. Did you mean 0109 (Dunemoor Elementary School)?\n"
    )
    assert run("explain", "district", "dunemoor", *YEAR).err == (
        "No school is called dunemoor. Did you mean 0109 (Dunemoor Elementary School)?\n"
    )
    assert run("explain", "district", "Dunemor Elementery School", *YEAR).err.startswith(
        "No school is called Dunemor Elementery School. Did you mean 0109 (Dunemoor Elementary School)"
    )
    assert run("explain", "district", "zzz", *YEAR).err == (
        "No school is called zzz. Give the school_id or the name that it has in schools.csv.\n"
    )


def test_a_name_that_two_schools_have_is_answered_with_their_ids(desk, run):
    schools = desk / "district" / "schools.csv"
    text = schools.read_text(encoding="utf-8")
    schools.write_text(
        text.replace("Larktarn Middle School", "Dunemoor Elementary School"), "utf-8"
    )
    assert run("explain", "district", "dunemoor elementary school", *YEAR).err == (
        "2 schools are called dunemoor elementary school. Give the id: 0109 or 0116.\n"
    )


def test_a_school_that_is_not_open_in_the_year_is_said_to_take_no_part(desk, run):
    schools = desk / "district" / "schools.csv"
    text = schools.read_text(encoding="utf-8")
    schools.write_text(
        text.replace("TK-5,formula,,,10109", "TK-5,formula,,2020-06-30,10109"), "utf-8"
    )
    ended = run("explain", "district", "0109", *YEAR)
    assert ended.code == 2
    assert ended.err.endswith(
        "0109 (Dunemoor Elementary School) takes no part in FY2026 (2025-26). "
        "Look at its opened and closes_on in schools.csv.\n"
    )
