"""A desk that has lived, made up: the same for the same seed, in order of time, a little at a time."""
