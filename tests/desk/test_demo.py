"""The demo desk as it is made."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agentconsole.desk.demo.making import make_demo
from agentconsole.desk.demo.people import AGENTS, CUSTOMERS
from agentconsole.desk.demo.script import stories
from agentconsole.desk.local import LocalDesk
from agentconsole.model.conversation import Status
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.queries import InboxView, PromiseView
from agentconsole.rules.identities import of
from agentconsole.rules.replay import begin, evolve, fold
from agentconsole.rules.screening import MARK, screen
from agentconsole.store.sqlite import SqliteStore, open_store

NOW = datetime(2026, 11, 17, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    opened = open_store(make_demo(tmp_path_factory.mktemp("demo"), NOW))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def desk(store: SqliteStore) -> LocalDesk:
    return LocalDesk(store, clock=lambda: NOW)


def everything(path: Path, now: datetime) -> list[tuple[Entry, ...]]:
    """The whole histories of all customers."""
    desk = LocalDesk(open_store(make_demo(path, now)), clock=lambda: now)
    try:
        customers = desk.customers(limit=100).items
        return [desk.history(each.id, limit=1000).items for each in customers]
    finally:
        desk.close()


def test_the_owner_changes_only_by_a_handover_that_was_offered_and_accepted(store: SqliteStore) -> None:
    moved = 0
    with store.reading() as read:
        for each in read.inbox(InboxView.ALL, by=None, now=NOW, after=None, limit=1000).items:
            thread = begin(each.id, each.customer)
            for entry in read.entries_of(each.id):
                before, thread = thread.conversation, evolve(thread, entry)
                if thread.conversation.owner != before.owner and before.owner is not None:
                    moved += 1
                    assert entry.kind == Kind.ACCEPT
                    assert before.handover is not None
                    assert before.handover.to == thread.conversation.owner
    assert moved >= 4


def test_what_is_kept_of_every_conversation_follows_from_its_entries(store: SqliteStore) -> None:
    with store.reading() as read:
        for each in read.inbox(InboxView.ALL, by=None, now=NOW, after=None, limit=1000).items:
            kept = read.conversation(each.id)
            assert fold(each.id, each.customer, read.entries_of(each.id)).conversation == kept


def test_the_same_moment_makes_the_same_desk(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    assert everything(tmp_path / "one", NOW) == everything(tmp_path / "two", NOW)


@pytest.mark.parametrize("hour", [0, 5, 12, 23])
def test_it_can_be_made_at_any_hour_and_told_in_the_order_it_was_written(tmp_path: Path, hour: int) -> None:
    now = NOW.replace(hour=hour, minute=2)
    assert sum(map(len, everything(tmp_path, now))) > 600
    told: dict[str, int] = {}
    for beat in stories(now):
        if beat.matter is None or beat.at is None or beat.who == "!":
            continue
        place = int(beat.id.rpartition("/")[2])
        assert place > told.get(beat.matter.key, -1), beat
        told[beat.matter.key] = place


def test_nothing_that_happened_lies_in_the_future_and_the_first_is_years_ago(desk: LocalDesk) -> None:
    entries = [
        entry
        for customer in desk.customers(limit=100).items
        for entry in desk.history(customer.id, limit=1000).items
    ]
    assert max(entry.at for entry in entries) <= NOW
    assert min(entry.at for entry in entries) < NOW - timedelta(days=6 * 365)
    assert {"email", "chat", "phone", "twitter", "shop", "billing", "trips"} <= {e.channel for e in entries}


def test_every_part_of_every_story_is_on_the_desk_once(desk: LocalDesk) -> None:
    told = [beat for beat in stories(NOW) if beat.at and beat.at <= NOW]
    come_in = [beat.id for beat in told if beat.who == "!" or beat.who in CUSTOMERS]
    kept = {
        entry.external_id
        for customer in desk.customers(limit=100).items
        for entry in desk.history(customer.id, limit=1000).items
        if entry.external_id
    }
    assert len(come_in) == len(set(come_in))
    assert kept == set(come_in)


def test_mei_waits_longest_for_ana_with_years_behind_her_and_the_same_matter_as_before(
    desk: LocalDesk,
) -> None:
    first = desk.inbox(InboxView.MINE, by="ana").items[0]
    assert (first.customer.name, first.status, first.owner, first.unread) == (
        "Mei Tan",
        Status.OPEN,
        "ana",
        True,
    )
    assert first.brief is not None
    assert "Do not ask again" in first.brief.text
    assert desk.customer("mei@tan.example").entries > 200
    before = desk.conversations_of(first.customer.id).items
    assert any(each.subject == "I was charged for my case twice" for each in before)
    assert "closed" in {each.status for each in before}


def test_ana_finds_every_kind_of_conversation(desk: LocalDesk) -> None:
    mine = desk.inbox(InboxView.MINE, by="ana").items
    every = desk.inbox(InboxView.ALL, by="ana", limit=1000).items
    assert len(mine) >= 7
    assert len(desk.inbox(InboxView.UNOWNED).items) == 3
    assert len([each for each in every if each.status == Status.WAITING and each.owner == "ana"]) >= 2
    assert len([each for each in every if each.status == Status.SNOOZED and each.owner == "ana"]) == 2
    assert [each.handover.by for each in every if each.handover and each.handover.to == "ana"] == ["priya"]
    assert any("tomas" in each.introduced for each in mine)
    assert {each.stand_in for each in mine if each.owner == "ben"} == {"ana"}
    assert [(ask.asked_by, ask.pending) for ask in desk.asks(specialist="ana", pending=True)] == [
        ("ben", True)
    ]


def test_mei_told_two_years_ago_in_a_chat_what_her_present_question_invites_asking(desk: LocalDesk) -> None:
    mei = desk.customer("mei@tan.example").id
    number = desk.conversations_of(mei).items[0].id
    (finding,) = desk.asked_again(number, "Dear Mei, could you send me your order number?")
    told = finding.fact
    assert (told.value, told.channel, told.told_at < NOW - timedelta(days=2 * 365)) == (
        "A-1042",
        "chat",
        True,
    )
    assert told.conversation != number
    assert [note.author.id for note in desk.pinned(mei)] == ["ben"]
    assert desk.zone(mei)[0] == "Asia/Singapore"


def test_promises_are_due_today_kept_moved_broken_and_somebody_elses(desk: LocalDesk) -> None:
    every = desk.promises()
    assert {promise.state for promise in every} == {"open", "kept", "renegotiated", "broken"}
    due = desk.promises(PromiseView.DUE)
    assert {promise.state for promise in due} == {"open", "broken"}
    owed = desk.promises(PromiseView.MINE, by="ana")
    assert {(promise.owner, promise.stand_in) for promise in owed} == {("ana", None), ("ben", "ana")}


def test_a_note_is_to_be_read_before_jonas_is_written_to_and_a_brief_is_stale(desk: LocalDesk) -> None:
    jonas = desk.conversations_of(desk.customer("jonas@nordlys-kajak.example").id).items[0]
    (note,) = jonas.must_read
    assert (note.author, note.acknowledged) == ("lena", ())
    assert [unread.entry.id for unread in desk.board().notes] == [note.entry]
    amara = desk.conversations_of(desk.customer("amara@okaforfilm.example").id).items[0]
    assert amara.heard_since_brief == 2


def test_noor_is_with_ana_since_hugo_who_looked_after_her_has_left(desk: LocalDesk) -> None:
    noor = desk.customer("noor@vandijk-restauratie.example")
    assert [met.agent for met in desk.met(noor.id)] == ["hugo"]
    now = desk.conversations_of(noor.id).items[0]
    assert now.owner == "ana"
    (claim,) = [entry for entry in desk.thread(now.id).items if entry.kind == "claim"]
    assert "Hugo Bakker" in claim.reason
    assert "has left" in claim.reason


def test_all_that_was_written_is_marked_as_sent_by_the_simulated_channel(desk: LocalDesk) -> None:
    assert desk.outbox() == ()
    mei = desk.customer("mei@tan.example").id
    ours = [entry for entry in desk.history(mei, limit=1000).items if entry.outgoing]
    assert {entry.delivery for entry in ours} == {"sent"}


def test_colleagues_are_plainly_marked_as_simulated() -> None:
    assert [agent.handle for agent in AGENTS if "(simulated)" not in agent.full_name] == ["ana"]


def test_no_address_could_reach_anybody() -> None:
    texts = [beat.text + beat.second + str(beat.data) for beat in stories(NOW)]
    addresses = re.findall(r"[\w.+-]+@[\w-]+\.[\w.-]+", " ".join(texts)) + [
        c.email for c in CUSTOMERS.values()
    ]
    addresses += [agent.email for agent in AGENTS]
    assert all(address.rstrip(".").endswith(".example") for address in addresses if address)
    hosts = re.findall(r"https?://([\w.-]+)", " ".join(texts))
    assert hosts
    assert all(host.endswith(".example") for host in hosts)
    assert all(of(contact) for contact in CUSTOMERS.values())


def test_the_message_that_means_harm_is_kept_as_it_came_and_shown_without_its_teeth(desk: LocalDesk) -> None:
    lucky = desk.customer("winner@lucky-seats.example")
    message = desk.history(lucky.id).items[0]
    assert "\x1b" in message.text
    assert "\u202e" in message.text
    assert "[@click=app.quit]" in message.text
    shown = screen(message.text)
    assert MARK in shown
    assert not {"\x1b", "\u202e", "\x9b", "\x07", "\u200b"} & set(shown)
