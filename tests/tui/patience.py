"""A pilot that waits until all that was set going has come to its end, not until the processor is quiet.

The toolkit's own waits at least a fiftieth of a second at every pause, and takes a busy machine that
gives this process no time for a console that has nothing left to do.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from textual import events
from textual._context import message_hook
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.pilot import Pilot

PATIENCE = 30.0
"""Seconds in which every part of a console has looked at what it was told."""


async def nothing_else() -> None:
    """Nothing outside of the console is waited for."""


class Round:
    """One message more, to every part of a console; `over` when all of them have come to it."""

    def __init__(self, parts: Iterable[MessagePump]) -> None:
        self.over = asyncio.Event()
        self.left = sum(part.post_message(events.Callback(self)) for part in parts)
        self()

    def __call__(self) -> None:
        self.left -= 1
        if self.left < 0:
            self.over.set()


class Patient(Pilot[Any]):
    """Presses keys for a test; `pause()` comes back when nothing moves any more.

    To be made before the console runs: what its parts are told is counted from then on. `others` waits for
    what goes on elsewhere on its behalf.
    """

    def __init__(self, app: App[Any], others: Callable[[], Awaitable[None]] = nothing_else) -> None:
        super().__init__(app)
        self.others = others
        self.told = 0
        """Messages to any part of the console, save ours."""
        message_hook.set(self._count)

    async def pause(self, delay: float | None = None) -> None:
        """Until nothing moves any more; with a delay, only for what was on its way, and for so long."""
        if delay is not None:
            await super().pause(delay)
            return
        async with asyncio.timeout(PATIENCE):
            while self.app._exception is None:
                await self.others()
                self._do_what_is_put_off()
                if not await self._anything_else():
                    return

    def _do_what_is_put_off(self) -> None:
        """Painting and laying out anew wait a moment for more of the same."""
        self.app._check_resize()
        self.app.screen._on_timer_update()

    def _count(self, message: Message) -> None:
        ours = isinstance(message, events.Callback) and isinstance(message.callback, Round)
        self.told += not ours

    async def _anything_else(self) -> bool:
        """Whether any part had, or has, more to look at than a message of ours."""
        before, parts = self.told, {self.app, *self.app._registry}
        ends = [asyncio.create_task(end.wait()) for end in (Round(parts).over, self.app._exception_event)]
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        for end in ends:
            end.cancel()
        return self.told != before or any(not part._message_queue.empty() for part in parts)
