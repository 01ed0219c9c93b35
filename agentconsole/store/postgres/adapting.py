"""How Python's values go into the columns of a desk and come out again.

PostgreSQL holds every text but one with the character NUL in it, which mail may have: it is written as two
characters, of which the first is one that nobody types. All whole numbers are of eight bytes, so that a
statement has one plan whatever number is asked for.
"""

import psycopg
from psycopg.adapt import Buffer, Dumper, Loader
from psycopg.postgres import types
from psycopg.types.numeric import Int8Dumper, IntLoader
from psycopg.types.string import BytesBinaryDumper

_MARK, _NUL, _ITSELF = "\x1a", "\x1a0", "\x1a1"


def escaped(text: str) -> str:
    """The text as it can be held."""
    if "\0" in text or _MARK in text:
        return text.replace(_MARK, _ITSELF).replace("\0", _NUL)
    return text


def unescaped(text: str) -> str:
    """The text as it was."""
    return text.replace(_NUL, "\0").replace(_ITSELF, _MARK) if _MARK in text else text


class _TextDumper(Dumper):
    oid = types["text"].oid

    def dump(self, obj: str) -> bytes:
        return escaped(obj).encode()


class _TextLoader(Loader):
    def load(self, data: Buffer) -> str:
        return unescaped(bytes(data).decode())


def adapt(connection: psycopg.Connection) -> None:
    """From now on, values go and come this way on the connection."""
    adapters = connection.adapters
    adapters.register_dumper(str, _TextDumper)
    adapters.register_dumper(int, Int8Dumper)
    adapters.register_dumper(bytes, BytesBinaryDumper)
    adapters.register_loader("text", _TextLoader)
    adapters.register_loader("numeric", IntLoader)  # the sum of whole numbers
