"""The documentation says what the product does: links lead somewhere, the rules page is current."""

import re
from pathlib import Path

import pytest

from bsa_xl.checks import KNOWN_RULES, RULES, Stage

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
_STAGES = {
    Stage.SCHOOL: "on the Checks sheet",
    Stage.RETURN: "when the workbook comes back",
    Stage.FILE: "when the workbook is read, not on the Checks sheet",
    Stage.DISTRICT: "over the district",
}


def rules_page() -> str:
    """The rules' reference, from the rules themselves."""
    lines = [
        "# Rules",
        "",
        "Written from the rules themselves. A district selects them under `checks` in its policy, with limits and sources,",
        "and may waive them for a school. An *essential* rule is always on.",
        "",
        "| id | what it finds | severity | judged | limits | why | what to do |",
        "|---|---|---|---|---|---|---|",
    ]
    for rule in RULES:
        kind = rule.kind
        limits = ", ".join(f"`{name}` ({usual})" for name, usual in rule.limits.items()) or ""
        severity = f"{kind.severity.value}{', essential' if rule.essential else ''}"
        cells = (kind.id, kind.title, severity, _STAGES[rule.stage], limits, kind.why, rule.remedy)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def test_the_rules_page_is_current():
    written = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == rules_page(), "run: python -m tests.house.test_documentation"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page):
    targets = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    broken = [
        target
        for target in targets
        if not target.startswith(("http://", "https://")) and not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_readme_names_only_commands_that_exist():
    from bsa_xl.cli import main  # noqa: PLC0415

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"bsa-xl ((?:[a-z]+ )?[a-z]+)", text))
    known = set()
    for name, command in main.commands.items():
        known.add(name)
        known |= {f"{name} {inner}" for inner in getattr(command, "commands", {})}
    assert {name for name in named if name not in known and name.split()[0] not in known} == set()


def test_every_rule_of_the_page_can_be_listed_in_a_policy():
    assert {rule.kind.id for rule in RULES} == set(KNOWN_RULES)


if __name__ == "__main__":
    (ROOT / "docs" / "rules.md").write_text(rules_page(), encoding="utf-8")
