"""The table of reports: measured row by row, drawn page by page."""
