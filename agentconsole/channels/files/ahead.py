"""Reading in a process of its own, ahead of whoever takes in what is read: two cores then work at once."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection
from queue import Queue
from threading import Thread

from msgspec.structs import replace

from agentconsole.channels.base import Item
from agentconsole.model.commands import Receive
from agentconsole.model.errors import DeskError
from agentconsole.rules.packing import Packed, packed

MANY = 50
LARGE = 1_000_000
"""What is handed over at once: so many things, or as many as have so many bytes."""
AHEAD = 8
"""Such pieces that may wait, so that memory stays what it is however slowly they are taken."""

Piece = list[Item] | DeskError
"""Some things read, or what stopped it; an empty one is the end."""


def possible() -> bool:
    """Whether there is a second core, and a way to begin there with all that is loaded here."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def ahead(items: Iterable[Item], *, pack: bool = False) -> Iterator[Item]:
    """The items, in order, read elsewhere, and with `pack` their originals packed there. Raises what reading
    them raises of DeskErrors, and one when the process that reads has died."""
    items = map(_packed, items) if pack else items
    way = multiprocessing.get_context("fork")
    receiving, sending = way.Pipe(duplex=False)
    reader = way.Process(target=_read, args=(items, sending, receiving), daemon=True)
    # An interrupt is for us: we then end the other process.
    interrupts = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    reader.start()
    signal.pthread_sigmask(signal.SIG_SETMASK, interrupts)
    sending.close()
    try:
        while piece := _next(receiving):
            yield from piece
    finally:
        receiving.close()
        reader.terminate()
        reader.join()


def _next(receiving: "Connection[None, Piece]") -> list[Item]:
    try:
        piece = receiving.recv()
    except (EOFError, OSError):
        raise DeskError(
            "The program that read the files has ended", "Give the same command again to go on"
        ) from None
    if isinstance(piece, DeskError):
        raise piece
    return piece


def _read(
    items: Iterable[Item], sending: "Connection[Piece, None]", receiving: "Connection[None, Piece]"
) -> None:
    """In the other process."""
    receiving.close()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    waiting: Queue[Piece] = Queue(AHEAD)
    sender = Thread(target=_send, args=(waiting, sending), daemon=True)
    sender.start()
    try:
        for piece in _pieces(items):
            waiting.put(piece)
        waiting.put([])
    except DeskError as error:
        waiting.put(error)
    sender.join()


def _send(waiting: "Queue[Piece]", sending: "Connection[Piece, None]") -> None:
    """Until the last piece, or until nobody takes them any more."""
    piece: Piece | None = None
    while piece is None or (piece and not isinstance(piece, DeskError)):
        piece = waiting.get()
        try:
            sending.send(piece)
        except OSError:
            os._exit(1)


def _pieces(items: Iterable[Item]) -> Iterator[list[Item]]:
    piece: list[Item] = []
    size = 0
    for item in items:
        piece.append(item)
        size += len(item.found.original) if isinstance(item.found, Receive) else 0
        if len(piece) == MANY or size >= LARGE:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _packed(item: Item) -> Item:
    """With its original as it will be kept."""
    if not isinstance(item.found, Receive) or not item.found.original:
        return item
    return replace(item, found=replace(item.found, original=Packed(packed(item.found.original))))
