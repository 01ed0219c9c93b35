"""On a line that falls silent, breaks or crawls nothing is lost or doubled, and the truth of it is told."""

import random
import threading
from time import monotonic

import pytest

from agentconsole.model import commands
from agentconsole.model.errors import Conflict, NotFound, Unavailable
from agentconsole.model.keeping import DraftKind
from agentconsole.model.link import LinkState
from tests.client.conftest import IMPATIENT

SILENCE = 5 * IMPATIENT.silent


def test_in_a_black_hole_it_is_said_soon_and_what_was_seen_is_read_and_what_is_written_waits(day):
    day.looks()
    day.becomes(LinkState.LIVE)
    day.line.hole()
    began = monotonic()
    day.becomes(LinkState.OFFLINE)
    assert monotonic() - began < SILENCE
    assert day.desk.conversation(day.number, by="ana").owner == "ana"
    assert [each.text for each in day.desk.thread(day.number).items if each.text] == ["I was charged twice"]
    assert day.reply("Dear Mei").waits
    assert day.note("for the team").waits
    assert (day.desk.link().waiting, day.replies()) == (2, [])
    with pytest.raises(Unavailable, match="not looked at"):
        day.desk.agents()
    with pytest.raises(Unavailable):
        day.desk.do(commands.Close(conversation=day.number), by="ana")
    day.line.fill()
    day.all_sent()
    assert (day.replies(), day.said()) == (["Dear Mei"], ["for the team"])
    assert (day.desk.kept(), day.desk.link().state) == ((), LinkState.LIVE)


def test_a_half_open_line_is_noticed_and_no_change_is_missed(day):
    day.becomes(LinkState.LIVE)
    start = day.desk.latest()
    day.line.half_open()
    day.hears("And another thing")
    told, over = [], threading.Event()
    watcher = threading.Thread(target=_watch, args=(day.desk, start, told, over))
    watcher.start()
    until = monotonic() + PATIENCE
    while not told and monotonic() < until:
        over.wait(0.02)
    over.set()
    watcher.join(PATIENCE)
    assert [each.entry_kind for each in told if each.kind == "entry"] == ["message"]


def test_on_a_slow_line_everything_works_and_is_only_slow(day):
    day.line.pause = 0.03
    day.looks()
    assert day.note("slow").entries[0].text == "slow"
    day.becomes(LinkState.LIVE)


@pytest.mark.parametrize("after", [0, 40, 700])
def test_an_answer_that_is_lost_or_cut_is_asked_for_again_and_the_command_was_done_once(day, after):
    day.looks()
    day.line.cuts = [after]
    assert day.note("once").entries[0].text == "once"
    day.line.cuts = [after]
    assert day.reply("Dear Mei", seen=3).entries[-1].text == "Dear Mei"
    day.line.cuts = [after]
    assert len(day.desk.inbox("all").items) == 1
    assert (day.said(), day.replies(), day.desk.kept()) == (["once"], ["Dear Mei"], ())


def test_a_server_that_is_gone_is_seen_at_once_and_so_is_its_return(day):
    day.becomes(LinkState.LIVE)
    day.line.down = True
    day.line.break_off()
    day.becomes(LinkState.OFFLINE)
    day.line.down = False
    day.becomes(LinkState.LIVE)


def test_a_reply_that_waited_stops_when_the_customer_wrote_meanwhile_and_its_text_is_the_draft(day):
    day.looks()
    _away(day)
    assert day.reply("It is on its way").waits
    assert day.desk.draft(day.number, DraftKind.REPLY, by="ana") is None
    day.hears("Never mind, I found it")
    _back(day)
    (stopped,) = day.desk.kept()
    assert ("wrote since you looked" in stopped.stopped, stopped.command.text) == (True, "It is on its way")
    assert (day.replies(), day.draft(), day.desk.link().stopped) == ([], "It is on its way", 1)
    day.desk.drop_kept(stopped.id)
    assert (day.desk.kept(), day.draft()) == ((), "It is on its way")
    with pytest.raises(NotFound):
        day.desk.drop_kept(stopped.id)


def test_what_stops_does_not_hold_up_what_comes_after_it(day):
    day.looks()
    _away(day)
    day.reply("It is on its way")
    day.note("told her")
    day.hears("Never mind")
    _back(day)
    assert (day.said(), len(day.desk.kept())) == (["told her"], 1)


def test_a_writer_who_is_there_is_told_at_once_and_nothing_is_kept(day):
    day.looks()
    seen = day.desk.conversation(day.number).version
    day.hears("And another thing")
    with pytest.raises(Conflict):
        day.reply("Dear Mei", seen=seen)
    assert day.desk.kept() == ()


def test_of_drafts_that_wait_the_newest_goes_out_and_is_read_back(day):
    day.looks()
    _away(day)
    for text in ("D", "De", "Dear Mei"):
        assert day.types(text).draft.text == text
    assert [each.command.text for each in day.desk.kept()] == ["Dear Mei"]
    assert day.desk.draft(day.number, DraftKind.REPLY, by="ana").text == "Dear Mei"
    _back(day)
    assert (day.draft(), day.desk.drafts(by="ana")[0].text) == ("Dear Mei", "Dear Mei")


def test_a_reply_that_is_given_up_is_the_draft_again(day):
    day.looks()
    _away(day)
    day.reply("Dear Mei")
    day.desk.drop_kept(day.desk.kept()[0].id)
    assert day.desk.draft(day.number, DraftKind.REPLY, by="ana").text == "Dear Mei"
    _back(day)
    assert (day.replies(), day.draft()) == ([], "Dear Mei")


def test_a_reply_to_what_was_never_seen_here_is_not_kept(day):
    _away(day)
    with pytest.raises(Unavailable):
        day.reply("Dear Mei")
    assert day.desk.kept() == ()


def test_what_was_read_offline_does_not_mark_as_read_what_came_since(day):
    day.looks()
    _away(day)
    day.desk.do(commands.MarkRead(conversation=day.number), by="ana")
    day.hears("And another thing")
    _back(day)
    assert day.team.desk.conversation(day.number, by="ana").unread


def test_two_consoles_of_one_agent_share_what_waits_and_send_it_once_in_order(day):
    other = day.console()
    day.looks()
    _away(day)
    day.becomes(LinkState.OFFLINE, other)
    for n in range(10):
        assert day.note(f"{n}", desk=(day.desk, other)[n % 2]).waits
    assert [each.command.text for each in other.kept()] == [str(n) for n in range(10)]
    day.line.down = False
    day.all_sent(day.desk)
    day.all_sent(other)
    assert day.said() == [str(n) for n in range(10)]


def test_what_waited_when_the_program_ended_goes_out_with_the_next_one(day):
    day.looks()
    _away(day)
    day.note("before the end")
    day.desk.close()
    day.line.down = False
    day.desk = day.console()
    day.looks()
    day.desk.close()
    assert day.said() == ["before the end"]


def _away(day):
    day.becomes(LinkState.LIVE)
    day.line.down = True
    day.line.break_off()
    day.becomes(LinkState.OFFLINE)


def _back(day):
    day.line.down = False
    day.all_sent()


@pytest.mark.parametrize(
    "seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)]
)
def test_whatever_becomes_of_the_line_each_thing_arrives_once_and_in_order_and_every_change_is_told(
    day, seed
):
    chance, start = random.Random(seed), day.desk.latest()
    day.looks()
    told, over = [], threading.Event()
    watcher = threading.Thread(target=_watch, args=(day.console(), start, told, over))
    watcher.start()
    written = [f"note {n}" for n in range(25)]
    for text in written:
        _spoil(day.line, chance)
        day.note(text)
    day.line.fill()
    day.line.down, day.line.pause, day.line.cuts = False, 0.0, []
    day.all_sent()
    last = day.hears("the end").entries[-1].id
    while not any(each.entry == last for each in told) and watcher.is_alive():
        over.wait(0.02)
    over.set()
    watcher.join(PATIENCE)
    assert day.said() == written
    assert [each for each in told if each.position <= told[-1].position] == list(
        day.team.desk.changes(start)[: len(told)]
    )
    assert day.desk.kept() == ()


PATIENCE = 30


def _spoil(line, chance):
    """Something else about the line."""
    line.pause = 0.0
    match chance.randrange(8):
        case 0:
            line.cuts = [chance.choice((0, 40, 300))]
        case 1:
            line.break_off()
        case 2:
            line.half_open()
        case 3:
            line.hole()
        case 4:
            line.fill()
        case 5:
            line.down = not line.down
            line.break_off()
        case 6:
            line.pause = 0.01
        case _:
            line.fill()
            line.down = False


def _watch(desk, after, told, over):
    """A console that only looks."""
    while not over.is_set():
        try:
            if desk.wait(after, seconds=0.2):
                told += desk.changes(after)
                after = told[-1].position if told else after
        except Unavailable:
            over.wait(0.05)
