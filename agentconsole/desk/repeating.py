"""Commands that come with a key: done once, and answered again with what they did."""

import msgspec
from msgspec import Struct

from agentconsole.desk.api import Outcome
from agentconsole.model.commands import Command
from agentconsole.model.errors import Invalid

LONGEST = 200


class Done(Struct, frozen=True, kw_only=True):
    """What is kept with a key: which command it was, and what it did."""

    command: str
    """The hash of it: two that differ in anything differ in this."""
    outcome: Outcome


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Done).decode


def checked(key: str) -> str:
    """A key that can be kept. Raises Invalid."""
    if len(key) > LONGEST:
        raise Invalid(
            f"The key has {len(key):,} characters, and at most {LONGEST} are kept", "Use a random one"
        )
    return key


def kept(command: Command, outcome: Outcome) -> bytes:
    """What is to be kept of a command that was done."""
    return _encode(Done(command=_hash(command), outcome=outcome))


def again(did: bytes, command: Command, key: str) -> Outcome:
    """What the command did when it was given first. Raises Invalid where that was another one."""
    done = _decode(did)
    if done.command != _hash(command):
        raise Invalid(
            f"The key {key!r} was used for another command", "Use a new key for each thing that is to be done"
        )
    return done.outcome


def _hash(command: Command) -> str:
    import hashlib  # most commands come without a key

    return hashlib.sha256(type(command).__name__.encode() + b"\0" + _encode(command)).hexdigest()
