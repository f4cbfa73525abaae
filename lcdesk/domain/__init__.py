"""What things are and what is allowed: frozen records and plain functions, no input or output."""
