"""Builds everything of this folder: templates, workbooks with macros, and the add-ins.

    python workbook_templates/build.py

A template is what the workbooks of a district's schools are stamped from. These are committed so
that people can open one and see what a change of the code did to it; `bsa-xl issue` builds its own.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from bsa_xl.udfs import excel_desktop
from bsa_xl.udfs.libreoffice import extension
from bsa_xl.workbook_templates import control_workbook, excel_check
from openpyxl import Workbook

from bsa_xl.allocation import allocate
from bsa_xl.api import IssueOrder, issue, open_district
from bsa_xl.filing import write_durably
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.sample import write_sample
from bsa_xl.workbook import build_template

YEAR, EVENT = FiscalYear(2026), "adopted"
#: Enough schools for every kind of them; a template does not depend on how many there are.
SCHOOLS = 12
#: File name to rows of Staffing.
TEMPLATES = {"school_budget.xlsx": 80}


def built() -> dict[str, bytes]:
    """Everything by file name; the same code always makes the same parts."""
    made = templates()
    return {
        **made,
        "excel_check.xlsx": excel_desktop.settled(excel_check.check_body()),
        "school_budget.xlsm": excel_desktop.school_workbook(made["school_budget.xlsx"]),
        "control_workbook.xlsm": excel_desktop.control_workbook(control_workbook.control_body()),
        "bsa_xl.xlam": excel_desktop.desktop_addin(empty_workbook()),
        "bsa_xl.oxt": extension.extension(),
    }


def templates() -> dict[str, bytes]:
    """The templates by file name."""
    with TemporaryDirectory() as folder:
        district = Path(folder) / "sample"
        write_sample(district, schools=SCHOOLS)
        opened = open_district(district, YEAR)
        if opened.district is None or opened.policy_file is None:
            raise ValueError("the sample district cannot be read")
        total = allocate(opened.district, opened.policy_file.policy, YEAR, event=EVENT).total_cents
        ready = issue(
            IssueOrder(district, YEAR, Path(folder) / "workbooks", EVENT, total_cents=total)
        ).ready
        if ready is None:
            raise ValueError("the sample district cannot be issued")
        return {
            name: build_template(ready.layouts.layout(rows)) for name, rows in TEMPLATES.items()
        }


def empty_workbook() -> bytes:
    """A workbook with one empty sheet: the body of the add-in, which nobody sees."""
    book, kept = Workbook(), BytesIO()
    book.save(kept)
    return kept.getvalue()


if __name__ == "__main__":
    excel_desktop.write_generated()
    for name, data in built().items():
        write_durably(Path(__file__).parent / name, data)
        sys.stdout.write(f"{name}: {len(data):,} bytes\n")
