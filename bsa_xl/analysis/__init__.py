"""Insight: why numbers moved, and what other decisions would do.

In order: mixed_policy, change.
"""

from .change import Cause, Change, SchoolChange, Year, change

__all__ = ["Cause", "Change", "SchoolChange", "Year", "change"]
