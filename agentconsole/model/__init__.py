"""The nouns, the commands and the errors. No I/O, no clock, no screen."""
