"""The sheets of a school's workbook, one file a sheet: what stands where, and what it computes."""
