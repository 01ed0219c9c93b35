"""What follows from the nouns. Pure functions: nothing is read, written or asked the time."""
