"""What figures and lists of reports read from the file."""
