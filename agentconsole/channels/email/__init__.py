"""E-mail: the bytes of a message to what the desk receives."""
