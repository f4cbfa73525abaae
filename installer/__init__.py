"""What build_installer.py is made of, and the data that goes into installers."""


class Stop(Exception):
    """The build cannot go on; the message names what is wrong."""
