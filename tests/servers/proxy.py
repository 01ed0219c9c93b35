"""A TCP proxy before a server, which does to a line what lines do: they fall silent, crawl, are cut."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import sleep
from urllib.parse import urlsplit


class Proxy:
    """Passes everything on, until it is told to be worse."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._target = (parts.hostname or "", parts.port or 80)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._flows = threading.Event()
        self._flows.set()
        self._lock = threading.Lock()
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._deaf: set[socket.socket] = set()
        self._over = False
        self.down = False
        """Whoever comes is sent away at once."""
        self.pause = 0.0
        """Seconds before each part of what is passed on."""
        self.cuts: list[int] = []
        """For each of the next answers, after how many bytes the line is cut; 0 as soon as the server
        answers: it has done what was asked, and nobody is told."""
        threading.Thread(target=self._accept, daemon=True).start()

    def hole(self) -> None:
        """Everything is taken, and nothing comes out."""
        self._flows.clear()

    def fill(self) -> None:
        """What was swallowed goes on its way."""
        self._flows.set()

    def half_open(self) -> None:
        """The lines there are stay open, and nothing comes out of them ever again. New ones work."""
        with self._lock:
            self._deaf |= {each for pair in self._pairs for each in pair}

    def break_off(self) -> None:
        """Every line there is breaks."""
        with self._lock:
            pairs = tuple(self._pairs)
        for pair in pairs:
            _shut(*pair)

    def close(self) -> None:
        """End, with every line."""
        self._over = True
        self._listener.close()
        self._flows.set()
        self.break_off()

    def _accept(self) -> None:
        while not self._over:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self.down:
                near.close()
                continue
            try:
                far = socket.create_connection(self._target, timeout=5)
            except OSError:
                near.close()
                continue
            far.settimeout(None)
            with self._lock:
                self._pairs.add((near, far))
            for args in ((near, far, False), (far, near, True)):
                threading.Thread(target=self._pump, args=args, daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, answers: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                self._flows.wait()
                if source in self._deaf:
                    continue
                if self.pause:
                    sleep(self.pause)
                if answers and self.cuts and not self._is_stream(data):
                    sink.sendall(data[: self.cuts.pop(0)])
                    break
                sink.sendall(data)
        if source not in self._deaf:
            _shut(source, sink)

    def _is_stream(self, data: bytes) -> bool:
        """The live stream has a fate of its own (`break_off`, `half_open`)."""
        return (
            b"event-stream" in data[:400]
            or data.startswith((b"2\r\n:", b":", b"id:"))
            or b"event:" in data[:60]
        )


def _shut(*ends: socket.socket) -> None:
    for each in ends:
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
        each.close()


@contextmanager
def before(url: str) -> Iterator[Proxy]:
    """A proxy before the server at that address."""
    proxy = Proxy(url)
    try:
        yield proxy
    finally:
        proxy.close()
