"""Where we are: the brief to write, its versions, and what changed from one to the next."""

from typing import NamedTuple

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import ScreenResume
from textual.widget import Widget

from agentconsole.desk.api import Desk, Outcome
from agentconsole.model import commands
from agentconsole.model.conversation import Brief, Conversation
from agentconsole.model.errors import DeskError
from agentconsole.model.keeping import Change
from agentconsole.rules.briefs import LINES
from agentconsole.show.briefs import brief_diff, stale_words, whole
from agentconsole.show.spans import Line, Role, Span, spans
from agentconsole.tui.actions import Where
from agentconsole.tui.screens.place import Place
from agentconsole.tui.session import Session
from agentconsole.tui.state import State
from agentconsole.tui.widgets.bar import Bar
from agentconsole.tui.widgets.editing import ManyLines
from agentconsole.tui.widgets.list_pane import ListPane
from agentconsole.tui.widgets.text_pane import TextPane
from agentconsole.tui.widgets.version_list import VersionList

GUIDE = "what they want · what we know and tried · what we promised · what not to ask again"


class BriefText(ManyLines):
    """The brief being written."""

    PLACE = Where.BRIEF


class VersionView(TextPane):
    """A version whole, or what it changed."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.version: Brief | None = None
        self.before: Brief | None = None
        self.changes = False

    def show(self, version: Brief | None, before: Brief | None, *, changes: bool) -> None:
        """Show a version; with `changes`, what it changed in the one before."""
        self.version, self.before, self.changes = version, before, changes
        self.remake(from_top=True)

    def made(self, width: int) -> list[Line]:
        """Its lines, or the lines that came and went."""
        if self.version is None:
            return []
        if not self.changes:
            return whole(self.version, width)
        head = f"changed since version {self.before.version}" if self.before else "the first version"
        lines = brief_diff(self.before.text if self.before else "", self.version.text, width)
        return [(Span(head, Role.MUTED),), *lines]


class Versions(NamedTuple):
    """What is read of a brief: its versions, and where there is none, a first draft."""

    versions: tuple[Brief, ...]
    draft: str


def read(desk: Desk, conversation: int) -> Versions:
    """Calls the desk."""
    versions = desk.briefs(conversation)
    return Versions(versions, "" if versions else desk.brief_draft(conversation))


class BriefScreen(Place):
    """The brief of a conversation."""

    CSS_PATH = "brief.tcss"
    PLACE = Where.BRIEFS
    AUTO_FOCUS = ""

    def __init__(self, session: Session, conversation: Conversation, *, writing: bool = True) -> None:
        super().__init__(session)
        self.conversation = conversation
        self.writing = writing
        self.key = f"brief {conversation.id}"
        self.versions: tuple[Brief, ...] = ()
        self.changes = True
        self.under_way = self.loaded = self.kept = False
        known = conversation.brief.text if conversation.brief else ""
        self.first = session.left.get(self.key, {}).get("text", known)
        self.text = BriefText(self.first)
        self.about = Bar(id="about")
        self.list = VersionList(session)
        self.view = VersionView()
        self.handlers |= {
            "brief.keep": self.keep,
            "brief.leave": self.leave,
            "brief.changes": self.toggle,
            "brief.edit": self._edit,
        }

    def compose(self) -> ComposeResult:
        number = Span(f" Brief of #{self.conversation.id}  ", Role.TITLE)
        yield Bar((number, *spans(self.conversation.subject, Role.MUTED)), classes="title")
        if self.writing:
            with Vertical(id="written"):
                yield self.about
                yield self.text
        with Horizontal(id="versions"):
            yield self.list
            yield self.view
        yield self.status

    def on_mount(self) -> None:
        """The versions; and where there is no brief yet, what the console can say of itself."""
        self.set_focus(self.text if self.writing else self.list)
        if self.writing:
            self.text.move_cursor(self.text.document.end)
        self._count()
        self._look()
        self._keys()

    def _look(self) -> None:
        desk, number = self.session.desk, self.conversation.id
        self.session.background.ask("brief", lambda: read(desk, number), self._show)

    def _show(self, found: Versions) -> None:
        if not self.is_attached:
            return
        if self.writing and self.loaded and len(found.versions) > len(self.versions):
            self.status.say("A colleague wrote a version meanwhile; yours comes after it.")
        self.versions, self.loaded = found.versions, True
        self.list.land(tuple(reversed(found.versions)), up=True, down=True)
        if self.writing and found.draft and not self.text.text.strip():
            self.first = found.draft
            self.text.put(found.draft)
            self.status.say("A first draft, from what the desk knows: put it right.")
        elif not found.versions and not self.writing:
            self.status.say("Nobody has written a brief yet.")

    @on(ManyLines.Changed)
    def _count(self) -> None:
        lines = len(self.text.text.strip().splitlines())
        over = lines > LINES
        said: Line = (
            Span(f" {lines} of {LINES} lines", Role.BAD if over else Role.MUTED),
            Span(" too many" if over else f"   {GUIDE}", Role.BAD if over else Role.MUTED),
        )
        stale = stale_words(self.conversation)
        self.about.show(said, *([(Span(f" {stale}", Role.WARNING),)] if stale else []))

    def keep(self) -> None:
        """The desk keeps it as the newest version."""
        if not self.under_way:
            self.under_way = True
            command = commands.Brief(conversation=self.conversation.id, text=self.text.text)
            self.session.do(command, self._kept, self._refused)

    def _kept(self, outcome: Outcome) -> None:
        self.session.left.pop(self.key, None)
        self.kept = True
        self.end()

    @on(ScreenResume)
    def end(self) -> None:
        """Close it once the desk has the brief: what was put above it meanwhile comes first."""
        if self.kept and self.is_active:
            self.dismiss(None)

    def _refused(self, error: DeskError) -> None:
        self.under_way = False
        if self.is_attached:
            self.status.tell(error)

    def leave(self) -> None:
        """What was typed is there again the next time."""
        if self.writing and self.text.text != self.first:
            self.session.left[self.key] = {"text": self.text.text}
        self.dismiss(None)

    def toggle(self) -> None:
        """Show what a version changed, or the whole of it."""
        self.changes = not self.changes
        self._view()

    def _edit(self) -> None:
        self.set_focus(self.text)

    def state(self) -> State:
        return replace(super().state(), briefing=self.writing)

    def _view(self) -> None:
        version = self.list.current
        before = next((b for b in reversed(self.versions) if version and b.version < version.version), None)
        self.view.show(version, before, changes=self.changes)

    @on(ListPane.Highlighted)
    def highlighted(self) -> None:
        """Another version."""
        self._view()

    def on_descendant_focus(self) -> None:
        """Other keys matter in the text."""
        self._keys()

    def _keys(self) -> None:
        in_text = self.focused is self.text
        self.status.offer(self.keys_of(*((Where.BRIEF,) if in_text else (Where.BRIEFS,))))

    def next_panes(self) -> list[Widget]:
        """From the text to the versions, and what changed."""
        panes: list[Widget] = [self.text] if self.writing else []
        return [*panes, self.list, self.view]

    def changed(self, changes: tuple[Change, ...]) -> None:
        if any(c.entry_kind == "brief" and c.conversation == self.conversation.id for c in changes):
            self._look()
