"""How long after it happened an event is read by each of many readers."""

import re
import selectors
import socket
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from benchmarks.http_load import connected

DATA = re.compile(rb"data: (?:([0-9.]+)\n|\{\"position\":\d+,\"at\":\"([^\"]+)\")")
EVERY = 0.25


def heard(
    url: str,
    heads: Sequence[bytes],
    write: Callable[[int], bytes] | None,
    *,
    consoles: int,
    seconds: float,
) -> tuple[float, float]:
    """Milliseconds from what an event says of its moment to its being read: half of them, and 99 of 100. With
    `write`, a request makes an event every quarter of a second; without, the server makes them itself."""
    waiting = selectors.DefaultSelector()
    lines = [connected(url) for _ in range(consoles)]
    for number, line in enumerate(lines):
        line.sendall(heads[number % len(heads)])
        waiting.register(line, selectors.EVENT_READ)
    late: list[float] = []
    over = threading.Event()
    writer = threading.Thread(target=_write, args=(url, write, over))
    settle = time.time() + 1.5
    until = settle + seconds
    if write is not None:
        writer.start()
    while (now := time.time()) < until:
        for key, _ in waiting.select(until - now):
            assert isinstance(key.fileobj, socket.socket)
            said = key.fileobj.recv(65_536)
            read = time.time()
            late += [read - at for at in map(_moment, DATA.finditer(said)) if at > settle]
    over.set()
    if write is not None:
        writer.join()
    for line in lines:
        line.close()
    late.sort()
    expected = consoles * (seconds / EVERY) * 0.8
    assert len(late) > expected, f"only {len(late)} events were read"
    return 1000 * late[len(late) // 2], 1000 * late[int(len(late) * 0.99)]


def _moment(found: "re.Match[bytes]") -> float:
    if found[1]:
        return float(found[1])
    return datetime.fromisoformat(found[2].decode()).timestamp()


def _write(url: str, write: Callable[[int], bytes] | None, over: threading.Event) -> None:
    """A note every quarter of a second."""
    assert write is not None
    line, number = connected(url), 0
    while not over.wait(EVERY):
        line.sendall(write(number))
        line.recv(65_536)
        number += 1
    line.close()
