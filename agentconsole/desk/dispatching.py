"""Mail out of the desk by one account, and what follows when it has left."""

from contextlib import suppress
from datetime import datetime, timedelta
from threading import Event

from agentconsole.channels.base import Unanswered, Undelivered
from agentconsole.channels.email import ours, outgoing
from agentconsole.channels.email.answered import mark_answered
from agentconsole.channels.email.sentfolder import SentFolder
from agentconsole.channels.email.smtp import Smtp
from agentconsole.desk.api import Desk
from agentconsole.desk.clock import Clock
from agentconsole.desk.outbox import deliver_next
from agentconsole.desk.postline import Line, News, Tell
from agentconsole.model.errors import DeskError, NotFound
from agentconsole.model.ids import EPOCH
from agentconsole.model.keeping import Outgoing

LOOK_AGAIN = timedelta(minutes=1)
"""After the first look for an uncertain message in the folder of sent mail; each later wait is longer."""
LONGEST_WAIT = timedelta(hours=6)


class Dispatcher:
    """Sends what the outbox holds for one account: a `Sender` of `channels.base`."""

    def __init__(self, desk: Desk, line: Line, *, clock: Clock, tell: Tell) -> None:
        self.line = line
        self._desk = desk
        self._clock = clock
        self._tell = tell
        self._smtp = Smtp(line.account, line.outgoing, content=desk.attachment)
        self._left: list[Outgoing] = []
        self._copy_after = EPOCH
        self._looks: dict[int, tuple[datetime, timedelta]] = {}

    def carries(self, channel: str) -> bool:
        """Its own channel, and whatever belongs to no account and was given to this one."""
        return self.line.account.smtp is not None and channel in (self.line.account.name, *self.line.also)

    def send(self, message: Outgoing) -> None:
        """Hand it to the server, as `Smtp.send` does."""
        number, name = message.entry.conversation, self.line.account.name
        try:
            self._smtp.send(message)
        except Undelivered as why:
            if not why.again:
                self._tell(News(name, f"#{number} is not sent: {why.reason}", problem=True))
            raise
        except Unanswered as why:
            self._tell(News(name, f"nobody knows whether #{number} was sent: {why}", problem=True))
            raise
        self._tell(News(name, f"#{number} is sent"))
        if self.line.account.imap is not None:
            self._left.append(message)

    def send_due(self, stop: Event) -> int:
        """Look for what is uncertain, send what is due until `stop`, and keep copies of what has left; how
        many messages left."""
        self._look_up_uncertain()
        sent = 0
        while not stop.is_set():
            left = deliver_next(self._desk, [self], self._clock())
            if left is None:
                break
            sent += left
        self._keep_copies()
        return sent

    def _keep_copies(self) -> None:
        """What is good to have in the mailbox on the server. Nothing depends on it: a server that does not
        take it is asked again after a while, for as long as the program runs."""
        if self._clock() < self._copy_after:
            return
        while self._left:
            try:
                self._keep_copy(self._left[0])
            except DeskError as fault:
                words = f"{len(self._left)} sent, and not yet among the sent mail: {fault.message}"
                self._tell(News(self.line.account.name, words, problem=True))
                self._copy_after = self._clock() + LOOK_AGAIN
                return
            del self._left[0]

    def _keep_copy(self, message: Outgoing) -> None:
        account, secret = self.line.account, self.line.incoming
        parent = message.entry.data.get("in_reply_to")
        with suppress(NotFound):  # there is no folder of sent mail, and nobody is to be told each time
            if not account.files_sent:
                name = ours.message_id(message.key, account.address)
                SentFolder(account, secret).file(outgoing.compose(self._letter(message)), name)
        if isinstance(parent, str):
            mark_answered(account, secret, parent)

    def _letter(self, message: Outgoing) -> outgoing.Letter:
        return outgoing.letter(message, self.line.account, self._desk.attachment)

    def _look_up_uncertain(self) -> None:
        """What may have left is looked for where the provider keeps what it sends; found there, it has."""
        account = self.line.account
        if account.imap is None or not account.files_sent:
            return
        for message in self._desk.outbox():
            if message.state != "uncertain" or not self.carries(message.entry.channel):
                continue
            if self._is_time(message) and self._is_among_sent(message):
                self._desk.settle(message.entry.id, state="sent", error="Found in the folder of sent mail")
                self._tell(News(account.name, f"#{message.entry.conversation} was sent after all"))

    def _is_time(self, message: Outgoing) -> bool:
        now = self._clock()
        due, wait = self._looks.get(message.entry.id, (now, LOOK_AGAIN))
        if now < due:
            return False
        self._looks[message.entry.id] = now + wait, min(wait * 2, LONGEST_WAIT)
        return True

    def _is_among_sent(self, message: Outgoing) -> bool:
        name = ours.message_id(message.key, self.line.account.address)
        try:
            return SentFolder(self.line.account, self.line.incoming).holds(name)
        except DeskError as fault:
            self._tell(News(self.line.account.name, f"sent mail: {fault.message}", problem=True))
            return False
