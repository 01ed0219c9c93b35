"""The line to an IMAP server: imaplib's commands over a line of our own.

imaplib reads through a buffered file that is of no use any more once a read has timed out, so one cannot
wait for news (IDLE) with an end to the waiting; a server may announce an answer of any length; and an answer
that comes a byte a minute never times out. Here every command has an end in time and in bytes, and a line
that has not come whole stays for the next read.

Raises `imaplib.IMAP4.abort` or `OSError` for a line that is broken, `imaplib.IMAP4.error` for a `BAD`.
"""

import imaplib
import socket
import ssl
from contextlib import suppress
from time import monotonic

from agentconsole.channels.email.account import Server
from agentconsole.model.undoing import or_else

CONNECT_SECONDS = 20.0
COMMAND_SECONDS = 60.0
"""For any command, beside the time that what it brings may take."""
SLOWEST = 20_000
"""Bytes a second that a line must carry."""
ORDINARY = 4_000_000
"""Bytes an answer may have beside the mail in it: the numbers of half a million mails."""
AT_ONCE = 262_144


class Line(imaplib.IMAP4):
    """A connection, not logged in, and with `tls` and `starttls` never without encryption."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.left = ORDINARY
        """Bytes the answer to this command may still have."""
        self._came = bytearray()
        self._looked = 0
        self._until = monotonic() + CONNECT_SECONDS
        super().__init__(server.host, server.port, CONNECT_SECONDS)
        if server.security == "starttls":
            with or_else(self.shutdown):
                self._encrypt()

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        self.host, self.port = host, port
        self.sock = socket.create_connection((host, port), timeout)
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        if self.server.security == "tls":
            self._wrap()

    def shutdown(self) -> None:
        with suppress(OSError):
            self.sock.close()

    def interrupt(self) -> None:
        """Have whoever waits for the server stop waiting: the only thing another thread may do here."""
        with suppress(OSError):
            # Not SSLSocket's, which takes the encryption from under a read.
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)

    def begin(self, *, expected: int = 0) -> None:
        """A command follows, whose answer has so many bytes of mail in it."""
        self.left = ORDINARY + expected
        self._until = monotonic() + COMMAND_SECONDS + expected / SLOWEST

    def read(self, size: int) -> bytes:
        if size > self.left:
            raise self.abort(f"it announced an answer of {size:,} bytes")
        while len(self._came) < size:
            self._receive()
        return self._taken(size)

    def readline(self) -> bytes:
        while (end := self._came.find(b"\n", self._looked)) < 0:
            self._looked = len(self._came)
            if self._looked > self.left:
                raise self.abort("its answer does not end")
            self._receive()
        return self._taken(end + 1)

    def line_within(self, seconds: float) -> bytes | None:
        """The next line, or None when there is none by then."""
        self.left = ORDINARY
        self._until = monotonic() + seconds
        try:
            return self.readline()
        except TimeoutError:
            return None

    def _taken(self, size: int) -> bytes:
        taken = bytes(memoryview(self._came)[:size])
        del self._came[:size]
        self._looked = 0
        self.left -= size
        return taken

    def _receive(self) -> None:
        seconds = self._until - monotonic()
        if seconds <= 0:
            raise TimeoutError("it took too long to answer")
        self.sock.settimeout(seconds)
        came = self.sock.recv(AT_ONCE)
        if not came:
            raise self.abort("it hung up")
        self._came += came

    def _encrypt(self) -> None:
        if "STARTTLS" not in self.capabilities:
            raise ssl.SSLError("it offers no STARTTLS")
        self.begin()
        status, said = self.xatom("STARTTLS")
        if status != "OK":
            raise ssl.SSLError(f"it refused STARTTLS: {said[0]!r}")
        if self._came:
            # Anybody on the way may have said it, for it to be taken for what comes under encryption.
            raise ssl.SSLError("it spoke on after STARTTLS")
        self._wrap()
        self.capabilities = tuple(str(self.capability()[1][0], "ascii", "replace").upper().split())

    def _wrap(self) -> None:
        plain = self.sock
        try:
            self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
        except OSError:
            plain.close()
            raise
