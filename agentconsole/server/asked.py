"""What was asked, and what is answered."""

import gzip
import math
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import parse_qs

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from agentconsole.desk.api import Desk
from agentconsole.model.access import Token
from agentconsole.model.errors import DeskError, Invalid, NotLoggedIn, TooMany, Unavailable
from agentconsole.wire.calls import EXACT
from agentconsole.wire.faults import fault_of, status_of

JSON = b"application/json"
MOST_PARAMETERS = 2_100
"""As many as may be asked about at once, and some."""
WORTH_PACKING = 1_400
"""Bytes: less fits into one packet anyhow."""
PACKED = ((b"content-encoding", b"gzip"), (b"vary", b"accept, accept-encoding"))
HARMLESS = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))
"""What is answered is of customers: it is kept by no cache on the way, and taken for nothing else."""


class Asked(Struct, kw_only=True, eq=False):
    """One request, of somebody who was let in."""

    desk: Desk
    """As they see it."""
    token: Token
    path: Mapping[str, str]
    query: bytes = b""
    headers: Mapping[bytes, bytes] = {}  # a Struct copies its defaults
    body: bytes = b""
    people_changed: Callable[[], None] = lambda: None
    """To be called when a token has ended, or a colleague has left: the next request is looked at anew."""

    @property
    def by(self) -> str:
        """Who asks."""
        return self.token.agent

    @property
    def exact(self) -> bool:
        """Whether they speak the exact form."""
        return EXACT.encode() in self.headers.get(b"accept", b"")

    def parameters(self) -> dict[str, list[str]]:
        """What stands in the address: behind the `?`, and in the path."""
        try:
            said = parse_qs(
                self.query.decode(), keep_blank_values=True, max_num_fields=MOST_PARAMETERS, errors="strict"
            )
        except ValueError:
            raise Invalid("The address cannot be understood", "It is UTF-8, percent-encoded") from None
        return {**said, **{name: [value] for name, value in self.path.items()}}


class Answer(Struct, frozen=True, kw_only=True):
    """What goes back."""

    body: bytes
    status: int = 200
    type: bytes = JSON
    headers: Sequence[tuple[bytes, bytes]] = ()

    def head(self, *more: tuple[bytes, bytes]) -> list[tuple[bytes, bytes]]:
        """All its headers."""
        length = (b"content-length", str(len(self.body)).encode())
        return [(b"content-type", self.type), length, *HARMLESS, *self.headers, *more]


Work = Callable[[Asked], Answer]
"""What answers a request; it blocks, and runs in a thread."""


def refused(error: DeskError) -> Answer:
    """An error, as it is answered."""
    wait: float = getattr(error, "seconds", 1.0)
    headers: list[tuple[bytes, bytes]] = []
    if isinstance(error, NotLoggedIn):
        headers.append((b"www-authenticate", b'Bearer realm="agentconsole"'))
    if isinstance(error, TooMany | Unavailable):
        headers.append((b"retry-after", str(math.ceil(wait)).encode()))
    body = msgspec.json.encode({"error": fault_of(error)})
    return Answer(status=status_of(error), body=body, headers=headers)


def packed(answer: Answer, headers: Mapping[bytes, bytes]) -> Answer:
    """The answer, packed where that is worth it and understood."""
    if len(answer.body) < WORTH_PACKING or not takes_packed(headers) or PACKED[0] in answer.headers:
        return answer
    body = gzip.compress(answer.body, compresslevel=1, mtime=0)
    return replace(answer, body=body, headers=(*answer.headers, *PACKED))


def takes_packed(headers: Mapping[bytes, bytes]) -> bool:
    """Whether whoever asks understands packed answers."""
    return b"gzip" in headers.get(b"accept-encoding", b"")
