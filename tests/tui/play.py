"""A person at a real desk, in front of a real console: keys go in, and the desk says what came of them."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from textual import events
from textual.keys import _character_to_key

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.model.mail import OwnMail
from agentconsole.model.people import Contact
from agentconsole.settings.config import Config
from agentconsole.store.sqlite import open_store
from agentconsole.tui.app import Console
from agentconsole.tui.screens.desk import DeskScreen
from tests.make import AGENTS, MEI, Clock
from tests.tui.patience import Patient

PATIENCE = 30.0
CHARACTERS = {"enter": "\r", "space": " ", "tab": "\t", "escape": "\x1b"}
SUPPORT = "support@desk.example"
OLD = "12 Mar 2023: I was charged for a bag I never had."


def desk_at(path: Path, clock: Clock) -> LocalDesk:
    """The desk in a file; an empty one where there is none."""
    store = open_store(path, create=not path.exists())
    return LocalDesk(store, name="bags", clock=clock, mail=OwnMail(addresses=frozenset({SUPPORT})))


def small_desk(path: Path, clock: Clock) -> LocalDesk:
    """Ana, Ben and Priya; Mei with an old conversation and one that is Ana's and waits for her."""
    desk = desk_at(path, clock)
    for agent in AGENTS.values():
        desk.do(
            c.AddAgent(handle=agent.handle, full_name=agent.full_name, email=agent.email, skills=agent.skills)
        )
    received(desk, OLD, key="old", subject="Refund for March", days=1300)
    received(desk, "Thank you, Ana.", key="old", days=1299)
    received(desk, "I was charged again for the same bag.", key="new", subject="Baggage fee", days=0.01)
    desk.do(c.Claim(conversation=2), by="ana")
    return desk


def received(
    desk: LocalDesk, text: str, *, key: str = "new", days: float = 0, customer: Contact = MEI, **fields: Any
) -> int:
    """Something a customer wrote so many days ago; the number of its conversation."""
    at = desk.clock() - timedelta(days=days)
    command = c.Receive(
        channel="email",
        external_id=f"{key} {text} {at.isoformat()}",
        at=at,
        customer=customer,
        direction="in",
        keys=(key,),
        text=text,
        **fields,
    )
    conversation = desk.do(command).conversation
    assert conversation is not None
    return conversation.id


class Play:
    """The console of one person, and what it shows."""

    def __init__(self, app: Console, desk: LocalDesk) -> None:
        self.app = app
        self.pilot = Patient(app, self.answered)
        self.desk = desk

    @property
    def screen(self) -> DeskScreen:
        """The desk screen, wherever the person is."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, DeskScreen))

    @property
    def writing(self) -> str:
        """What is in the composer."""
        return self.screen.panes.composer.text

    async def answered(self) -> None:
        """Until nothing is asked of the desk, and all that it told is on its way."""
        while self.app.session.background.underway or self._is_behind():
            await asyncio.sleep(0.001)

    def _is_behind(self) -> bool:
        """What is hidden from the person of this desk is never told."""
        watcher = self.app.watcher
        if watcher is None or not watcher.is_behind(self.desk.latest()):
            return False
        return bool(self.desk.changes(watcher.position, limit=1))

    async def press(self, *keys: str) -> None:
        """Press keys at once, as they come over a slow line."""
        for key in keys:
            character = key if len(key) == 1 else CHARACTERS.get(key)
            name = _character_to_key(key) if len(key) == 1 else key
            self.app.post_message(events.Key(name, character))
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        """Type a text."""
        await self.press(*("enter" if letter == "\n" else letter for letter in text))

    async def until(self, holds: Callable[[], object], what: str = "") -> None:
        """Go on when something holds."""
        patience = time.monotonic() + PATIENCE
        while not holds():
            await self.pilot.pause(0.01)
            if time.monotonic() > patience:
                raise AssertionError(f"{what or 'it'} never came true; the screen is\n{self.text()}")

    async def sees(self, words: str) -> None:
        """Go on when these words are on the screen."""
        await self.until(lambda: words in self.text(), repr(words))

    async def open(self, number: int = 2) -> None:
        """Open a conversation, wherever it is listed."""
        self.screen.opening.open(number)
        await self.until(lambda: self.screen.panes.is_open(number), f"#{number} open")
        await self.pilot.pause()

    def text(self) -> str:
        """The whole screen as text."""
        app = self.app
        update: Any = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
        lines = ["".join(segment.text for segment in line).rstrip() for line in update.strips]
        return "\n".join(lines)


Scene = Callable[[Play], Awaitable[None]]


def play(
    desk: LocalDesk,
    scene: Scene,
    *,
    me: str = "ana",
    size: tuple[int, int] = (120, 40),
    config: Config | None = None,
    guide: str = "",
    which: str = "",
) -> None:
    """Let somebody sit down at the desk, and do what the scene says."""

    async def run() -> None:
        app = Console(desk, me, config or Config(timezone="UTC"), guide=guide, which=which, clock=desk.clock)
        player = Play(app, desk)
        async with app.run_test(size=size):
            await player.until(lambda: app.watcher is not None and app.session.agents, "the console")
            await player.until(lambda: player.screen.listing.loaded, "the inbox")
            await player.pilot.pause()
            await scene(player)

    asyncio.run(run())
