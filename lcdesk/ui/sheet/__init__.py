"""A table to type on, as in a spreadsheet."""
