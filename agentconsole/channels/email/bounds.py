"""How much of one mail is looked at. Reading a mail costs in proportion to its size, never more.

Whatever lies beyond a bound is not lost: the message is kept whole, the rest is listed as an attachment,
and what was left out is said in the entry's data.
"""

HEADER_BLOCK = 262_144
"""Bytes of one block of headers."""
FIELD = 16_384
"""Bytes of one header that are read."""
REPEATED = 100
"""Values of one name."""
DEPTH = 50
"""Multiparts within each other. Postfix allows 100, people make 5."""
PARTS = 500
"""Parts of one mail."""
TEXT = 2_000_000
"""Bytes of text in all parts, transfer encodings undone and pictures taken out."""
HTML = 800_000
"""Of these, in one HTML part: reading tags costs more than reading text."""
ENCODED = 50_000_000
"""Bytes of one text part as it is sent."""
PEOPLE = 100
"""Addresses of one header."""
LINKS = 100
"""Earlier messages a mail can say it follows."""
NAME = 255
"""Characters of a person's or a file's name."""
ADDRESS = 320
"""Characters of an address: 64 before the @ and 255 after it (RFC 5321, 4.5.3.1)."""
