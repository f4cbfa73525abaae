"""The reports of the office: each gathers figures into one content that becomes a page, a workbook
or plain values."""
