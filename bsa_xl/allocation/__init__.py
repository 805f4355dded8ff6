"""What is given: the formula's lines, computed in exact integer columns."""

from .lines import AllocationLine, LineStatus, LineUnit, SchoolAllocation, cents_of

__all__ = ["AllocationLine", "LineStatus", "LineUnit", "SchoolAllocation", "cents_of"]
