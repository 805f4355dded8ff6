"""BSA-XL: student-based budgeting for school districts, in the spreadsheets their people use.

Hosts import `bsa_xl.api`; nothing is re-exported here, on purpose.
"""

__version__ = "0.1.0"
