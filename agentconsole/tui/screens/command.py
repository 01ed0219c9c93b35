"""The `:` line: the same verbs as the commands, completed as one types; what is wrong is said beside it."""

from functools import partial
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen

from agentconsole.desk import verbs
from agentconsole.desk.api import Outcome
from agentconsole.desk.params import Context
from agentconsole.desk.there import their_zone
from agentconsole.model import commands
from agentconsole.model.errors import DeskError
from agentconsole.show.spans import Line, Role, Span, spans
from agentconsole.tui.actions import Where
from agentconsole.tui.hints import hint
from agentconsole.tui.screens.place import Handlers
from agentconsole.tui.session import Session
from agentconsole.tui.state import State
from agentconsole.tui.telling import LaidOut
from agentconsole.tui.widgets.bar import Bar
from agentconsole.tui.widgets.editing import OneLine

PLACES = {
    "inbox": "do go.mine",
    "asks": "do go.asks",
    "customers": "do go.customers",
    "search": "do app.search",
    "help": "do app.help",
    "quit": "do app.quit",
    "q": "do app.quit",
}
"""Words that go somewhere and change nothing."""
MOST = 12


class CommandLine(ModalScreen[Outcome | str | None]):
    """One line. It answers with what the desk did, or with where to go."""

    CSS_PATH = "command.tcss"
    AUTO_FOCUS: ClassVar[str] = "OneLine"
    PLACE = Where.COMMAND

    def __init__(self, session: Session, state: State) -> None:
        super().__init__()
        self.session = session
        self.state = state
        self.laid_out = False
        self.line = OneLine()
        self.about = Bar(id="about")
        self.completing: list[str] = []
        self.wrong: str | None = None
        """The line as it was when it was refused: what is said about it stays."""
        self.handlers: Handlers = {
            "command.run": self.run,
            "command.complete": self.complete,
            "command.leave": lambda: self.dismiss(None),
        }

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.about
            with Horizontal():
                yield Bar((Span(":", Role.ACCENT),), classes="colon")
                yield self.line

    def on_mount(self) -> None:
        """Keys typed ahead belong here."""
        self.laid_out = True
        self.app.post_message(LaidOut())
        self.offer()

    @on(OneLine.Changed)
    def offer(self) -> None:
        """What the last word can become, or how the verb is written."""
        if self.line.value in (*self.completing, self.wrong):
            return
        found = self._candidates()
        said = "  ".join(found[:MOST]) + ("  …" if len(found) > MOST else "")
        verb = verbs.VERBS.get(self.line.value.split(" ")[0])
        usage = verb.usage if verb and " " in self.line.value else ""
        self.about.show(*([indented(usage, Role.MUTED)] if usage else []), indented(said, Role.MUTED))

    def _candidates(self) -> list[str]:
        conversation = self.state.conversation
        numbers = [conversation.id] if conversation else []
        found = verbs.complete(self.line.value, handles=sorted(self.session.agents), conversations=numbers)
        if " " not in self.line.value.strip():
            found += [word for word in PLACES if word.startswith(self.line.value) and word not in found]
        return found

    def complete(self) -> None:
        """Complete the last word; pressed again, try the next one that fits."""
        if self.line.value in self.completing:
            at = self.completing.index(self.line.value)
            self._put(self.completing[(at + 1) % len(self.completing)])
            return
        head, _, _ = self.line.value.rpartition(" ")
        before = f"{head} " if head else ""
        self.completing = [f"{before}{word} " for word in self._candidates()]
        if self.completing:
            self._put(self.completing[0])

    def _put(self, text: str) -> None:
        self.line.value = text
        self.line.cursor_position = len(text)

    def run(self) -> None:
        """Do what it says."""
        said = self.line.value.strip()
        goes = PLACES.get(said) or (
            f"conversation {said.lstrip('#')}" if said.lstrip("#").isdecimal() else None
        )
        if goes or not said:
            self.dismiss(goes)
            return
        conversation = self.state.conversation
        context = Context(
            now=self.session.now(),
            hours=self.session.hours,
            by=self.session.me,
            conversation=conversation.id if conversation else None,
            there=partial(their_zone, self.session.desk),
        )
        desk, me = self.session.desk, self.session.me

        def done() -> Outcome:  # in the background: a promise is read on the clock of whom it is to
            command = verbs.parse_line(said, context)
            if isinstance(command, commands.Reply) and conversation is not None and command.seen is None:
                seen = conversation.version if command.conversation == conversation.id else None
                command = replace(command, seen=seen)
            return desk.do(command, by=me)

        self.session.background.do(done, self._done, self.refused)

    def _done(self, outcome: Outcome) -> None:
        if self.is_attached:
            self.dismiss(outcome)

    def refused(self, error: DeskError) -> None:
        """Say why not, beside the line; what was typed stays."""
        if self.is_attached:
            self.wrong = self.line.value
            help_ = hint(error, self.state, self.session.keymap.key_of)
            self.about.show(
                indented(error.message, Role.BAD), *([indented(help_, Role.MUTED)] if help_ else [])
            )


def indented(text: str, role: Role) -> Line:
    """A line under the place where one types."""
    return (Span(" "), *spans(text, role))
