"""Consolidating after a second issue: money of letters that are in force no longer is told."""

import json
import re
from decimal import Decimal

YEAR = ("--year", "FY2026")
ACCEPTED = ["0109", "0116", "0123", "0137", "0158"]
ISSUE = ("issue", "district", *YEAR, "--out", "sent again", "--reissue")


def dollars(text: str) -> Decimal:
    return Decimal(text.replace("$", "").replace(",", ""))


def letters(run) -> dict[str, Decimal]:
    found = json.loads(run("status", "district", *YEAR, "--json").out)["schools"]
    return {each["school"]: Decimal(each["allocated"]) for each in found}


def test_money_of_older_letters_is_told_beside_what_was_allocated(collected, run):
    words = ("consolidate", "district", *YEAR, "--dry-run")
    before, first = run(*words), letters(run)
    assert "older letter" not in before.out
    policy = collected / "district" / "policy.yaml"
    text = policy.read_text(encoding="utf-8")
    assert "{FY2025: 304000, FY2026: 316500}" in text
    policy.write_text(text.replace("316500", "316600"), encoding="utf-8")
    total = json.loads(run(*ISSUE, "--dry-run", "--json").out)["total"]
    assert run(*ISSUE, "--total", total).code == 0
    ended, second = run(*words), letters(run)
    [line] = [line for line in ended.out.splitlines() if "older letter" in line]
    said = re.fullmatch(
        r"  of it by an older letter: (\S+), 5 schools \((.+)\); the letters issued since say (\S+)",
        line,
    )
    assert said is not None, line
    then, since = (sum(each[one] for one in ACCEPTED) for each in (first, second))
    assert (dollars(said[1]), said[2].split(", "), dollars(said[3])) == (then, ACCEPTED, since)
    assert since != then
    assert json.loads(run(*words, "--json").out)["older_letters"] == ACCEPTED
