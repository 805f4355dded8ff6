"""What people read: workbooks and files made of allocations, budgets, findings and postings.

In order: shown_text, table, look, row_xml, sheet_digits, assembly, cells, book (how a workbook is
made); controls, about_page, finding_table, pupils; allocation_totals, allocation_summary,
allocation_book; heads, ledger_state, standings, positions, groupings, consolidation (what the
consolidated book is made from); school_tables, ledger_tables, consolidated_controls, readding,
consolidated_summary, budget_chart, consolidated_book; layout_kinds, layout, layout_lines,
layout_sense, layout_file (the layouts themselves lie in layouts), letters, ledger_values,
ledger_file, ledger_readding, net_changes; group_tables, change_book, scenario_book, board_book,
study_book, comparability_book,
table_file.
"""

from .allocation_book import write_allocation_book
from .allocation_totals import ComponentTotals, ProgramTotals, component_totals, program_totals
from .arithmetic import NotCoveredError, Work, arithmetic, write_arithmetic
from .board_book import write_board_book
from .change_book import write_change_book
from .comparability_book import write_comparability_book
from .consolidated_book import ConsolidatedBook, write_consolidated_book
from .consolidation import Consolidation, consolidation_of
from .controls import Control, Side, unsettled
from .layout import Layout
from .layout_file import layout_names, read_layout, shipped_layout
from .ledger_file import LedgerFile, write_ledger_file
from .ledger_readding import LedgerTotals, UnreadableFileError, readd_ledger_file
from .ledger_state import LedgerState, in_one_state, read_ledger
from .ledger_values import Amounts, FileFacts
from .net_changes import net_changes
from .positions import Fate, FilledPosition, SharedPart
from .readding import BookTotals, is_consolidated_book, readd
from .scenario_book import write_scenario_book
from .sheet_digits import NotExactError
from .standings import SchoolStanding, Standing
from .study_book import school_table, write_study_book
from .table_file import table_csv

__all__ = [
    "Amounts",
    "BookTotals",
    "ComponentTotals",
    "ConsolidatedBook",
    "Consolidation",
    "Control",
    "Fate",
    "FileFacts",
    "FilledPosition",
    "Layout",
    "LedgerFile",
    "LedgerState",
    "LedgerTotals",
    "NotCoveredError",
    "NotExactError",
    "ProgramTotals",
    "SchoolStanding",
    "SharedPart",
    "Side",
    "Standing",
    "UnreadableFileError",
    "Work",
    "arithmetic",
    "component_totals",
    "consolidation_of",
    "in_one_state",
    "is_consolidated_book",
    "layout_names",
    "net_changes",
    "program_totals",
    "read_layout",
    "read_ledger",
    "readd",
    "readd_ledger_file",
    "school_table",
    "shipped_layout",
    "table_csv",
    "unsettled",
    "write_allocation_book",
    "write_arithmetic",
    "write_board_book",
    "write_change_book",
    "write_comparability_book",
    "write_consolidated_book",
    "write_ledger_file",
    "write_scenario_book",
    "write_study_book",
]
