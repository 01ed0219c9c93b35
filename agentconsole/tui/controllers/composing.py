"""Writing: drafts that are never lost, replies and notes apart."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from agentconsole.model import commands
from agentconsole.model.errors import Invalid
from agentconsole.model.keeping import USUAL, Draft, DraftKind, Wishes
from agentconsole.rules.screening import screen
from agentconsole.settings.confining import off
from agentconsole.show.spans import Line, Role, Span, spans
from agentconsole.tui.controllers.saving import Saving
from agentconsole.tui.editor import edited
from agentconsole.tui.opened import Opened
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.screens.place import Handlers
from agentconsole.tui.widgets.composer import NOT_SENT

LONG_SECONDS = 2.0
"""After which it takes long to save something."""
SAVE_SECONDS = 0.5
"""So long after the first key that is not saved yet, the draft is saved."""


class Paper(NamedTuple):
    """What is being written: where, which kind, and what the writer had seen."""

    conversation: int
    kind: DraftKind
    seen: int


class Composing:
    """The draft of the open conversation, and its way to the desk."""

    def __init__(self, panes: Panes) -> None:
        self.panes = panes
        self.session = panes.session
        self.composer = panes.composer
        self.paper: Paper | None = None
        self.kept = ""
        """The text as the desk has it."""
        self.wishes: dict[int, Wishes] = {}
        """What is wanted of the mails that are being written, by conversation."""
        self.wished = USUAL
        """The same of the open one, as the desk has it."""
        self.saving = Saving(panes)
        self.unsaved_at: datetime | None = None
        """Since when the desk lacks something."""
        self.begun: list[Callable[[], None]] = []
        """Called when something is being written, or goes on being written."""
        self._timer_runs = False
        self.handlers: Handlers = {
            "conversation.reply": lambda: self.write(DraftKind.REPLY),
            "conversation.note": lambda: self.write(DraftKind.NOTE),
            "composer.leave": self.leave,
            "composer.editor": self.edit_outside,
        }

    def restore(self, opened: Opened) -> None:
        """Put back what was being written when the conversation was left."""
        draft = opened.drafts.get(DraftKind.REPLY) or opened.drafts.get(DraftKind.NOTE)
        if draft is not None and draft.kind is DraftKind.REPLY:
            self.wishes[opened.conversation.id] = draft.wishes
        if draft is None:
            self.paper, self.kept = None, ""
            self.composer.writing.put("")
            self.composer.shut()
        else:
            self._open(Paper(opened.conversation.id, draft.kind, draft.seen), draft.text)

    def write(self, kind: DraftKind, *, add: str = "") -> None:
        """Write a reply or a note, going on from its draft; `add` goes below what is there."""
        conversation = self.panes.conversation
        if self.paper is None or self.paper.kind is not kind:
            self.flush()
            draft = self.panes.opened.drafts.get(kind) if self.panes.opened else None
            seen = draft.seen if draft else conversation.version
            self._open(Paper(conversation.id, kind, seen), draft.text if draft else "")
        elif not self.composer.text.strip():
            self.paper = self.paper._replace(seen=conversation.version)
        self.composer.open(kind, self._to(kind), self.composer.text)
        if add:
            self.composer.writing.add(add)
        self.panes.screen.remove_class("-entry", "-list")
        self.panes.screen.set_focus(self.composer.writing)
        self.say()
        self._tell()
        self._look_elsewhere()

    def _look_elsewhere(self) -> None:
        """The same person may have gone on writing at another console, or taken a reply back there."""
        paper, desk, me = self.paper, self.session.desk, self.session.me
        if paper is None or not self.saved:
            return
        self.session.background.ask(
            "draft",
            lambda: desk.draft(paper.conversation, paper.kind, by=me),
            partial(self._go_on, paper, self.kept),
            lambda _: None,  # that the desk cannot be reached is said by the link
        )

    def _go_on(self, paper: Paper, had: str, draft: Draft | None) -> None:
        """Put what the desk has in place of what it was thought to have, above what was typed since."""
        text = self.composer.text
        if draft is None or self.paper is None or self.paper[:2] != paper[:2] or not text.startswith(had):
            return
        there, typed = screen(draft.text), text.removeprefix(had)
        if there == had or text.startswith(there):
            return
        if paper.kind is DraftKind.REPLY:
            self.wishes[paper.conversation] = draft.wishes
        self._open(paper._replace(seen=draft.seen), draft.text)
        if typed.strip():
            self.composer.writing.add(typed)

    def _open(self, paper: Paper, text: str) -> None:
        self.paper, self.kept = paper, text
        self.wished = self._wishes(paper)
        self.composer.open(paper.kind, self._to(paper.kind), text)
        self.kept = self.composer.text
        self.say()
        self.panes.screen.call_after_refresh(self._show_what_is_answered)
        self._tell()

    def _wishes(self, paper: Paper) -> Wishes:
        return self.wishes.get(paper.conversation, USUAL) if paper.kind is DraftKind.REPLY else USUAL

    def _tell(self) -> None:
        for hear in self.begun:
            hear()

    def _show_what_is_answered(self) -> None:
        """The entry the cursor is on stays in view, though the composer takes room."""
        if self.panes.thread.current is not None:
            self.panes.thread.go_to(self.panes.thread.current.id)

    def _to(self, kind: DraftKind) -> Line:
        """To whom: a note says that it is for nobody outside."""
        if kind is DraftKind.NOTE:
            return (Span(NOT_SENT, Role.NOTE),)
        customer = self.panes.customer
        address = f" <{customer.identities[0].value}>" if customer.identities else ""
        return (Span("to ", Role.MUTED), *spans(f"{customer.name}{address}", Role.CUSTOMER))

    def say(self) -> None:
        """Say above the text what has been said since it was begun."""
        opened, paper = self.panes.opened, self.paper
        if opened is None or paper is None:
            return
        behind = paper.kind is DraftKind.REPLY and opened.conversation.heard_version > paper.seen
        self.composer.say(*((Span("something was said since", Role.WARNING),) if behind else ()))

    def looked(self) -> None:
        """What is on the screen now has been seen: the next sending goes by it."""
        if self.paper is not None:
            self.paper = self.paper._replace(seen=self.panes.conversation.version)
            self.say()

    @property
    def saved(self) -> bool:
        """The desk has every letter."""
        return not self.saving.under_way and (self.paper is None or self.composer.text == self.kept)

    def words(self) -> Line:
        """What the last line says of it. Over a thin line that a draft is being saved is said only when it
        takes long: each letter would cost as much again."""
        if self.saving.failing:
            return (Span("not saved", Role.BAD),)
        if self.saved:
            self.unsaved_at = None
            quiet = self.session.low_bandwidth and self.paper is not None
            return () if quiet else (Span("saved", Role.GOOD),)
        self.unsaved_at = self.unsaved_at or self.session.clock()
        late = (self.session.clock() - self.unsaved_at).total_seconds() > LONG_SECONDS
        return (Span("saving", Role.WARNING),) if late or not self.session.low_bandwidth else ()

    def changed(self) -> None:
        """A key was pressed: the draft is saved soon, whether or not more keys follow."""
        if self.paper is not None and not self._timer_runs and self.composer.text != self.kept:
            self._timer_runs = True
            self.panes.screen.set_timer(SAVE_SECONDS, self._time_is_up)

    def _time_is_up(self) -> None:
        self._timer_runs = False
        self.flush()

    def flush(self) -> None:
        """Give the desk what it does not have yet."""
        paper, text = self.paper, self.composer.text
        if paper is None or (text, self._wishes(paper)) == (self.kept, self.wished):
            return
        self.kept, self.wished = text, self._wishes(paper)
        kept = text if text.strip() else ""
        self._remember(paper, kept)
        self.saving.save(
            commands.SaveDraft(
                conversation=paper.conversation,
                kind=paper.kind,
                text=kept,
                seen=paper.seen,
                wishes=self.wished,
            )
        )

    def _remember(self, paper: Paper, text: str) -> None:
        """Keep the open conversation's drafts as the desk is about to have them."""
        opened = self.panes.opened
        if opened is None or opened.conversation.id != paper.conversation:
            return
        drafts = {kind: draft for kind, draft in opened.drafts.items() if kind is not paper.kind}
        if text:
            drafts[paper.kind] = Draft(
                conversation=paper.conversation,
                agent=self.session.me,
                kind=paper.kind,
                text=text,
                seen=paper.seen,
                saved_at=self.session.clock(),
                wishes=self.wished,
            )
        self.panes.opened = replace(opened, drafts=drafts)

    def leave(self) -> None:
        """Back to the thread; the draft is kept, an empty one is put away."""
        self.flush()
        if not self.composer.text.strip():
            self.put_away()
        self.panes.focus(self.panes.thread)

    def is_on(self, paper: Paper) -> bool:
        """Whether that is what is being written: by the time the desk answers it may be something else."""
        here = self.paper
        return here is not None and (here.conversation, here.kind) == (paper.conversation, paper.kind)

    def went(self, text: str) -> None:
        """The desk has let that text go, and its draft with it. What was written since is a draft again."""
        if self.composer.text == text:
            self.put_away()
        else:
            self.kept = ""
            self.changed()

    def put_away(self) -> None:
        """Nothing is being written any more."""
        if self.paper is not None:
            self._remember(self.paper, "")
        self.paper, self.kept = None, ""
        self.panes.focus(self.panes.thread)
        self.composer.writing.put("")
        self.composer.shut()

    def edit_outside(self) -> None:
        """Go on in the person's own editor."""
        self.flush()
        if self.session.restricted:
            raise off("An editor")
        try:
            text = edited(self.panes.screen.app, self.composer.text, self.session.editor)
        except Invalid as error:
            self.panes.tell(error)
            return
        self.composer.writing.put(text)
        self.changed()
