"""The companion commands."""
