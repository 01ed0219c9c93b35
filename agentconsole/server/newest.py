"""The position of the newest change, asked for once for all who want to know it."""

import asyncio
from collections.abc import Awaitable, Callable

InThread = Callable[[Callable[[], int]], Awaitable[int]]
"""Calls a function that blocks, somewhere else."""


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

    async def __call__(self) -> int:
        """The position. Raises what the question raises."""
        if self._next is None:
            self._next = asyncio.create_task(self._question())
        return await asyncio.shield(self._next)

    async def _question(self) -> int:
        async with self._turn:
            self._next = None
            return await self._in_thread(self._ask)
