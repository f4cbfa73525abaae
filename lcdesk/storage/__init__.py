"""The ward file: the only place with SQL."""
