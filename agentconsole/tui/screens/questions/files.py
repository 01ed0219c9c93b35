"""Questions about files: which goes with a reply, which is taken away again, where one is saved."""

from collections.abc import Sequence
from pathlib import Path

from agentconsole.desk.api import Outcome
from agentconsole.model import commands as c
from agentconsole.model.entry import Attachment, Entry
from agentconsole.settings.attaching import read_file
from agentconsole.settings.confining import off
from agentconsole.settings.saving import save
from agentconsole.show.details import size_words
from agentconsole.show.spans import Line, Role, Span, spans
from agentconsole.tui.screens.form import Deed, Form
from agentconsole.tui.screens.questions.given import kept, needed
from agentconsole.tui.session import Session, Values
from agentconsole.tui.widgets.choices import Choice
from agentconsole.tui.widgets.fields import PickField
from agentconsole.tui.widgets.path_field import PathField

SAVE = "save to"
"""Where a file was saved last is where the next one goes, unless something else is said."""


class AttachFile(Form[Outcome]):
    """A file of this machine, put beside the reply. It is read in the background."""

    CSS_PATH = "../form.tcss"

    def __init__(self, session: Session, conversation: int) -> None:
        self.path = PathField("path", "file", ask=session.background.ask)
        super().__init__(
            "Attach a file",
            self.path,
            verb="attach",
            session=session,
            lead=[(Span("It goes out with the reply. down completes the path.", Role.MUTED),)],
        )
        self.conversation = conversation

    def accept(self, values: Values) -> None:
        """The desk judges whether it may go along."""
        if self.session.restricted:
            raise off("Attaching a file")
        path = Path(needed(values["path"], "Say which file"))
        desk, me, number = self.session.desk, self.session.me, self.conversation

        def attach() -> Outcome:
            file = read_file(path, desk.mail.largest)
            command = c.Attach(
                conversation=number, name=file.name, media_type=file.media_type, content=file.content
            )
            return desk.do(command, by=me)

        self.session.background.do(attach, self._done, self.refused)

    def _done(self, outcome: Outcome) -> None:
        if self.is_attached:
            self.dismiss(outcome)


def detach(session: Session, conversation: int, files: Sequence[Attachment]) -> Deed:
    """Which file does not go along after all."""
    choices = [Choice(file.name, listed(file)) for file in files]
    return Deed(
        "Take a file away",
        PickField("name", "file", choices[0].key if len(choices) == 1 else "", choices=choices),
        command=lambda values: c.Detach(
            conversation=conversation, name=needed(values["name"], "Say which file")
        ),
        verb="take it away",
        session=session,
    )


class SaveFile(Form[Path]):
    """Which file of an entry, and where to."""

    CSS_PATH = "../form.tcss"

    def __init__(self, session: Session, entry: Entry) -> None:
        choices = [Choice(str(at), listed(file, at)) for at, file in enumerate(entry.attachments, start=1)]
        first = kept(session, SAVE, to=_usual_folder())
        which = PickField("file", "file", "1" if len(choices) == 1 else "", choices=choices)
        where = PathField("to", "folder", first["to"], ask=session.background.ask, folders=True)
        lead = [listed(file, at) for at, file in enumerate(entry.attachments[:8], start=1)]
        lead.append((Span("Under a harmless name, for you alone, never over another file.", Role.MUTED),))
        super().__init__("Save a file", which, where, verb="save", session=session, key=SAVE, lead=lead)
        self.entry = entry

    def accept(self, values: Values) -> None:
        """The bytes are fetched and written in the background."""
        if self.session.restricted:
            raise off("Saving a file")
        number = int(needed(values["file"], "Say which file")) - 1
        folder = Path(needed(values["to"], "Say where to")).expanduser()
        desk, entry = self.session.desk, self.entry
        name = entry.attachments[number].name
        self.session.left[SAVE] = {"to": values["to"]}
        self.session.background.do(
            lambda: save(folder, name, desk.attachment(entry.id, number)), self._done, self.refused
        )

    def _done(self, place: Path) -> None:
        if self.is_attached:
            self.dismiss(place)


def listed(file: Attachment, number: int = 0) -> Line:
    """`2 invoice.pdf  application/pdf, 12.3 kB`."""
    count = (Span(f"{number} ", Role.MUTED),) if number else ()
    name = spans(file.name, Role.LINK) or (Span("without a name", Role.LINK),)
    about = f"{file.media_type}, {size_words(file.size)}"
    return (*count, *name, Span("  "), *spans(about, Role.MUTED))


def _usual_folder() -> str:
    downloads = Path("~/Downloads").expanduser()
    return "~/Downloads/" if downloads.is_dir() else f"{Path.cwd()}/"
