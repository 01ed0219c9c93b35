"""From the web server to a thread and back: who asks, whether they may ask now, and the answer."""

import asyncio
import gzip
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from starlette.types import Receive, Scope, Send

from agentconsole.model.access import Token
from agentconsole.model.errors import DeskError, Invalid, TooLarge, Unavailable
from agentconsole.server.asked import Answer, Asked, Work, refused
from agentconsole.server.letting import Door
from agentconsole.server.rates import Rates
from agentconsole.server.terms import Limits
from agentconsole.server.watching import STATE, Seen

T = TypeVar("T")

SMALL_BODY = 65_536
"""A larger one is read only for somebody who may come in."""
WORTH_PACKING = 1_400
"""Bytes: less fits into one packet anyhow."""


class Serving(Struct, kw_only=True, eq=False):
    """What every endpoint of a server shares."""

    door: Door
    rates: Rates
    limits: Limits
    pool: ThreadPoolExecutor
    busy: int = 0

    async def in_thread(self, call: Callable[[], T]) -> T:
        """Do what blocks in a thread. Raises Unavailable when too many wait for that already."""
        if self.busy >= self.limits.threads + self.limits.waiting:
            raise Unavailable("The desk has more to do than it can", "Try again in a moment")
        self.busy += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self.pool, call)
        finally:
            self.busy -= 1


class Endpoint:
    """One route: its work is done in a thread, for whoever may come in."""

    def __init__(self, shared: Serving, template: str, work: Work, *, largest: int = 0) -> None:
        self._shared = shared
        self._template = template
        self._work = work
        self._largest = largest or shared.limits.body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        seen: Seen = scope[STATE]
        seen.route = self._template
        headers: dict[bytes, bytes] = dict(scope["headers"])
        try:
            answer = await self._answer(scope, receive, headers, seen)
        except DeskError as error:
            answer = refused(error)
        await give(answer, send)

    async def _answer(
        self, scope: Scope, receive: Receive, headers: Mapping[bytes, bytes], seen: Seen
    ) -> Answer:
        body = b""
        if scope["method"] not in ("GET", "HEAD", "DELETE"):
            if said_length(headers) is None or (said_length(headers) or 0) > SMALL_BODY:
                await self._shared.in_thread(lambda: admitted(self._shared, headers, seen, free=True))
            body = await read_body(receive, headers, self._largest)

        def work() -> Answer:
            token = admitted(self._shared, headers, seen)
            asked = Asked(
                desk=self._shared.door.desk_of(token),
                token=token,
                path=scope["path_params"],
                query=scope["query_string"],
                headers=headers,
                body=body,
                people_changed=self._shared.door.forget,
            )
            return packed(self._work(asked), headers)

        return await self._shared.in_thread(work)


def admitted(shared: Serving, headers: Mapping[bytes, bytes], seen: Seen, *, free: bool = False) -> Token:
    """Whoever asks. Raises NotLoggedIn, and TooSoon for somebody who asks too often."""
    token = shared.door.holder(headers.get(b"authorization", b"").decode("latin-1"))
    seen.agent, seen.token = token.agent, token.id
    if not free:
        shared.rates.take(token.id)
    return token


def said_length(headers: Mapping[bytes, bytes]) -> int | None:
    """How long the body is, where that is said."""
    said = headers.get(b"content-length", b"")
    return int(said) if said.isdigit() else None


async def read_body(receive: Receive, headers: Mapping[bytes, bytes], largest: int) -> bytes:
    """The whole body. Raises TooLarge before reading what is said to be too long, and at the first byte too
    many of what is not."""
    if (said_length(headers) or 0) > largest:
        raise _too_large(largest)
    parts, size = [], 0
    while True:
        message: Any = await receive()
        if message["type"] == "http.disconnect":
            raise Invalid("The request was not sent to its end", "Send it again")
        part: bytes = message.get("body", b"")
        size += len(part)
        if size > largest:
            raise _too_large(largest)
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


def _too_large(largest: int) -> TooLarge:
    return TooLarge("The request is too large", f"At most {largest:,} bytes are taken here")


CHUNK = 262_144


async def give(answer: Answer, send: Send) -> None:
    """Send an answer; a long one in parts, as fast as it is taken."""
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.head()})
    body = answer.body
    for start in range(0, max(1, len(body)), CHUNK):
        end = start + CHUNK
        part = body if len(body) <= CHUNK else body[start:end]
        await send({"type": "http.response.body", "body": part, "more_body": end < len(body)})


def packed(answer: Answer, headers: Mapping[bytes, bytes]) -> Answer:
    """The answer, packed where that is worth it and understood."""
    if len(answer.body) < WORTH_PACKING or b"gzip" not in headers.get(b"accept-encoding", b""):
        return answer
    body = gzip.compress(answer.body, compresslevel=1, mtime=0)
    return replace(answer, body=body, headers=(*answer.headers, *PACKED))


PACKED = ((b"content-encoding", b"gzip"), (b"vary", b"accept, accept-encoding"))
