"""The pages written from the program itself: a module each, whose `page` returns the text."""
