"""What the stores that speak SQL have in common: asked and told in the words of SQLite, which the session of
another database puts into its own."""
