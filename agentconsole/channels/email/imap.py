"""What is asked of an IMAP server (RFC 3501, RFC 9051).

Nothing here changes a mailbox but the `mark` methods and `append`: mail is looked at with EXAMINE and
BODY.PEEK, so that nobody's mail program notices.
"""

import imaplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from msgspec import Struct

from agentconsole.channels.email import imapanswers, mailboxes
from agentconsole.channels.email.account import Account, Server
from agentconsole.channels.email.imapanswers import Listed
from agentconsole.channels.email.imapline import Line
from agentconsole.channels.email.imaplogin import Secret, log_in, not_now
from agentconsole.channels.email.mailboxes import Mailbox
from agentconsole.model.errors import DeskError, Misconfigured, Unavailable
from agentconsole.model.undoing import or_else

HEADER = 10_000
"""Bytes of a header, more or less."""
SAME_ID = 20
"""More mails with one Message-ID are not looked at."""


class Declined(DeskError):
    """The server understood, and said no to this one thing."""


class Broken(Unavailable):
    """The line broke, or the server did not answer in time."""


class Selected(Struct, frozen=True):
    """A mailbox as the server has it now."""

    uidvalidity: int
    uidnext: int
    """The number the next mail will have, or more; 0 where the server does not say."""


class Connection:
    """One connection, logged in. Not for two threads at once; `interrupt` may be called from another.

    Raises `Broken` when the line is, and then is of no more use; `Declined` for a refusal, and `Unavailable`
    for one that is about the moment.
    """

    def __init__(self, account: Account, secret: Secret) -> None:
        if account.imap is None:
            raise Misconfigured(f"{account.name} has no IMAP server", "Name one, or only send with it")
        self.account = account
        self._server: Server = account.imap
        with self._faults():
            self.line = Line(self._server)
            with or_else(self.line.shutdown):
                log_in(self.line, account, self._server, secret)
                said = imapanswers.text(self._answer(self.line.capability()))
        self.capabilities = frozenset(said.upper().split())

    def select(self, mailbox: str, *, writable: bool = False) -> Selected:
        """Open a mailbox, as it is at this moment."""
        name = mailboxes.encoded(mailbox)
        with self.speaking():
            status, said = self.line.select(name, readonly=not writable)
            if status == "OK":
                numbers = [self.line.response(each)[1][0] for each in ("UIDVALIDITY", "UIDNEXT")]
                return Selected(*(int(each or 0) for each in numbers))
        raise self._cannot_open(mailbox, imapanswers.text(said))

    def uids(self, criteria: str) -> list[int]:
        """The numbers of the mails that fit, rising. Words of people in it have been `quoted`."""
        with self.speaking():
            said = self._answer(self.line.uid("SEARCH", criteria))
        return sorted({int(each) for line in said for each in (line or b"").split() if each.isdigit()})

    def after(self, last: int) -> list[int]:
        """The numbers of all mails after this one."""
        # "n:*" is never empty: with a number beyond the last mail it means that last mail.
        return [uid for uid in self.uids(f"UID {last + 1}:*") if uid > last]

    def listed(self, uids: Sequence[int]) -> dict[int, Listed]:
        """Sizes and arrivals of those that are there."""
        return imapanswers.listed(self._fetch(uids, "(UID RFC822.SIZE INTERNALDATE)", 0))

    def bodies(self, uids: Sequence[int], *, expected: int) -> dict[int, bytes]:
        """The bytes of those that are there: not many more in all than expected."""
        return imapanswers.contents(self._fetch(uids, "(UID BODY.PEEK[])", expected))

    def head(self, uid: int, count: int) -> bytes | None:
        """The first bytes of a mail, if it is there."""
        return imapanswers.contents(self._fetch([uid], f"(UID BODY.PEEK[]<0.{count}>)", count)).get(uid)

    def named(self, message_id: str) -> list[int]:
        """The numbers of the mails in the open mailbox that have this Message-ID."""
        bare = message_id.strip().strip("<>")
        found = self.uids(f"HEADER Message-ID {mailboxes.quoted(bare)}")[-SAME_ID:]
        what = "(UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])"
        headers = imapanswers.contents(self._fetch(found, what, HEADER * len(found)))
        # A search finds parts of an id as well.
        return [uid for uid, header in headers.items() if _id_in(header) == bare]

    def mark(self, spans: str, flag: str) -> None:
        """Set a flag (`\\Seen`) on mails of the mailbox, which has been opened writable."""
        if spans:
            with self.speaking():
                self._answer(self.line.uid("STORE", spans, "+FLAGS.SILENT", f"({flag})"))

    def append(self, mailbox: str, raw: bytes) -> None:
        """Put a mail into a mailbox, seen."""
        name = mailboxes.encoded(mailbox)
        with self.speaking(expected=len(raw)):
            self._answer(self.line.append(name, "(\\Seen)", "", raw))

    def mailboxes(self) -> list[Mailbox]:
        """All there are."""
        with self.speaking():
            found = mailboxes.listed(self._answer(self.line.list('""', '"*"')))
            if "SPECIAL-USE" in self.capabilities and not any("\\sent" in each.flags for each in found):
                asked = self.line.list('""', '"*" RETURN (SPECIAL-USE)')
                found = mailboxes.listed(self._answer(asked))
        return found

    def interrupt(self) -> None:
        """End whatever this waits for, from another thread."""
        self.line.interrupt()

    def close(self) -> None:
        """Say goodbye, without waiting for an answer."""
        with suppress(OSError):
            self.line.sock.settimeout(1.0)
            self.line.send(b"BYE LOGOUT\r\n")
        self.line.shutdown()

    def broken(self, why: str) -> Broken:
        """What to raise when the line is of no more use."""
        where = f"{self._server.host}:{self._server.port}"
        return Broken(f"{self.account.name}: no connection to {where}: {why}", "It is tried again by itself")

    def _fetch(self, uids: Sequence[int], what: str, expected: int) -> list[Any]:
        if not uids:
            return []
        with self.speaking(expected=expected):
            return self._answer(self.line.uid("FETCH", ",".join(map(str, uids)), what))

    def _cannot_open(self, mailbox: str, said: str) -> DeskError:
        names = [each.name for each in self.mailboxes()]
        if mailbox in names:
            return Unavailable(f"{self.account.name}: {mailbox} cannot be opened at the moment: {said}")
        return Misconfigured(
            f"{self.account.name}: {mailbox} cannot be opened: {said}", f"There are: {', '.join(names[:20])}"
        )

    def _answer(self, answer: tuple[str, list[Any]]) -> list[Any]:
        status, said = answer
        if status == "OK":
            return said
        text = imapanswers.text(said)
        if not_now(text):
            raise Unavailable(f"{self.account.name}: {self._server.host} cannot do it at the moment: {text}")
        raise Declined(f"{self.account.name}: {self._server.host} says no: {text}")

    @contextmanager
    def speaking(self, *, expected: int = 0) -> Iterator[None]:
        """A command, and the faults it may meet in words for a person."""
        with self._faults():
            self.line.begin(expected=expected)
            yield

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except imaplib.IMAP4.readonly as refusal:
            raise Misconfigured(
                f"{self.account.name}: the mailbox may be read and not changed", "Set mark_seen to false"
            ) from refusal
        except ssl.SSLCertVerificationError as fault:
            raise Unavailable(
                f"{self.account.name}: {self._server.host} shows no good certificate: {fault.verify_message}",
                "Check the host; a certificate of your own is trusted by SSL_CERT_FILE",
            ) from fault
        except (imaplib.IMAP4.abort, OSError) as fault:
            raise self.broken(str(fault)) from fault
        except (ValueError, LookupError) as fault:
            # What imaplib makes of an answer that is none.
            raise self.broken(f"it says what nobody understands ({fault})") from fault
        except imaplib.IMAP4.error as refusal:
            raise Declined(f"{self.account.name}: {self._server.host} says no: {refusal}") from refusal


def _id_in(header: bytes) -> str:
    return header.decode("utf-8", "replace").partition(":")[2].strip().strip("<>")
