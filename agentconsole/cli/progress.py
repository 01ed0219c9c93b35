"""How far a long task has come, on one line of stderr, for a person who waits."""

import time
from typing import TextIO

CLEAR = "\r\x1b[K"
EVERY = 0.1
"""Seconds between two looks of the line, so that a thin connection carries other things too."""
CELLS = 24


class Progress:
    """A bar on a terminal; nothing anywhere else."""

    def __init__(self, stream: TextIO, total: int) -> None:
        self.stream = stream
        self.total = total
        self.on = stream.isatty()
        self.drawn_at = 0.0

    def show(self, done: int, words: str) -> None:
        """Draw it, unless it was drawn just now."""
        if not self.on or time.monotonic() - self.drawn_at < EVERY:
            return
        self.drawn_at = time.monotonic()
        share = min(1.0, done / self.total) if self.total else 1.0
        bar = "#" * int(share * CELLS)
        self.stream.write(f"{CLEAR}[{bar:.<{CELLS}}] {share:4.0%}  {words}")
        self.stream.flush()

    def clear(self) -> None:
        """Give the line back, for something else to be said on it."""
        if self.on and self.drawn_at:
            self.stream.write(CLEAR)
            self.stream.flush()
            self.drawn_at = 0.0
