"""Mail out of the house: an account's way to its server, which knows at every step what has happened.

Up to the dot that ends a mail nothing has left, whatever goes wrong: `Undelivered` says so. After it, only
the server knows. When it does not say, `Unanswered` does.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from agentconsole.channels.base import Unanswered, Undelivered
from agentconsole.channels.email import fields, outgoing
from agentconsole.channels.email.account import Account, Server
from agentconsole.channels.email.outgoing import Content, Letter, none_kept
from agentconsole.channels.email.smtpline import Line, Patience
from agentconsole.channels.email.smtplogin import log_in
from agentconsole.model.errors import DeskError, NotFound
from agentconsole.model.keeping import Outgoing
from agentconsole.model.undoing import or_else

LONGEST_REASON = 300
Answer = tuple[int, bytes]
Secret = Callable[[], str]
"""The password, or with `oauth2` a token that is good now: asked for at each login."""


class Smtp:
    """A `Sender` of `channels.base`. A connection is made for each message, and closed."""

    def __init__(
        self,
        account: Account,
        password: Secret,
        *,
        content: Content = none_kept,
        patience: Patience | None = None,
    ) -> None:
        self.account = account
        self._password = password
        self._content = content
        self._patience = patience or Patience()

    def carries(self, channel: str) -> bool:
        """Only its own channel, and only where it has a server."""
        return channel == self.account.name and self.account.smtp is not None

    def send(self, message: Outgoing) -> None:
        """Hand it to the server. Raises `Undelivered` when it has certainly not left, and `Unanswered` when
        nobody knows."""
        with _not_left(self.account):
            letter = outgoing.letter(message, self.account, self._content)
            people = _everyone(letter)
            mail = outgoing.compose(letter)
        with self._session() as line:
            with _not_left(self.account):
                _announce(line, self.account.address, people, mail)
                line.push(mail)
            _settle(line)

    def check(self) -> None:
        """Log in, and send nothing. Raises `Undelivered`, whose reason says what is wrong."""
        with self._session():
            pass

    @contextmanager
    def _session(self) -> Iterator[Line]:
        server = self.account.smtp
        if server is None:
            raise Undelivered(f"Channel {self.account.name} has no server to send by", again=False)
        with _not_left(self.account):
            line = self._open(server)
        with or_else(line.close):  # without goodbye: in the middle of a mail it would be a line of it
            yield line
        line.leave()

    def _open(self, server: Server) -> Line:
        word = self._password() if server.user else ""
        line = Line(server, self._patience)
        with or_else(line.close):
            if server.user:
                log_in(line, self.account, server, word)
        return line


def _everyone(letter: Letter) -> tuple[str, ...]:
    """All it goes to. One who cannot be reached stops it, for the others would believe they were."""
    reached, lost = outgoing.recipients(letter)
    if lost:
        raise Undelivered(f"No mail can be sent to {', '.join(lost)}", again=False)
    if not reached:
        raise Undelivered("There is no address to send it to", again=False)
    return reached


def _announce(line: Line, sender: str, people: tuple[str, ...], mail: bytes) -> None:
    """Everything before the mail itself. All of the recipients are taken, or nothing is sent."""
    sender = fields.reachable(sender)
    options = _options(line, mail, international=not all(each.isascii() for each in (sender, *people)))
    _accepted(
        line.docmd("MAIL", f"FROM:<{sender}>{options}"), f"{line.server.host} takes no mail from {sender}"
    )
    answers = {person: line.docmd("RCPT", f"TO:<{person}>") for person in people}
    refused = {person: answer for person, answer in answers.items() if not 200 <= answer[0] < 300}
    if refused:
        line.docmd("RSET")
        raise Undelivered(
            f"{line.server.host} sends nothing to "
            + "; ".join(f"{person}: {_said(answer)}" for person, answer in refused.items()),
            again=all(_passes(answer) for answer in refused.values()),
        )
    answer = line.docmd("DATA")
    if answer[0] != 354:
        raise Undelivered(f"{line.server.host} takes no mail: {_said(answer)}", again=_passes(answer))


def _options(line: Line, mail: bytes, *, international: bool) -> str:
    limit = line.esmtp_features.get("size", "")
    if limit.isdecimal() and 0 < int(limit) < len(mail):
        raise Undelivered(
            f"The mail has {len(mail):,} bytes and {line.server.host} takes {int(limit):,}", again=False
        )
    if international and not line.has_extn("smtputf8"):
        raise Undelivered(f"{line.server.host} sends only to addresses in plain letters", again=False)
    if international:
        line.command_encoding = "utf-8"
    size = f" SIZE={len(mail)}" if line.has_extn("size") else ""
    return f"{size} SMTPUTF8 BODY=8BITMIME" if international else size


def _settle(line: Line) -> None:
    """The dot, and what the server says to it."""
    host = line.server.host
    try:
        answer = line.finish()
    except (OSError, smtplib.SMTPException) as lost:
        raise Unanswered(f"{host} was given the mail and did not say whether it keeps it ({lost})") from lost
    if not 200 <= answer[0] < 300 and not 400 <= answer[0] < 600:
        raise Unanswered(f"{host} was given the mail and said what nobody understands: {_said(answer)}")
    _accepted(answer, f"{host} did not keep the mail")


def _accepted(answer: Answer, otherwise: str) -> None:
    if not 200 <= answer[0] < 300:
        raise Undelivered(f"{otherwise}: {_said(answer)}", again=_passes(answer))


def _passes(answer: Answer) -> bool:
    """Whether it may be another answer another time. What is no answer at all may be."""
    return not 500 <= answer[0] < 600


def _said(answer: Answer) -> str:
    return fields.clean(f"{answer[0]} {answer[1].decode('utf-8', 'replace')}")[:LONGEST_REASON]


@contextmanager
def _not_left(account: Account) -> Iterator[None]:
    """Whatever goes wrong inside, the mail has certainly not left, and may another time."""
    host = account.smtp.host if account.smtp else account.name
    try:
        yield
    except DeskError as wrong:
        again = not isinstance(wrong, NotFound)  # what is gone, such as a file, will not be there later
        raise Undelivered(f"{wrong.message}. {wrong.hint}".rstrip(". "), again=again) from wrong
    except ssl.SSLCertVerificationError as wrong:
        raise Undelivered(
            f"The certificate of {host} cannot be trusted: {wrong.verify_message}", again=True
        ) from wrong
    except ssl.SSLError as wrong:
        raise Undelivered(f"No safe connection to {host}: {wrong.args[-1]}", again=True) from wrong
    except smtplib.SMTPResponseException as wrong:
        said = wrong.smtp_error if isinstance(wrong.smtp_error, bytes) else wrong.smtp_error.encode()
        raise Undelivered(
            f"{host} does not want to talk: {_said((wrong.smtp_code, said))}", again=True
        ) from wrong
    except (OSError, smtplib.SMTPException, UnicodeError) as wrong:
        raise Undelivered(f"{host} cannot be reached: {wrong}", again=True) from wrong
