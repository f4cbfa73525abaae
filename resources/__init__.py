"""Fonts, icons and data that ship with the program, packaged as lcdesk.resources."""
