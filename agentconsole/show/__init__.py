"""One look for the console and the commands. Rich at most, never the console's toolkit."""
