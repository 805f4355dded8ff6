"""What people read: workbooks and files made of allocations, budgets, findings and postings.

In order: shown_text, table, look, row_xml, sheet_digits, assembly, cells, book (how a workbook is
made); controls, about_page, finding_table, pupils; allocation_totals, allocation_summary,
allocation_book; heads, ledger_state, standings, positions, groupings, consolidation (what the
consolidated book is made from); school_tables, ledger_tables, consolidated_controls, readding,
consolidated_summary, budget_chart, consolidated_book.
"""

from .allocation_book import write_allocation_book
from .allocation_book import write_allocation_book as allocation_book
from .allocation_totals import ComponentTotals, ProgramTotals, component_totals, program_totals
from .consolidated_book import ConsolidatedBook, write_consolidated_book
from .consolidation import Consolidation, consolidation_of
from .controls import Control, Side, unsettled
from .ledger_state import LedgerState, read_ledger
from .positions import FilledPosition, SharedPart
from .readding import BookTotals, readd
from .sheet_digits import NotExactError
from .standings import SchoolStanding, Standing

__all__ = [
    "BookTotals",
    "ComponentTotals",
    "ConsolidatedBook",
    "Consolidation",
    "Control",
    "FilledPosition",
    "LedgerState",
    "NotExactError",
    "ProgramTotals",
    "SchoolStanding",
    "SharedPart",
    "Side",
    "Standing",
    "allocation_book",
    "component_totals",
    "consolidation_of",
    "program_totals",
    "read_ledger",
    "readd",
    "unsettled",
    "write_allocation_book",
    "write_consolidated_book",
]
