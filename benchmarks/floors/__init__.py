"""What this machine and these libraries allow: the least that does the same."""
