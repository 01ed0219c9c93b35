"""Keeping things."""
