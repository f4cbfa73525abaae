"""What areas are built of."""
