"""A customer's whole history beside the conversation, and specialists who come to the case."""

__version__ = "0.1.0"
