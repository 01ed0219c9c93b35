"""Questions to specialists and from colleagues: ask, answer, decline, withdraw, take."""

from agentconsole.desk.api import Outcome
from agentconsole.model.keeping import DraftKind
from agentconsole.tui.controllers.composing import Composing
from agentconsole.tui.controllers.following import Following
from agentconsole.tui.screens import questions
from agentconsole.tui.screens.panes import Panes
from agentconsole.tui.screens.place import Handlers


class Asking:
    """Specialists come to the conversation; it never goes to them."""

    def __init__(self, panes: Panes, composing: Composing, following: Following) -> None:
        self.panes = panes
        self.session = panes.session
        self.composing = composing
        self.following = following
        self.handlers: Handlers = {
            "conversation.ask": self.ask,
            "ask.answer": self.answer,
            "ask.decline": self.decline,
            "ask.withdraw": self.withdraw,
            "ask.take": self.take,
            "entry.mark": self.mark,
        }

    def mark(self) -> None:
        """Mark the entry under the cursor for the next ask, or take the mark away."""
        pane = self.panes.entries
        if pane.current is not None:
            self.panes.marked[pane.current.id] = pane.current
            pane.toggle_mark()

    def ask(self) -> None:
        """Ask a specialist about the marked entries."""
        about = [self.panes.marked[entry] for entry in sorted(self.panes.marks)]
        self.panes.push(questions.asks.ask(self.session, self.panes.state(), about), self._asked)

    def _asked(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            self.panes.thread.clear_marks()
            self.panes.history.repaint()
            self.done(outcome)

    def done(self, outcome: Outcome | None) -> None:
        """A question to the person became a deed, or not."""
        if outcome is not None:
            self.following.took(outcome)

    def answer(self) -> None:
        """Answer the question to me that is due first."""
        state = self.panes.state()
        self.panes.push(questions.asks.answer(self.session, state.my_asks[0]), self.done)

    def decline(self) -> None:
        """Decline it, with a reason."""
        state = self.panes.state()
        self.panes.push(questions.asks.decline(self.session, state.my_asks[0]), self.done)

    def withdraw(self) -> None:
        """Take back a question that is still open; which one, is asked."""
        self.panes.push(questions.asks.withdraw(self.session, self.panes.state().withdrawable), self.done)

    def take(self) -> None:
        """Take the newest suggested reply into the draft, below what is there."""
        ask = self.panes.state().suggestion
        if ask is not None:
            self.composing.write(DraftKind.REPLY, add=ask.suggested_reply)
            self.composing.changed()
