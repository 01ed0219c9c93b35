"""Files that go with a reply, and files that came with a message."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from agentconsole.cli.done import say_done
from agentconsole.cli.session import Session, session_of
from agentconsole.cli.shapes_mailing import SAVED, Saved
from agentconsole.cli.words import ConversationArgument, conversation_number
from agentconsole.model import commands
from agentconsole.model.entry import Attachment, Entry
from agentconsole.model.errors import NotFound
from agentconsole.rules.filenames import has_ending
from agentconsole.rules.screening import screen_line
from agentconsole.settings.attaching import read_file
from agentconsole.settings.saving import save as write_to


def attach(
    context: typer.Context,
    number: ConversationArgument,
    paths: Annotated[list[Path], typer.Argument(metavar="FILE", help="What goes with your next reply.")],
) -> None:
    """Put files beside your draft reply; they go out with it. detach takes one away.

    How large they may be, and which kinds are not sent, is in [attachments] of the configuration.
    """
    session = session_of(context)
    conversation = session.desk.conversation(conversation_number(number)).id
    largest = session.desk.mail.largest
    for path in paths:  # all of them are looked at before the first is attached
        read_file(path, largest)
    for path in paths:
        file = read_file(path, largest)
        outcome = session.do(
            commands.Attach(
                conversation=conversation, name=file.name, media_type=file.media_type, content=file.content
            )
        )
    beside = session.desk.draft_files(conversation, by=session.me)
    say_done(session, f"Beside your draft in #{conversation}: {_listed(beside)}.", outcome)


def _listed(files: Sequence[Attachment]) -> str:
    return ", ".join(f"{screen_line(file.name)} ({file.media_type}, {file.size:,} bytes)" for file in files)


def save(
    context: typer.Context,
    entry: Annotated[int, typer.Argument(metavar="ENTRY", help="The entry's id.")],
    which: Annotated[
        str | None,
        typer.Argument(metavar="NAME|NUMBER", help="Which of its files, counted from 1; else all."),
    ] = None,
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Where to; by default here.")] = Path(),
) -> None:
    """Save the files of an entry: under harmless names, for you alone to read, never over another file."""
    session = session_of(context)
    found = session.desk.entry(entry)
    chosen = _chosen(found, which)
    saved = [_saved(session, found, at, to) for at in chosen]
    session.streams.items(SAVED, saved)


def _chosen(entry: Entry, which: str | None) -> list[int]:
    files = entry.attachments
    if which is None and files:
        return list(range(len(files)))
    if which is not None and which.isascii() and which.isdecimal() and 0 < int(which) <= len(files):
        return [int(which) - 1]
    named = [at for at, file in enumerate(files) if file.name == which]
    if not named:
        wanted = f"file {which}" if which is not None else "files"
        there = "; ".join(f"{at} {screen_line(file.name)}" for at, file in enumerate(files, start=1))
        raise NotFound(f"Entry {entry.id} has no {wanted}", f"It has: {there or 'none'}")
    return named


def _saved(session: Session, entry: Entry, at: int, folder: Path) -> Saved:
    file = entry.attachments[at]
    content = session.desk.attachment(entry.id, at)
    path = write_to(folder, file.name, content)
    if has_ending(path.name, session.desk.mail.refused):
        session.streams.say(
            f"{path.name} is of a kind that is not sent from here ([attachments] refuse): "
            "do not open it unless you know where it is from",
            kind="warning",
        )
    return Saved(
        entry=entry.id,
        number=at + 1,
        name=file.name,
        media_type=file.media_type,
        size=len(content),
        path=path,
    )


COMMANDS: Mapping[str, Callable[..., None]] = {"attach": attach, "save": save}
