"""A question to the person: a few fields, and what becomes of them.

Enter and tab go on to the next field; only ctrl+s does it, so that no pasted text can. What the desk
refuses is said below the fields and everything stays as typed. What is left unanswered is kept until
the same question is opened again.
"""

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from agentconsole.desk.api import Outcome
from agentconsole.model.commands import Command
from agentconsole.model.errors import DeskError
from agentconsole.show.spans import Line, Role, Span, spans
from agentconsole.tui.actions import Where
from agentconsole.tui.session import Session, Values
from agentconsole.tui.telling import LaidOut
from agentconsole.tui.widgets.bar import Bar
from agentconsole.tui.widgets.fields import Field

T = TypeVar("T")


class Form(ModalScreen[T | None]):
    """Fields with a title above and the keys below. Heirs say what becomes of the values."""

    CSS_PATH = "form.tcss"
    AUTO_FOCUS: ClassVar[str] = "OneLine, ManyLines"
    PLACE = Where.FORM

    def __init__(
        self,
        title: str,
        *fields: Field,
        verb: str,
        session: Session,
        key: str = "",
        lead: Sequence[Line] = (),
    ) -> None:
        super().__init__()
        self.asked = title
        self.fields = fields
        self.verb = verb
        self.session = session
        self.key = key
        self.lead = tuple(lead)
        self.trouble = Bar(id="trouble")
        self.laid_out = False
        self.handlers: dict[str, Callable[[], object]] = {
            "form.enter": lambda: self.move(1),
            "form.next": lambda: self.move(1),
            "form.previous": lambda: self.move(-1),
            "form.down": lambda: self.choose(1),
            "form.up": lambda: self.choose(-1),
            "form.submit": self.submit,
            "form.cancel": self.cancel,
        }

    def accept(self, values: Values) -> None:
        """The person means it. What is wrong with the values is raised as a `DeskError`."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Vertical(id="form"):
            yield Bar(spans(self.asked, Role.TITLE), *self.lead, id="lead")
            yield from self.fields
            yield self.trouble
            yield Bar(self._keys(), id="keys")

    def on_mount(self) -> None:
        """Keys that were pressed before it was there can reach it now."""
        self.laid_out = True
        self.app.post_message(LaidOut())

    def _keys(self) -> Line:
        keys = self.session.keymap.key_of
        return (
            Span(f"{keys('form.submit')} ", Role.ACCENT),
            *spans(self.verb),
            Span(f"   {keys('form.next')} next field   {keys('form.cancel')} back", Role.MUTED),
        )

    @property
    def values(self) -> Values:
        """What is in the fields, by name."""
        return {field.name or "": field.value for field in self.fields}

    def move(self, count: int) -> None:
        """Go to the next field, or the one before."""
        here = next((at for at, field in enumerate(self.fields) if field.editor() is self.focused), 0)
        self.fields[here].settle()
        self.set_focus(self.fields[(here + count) % len(self.fields)].editor())

    def choose(self, count: int) -> None:
        """Another choice, where the field has some."""
        for field in self.fields:
            if field.editor() is self.focused:
                field.choose(count)

    def submit(self) -> None:
        """Do it, if the values are right."""
        for field in self.fields:
            field.settle()
        try:
            self.accept(self.values)
        except DeskError as error:
            self.refused(error)

    def cancel(self) -> None:
        """Leave; what was typed is kept until it is asked again."""
        if self.key and any(self.values.values()):
            self.session.left[self.key] = self.values
        self.dismiss(None)

    def refused(self, error: DeskError) -> None:
        """Say why not. Everything stays as it is."""
        hint = [spans(error.hint, Role.MUTED)] if error.hint else []
        self.trouble.show(spans(error.message, Role.BAD), *hint)


class Question(Form[T]):
    """A question whose answer changes nothing on the desk: enter answers it, and closes it."""

    def __init__(
        self,
        title: str,
        *fields: Field,
        answer: Callable[[Values], T],
        verb: str,
        session: Session,
        lead: Sequence[Line] = (),
    ) -> None:
        super().__init__(title, *fields, verb=verb, session=session, lead=lead)
        self.answer = answer
        self.handlers["form.enter"] = self.submit

    def _keys(self) -> Line:
        keys = self.session.keymap.key_of
        return (
            Span(f"{keys('form.enter')} ", Role.ACCENT),
            *spans(self.verb),
            Span(f"   {keys('form.cancel')} back", Role.MUTED),
        )

    def accept(self, values: Values) -> None:
        """The answer closes it."""
        self.dismiss(self.answer(values))


class Deed(Form[Outcome]):
    """A question whose answer is a command. It closes when the desk has done it."""

    def __init__(
        self,
        title: str,
        *fields: Field,
        command: Callable[[Values], Command],
        verb: str,
        session: Session,
        key: str = "",
        lead: Sequence[Line] = (),
    ) -> None:
        super().__init__(title, *fields, verb=verb, session=session, key=key, lead=lead)
        self.command = command
        self.under_way = False

    def accept(self, values: Values) -> None:
        """The desk does it, once."""
        if not self.under_way:
            command = self.command(values)
            self.under_way = True
            self.session.do(command, self._done, self.refused)

    def refused(self, error: DeskError) -> None:
        self.under_way = False
        if self.is_attached:
            super().refused(error)

    def _done(self, outcome: Outcome) -> None:
        self.session.left.pop(self.key, None)
        if self.is_attached:
            self.dismiss(outcome)
