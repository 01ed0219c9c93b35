"""Searching within the open customer's history."""

from msgspec.structs import replace

from agentconsole.model.entry import Entry
from agentconsole.model.errors import DeskError
from agentconsole.model.queries import Page, Query
from agentconsole.rules.query import parse_query
from agentconsole.tui.screens import questions
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.screens.place import Handlers
from agentconsole.tui.widgets.found import Found

PAGE = 50


class Finding:
    """What was looked for, and going from one find to the next."""

    def __init__(self, panes: Panes) -> None:
        self.panes = panes
        self.session = panes.session
        self.handlers: Handlers = {
            "history.search": self.ask,
            "history.next_found": lambda: self.go(1),
            "history.previous_found": lambda: self.go(-1),
        }

    def ask(self) -> None:
        """Ask what to look for."""
        written = self.panes.history.found.written
        self.panes.push(questions.looking.search_history(self.session, written), self.look_for)

    def look_for(self, written: str | None) -> None:
        """Look for it, and go to the newest entry found. Nothing ends the search."""
        if written is None:
            return
        if not written.strip():
            self.panes.history.show_found(Found())
            return
        try:
            query = parse_query(written, self.session.now())
        except DeskError as error:
            self.panes.tell(error)
            return
        query = replace(query, customer=str(self.panes.customer.id))
        self._search(query, written, Found())

    def more(self, before: int) -> None:
        """What the search finds further back."""
        found = self.panes.history.found
        if found.ids:
            self._search(found.query, found.written, found, before=before)

    def _search(self, query: Query, written: str, known: Found, before: int | None = None) -> None:
        desk = self.session.desk

        def show(page: Page[Entry]) -> None:
            ids = (*known.ids, *(entry.id for entry in page.items))
            history = self.panes.history
            history.show_found(Found(query, written, ids, page.complete))
            if not ids:
                self.panes.say(f"Nothing in this history has {written}.")
            elif before is None:
                self.panes.focus(history)
                self._first(ids[0])

        self.session.background.ask("found", lambda: desk.search(query, before=before, limit=PAGE), show)

    def _first(self, entry: int) -> None:
        history = self.panes.history
        if not history.go_to(entry):
            history.post_message(history.GoTo(history, entry))

    def go(self, step: int) -> None:
        """The next entry found, older or newer."""
        history = self.panes.history
        if not history.found.ids:
            key = self.session.keymap.key_of("history.search")
            self.panes.say("Nothing has been looked for.", f"{key} searches in the history")
        elif not history.next_found(step):
            self.panes.say("That was the last one." if step > 0 else "That was the first one.")
