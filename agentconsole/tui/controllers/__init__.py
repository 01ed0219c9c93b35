"""What the desk screen does, one concern a file. Each works on the same `Panes` and offers handlers."""
