"""This machine: its places and its configuration."""
