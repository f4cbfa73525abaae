"""The area of reports."""
