"""The files of messages, and how far channels have come."""

from agentconsole.desk.resolve import entry_numbered
from agentconsole.model.entry import Attachment, Json
from agentconsole.model.errors import NotFound
from agentconsole.model.keeping import Mark
from agentconsole.store.base import Store


class FilesDesk:
    """The part of a desk (`desk.api.Keeping`) about files and marks."""

    store: Store

    def draft_files(self, conversation: int, *, by: str) -> tuple[Attachment, ...]:
        with self.store.reading() as read:
            return read.draft_files(conversation, by=by)

    def attachment(self, entry: int, number: int) -> bytes:
        with self.store.reading() as read:
            found = entry_numbered(read, entry)
            content = read.file(entry, number)
            original = b"" if content is not None else read.original(entry)
        if content is None and original and 0 <= number < len(found.attachments):
            from agentconsole.channels.email import attachments  # reading a mail takes half of the channel

            content = attachments.attachment(original, number)
        if content is None:
            raise NotFound(
                f"Entry {entry} has no file {number + 1}",
                f"agentconsole show {found.conversation} lists them",
            )
        return content

    def mark(self, channel: str, name: str) -> dict[str, Json] | None:
        with self.store.reading() as read:
            return read.mark(channel, name)

    def marks(self, channel: str) -> tuple[Mark, ...]:
        with self.store.reading() as read:
            return read.marks(channel)
