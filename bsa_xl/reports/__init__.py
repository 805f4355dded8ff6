"""What people read: workbooks and letters made of allocations, budgets and findings.

In order: allocation_totals, allocation_book.
"""

from .allocation_book import allocation_book
from .allocation_totals import ComponentTotals, ProgramTotals, component_totals, program_totals

__all__ = [
    "ComponentTotals",
    "ProgramTotals",
    "allocation_book",
    "component_totals",
    "program_totals",
]
