"""Desk work of entrusted policy lending in a Vietnamese ward."""

__version__ = "0.3.0"
