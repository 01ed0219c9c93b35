"""Facts: what a customer has already told us, and which sentence of a draft asks for it again."""
