"""PDF/A and its tags."""
