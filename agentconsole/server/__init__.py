"""A desk over HTTP: its routes, its live events, and who is let in."""
