import os
import signal
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from agentconsole.channels.base import Item, Problem
from agentconsole.channels.files.ahead import AHEAD, MANY, ahead, possible
from agentconsole.model.commands import Receive
from agentconsole.model.errors import DeskError, Unavailable
from agentconsole.model.people import Contact
from agentconsole.rules.packing import Packed, packed

pytestmark = pytest.mark.skipif(not possible(), reason="there is no second core, or no fork")
HERE = Path("mails")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
RAW = b"Subject: x\r\n\r\nThe same line again.\r\n" * 20


def thing(number: int, reason: str = "") -> Item:
    return Item(source=HERE, line=number, found=Problem(source=HERE, line=number, reason=reason), position=0)


def in_the_other_process(item: Item) -> int:
    assert isinstance(item.found, Problem)
    return int(item.found.reason)


def test_things_come_as_they_are_and_in_their_order_from_another_process() -> None:
    read = list(ahead(thing(number, str(os.getpid())) for number in range(3 * MANY + 1)))
    assert [item.line for item in read] == list(range(3 * MANY + 1))
    assert os.getpid() not in set(map(in_the_other_process, read))


def test_nothing_to_read_is_nothing_read() -> None:
    assert list(ahead(iter([]))) == []


def test_what_stops_the_reading_is_told_here_after_what_was_read() -> None:
    def items():
        yield from map(thing, range(MANY))
        raise Unavailable("The disk is gone", "Bring it back")

    read = ahead(items())
    assert len(list(islice(read, MANY))) == MANY
    with pytest.raises(Unavailable, match="The disk is gone") as stopped:
        next(read)
    assert stopped.value.hint == "Bring it back"


def test_a_reader_that_dies_is_told_and_not_taken_for_the_end() -> None:
    def items():
        yield from map(thing, range(MANY))
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(DeskError, match="has ended"):
        list(ahead(items()))


def test_who_stops_taking_leaves_no_reader_behind() -> None:
    many = (thing(number, str(os.getpid())) for number in range(10 * AHEAD * MANY))
    read = ahead(many)
    reader = in_the_other_process(next(read))
    read.close()
    with pytest.raises(ProcessLookupError):
        os.kill(reader, 0)


def test_with_packing_originals_come_as_a_store_keeps_them_and_else_as_they_came() -> None:
    found = Receive(
        channel="email", external_id="1", at=NOW, customer=Contact(name="Mei"), direction="in", original=RAW
    )
    mail = Item(source=HERE, line=1, found=found, position=0)
    (plain,) = ahead([mail])
    (kept,) = ahead([mail], pack=True)
    assert plain == mail
    assert isinstance(kept.found, Receive)
    assert isinstance(kept.found.original, Packed)
    assert kept.found.original == packed(RAW)
    assert replace(kept.found, original=RAW) == found


def test_what_is_packed_is_never_written_down_as_if_it_were_the_original() -> None:
    with pytest.raises(TypeError):
        msgspec.json.encode(Packed(packed(RAW)))
