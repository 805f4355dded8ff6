"""A district's memory: issued workbooks, returned ones, what they came to, and who did what when.

One folder, `DISTRICT.store`: `store.sqlite`, `raw` (bytes as they arrived), `key`, `templates`.
In order: plain, bulk, faults, tables, triggers, holder, database; raw, keys, templates, log, runs;
keychain, issued, register; returned, footing, finding_text, rows, planned, returns, ledger,
exports; dump, examine, backup, store.
"""

from typing import TYPE_CHECKING

from bsa_xl.doors import opens_late

if TYPE_CHECKING:
    from .exports import Export, Exports
    from .faults import (
        RegisterConflictError,
        StoreBusyError,
        StoreDamagedError,
        StoreError,
        StoreMissingError,
        StoreTooNewError,
    )
    from .footing import DoesNotFootError
    from .issued import Changed, IssuedWorkbook, IssuePlan, Planned, Standing, Wanted
    from .keychain import KeyChain
    from .keys import KeyRing, SigningKey
    from .ledger import ControlTotals, Ledger
    from .log import LogFault, LogHead
    from .planned import figures_of_budget, lines_of_budget
    from .raw import RawFolder, sha256_of
    from .register import Register
    from .returned import (
        LineKind,
        Outcome,
        PlannedLine,
        ProgramFigures,
        ProgramShare,
        Receipt,
        Recorded,
        ReturnedWorkbook,
        StoredReturn,
    )
    from .returns import Returns
    from .runs import PastRun, Run, RunEnding, RunInput, RunKind, Runs
    from .store import Store
    from .templates import TemplateCache
else:
    __getattr__ = opens_late(__name__)

__all__ = [
    "Changed",
    "ControlTotals",
    "DoesNotFootError",
    "Export",
    "Exports",
    "IssuePlan",
    "IssuedWorkbook",
    "KeyChain",
    "KeyRing",
    "Ledger",
    "LineKind",
    "LogFault",
    "LogHead",
    "Outcome",
    "PastRun",
    "Planned",
    "PlannedLine",
    "ProgramFigures",
    "ProgramShare",
    "RawFolder",
    "Receipt",
    "Recorded",
    "Register",
    "RegisterConflictError",
    "ReturnedWorkbook",
    "Returns",
    "Run",
    "RunEnding",
    "RunInput",
    "RunKind",
    "Runs",
    "SigningKey",
    "Standing",
    "Store",
    "StoreBusyError",
    "StoreDamagedError",
    "StoreError",
    "StoreMissingError",
    "StoreTooNewError",
    "StoredReturn",
    "TemplateCache",
    "Wanted",
    "figures_of_budget",
    "lines_of_budget",
    "sha256_of",
]
