"""The area of review meetings."""
