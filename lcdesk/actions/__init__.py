"""One function for each thing an officer does; each is one transaction and says which tables it
touched."""
