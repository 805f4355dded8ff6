"""What programs read: one object on stdout, its keys frozen under a schema version."""

import json
from decimal import Decimal

import pytest

from bsa_xl.cli.reply import SCHEMA_VERSION

YEAR = ("--year", "FY2026")
ALWAYS = {"schema_version", "command", "exit", "error", "findings"}
FINDING = {
    "id", "severity", "school", "file", "sheet", "cell", "line", "column", "problem", "remedy",
    "source",
}  # fmt: skip

#: Adding a key is allowed; taking one away, or giving it another meaning, is a new schema version.
KEYS = {
    ("policy", "check", "district"): {
        "policy": {
            "policy", "title", "status", "sha256", "components", "programs", "rules", "against",
        },
    },
    ("policy", "to-excel", "district", "policy.xlsx", "--dry-run"): {
        "dry_run": None, "sheets": {"sheet", "rows"}, "file": None,
    },
    ("district", "check", "district"): {
        "district": {"name", "schools", "centres", "tables", "staff_fte", "counts"},
        "district.counts": {"fiscal_year", "measure", "schools", "groups", "not_given"},
    },
    ("allocate", "district", *YEAR, "--dry-run"): {
        "dry_run": None, "district": None, "policy": None, "is_draft": None, "fiscal_year": None,
        "event": None, "schools": None, "total": None, "held_by_central": None, "written": None,
        "programs": {
            "program", "title", "restricted", "schools", "amount", "held_by_central",
        },
        "components": {
            "line", "component", "label", "program", "unit", "held_by", "schools", "to_come",
            "count", "fte", "amount",
        },
        "control_totals": {"component", "label", "given", "allocated", "kept"},
    },
    ("explain", "district", "0109", *YEAR): {
        "school": {
            "school_id", "school", "fiscal_year", "event", "lines", "programs", "total",
            "total_known", "to_come", "held_by_central", "held_by_central_known",
            "held_by_central_to_come",
        },
        "school.programs": {"program", "title", "amount", "amount_known", "to_come"},
        "school.lines": {
            "line_id", "component", "label", "program", "program_title", "unit", "counted", "count",
            "weight", "base", "rate", "fte", "amount", "pool", "status", "held_by", "source",
            "sentence",
        },
    },
    ("issue", "district", *YEAR, "--out", "workbooks", "--dry-run"): {
        "dry_run": None, "fiscal_year": None, "event": None, "total": None, "changed": None,
        "unchanged": None, "shortfalls": None, "folder": None, "template": None,
        "new": {"school", "revision", "amount"},
    },
    ("template", "district", *YEAR, "--out", "template.xlsx"): {
        "dry_run": None, "fiscal_year": None, "event": None, "staffing_rows": None,
        "schools": None, "sizes": None, "file": None,
    },
    ("district", "import", "--from", "cde", "funds.csv", "--to", "new", "--dry-run"): {
        "dry_run": None, "district": None, "schools": None, "counts": None, "codes": None,
        "rows": {"file", "sheet", "read", "used", "set_apart"},
        "notes": None, "tables": None, "kept": None, "folder": None,
    },
}  # fmt: skip


@pytest.mark.parametrize("words", KEYS, ids=lambda words: " ".join(words[:2]))
def test_the_keys_of_the_answer_are_these(desk, run, words):
    (desk / "funds.csv").write_text("Code,Title\n01,General Fund\n", encoding="utf-8")
    ended = run(*words, "--json")
    answer = json.loads(ended.out)
    assert ended.out.isascii()
    assert set(answer) == ALWAYS | {name for name in KEYS[words] if "." not in name}
    assert answer["schema_version"] == SCHEMA_VERSION == 1
    assert (answer["exit"], answer["error"]) == (0, None)
    assert " ".join(words).startswith(answer["command"])
    for name, keys in KEYS[words].items():
        inner = answer
        for step in name.split("."):
            inner = inner[step]
        if keys is not None:
            assert set(inner[0] if isinstance(inner, list) else inner) == keys


def test_the_keys_of_a_finding_are_these(desk, run):
    (desk / "district" / "policy.yaml").write_text("policy: x\n", encoding="utf-8")
    answer = json.loads(run("policy", "check", "district", "--json").out)
    assert answer["exit"] == 3
    assert answer["policy"] is None
    assert {frozenset(finding) for finding in answer["findings"]} == {frozenset(FINDING)}
    [missing] = [each for each in answer["findings"] if "no 'title'" in each["problem"]]
    assert (missing["id"], missing["severity"], missing["file"]) == (
        "POL-01",
        "fatal",
        "policy.yaml",
    )


def test_money_is_text_with_two_decimals_and_adds_up(desk, run):
    answer = json.loads(run("allocate", "district", *YEAR, "--dry-run", "--json").out)
    programs = [Decimal(each["amount"]) for each in answer["programs"]]
    assert all(each.as_tuple().exponent == -2 for each in programs)
    assert sum(programs) == Decimal(answer["total"])
    lines = sum(Decimal(each["amount"]) for each in answer["components"] if each["amount"])
    assert lines == Decimal(answer["total"]) + Decimal(answer["held_by_central"])
    schools = [
        path.split(",")[0] for path in (desk / "district" / "schools.csv").read_text().split()
    ]
    assert answer["schools"] == len([each for each in schools if each.isdecimal()])


def test_all_schools_explained_come_to_the_district(desk, run):
    """Thirteen schools one by one, against the total of the whole."""
    table = (desk / "district" / "schools.csv").read_text(encoding="utf-8").splitlines()[1:]
    explained = [
        json.loads(run("explain", "district", row.split(",")[0], *YEAR, "--json").out)["school"]
        for row in table
    ]
    whole = json.loads(run("allocate", "district", *YEAR, "--dry-run", "--json").out)
    assert sum(Decimal(each["total"]) for each in explained) == Decimal(whole["total"])


@pytest.mark.usefixtures("quick_desk")
def test_talk_never_mixes_with_what_programs_read(run, total):
    ended = run("issue", "district", *YEAR, "--out", "workbooks", "--total", total(), "--json")
    answer = json.loads(ended.out)
    assert ended.err == "issuing workbooks: 12 of 12\n"
    assert answer["folder"] == "workbooks"
    assert sum(Decimal(each["amount"]) for each in answer["new"]) == Decimal(answer["total"])
