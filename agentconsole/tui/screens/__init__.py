"""The places one can be, each with its style sheet beside it."""
