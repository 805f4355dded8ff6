"""The reference of the policy's kinds is current, and leaves no kind and no key without a word."""

import re
from pathlib import Path

from support.policy_reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "policy-reference.md"


def test_the_policy_reference_is_current():
    written = PAGE.read_text(encoding="utf-8")
    assert written == reference(), (
        "run: PYTHONPATH=tests python tests/house/test_policy_reference.py"
    )


def test_every_kind_has_an_example():
    sections = re.split(r"\n### ", reference())[1:]
    without = [
        part.splitlines()[0] for part in sections if part.startswith("`") and "```yaml" not in part
    ]
    assert without == []


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
