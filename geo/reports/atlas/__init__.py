"""The report as a PDF: cover, city sheet, comparison, a sheet a sub-district, means, methods, annexes; set by typst."""
