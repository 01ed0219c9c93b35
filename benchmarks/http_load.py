"""Asking a server as fast as it answers, over several lines at once, with as little of our own as can be."""

import selectors
import socket
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

Ask = Callable[[int], bytes]
"""The request with that number, as it goes over the line."""


class Took(Struct):
    """What came of it."""

    seconds: list[float]
    """Each answer took, sorted."""
    wall: float
    cpu: float
    """Of the server's processor, in seconds."""
    wrong: int = 0
    """Answers that were not 200."""

    @property
    def rate(self) -> float:
        """Answers in a second."""
        return len(self.seconds) / self.wall

    @property
    def cost(self) -> float:
        """Milliseconds of the server's processor for one answer."""
        return 1000 * self.cpu / len(self.seconds)

    def at(self, share: float) -> float:
        """Milliseconds within which that share was answered."""
        return 1000 * self.seconds[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


def request(
    verb: str, path: str, *, token: str = "", body: bytes = b"", headers: Sequence[str] = ()
) -> bytes:
    """A request as it goes over a line."""
    lines = [f"{verb} {path} HTTP/1.1", "Host: desk", *headers]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if body or verb == "POST":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join((*lines, "", "")).encode() + body


def connected(url: str) -> socket.socket:
    """A line to the server."""
    host, _, port = urlsplit(url).netloc.partition(":")
    line = socket.create_connection((host, int(port)), timeout=30)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


def load(url: str, ask: Ask, *, process: int, lines: int, seconds: float, first: int = 0) -> Took:
    """Ask over so many lines for so long; the next request goes as soon as the last one is answered."""
    there = [connected(url) for _ in range(lines)]
    waiting = selectors.DefaultSelector()
    parts: dict[socket.socket, list[bytes]] = {}
    sent: dict[socket.socket, float] = {}
    took, number, wrong = [], first, 0
    began, used = time.perf_counter(), cpu_of(process)
    for line in there:
        waiting.register(line, selectors.EVENT_READ)
        parts[line], sent[line] = [], time.perf_counter()
        line.sendall(ask(number))
        number += 1
    until = began + seconds
    while (now := time.perf_counter()) < until:
        for key, _ in waiting.select(until - now):
            line = key.fileobj
            assert isinstance(line, socket.socket)
            parts[line].append(line.recv(262_144))
            answer = b"".join(parts[line])
            if not _whole(answer):
                parts[line] = [answer]
                continue
            now = time.perf_counter()
            took.append(now - sent[line])
            wrong += not answer.startswith(b"HTTP/1.1 200")
            parts[line], sent[line] = [], now
            line.sendall(ask(number))
            number += 1
    found = Took(sorted(took), time.perf_counter() - began, cpu_of(process) - used, wrong)
    for line in there:
        line.close()
    return found


def _whole(answer: bytes) -> bool:
    """Whether all of it is there."""
    head, found, body = answer.partition(b"\r\n\r\n")
    if not found:
        return False
    start = head.lower().index(b"content-length:") + len(b"content-length:")
    return len(body) >= int(head[start:].split(b"\r\n", 1)[0])


def cpu_of(process: int) -> float:
    """Seconds of the processor it has used."""
    said = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(said[11]) + int(said[12])) / 100
