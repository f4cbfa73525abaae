"""From records to what an official paper says, and out of the program."""
