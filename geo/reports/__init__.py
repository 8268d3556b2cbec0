"""The workbook and other documents of a plan."""
