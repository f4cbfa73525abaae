"""A paper as it will print."""
