"""Keys in the order they were pressed, however fast they come.

The toolkit hands a burst of keys to whatever has the keyboard at that moment. Here each is looked at
only when what it is meant for is on the screen and all keys before it have done what they mean.
"""

from textual import events, on
from textual.widget import Widget

from agentconsole.tui.actions import Action
from agentconsole.tui.keyboard import Chord, Keyboard, Unknown, ends_typing, is_laid_out
from agentconsole.tui.keymap import Keymap
from agentconsole.tui.screens.place import Place
from agentconsole.tui.telling import LaidOut
from agentconsole.tui.terminal import TerminalApp


class KeyedApp(TerminalApp, inherit_bindings=False):
    """An app whose keys are those of a keymap."""

    def __init__(self, keys: Keymap) -> None:
        super().__init__()
        self.keyboard = Keyboard(keys)
        self.early: list[events.Key] = []
        """Keys pressed before what they are meant for was on the screen."""
        self.taking_in: Widget | None = None
        """The text that was to take in its letters before an early key counts."""

    @property
    def place(self) -> Place:
        """Where the person is, whatever question is put to them there."""
        return next(screen for screen in reversed(self.screen_stack) if isinstance(screen, Place))

    def perform(self, action: Action) -> None:
        """Do what a key means."""
        raise NotImplementedError

    def choose(self, chord: Chord) -> None:
        """Show what can follow a key."""
        raise NotImplementedError

    async def on_event(self, event: events.Event) -> None:
        """Keys are judged here, one after another, before the toolkit hands them on."""
        if isinstance(event, events.Key) and not event.is_forwarded and not self.can_take(event):
            self.early.append(event)
            return
        await self.take(event)

    async def take(self, event: events.Event) -> None:
        """Do what a key means, now that all keys before it have done what they mean."""
        if isinstance(event, events.Key) and not event.is_forwarded and await self.act(event):
            return
        await super().on_event(event)

    def can_take(self, event: events.Key) -> bool:
        """Whether a key can be looked at, or has to wait for what it is meant for."""
        if self.held:
            return False
        if event.key == "escape" and self.screen is self.place and not is_laid_out(self.screen):
            self.early.clear()
            self.place.stop_waiting()
            return False
        if self.early or not is_laid_out(self.screen):
            if self.taking_in is not None and not self.taking_in.is_attached:
                self.post_message(LaidOut())
            return False
        if self.focused is not None and ends_typing(event, self.focused):
            self.taking_in = self.focused
            self.focused.call_later(self.post_message, LaidOut(self.focused))
            return False
        return True

    @on(LaidOut)
    async def laid_out(self, event: LaidOut) -> None:
        """Keys that had to wait are looked at now, in order."""
        waiting = self.taking_in is not None and self.taking_in.is_attached
        if not self.early or not is_laid_out(self.screen) or (waiting and event.text is not self.taking_in):
            return
        self.taking_in = None
        first, *rest = self.early
        self.early = []
        await self.take(first)
        for key in rest:
            await self.on_event(key)

    def release(self) -> None:
        """What is on the screen is whole, so keys pressed before find what they are meant for."""
        super().release()
        self.post_message(LaidOut())

    async def act(self, event: events.Key) -> bool:
        """Do what a key means here, by our table or the toolkit's. False leaves it to the widget."""
        self.place.status.hush()
        if self.place is self.screen:
            self.place.noticed()
        meant = self.keyboard.press(event, self.screen)
        if isinstance(meant, Chord):
            self.choose(meant)
        elif isinstance(meant, Unknown):
            if meant.keys:
                self.place.status.say(f"{meant.keys} means nothing here.")
        elif isinstance(meant, Action):
            self.perform(meant)
        elif event.is_printable and self.place is self.screen:
            self.place.type_on()
        elif self.focused is not None and ends_typing(event, self.focused):
            return await self.edit(event)
        return meant is not None

    async def edit(self, event: events.Key) -> bool:
        """What a text does with a key that is not text: done before the next key is looked at."""
        active = self.screen.active_bindings.get(event.key)
        if active is None or not active.enabled:
            return False
        return await self.run_action(active.binding.action, active.node)
