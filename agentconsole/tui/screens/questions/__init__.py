"""Every question the console puts to the person, as a form; one file a family."""
