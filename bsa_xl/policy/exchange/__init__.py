"""The policy as a workbook: written for people in Excel, read back without losing a letter.

In order: kinds; leaves, families (the model's fields as columns, read from its annotations);
rendering, cells, citations; sheets, walking, dated_rows, contents (what stands where); look,
choices, writing, front, original, timeless, to_workbook (the workbook); opening, tables, returned
and its rows, owners, parts, values, ordering, checking (back again); nodes, patching, changes,
from_workbook (the file).
"""

from .changes import Change
from .from_workbook import FromWorkbook, policy_from_workbook
from .to_workbook import ToWorkbook, policy_to_workbook

__all__ = ["Change", "FromWorkbook", "ToWorkbook", "policy_from_workbook", "policy_to_workbook"]
