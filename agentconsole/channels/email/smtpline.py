"""The line to an SMTP server: smtplib's commands over a line of our own.

smtplib gives no end to the time an answer takes, only to each read of it, and does not say how far a mail
had got when something broke. Here every answer has an end in time and in bytes, and whoever sends knows
whether the last line of the mail has been let go.

Raises `OSError` or `smtplib.SMTPException` for a line that is broken.
"""

import re
import smtplib
import socket
import ssl
from contextlib import suppress
from time import monotonic

from msgspec import Struct

from agentconsole.channels.email.account import Server
from agentconsole.model.undoing import or_else

MYSELF = "[127.0.0.1]"
"""How we say who we are. The name of the machine is nobody's business, and would stand in every mail."""
LONGEST_ANSWER = 65_536
AT_ONCE = 65_536
ENDS = re.compile(rb"\r\n|\r|\n")
DOT = re.compile(rb"^\.", re.MULTILINE)
END = b".\r\n"


class Patience(Struct, frozen=True, kw_only=True):
    """How many seconds to wait for a server."""

    connect: float = 10.0
    """For the connection and its encryption."""
    command: float = 30.0
    """For the answer to a command, and for each piece of a mail to be taken."""
    kept: float = 60.0
    """For the server to say that it keeps a mail it has been given whole."""
    quit: float = 2.0


class Line(smtplib.SMTP):
    """A connection, not logged in, and with `tls` and `starttls` never without encryption."""

    def __init__(self, server: Server, patience: Patience) -> None:
        super().__init__(local_hostname=MYSELF)
        self.server, self.patience = server, patience
        self._came = bytearray()
        self._waiting = patience.command
        self.sock = socket.create_connection((server.host, server.port), patience.connect)
        # The dot does not wait for the server to confirm what came before it.
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with or_else(self.close):
            self._greet()

    def getreply(self) -> tuple[int, bytes]:
        """The next answer: its code, -1 where there is none, and its text."""
        until = monotonic() + self._waiting
        room = LONGEST_ANSWER
        said = []
        while True:
            line = self._next(until)
            said.append(line[4:].strip())
            room -= len(line) + 1
            if line[3:4] != b"-":
                code = line[:3]
                return int(code) if code.isdigit() else -1, b"\n".join(said)
            if room <= 0:
                raise smtplib.SMTPServerDisconnected("it does not stop talking")

    def docmd(self, cmd: str, args: str = "") -> tuple[int, bytes]:
        """A command and its answer. Raises for 421, after which the server hangs up."""
        code, said = super().docmd(cmd, args)
        if code == 421:
            raise smtplib.SMTPResponseException(code, said)
        return code, said

    def push(self, mail: bytes) -> None:
        """All of a mail but the dot that ends it: where this raises, the server cannot have kept it."""
        lines = ENDS.sub(b"\r\n", mail)
        stuffed = DOT.sub(b"..", lines if lines.endswith(b"\r\n") else lines + b"\r\n")
        there = self._socket()
        there.settimeout(self.patience.command)
        for start in range(0, len(stuffed), AT_ONCE):
            there.sendall(stuffed[start : start + AT_ONCE])

    def finish(self) -> tuple[int, bytes]:
        """The dot, and the answer to it. Where this raises, nobody knows whether the mail is kept."""
        self._waiting = self.patience.kept
        self._socket().sendall(END)
        return self.getreply()

    def leave(self) -> None:
        """Say goodbye, as far as that is possible."""
        self._waiting = self.patience.quit
        with suppress(OSError, smtplib.SMTPException):
            self.docmd("QUIT")
        self.close()

    def _greet(self) -> None:
        if self.server.security == "tls":
            self._encrypt()
        code, said = self.getreply()
        if code != 220:
            raise smtplib.SMTPConnectError(code, said)
        self._introduce()
        if self.server.security == "starttls":
            self._start_tls()

    def _introduce(self) -> None:
        code, said = self.ehlo()
        if not 200 <= code < 300:
            raise smtplib.SMTPHeloError(code, said)

    def _start_tls(self) -> None:
        if not self.has_extn("starttls"):
            raise ssl.SSLError("it offers no STARTTLS")
        code, said = self.docmd("STARTTLS")
        if code != 220:
            raise ssl.SSLError(f"it refused STARTTLS: {code} {said.decode('utf-8', 'replace')}")
        if self._came:
            # Anybody on the way may have said it, for it to be taken for what comes under encryption.
            raise ssl.SSLError("it spoke on after STARTTLS")
        self._encrypt()
        self._introduce()

    def _encrypt(self) -> None:
        plain = self._socket()
        plain.settimeout(self.patience.connect)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.server.host)

    def _next(self, until: float) -> bytes:
        while (end := self._came.find(b"\n")) < 0:
            if len(self._came) > LONGEST_ANSWER:
                raise smtplib.SMTPServerDisconnected("it does not stop talking")
            self._receive(until)
        line = bytes(self._came[:end])
        del self._came[: end + 1]
        return line

    def _socket(self) -> socket.socket:
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("it hung up")
        return self.sock

    def _receive(self, until: float) -> None:
        seconds = until - monotonic()
        if seconds <= 0:
            raise TimeoutError("it took too long to answer")
        there = self._socket()
        there.settimeout(seconds)
        came = there.recv(AT_ONCE)
        if not came:
            raise smtplib.SMTPServerDisconnected("it hung up")
        self._came += came
