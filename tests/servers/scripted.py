"""A server that says what a test wants it to say, for what no real server does on request."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

HOST = "127.0.0.1"
GREETING = b"* OK ready\r\n"
CAPABILITIES = b"* CAPABILITY IMAP4rev1 IDLE\r\n"

Answer = Callable[[str, str], bytes | None]
"""From the tag and the rest of a command to everything that is said to it, the tagged line included; None to
hang up, and `HANG_UP` at the end to do so then."""
HANG_UP = b"<hang up>"
DRIP = b"<drip>"
"""The whole of an answer: a line that goes on and on, one byte at a time."""


class Scripted:
    """Where it is, and what it was told. `password` is for those who log in."""

    host = HOST
    password = "a secret of nobody's"

    def __init__(self, answer: Answer, greeting: bytes) -> None:
        self._answer = answer
        self._greeting = greeting
        self.told: list[str] = []
        self.connections = 0
        self.listener = socket.create_server((HOST, 0))
        self.imap_port: int = self.listener.getsockname()[1]

    def serve(self) -> None:
        """Until its listener is closed."""
        while True:
            try:
                there, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            with there, suppress(OSError):
                self._talk(there)

    def _talk(self, there: socket.socket) -> None:
        there.sendall(self._greeting)
        lines = there.makefile("rb")
        with lines:
            for line in lines:
                tag, _, rest = line.decode("utf-8", "replace").rstrip("\r\n").partition(" ")
                self.told.append(rest or tag)
                answer = self._answer(tag, rest)
                if answer is None:
                    return
                if answer == DRIP:
                    _drip(there)
                there.sendall(answer.removesuffix(HANG_UP))
                if answer.endswith(HANG_UP):
                    return


def _drip(there: socket.socket) -> None:
    there.settimeout(0.01)
    while True:  # until the other side leaves, which is an OSError
        there.sendall(b"*")
        with suppress(TimeoutError):
            if not there.recv(1_000):
                raise ConnectionError


def usual(tag: str, rest: str) -> bytes | None:
    """What any server says before it comes to mail: an empty INBOX."""
    verb = rest.split(" ")[0].upper()
    done = f"{tag} OK done\r\n".encode()
    if verb == "CAPABILITY":
        return CAPABILITIES + done
    if verb in ("EXAMINE", "SELECT"):
        return b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] here\r\n* OK [UIDNEXT 2] next\r\n" + done
    if verb == "UID" and "SEARCH" in rest.upper():
        return b"* SEARCH 1\r\n" + done
    if verb == "LOGOUT":
        return None
    return done


@contextmanager
def running(answer: Answer, *, greeting: bytes = GREETING) -> Iterator[Scripted]:
    """A server of this behaviour, one connection at a time."""
    server = Scripted(answer, greeting)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        with suppress(OSError):
            server.listener.shutdown(socket.SHUT_RDWR)
        server.listener.close()
        thread.join(5)
