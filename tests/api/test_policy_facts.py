"""What a policy is checked against is counted from the district's own files."""

import shutil

from bsa_xl.api.opened import open_district, policy_facts
from bsa_xl.fiscal_year import FiscalYear


def test_pol_48_counts_the_schools_that_are_open_and_have_such_pupils(sample, tmp_path):
    # 12 schools and a center; the first closes before the year, so 12 share 346,000 dollars
    folder = shutil.copytree(sample, tmp_path / "halcyon")
    policy = folder / "policy.yaml"
    text = policy.read_text(encoding="utf-8")
    there = "    values: {FY2025: 337000, FY2026: 346000}\n"
    assert there in text
    line = text[: text.index(there)].count("\n") + 1
    least = f"    at_least: {{FY2026: 28833.34}}\n{there}"  # 12 x 28,833.34 is 346,000.08
    policy.write_text(text.replace(there, least), encoding="utf-8")
    schools = folder / "schools.csv"
    rows = schools.read_text(encoding="utf-8").splitlines(keepends=True)
    cells = rows[1].split(",")
    cells[6] = "2024-06-30"
    schools.write_text("".join([rows[0], ",".join(cells), *rows[2:]]), encoding="utf-8")
    opened = open_district(folder, FiscalYear(2026))
    assert [str(each) for each in opened.findings if each.id == "POL-48"] == [
        (
            f"policy.yaml, line {line}: component 'school-climate' has 346000 dollars to share in FY2026, "
            "and 12 schools with a claim have at least 28833.34 each. Lower at_least:, or raise the pool. "
            "[POL-48]"
        )
    ]


def test_nobody_has_pupils_in_a_column_or_a_year_that_is_not_there(sample):
    facts = policy_facts(open_district(sample).district, None)
    assert facts.with_pupils(FiscalYear(2026), "projected", "elf") == frozenset()
    assert facts.with_pupils(FiscalYear(2031), "projected", "el") == frozenset()
