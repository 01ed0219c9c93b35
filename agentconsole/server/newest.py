"""The position of the newest change, asked for once for all who want to know it."""

import asyncio
import time
from collections.abc import Awaitable, Callable

InThread = Callable[[Callable[[], int]], Awaitable[int]]
"""Calls a function that blocks, somewhere else."""
BETWEEN = 0.002
"""Seconds at least from one answer to the next question, so that many share it: to hand a question to a
thread takes the server longer than to answer who asks."""


class Newest:
    """One question at a time, and its answer for everybody who came before it was asked.

    Who comes later waits for the next question: what was kept before somebody asked, anywhere, is in the
    answer they get. All of it happens in the server's one event loop.
    """

    def __init__(self, ask: Callable[[], int], in_thread: InThread) -> None:
        self._ask = ask
        self._in_thread = in_thread
        self._turn = asyncio.Lock()
        self._next: asyncio.Task[int] | None = None
        self._answered = 0.0

    async def __call__(self) -> int:
        """The position. Raises what the question raises."""
        if self._next is None:
            self._next = asyncio.create_task(self._question())
        return await asyncio.shield(self._next)

    async def _question(self) -> int:
        async with self._turn:
            await asyncio.sleep(self._answered + BETWEEN - time.monotonic())
            self._next = None
            try:
                return await self._in_thread(self._ask)
            finally:
                self._answered = time.monotonic()


class AtHand:
    """The same for a desk in a file here, which answers without waiting: once in a turn of the event loop.

    Who is answered in a turn came before it began, so nothing kept before they came is missing.
    """

    def __init__(self, ask: Callable[[], int]) -> None:
        self._ask = ask
        self._known: int | None = None

    async def __call__(self) -> int:
        """The position. Raises what the question raises."""
        if self._known is None:
            self._known = self._ask()
            asyncio.get_running_loop().call_soon(self._forget)
        return self._known

    def _forget(self) -> None:
        self._known = None
