"""One verb per function: the only door that hosts may use.

In order: outcome, stops (what a verb answers, why it cannot); opened (a district read), recording,
outputs, out_folder, collected, school_names, groups, letters, capacities, workbooks, ready,
templates, presses (what a workbook is made from), vetting, handing_over; then the verbs.
"""

from typing import TYPE_CHECKING

from bsa_xl.doors import opens_late

if TYPE_CHECKING:
    from bsa_xl.allocation import Compared as ComparedTitleI
    from bsa_xl.allocation import ComparedBy
    from bsa_xl.analysis import (
        AdjustedSchool,
        AdjustmentSummary,
        Grouping,
        GroupMove,
        LevelBalance,
        SchoolChange,
    )
    from bsa_xl.policy import LibraryPolicy
    from bsa_xl.workbook import column_letters, parse_cell

    from . import presses
    from .allocating import Allocated, AllocateOrder, Explained, allocate_district, explain_school
    from .cell_allocations import (
        Figure,
        LetterLine,
        Peer,
        figures_of,
        letter_of,
        peers_of,
        sentences_of,
    )
    from .cell_changes import WhatIf, WhatIfLine, what_if, what_if_lines
    from .cell_faults import CannotAnswerError
    from .cell_prices import PositionAsked, PositionCost, position_costs
    from .cell_sums import rounded, shared_out
    from .cell_years import CellYear, open_cell_year
    from .checking import (
        DistrictChecked,
        DistrictSummary,
        GivenCounts,
        PolicyChecked,
        PolicySummary,
        check_district,
        check_policy,
    )
    from .collected import CollectedFile, is_to_be_explained
    from .collecting import Collected, CollectOrder, collect
    from .comparing import ComparabilityOrder, ComparabilityStudied, study_comparability
    from .consolidating import Consolidated, ConsolidateOrder, consolidate
    from .exchanging import Exchanged, ExchangeOrder, policy_from_excel, policy_to_excel
    from .explained_cell import CellExplained, explain_cell
    from .exporting import Exported, ExportOrder, export_ledger, layouts
    from .groups import accept, school_books, shortfalls
    from .handing_over import ExportMode
    from .importing import ImportDone, ImportOrder, import_district
    from .insight import (
        Boarded,
        BoardOrder,
        Changed,
        ChangeOrder,
        Compared,
        ScenarioOrder,
        answer_board,
        compare_scenarios,
        explain_change,
    )
    from .issuing import Issued, IssueOrder, file_name, issue, store_path
    from .judging_files import CheckedFiles, check_files
    from .library import Copied, CopyOrder, copy_policy, list_library
    from .live_book import (
        CheckLine,
        LiveBook,
        LiveReader,
        PricedRow,
        ProgramBalance,
        Shown,
        SinceIssue,
        read_live,
    )
    from .opened import Opened, open_district
    from .outcome import Answer, Exit, Progress, silent
    from .presses import Presses
    from .ready import Ready
    from .showing import ArithmeticOrder, ArithmeticShown, show_arithmetic
    from .standing import SchoolStatus, Status, StatusOrder, fte_of, status
    from .stops import Stop, UnknownNameError, stop_for
    from .studying import Reviewed, Studied, StudyOrder, study_district, study_reviews
    from .templates import EditedTemplate, TemplateOrder, TemplateWritten, write_template
    from .vetting import Vetting
    from .workbooks import Draft, outcomes_of
else:
    __getattr__ = opens_late(__name__)

__all__ = [
    "AdjustedSchool",
    "AdjustmentSummary",
    "AllocateOrder",
    "Allocated",
    "Answer",
    "ArithmeticOrder",
    "ArithmeticShown",
    "BoardOrder",
    "Boarded",
    "CannotAnswerError",
    "CellExplained",
    "CellYear",
    "ChangeOrder",
    "Changed",
    "CheckLine",
    "CheckedFiles",
    "CollectOrder",
    "Collected",
    "CollectedFile",
    "ComparabilityOrder",
    "ComparabilityStudied",
    "Compared",
    "ComparedBy",
    "ComparedTitleI",
    "ConsolidateOrder",
    "Consolidated",
    "Copied",
    "CopyOrder",
    "DistrictChecked",
    "DistrictSummary",
    "Draft",
    "EditedTemplate",
    "ExchangeOrder",
    "Exchanged",
    "Exit",
    "Explained",
    "ExportMode",
    "ExportOrder",
    "Exported",
    "Figure",
    "GivenCounts",
    "GroupMove",
    "Grouping",
    "ImportDone",
    "ImportOrder",
    "IssueOrder",
    "Issued",
    "LetterLine",
    "LevelBalance",
    "LibraryPolicy",
    "LiveBook",
    "LiveReader",
    "Opened",
    "Peer",
    "PolicyChecked",
    "PolicySummary",
    "PositionAsked",
    "PositionCost",
    "Presses",
    "PricedRow",
    "ProgramBalance",
    "Progress",
    "Ready",
    "Reviewed",
    "ScenarioOrder",
    "SchoolChange",
    "SchoolStatus",
    "Shown",
    "SinceIssue",
    "Status",
    "StatusOrder",
    "Stop",
    "Studied",
    "StudyOrder",
    "TemplateOrder",
    "TemplateWritten",
    "UnknownNameError",
    "Vetting",
    "WhatIf",
    "WhatIfLine",
    "accept",
    "allocate_district",
    "answer_board",
    "check_district",
    "check_files",
    "check_policy",
    "collect",
    "column_letters",
    "compare_scenarios",
    "consolidate",
    "copy_policy",
    "explain_cell",
    "explain_change",
    "explain_school",
    "export_ledger",
    "figures_of",
    "file_name",
    "fte_of",
    "import_district",
    "is_to_be_explained",
    "issue",
    "layouts",
    "letter_of",
    "list_library",
    "open_cell_year",
    "open_district",
    "outcomes_of",
    "parse_cell",
    "peers_of",
    "policy_from_excel",
    "policy_to_excel",
    "position_costs",
    "presses",
    "read_live",
    "rounded",
    "school_books",
    "sentences_of",
    "shared_out",
    "shortfalls",
    "show_arithmetic",
    "silent",
    "status",
    "stop_for",
    "store_path",
    "study_comparability",
    "study_district",
    "study_reviews",
    "what_if",
    "what_if_lines",
    "write_template",
]
