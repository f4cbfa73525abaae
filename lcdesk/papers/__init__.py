"""Papers: a content record in, a printable PDF out; nothing here knows the database."""
