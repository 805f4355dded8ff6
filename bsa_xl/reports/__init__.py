"""What people read: workbooks and letters made of allocations, budgets and findings.

In order: shown_text, table, row_xml, look, assembly, book (how a workbook is made), controls;
about_page, finding_table, pupils; allocation_totals, allocation_summary, allocation_book.
"""

from .allocation_book import write_allocation_book
from .allocation_book import write_allocation_book as allocation_book
from .allocation_totals import ComponentTotals, ProgramTotals, component_totals, program_totals

__all__ = [
    "ComponentTotals",
    "ProgramTotals",
    "allocation_book",
    "component_totals",
    "program_totals",
    "write_allocation_book",
]
