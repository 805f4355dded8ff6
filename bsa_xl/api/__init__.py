"""One verb per function: the only door that hosts may use.

In order: opened (a district read), groups, letters, workbooks (what a workbook is made from); then
the verbs.
"""
