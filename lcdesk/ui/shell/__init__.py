"""The window itself: start, password, areas, language, crash."""
