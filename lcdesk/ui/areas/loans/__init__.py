"""The area of loans."""
