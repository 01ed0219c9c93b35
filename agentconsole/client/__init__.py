"""A desk that is reached over HTTP: the same interface, with a link that comes and goes."""
