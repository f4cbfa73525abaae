"""Reports and books on paper, with their charts."""
