"""Paper: the school's workbook, out and back."""
