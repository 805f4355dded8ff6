"""The sample district's first school, its template and its workbook as it is issued."""

from dataclasses import dataclass
from pathlib import Path

from bsa_xl.allocation import allocate
from bsa_xl.api.groups import school_books
from bsa_xl.api.opened import open_district
from bsa_xl.api.ready import Ready
from bsa_xl.api.workbooks import Draft
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.sample import write_sample
from bsa_xl.workbook import Identity, Layout, best_deflate, prepare
from bsa_xl.workbook.template import build_template

YEAR = FiscalYear(2026)
SCHOOLS = 12


@dataclass(frozen=True)
class SampleBook:
    """One school of the sample with everything that its workbook is made of."""

    draft: Draft
    layout: Layout
    template: bytes
    issued: bytes


def sample_book(folder: Path, school_id: str = "0109", *, is_draft: bool = False) -> SampleBook:
    """The workbook of one school of a small sample district, written into a folder of its own."""
    write_sample(folder, schools=SCHOOLS)
    opened = open_district(folder, YEAR)
    policy = opened.policy_file.policy
    allocation = allocate(opened.district, policy, YEAR)
    ready = Ready(opened, allocation, school_books(opened.district, policy, allocation))
    draft = ready.drafts[ready.school_ids.index(school_id)]
    layout = ready.layouts.layout(draft.staffing_rows)
    template = build_template(layout)
    identity = Identity(
        school_id, "FY2026", "adopted", 1, "2026.1", policy.policy,
        opened.policy_file.sha256[:16], "7KQ4XYZ2", "2025-02-28", is_draft,
    )  # fmt: skip
    press = prepare(layout, "sample", template)
    issued = press.stamp(draft.case(identity), None, deflate=best_deflate()).data
    return SampleBook(draft, layout, template, issued)
