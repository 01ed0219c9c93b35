"""The least that answers over HTTP with the same libraries: an empty route, and a bare stream of events."""

import asyncio
import socket
import sys
import time
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

EVERY = 0.25
"""Seconds between two events."""


async def empty(_: Request) -> Response:
    """Nothing."""
    return Response(b"{}", media_type="application/json")


async def stream(_: Request) -> StreamingResponse:
    """The time, again and again, to everybody at the same moment."""
    return StreamingResponse(_times(), media_type="text/event-stream")


async def _times() -> AsyncIterator[bytes]:
    while True:
        now = time.time()
        await asyncio.sleep(EVERY - now % EVERY)
        yield f"id: 1\nevent: change\ndata: {now - now % EVERY + EVERY}\n\n".encode()


def main() -> None:
    """Serve on any port, and say which."""
    app = Starlette(
        routes=[
            Route("/", empty, methods=["GET"]),
            Route("/", empty, methods=["POST"]),
            Route("/live", stream),
        ]
    )
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen(1024)
    sys.stderr.write(f"http://127.0.0.1:{listener.getsockname()[1]}\n")
    sys.stderr.flush()
    config = uvicorn.Config(app, log_config=None, access_log=False, ws="none")
    asyncio.run(uvicorn.Server(config).serve(sockets=[listener]))


if __name__ == "__main__":
    main()
