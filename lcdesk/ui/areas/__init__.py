"""The areas of the window, a module or a folder each."""
