"""What can be read of a damaged ward file, in a new one."""
