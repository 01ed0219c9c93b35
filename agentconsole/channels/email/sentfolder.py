"""The folder of sent mail: what has certainly left is in it."""

from agentconsole.channels.email import mailboxes
from agentconsole.channels.email.account import Account
from agentconsole.channels.email.imap import Connection
from agentconsole.channels.email.imaplogin import Secret
from agentconsole.model.errors import NotFound


class SentFolder:
    """The sent mail of one account. Each call connects, and raises `Unavailable` where that fails."""

    def __init__(self, account: Account, secret: Secret) -> None:
        self.account = account
        self._secret = secret

    def holds(self, message_id: str) -> bool:
        """Whether a mail with this Message-ID is there. Raises `NotFound` for an account without a folder.

        A provider may take some seconds to put there what was sent."""
        connection = Connection(self.account, self._secret)
        try:
            return self._holds(connection, self._name(connection), message_id)
        finally:
            connection.close()

    def file(self, raw: bytes, message_id: str) -> bool:
        """Put a sent mail there, unless it is there. Whether it was put; raises `NotFound` as `holds` does.

        For an account whose provider does so itself (`files_sent`) this does nothing."""
        if self.account.files_sent:
            return False
        connection = Connection(self.account, self._secret)
        try:
            name = self._name(connection)
            if self._holds(connection, name, message_id):
                return False
            connection.append(name, raw)
            return True
        finally:
            connection.close()

    def _name(self, connection: Connection) -> str:
        name = self.account.sent or mailboxes.sent(connection.mailboxes())
        if not name:
            raise NotFound(
                f"{self.account.name}: no folder of sent mail is on the server", "Name it: sent = “…”"
            )
        return name

    def _holds(self, connection: Connection, name: str, message_id: str) -> bool:
        connection.select(name)
        return bool(connection.named(message_id))
