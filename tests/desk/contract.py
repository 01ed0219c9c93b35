"""What every desk does, wherever it is kept. A test module supplies `desk` and `clock` fixtures."""

import threading
from datetime import timedelta

import pytest

from agentconsole.model import commands
from agentconsole.model.ask import AskState
from agentconsole.model.commands import Receive
from agentconsole.model.conversation import Status
from agentconsole.model.errors import Conflict, DeskError, Invalid, NotFound, Refused
from agentconsole.model.keeping import DraftKind
from agentconsole.model.people import Contact, Identity, IdentityKind
from agentconsole.model.queries import Filter, InboxView, Query
from tests.make import MEI

LI = Contact(name="Li Tan", email="li@tan.example")


def join(desk):
    """Ana, Ben and Priya sit down."""
    for handle, name, skills in (
        ("ana", "Ana Costa", ()),
        ("ben", "Ben Okafor", ()),
        ("priya", "Priya Nair", ("billing",)),
    ):
        desk.do(
            commands.AddAgent(handle=handle, full_name=name, email=f"{handle}@desk.example", skills=skills)
        )


def arrive(desk, clock, external_id, text="I was charged twice", **fields):
    """A mail from Mei, a second after what happened last."""
    given = {
        "channel": "email",
        "external_id": external_id,
        "at": clock.go(seconds=1),
        "customer": MEI,
        "direction": "in",
        "text": text,
        "subject": "Fee",
        "keys": ("fee",),
        "begins": True,
    }
    return desk.do(Receive(**(given | fields)))


def owned(desk, clock, owner="ana"):
    """A conversation of Mei's that somebody owns; its number."""
    number = arrive(desk, clock, "m1").conversation.id
    desk.do(commands.Claim(conversation=number), by=owner)
    return number


def refused(desk, command, by, error=Refused):
    """Do what must be refused, and see that nothing changed."""
    before = desk.latest()
    with pytest.raises(error) as refusal:
        desk.do(command, by=by)
    assert desk.latest() == before
    return refusal.value


class Intake:
    def test_what_comes_in_is_known_again_and_comes_in_once(self, desk, clock):
        first = arrive(desk, clock, "m1")
        again = arrive(desk, clock, "m1", text="another text")
        assert (first.new, again.new) == (True, False)
        assert again.entries[0].text == "I was charged twice"
        assert len(desk.thread(first.conversation.id).items) == 1

    def test_who_of_us_wrote_from_a_shared_address_is_known_by_the_name(self, desk, clock):
        number = arrive(desk, clock, "m1").conversation.id
        shared = {"direction": "out", "begins": False}
        for author, owner in (
            ("Somebody <help@desk.example>", None),
            ("Ben Okafor <help@desk.example>", "ben"),
        ):
            kept = arrive(desk, clock, author, author=author, **shared)
            assert desk.conversation(number).owner == owner
            assert kept.entries[-1].author.name == author.partition(" <")[0]
        by_address = arrive(desk, clock, "m4", author="Priya Nair <ana@desk.example>", **shared)
        assert by_address.entries[-1].author.id == "ana"

    def test_a_batch_is_kept_with_what_was_wrong_named(self, desk, clock):
        good = Receive(
            channel="chat", external_id="c1", at=clock(), customer=MEI, direction="in", text="Hi", keys=("k",)
        )
        bad = Receive(channel="chat", external_id="c2", at=clock(), customer=MEI, direction="up")
        kept, problem = desk.receive([good, bad])
        assert kept.new
        assert isinstance(problem, Invalid)
        assert [e.text for e in desk.history(desk.customer("mei@tan.example").id).items] == ["Hi"]

    def test_what_cannot_be_kept_fails_alone(self, desk, clock):
        def line(n, text):
            return Receive(
                channel="chat",
                external_id=n,
                at=clock(),
                customer=MEI,
                direction="in",
                text=text,
                keys=("k",),
            )

        first, broken, last = desk.receive([line("1", "one"), line("2", "half \ud800"), line("3", "three")])
        assert isinstance(broken, Invalid)
        assert (first.new, last.new) == (True, True)
        assert [e.text for e in desk.thread(first.conversation.id).items] == ["one", "three"]

    def test_somebody_elses_message_shows_in_the_conversation_and_in_both_histories(self, desk, clock):
        number = arrive(desk, clock, "m1").conversation.id
        arrive(desk, clock, "m2", "I am her brother", customer=LI)
        texts = [entry.text for entry in desk.thread(number).items]
        assert texts == ["I was charged twice", "I am her brother"]
        mei, li = desk.customer("mei@tan.example"), desk.customer("li@tan.example")
        assert [e.text for e in desk.history(mei.id).items] == texts[::-1]
        assert [e.text for e in desk.history(li.id).items] == ["I am her brother"]
        assert desk.conversation(number).customer.id == mei.id

    def test_several_conversations_are_read_at_once_in_the_order_they_are_asked_for(self, desk, clock):
        first = arrive(desk, clock, "m1").conversation.id
        second = arrive(desk, clock, "m2", keys=("other",), customer=LI).conversation.id
        desk.do(commands.MarkRead(conversation=first), by="ana")
        found = desk.conversations([second, 999, first, second], by="ana")
        assert found == (desk.conversation(second, by="ana"), desk.conversation(first, by="ana"))
        assert [one.unread for one in found] == [True, False]
        assert desk.conversations([]) == ()

    def test_a_late_message_reopens_the_conversation_and_forks_none(self, desk, clock):
        number = owned(desk, clock)
        desk.do(commands.Close(conversation=number), by="ana")
        again = arrive(desk, clock, "m2", "It happened again")
        assert (again.conversation.id, again.conversation.status) == (number, Status.OPEN)
        assert again.conversation.owner == "ana"

    def test_what_was_written_before_the_close_and_read_by_nobody_reopens(self, desk, clock):
        number = owned(desk, clock)
        under_way = clock.go(minutes=1)
        clock.go(minutes=5)
        desk.do(commands.Reply(conversation=number, text="Done", close=True), by="ana")
        late = arrive(desk, clock, "m2", "It happened again", at=under_way)
        assert (late.conversation.status, late.conversation.waiting_since) == (Status.OPEN, under_way)

    def test_a_new_matter_goes_to_their_person(self, desk, clock):
        owned(desk, clock)
        new = arrive(desk, clock, "n1", "Another matter", keys=("other",))
        assert new.conversation.owner == "ana"
        assert desk.customer("mei@tan.example").person == "ana"

    def test_a_conversation_goes_on_over_another_channel_for_the_customer_whose_it_is(self, desk, clock):
        number = arrive(desk, clock, "m1", keys=("case 7",)).conversation.id
        chat = arrive(desk, clock, "c1", channel="chat", keys=("case 7",)).conversation
        assert (chat.id, chat.channels) == (number, ("email", "chat"))
        other = arrive(desk, clock, "c2", channel="phone", keys=("case 7",), customer=LI).conversation
        assert other.id != number

    def test_their_person_is_theirs_since_the_first_of_their_matters(self, desk, clock):
        owned(desk, clock)
        since = desk.customer("mei@tan.example").person_since
        clock.go(days=100)
        second = arrive(desk, clock, "n1", keys=("other",)).conversation
        assert second.owner == "ana"
        assert desk.customer("mei@tan.example").person_since == since
        desk.do(commands.HandOver(conversation=second.id, to="ben", brief="b", reason="r"), by="ana")
        desk.do(commands.AcceptHandOver(conversation=second.id), by="ben")
        assert desk.customer("mei@tan.example").person == "ben"
        assert desk.customer("mei@tan.example").person_since > since

    def test_an_event_without_a_conversation_stands_in_the_history_alone(self, desk, clock):
        outcome = arrive(
            desk,
            clock,
            "o1",
            "A-1042 shipped",
            channel="shop",
            kind="order",
            direction="event",
            keys=(),
            begins=False,
        )
        assert outcome.conversation is None
        (entry,) = desk.history(desk.customer("mei@tan.example").id).items
        assert (entry.kind, entry.conversation, entry.visibility) == ("order", None, "team")

    def test_a_customer_is_known_by_every_address_they_used(self, desk, clock):
        arrive(
            desk,
            clock,
            "m1",
            customer=Contact(name="Mei Tan", email="mei@tan.example", phone="+49 30 123456"),
        )
        arrive(desk, clock, "p1", channel="phone", customer=Contact(phone="0049 30 123456"), keys=("call",))
        mei = desk.customer("+4930123456")
        assert mei.name == "Mei Tan"
        assert mei.entries == 2

    def test_the_original_is_kept_byte_for_byte(self, desk, clock):
        raw = b"From: mei\r\n\r\n\xff\x00 bytes"
        (entry,) = arrive(desk, clock, "m1", original=raw).entries
        assert desk.original(entry.id) == raw


class Ownership:
    def test_ownership_moves_only_by_an_accepted_handover(self, desk, clock):
        number = owned(desk, clock)
        assert refused(desk, commands.Claim(conversation=number), "ben").rule == "one owner"
        assert refused(desk, commands.AcceptHandOver(conversation=number), "ben").rule == "one owner"
        offer = commands.HandOver(conversation=number, to="ben", brief="charged twice", reason="leave")
        refused(desk, offer, "ben")
        assert desk.do(offer, by="ana").conversation.owner == "ana"
        assert [each.id for each in desk.inbox(InboxView.ASKED, by="ben").items] == [number]
        refused(desk, commands.AcceptHandOver(conversation=number), "priya")
        after = desk.do(commands.AcceptHandOver(conversation=number), by="ben").conversation
        assert (after.owner, after.handovers, after.specialists) == ("ben", 1, ("ana",))
        assert desk.inbox(InboxView.ASKED, by="ben").items == ()
        assert after.brief.text == "charged twice"
        assert desk.customer("mei@tan.example").person == "ben"

    def test_a_refused_handover_leaves_the_owner(self, desk, clock):
        number = owned(desk, clock)
        desk.do(commands.HandOver(conversation=number, to="ben", brief="b", reason="r"), by="ana")
        after = desk.do(commands.RefuseHandOver(conversation=number, reason="away"), by="ben").conversation
        assert (after.owner, after.handover) == ("ana", None)

    def test_a_stand_in_acts_for_the_owner_until_the_owner_is_back(self, desk, clock):
        number = owned(desk, clock)
        desk.do(commands.StandIn(agent="ben", until=clock() + timedelta(hours=8)), by="ana")
        assert desk.conversation(number).stand_in == "ben"
        assert [c.id for c in desk.inbox(InboxView.MINE, by="ben").items] == [number]
        outcome = desk.do(commands.Reply(conversation=number, text="Dear Mei"), by="ben")
        assert outcome.conversation == desk.conversation(number, by="ben")
        (message,) = outcome.entries
        assert (message.signed_for, message.text.splitlines()[-1]) == ("ana", "Ben, for Ana")
        refused(desk, commands.HandOver(conversation=number, to="priya", brief="b", reason="r"), "ben")
        desk.do(commands.Return(), by="ana")
        assert desk.conversation(number).owner == "ana"
        refused(desk, commands.Reply(conversation=number, text="again"), "ben")

    def test_whatever_is_done_answers_with_the_conversation_as_it_is_read(self, desk, clock):
        number = owned(desk, clock)
        desk.do(commands.StandIn(agent="ben", until=clock() + timedelta(hours=8)), by="ana")
        desk.do(
            commands.Snooze(conversation=number, until=clock() + timedelta(hours=1), reason="part"), by="ana"
        )
        clock.go(hours=2)
        now = desk.conversation(number, by="ana")
        assert (now.stand_in, now.status) == ("ben", Status.OPEN)
        draft = commands.SaveDraft(conversation=number, kind=DraftKind.NOTE, text="x")
        assert desk.do(draft, by="ana").conversation == now
        assert desk.do(commands.MarkRead(conversation=number), by="ana").conversation.stand_in == "ben"
        come = arrive(desk, clock, "m2").conversation
        assert come == desk.conversation(number)

    def test_an_absence_ends_by_itself(self, desk, clock):
        number = owned(desk, clock)
        desk.do(commands.StandIn(agent="ben", until=clock() + timedelta(hours=8)), by="ana")
        clock.go(hours=9)
        assert desk.conversation(number).stand_in is None
        assert desk.inbox(InboxView.MINE, by="ben").items == ()
        refused(desk, commands.Reply(conversation=number, text="late"), "ben")


class Voice:
    def test_only_the_owner_writes_and_anybody_else_is_shown_how_to_help(self, desk, clock):
        number = owned(desk, clock)
        refusal = refused(desk, commands.Reply(conversation=number, text="Hello"), "ben")
        assert (refusal.rule, f"note {number}" in refusal.hint) == ("one voice", True)
        assert desk.do(commands.Reply(conversation=number, text="Dear Mei"), by="ana").entries

    def test_an_introduced_specialist_writes_beside_the_owner_until_released(self, desk, clock):
        number = owned(desk, clock)
        refused(desk, commands.Introduce(conversation=number, specialist="priya"), "ana")
        desk.do(commands.Ask(conversation=number, specialist="priya", question="Twice?"), by="ana")
        refused(desk, commands.Reply(conversation=number, text="Hi"), "priya")
        desk.do(commands.Introduce(conversation=number, specialist="priya"), by="ana")
        assert desk.do(commands.Reply(conversation=number, text="Hi"), by="priya").entries
        desk.do(commands.Release(conversation=number, specialist="priya"), by="ana")
        refused(desk, commands.Reply(conversation=number, text="Hi"), "priya")

    def test_a_reply_stands_in_the_outbox_until_a_channel_takes_it(self, desk, clock):
        number = owned(desk, clock)
        (message,) = desk.do(commands.Reply(conversation=number, text="Dear Mei"), by="ana").entries
        assert message.delivery == "waiting"
        (waiting,) = desk.outbox()
        assert (waiting.entry.id, waiting.state) == (message.id, "waiting")
        assert desk.lease(clock(), channels=["email"]) == ()
        clock.go(seconds=desk.undo_seconds)
        assert desk.lease(clock(), channels=["chat"]) == ()
        (leased,) = desk.lease(clock(), channels=["email"])
        assert desk.lease(clock(), channels=["email"]) == ()
        assert desk.entry(message.id).delivery == "sending"
        desk.settle(leased.entry.id, state="sent")
        assert desk.entry(message.id).delivery == "sent"
        assert desk.outbox() == ()

    def test_a_note_never_stands_in_the_outbox(self, desk, clock):
        number = owned(desk, clock)
        desk.do(commands.Note(conversation=number, text="careful"), by="priya")
        assert desk.outbox() == ()

    def test_what_waits_can_be_taken_back_into_the_draft(self, desk, clock):
        number = owned(desk, clock)
        desk.do(commands.Reply(conversation=number, text="Dear Mei"), by="ana")
        outcome = desk.do(commands.Unsend(conversation=number), by="ana")
        assert outcome.draft.text == "Dear Mei"
        assert outcome.conversation.status == Status.OPEN
        assert desk.draft(number, DraftKind.REPLY, by="ana").text == "Dear Mei"
        assert desk.outbox() == ()
        refused(desk, commands.Unsend(conversation=number), "ana")
        clock.go(hours=1)
        assert desk.lease(clock(), channels=["email"]) == ()

    def test_a_reply_to_something_older_stops_and_names_what_is_new(self, desk, clock):
        number = owned(desk, clock)
        seen = desk.conversation(number).version
        news = arrive(desk, clock, "m2", "One more thing").entries[0]
        conflict = refused(desk, commands.Reply(conversation=number, text="x", seen=seen), "ana", Conflict)
        assert conflict.news == (news.id,)
        now = desk.conversation(number).version
        assert desk.do(commands.Reply(conversation=number, text="x", seen=now), by="ana").entries

    def test_a_reply_for_later_waits_for_its_time(self, desk, clock):
        number = owned(desk, clock)
        later = clock() + timedelta(days=1)
        desk.do(commands.Reply(conversation=number, text="x", send_at=later), by="ana")
        assert desk.lease(later - timedelta(seconds=1), channels=["email"]) == ()
        assert len(desk.lease(later, channels=["email"])) == 1


class Asking:
    def asked(self, desk, clock):
        number = owned(desk, clock)
        line = desk.thread(number).items[0].id
        command = commands.Ask(conversation=number, specialist="priya", question="Twice?", about=(line,))
        return number, desk.do(command, by="ana").ask

    def test_an_ask_is_seen_and_answered_with_a_suggestion(self, desk, clock):
        number, ask = self.asked(desk, clock)
        assert [each.id for each in desk.asks(specialist="priya", pending=True)] == [ask.id]
        assert [c.id for c in desk.inbox(InboxView.ASKED, by="priya").items] == [number]
        assert desk.do(commands.See(ask=ask.id), by="priya").ask.state == AskState.SEEN
        answer = commands.Answer(ask=ask.id, text="Yes", suggested_reply="You were charged twice.")
        ended = desk.do(answer, by="priya").ask
        assert (ended.state, ended.suggested_reply) == (AskState.ANSWERED, "You were charged twice.")
        assert desk.conversation(number).open_asks == 0
        assert desk.inbox(InboxView.ASKED, by="priya").items == ()

    def test_nobody_else_answers_and_an_ask_ends_once(self, desk, clock):
        _, ask = self.asked(desk, clock)
        refused(desk, commands.Answer(ask=ask.id, text="I think so"), "ben")
        desk.do(commands.Decline(ask=ask.id, reason="not mine"), by="priya")
        refused(desk, commands.Answer(ask=ask.id, text="after all"), "priya")
        refused(desk, commands.Withdraw(ask=ask.id), "ana")

    def test_an_ask_points_at_lines_of_this_customers_history_only(self, desk, clock):
        number = owned(desk, clock)
        other = arrive(desk, clock, "x1", customer=LI, keys=("x",)).entries[0].id
        for line, error in ((other, Invalid), (42, NotFound)):
            command = commands.Ask(conversation=number, specialist="priya", question="?", about=(line,))
            refused(desk, command, "ana", error)


class Lifecycle:
    def test_a_thanks_surfaces_and_the_snooze_keeps_its_date(self, desk, clock):
        number = owned(desk, clock)
        until = clock() + timedelta(days=3)
        desk.do(commands.Snooze(conversation=number, until=until, reason="the part"), by="ana")
        assert desk.inbox(InboxView.MINE, by="ana").items == ()
        arrive(desk, clock, "m2", "Thanks!")
        (surfaced,) = desk.inbox(InboxView.MINE, by="ana").items
        assert (surfaced.status, surfaced.snoozed_until, surfaced.snooze_reason) == (
            Status.OPEN,
            until,
            "the part",
        )

    def test_a_snooze_that_is_over_is_open_before_anybody_noted_it_and_after(self, desk, clock):
        number = owned(desk, clock)
        desk.do(
            commands.Snooze(conversation=number, until=clock() + timedelta(hours=1), reason="call back"),
            by="ana",
        )
        assert desk.come_due(clock()) == 0
        clock.go(hours=2)
        assert [c.status for c in desk.inbox(InboxView.MINE, by="ana").items] == [Status.OPEN]
        assert desk.conversation(number).status == Status.OPEN
        assert desk.come_due(clock()) == 1
        assert desk.come_due(clock()) == 0
        assert desk.thread(number).items[-1].reason == "call back"

    def test_closed_is_out_of_the_way_and_still_there(self, desk, clock):
        number = owned(desk, clock)
        desk.do(commands.Close(conversation=number), by="ana")
        assert desk.inbox(InboxView.MINE, by="ana").items == ()
        assert [c.id for c in desk.inbox(InboxView.ALL).items] == [number]
        assert desk.do(commands.Reopen(conversation=number), by="ana").conversation.status == Status.OPEN

    def test_a_conversation_we_begin_is_ours_and_goes_out(self, desk, clock):
        command = commands.Start(customer="new@person.example", subject="Recall", text="Dear customer")
        outcome = desk.do(command, by="ana")
        assert (outcome.conversation.owner, outcome.conversation.subject) == ("ana", "Recall")
        assert [each.entry.channel for each in desk.outbox()] == ["email"]
        assert desk.customer("new@person.example").person == "ana"


class Kept:
    def test_drafts_are_each_writers_own_and_of_two_kinds(self, desk, clock):
        number = owned(desk, clock)
        save = commands.SaveDraft
        desk.do(save(conversation=number, kind=DraftKind.REPLY, text="Dear"), by="ana")
        desk.do(save(conversation=number, kind=DraftKind.NOTE, text="careful"), by="ana")
        desk.do(save(conversation=number, kind=DraftKind.REPLY, text="mine"), by="ben")
        assert desk.draft(number, DraftKind.REPLY, by="ana").text == "Dear"
        assert desk.draft(number, DraftKind.NOTE, by="ana").text == "careful"
        desk.do(save(conversation=number, kind=DraftKind.REPLY, text=""), by="ana")
        assert desk.draft(number, DraftKind.REPLY, by="ana") is None
        assert [each.text for each in desk.drafts(by="ben")] == ["mine"]

    def test_what_was_sent_is_no_draft_any_more(self, desk, clock):
        number = owned(desk, clock)
        desk.do(commands.SaveDraft(conversation=number, kind=DraftKind.REPLY, text="Dear"), by="ana")
        desk.do(commands.Reply(conversation=number, text="Dear Mei"), by="ana")
        assert desk.drafts(by="ana") == ()

    def test_unread_is_what_others_said_since_one_looked(self, desk, clock):
        number = owned(desk, clock)
        assert desk.conversation(number, by="ana").unread
        assert desk.conversation(number, by="ana").read_version == 0
        desk.do(commands.MarkRead(conversation=number), by="ana")
        assert not desk.conversation(number, by="ana").unread
        assert desk.conversation(number, by="ana").read_version == 2
        desk.do(commands.Note(conversation=number, text="mine"), by="ana")
        assert not desk.conversation(number, by="ana").unread
        desk.do(commands.Note(conversation=number, text="news"), by="ben")
        assert desk.conversation(number, by="ana").unread
        desk.do(commands.Reply(conversation=number, text="Dear Mei"), by="ana")
        assert not desk.conversation(number, by="ana").unread

    def test_every_change_is_told_in_order_without_gaps(self, desk, clock):
        start = desk.latest()
        number = owned(desk, clock)
        desk.do(commands.Note(conversation=number, text="x"), by="ben")
        told = desk.changes(start)
        assert [each.position for each in told] == list(range(start + 1, desk.latest() + 1))
        assert [each.entry_kind for each in told if each.kind == "entry"] == ["message", "claim", "note"]
        assert told[-1].by == "ben"

    def test_waiting_ends_with_the_change_of_another_thread(self, desk, clock):
        number = owned(desk, clock)
        start = desk.latest()
        assert not desk.wait(start, seconds=0.01)
        writer = threading.Timer(
            0.05, lambda: desk.do(commands.Note(conversation=number, text="x"), by="ben")
        )
        writer.start()
        assert desk.wait(start, seconds=20)
        writer.join()


class Finding:
    def test_the_whole_history_is_reachable_page_by_page_both_ways(self, desk, clock):
        for n in range(25):
            arrive(desk, clock, f"m{n}", f"line {n}")
        mei = desk.customer("mei@tan.example").id
        texts, before = [], None
        while True:
            page = desk.history(mei, before=before, limit=10)
            texts += [entry.text for entry in page.items]
            if page.complete:
                break
            before = page.cursor
        assert texts == [f"line {n}" for n in reversed(range(25))]
        oldest = desk.history(mei, before=before, limit=50).items[-1]
        newer = desk.history(mei, after=oldest.id, limit=3)
        assert [entry.text for entry in newer.items] == ["line 3", "line 2", "line 1"]
        assert not newer.complete
        assert desk.place(mei, oldest.id) == (24, 25)

    def test_a_history_narrows_by_channel_and_kind(self, desk, clock):
        arrive(desk, clock, "m1")
        arrive(
            desk, clock, "o1", "order", channel="shop", kind="order", direction="event", keys=(), begins=False
        )
        mei = desk.customer("mei@tan.example").id
        assert [e.kind for e in desk.history(mei, only=Filter(channel="shop")).items] == ["order"]
        assert [e.kind for e in desk.history(mei, only=Filter(kind="message")).items] == ["message"]

    def test_search_finds_words_by_whom_and_where(self, desk, clock):
        number = owned(desk, clock)
        desk.do(commands.Note(conversation=number, text="the luggage scanner"), by="ben")

        def found(**fields):
            return [e.text for e in desk.search(Query(**fields)).items]

        assert found(words=("charged",)) == ["I was charged twice"]
        assert found(phrases=("charged twice",)) == ["I was charged twice"]
        assert found(prefixes=("lugg",), author="ben") == ["the luggage scanner"]
        assert found(words=("luggage",), author="mei@tan.example") == []
        assert found(words=("charged",), customer="Mei") == ["I was charged twice"]
        assert found(words=("charged",), customer="nobody") == []
        for name in ("@ben", "ben@desk.example", "Ben Okafor", "ben okafor"):
            assert found(author=name) == ["the luggage scanner"]
        colleague = {"direction": "out", "author": "Zoe from Lisbon", "text": "We look into it"}
        arrive(desk, clock, "m2", **colleague)
        assert found(author="zoe from lisbon") == ["We look into it"]

    def test_a_search_for_part_of_a_name_is_of_all_who_have_it(self, desk, clock):
        people = [Contact(name=f"John {n}", email=f"j{n}@x.example") for n in range(501)]
        for n, john in enumerate(people[:500]):
            arrive(desk, clock, f"j{n}", "the bag", customer=john, keys=(f"j{n}",))
        johns = Query(words=("bag",), author="john")
        assert len(desk.search(johns, limit=1000).items) == 500
        arrive(desk, clock, "j500", customer=people[500], keys=("j500",))
        with pytest.raises(Invalid, match="More than 500 customers"):
            desk.search(johns)

    def test_a_customer_is_found_by_whatever_address_they_came_with(self, desk, clock):
        for n, (contact, asked) in enumerate(
            (
                (Contact(handle="mei"), ("mei", "MEI", "handle:mei")),
                (Contact(name="Only A Name"), ("only a name", "name:only a name")),
                (Contact(email="not a mail"), ("not a mail", "email:not a mail")),
                (Contact(phone="ext. 12"), ("ext. 12", "phone:ext. 12")),
            )
        ):
            arrive(desk, clock, f"odd{n}", customer=contact, keys=(f"odd{n}",))
            assert {desk.customer(each).id for each in asked} == {n + 1}
        with pytest.raises(NotFound):
            desk.customer("nobody")

    def test_who_joins_is_told_to_whoever_listens(self, desk, clock):
        before = desk.latest()
        desk.do(commands.AddAgent(handle="zoe", skills=("legal",)), by="ana")
        told = [(each.kind, each.entry_kind, each.by, each.agent) for each in desk.changes(before)]
        assert told == [("entry", "agent", "ana", "zoe"), ("agent", "", "ana", "zoe")]

    def test_what_is_not_there_is_not_found(self, desk, clock):
        for asked in (
            lambda: desk.conversation(99),
            lambda: desk.entry(99),
            lambda: desk.ask(99),
            lambda: desk.customer(99),
            lambda: desk.customer("who@nowhere.example"),
            lambda: desk.agent("nobody"),
            lambda: desk.do(commands.Claim(conversation=99), by="ana"),
        ):
            with pytest.raises(NotFound):
                asked()
        with pytest.raises(DeskError):
            desk.do(commands.Claim(conversation=99), by="nobody")


class Merging:
    def two(self, desk, clock):
        arrive(desk, clock, "m1", "from home")
        arrive(
            desk,
            clock,
            "m2",
            "from work",
            customer=Contact(name="M. Tan", email="mei@work.example"),
            keys=("w",),
        )
        return desk.customer("mei@tan.example").id, desk.customer("mei@work.example").id

    def texts(self, desk, ref):
        return [e.text for e in desk.history(desk.customer(ref).id).items if e.kind == "message"]

    def test_two_who_are_one_are_read_as_one_and_can_be_parted_again(self, desk, clock):
        keep, other = self.two(desk, clock)
        merged = desk.do(commands.MergeCustomers(keep=str(keep), other=str(other)), by="ana").customer
        assert (merged.id, len(merged.identities)) == (keep, 2)
        assert self.texts(desk, "mei@work.example") == ["from work", "from home"]
        arrive(desk, clock, "m3", "again from work", customer=Contact(email="mei@work.example"), keys=("w",))
        assert self.texts(desk, keep) == ["again from work", "from work", "from home"]
        of_other = desk.conversations_of(keep).items
        assert {c.customer.id for c in of_other} == {keep}
        assert desk.customer(keep).entries == len(desk.history(keep).items)
        desk.do(commands.UnmergeCustomers(other=str(other)), by="ana")
        assert self.texts(desk, keep) == ["from home"]
        assert self.texts(desk, other) == ["again from work", "from work"]

    def test_a_merged_conversation_lives_on_and_is_still_theirs_when_parted(self, desk, clock):
        keep, other = self.two(desk, clock)
        number = desk.conversations_of(other).items[0].id
        desk.do(commands.MergeCustomers(keep=str(keep), other=str(other)), by="ana")
        desk.do(commands.Note(conversation=number, text="one person"), by="ana")
        desk.do(commands.UnmergeCustomers(other=str(other)), by="ana")
        assert desk.conversation(number).customer.id == other
        assert "one person" in [e.text for e in desk.history(other).items]

    def test_the_person_of_either_is_the_person_of_both(self, desk, clock):
        keep, other = self.two(desk, clock)
        desk.do(commands.Claim(conversation=desk.conversations_of(other).items[0].id), by="ben")
        desk.do(commands.MergeCustomers(keep=str(keep), other=str(other)), by="ana")
        assert desk.customer(keep).person == "ben"
        assert arrive(desk, clock, "m9", "new matter", keys=("new",)).conversation.owner == "ben"

    def test_an_address_belongs_to_one_customer(self, desk, clock):
        keep, _ = self.two(desk, clock)
        taken = Identity(IdentityKind.EMAIL, "mei@work.example")
        refusal = refused(desk, commands.LinkIdentity(customer=str(keep), identity=taken), "ana")
        assert "merge" in refusal.hint
        free = Identity(IdentityKind.HANDLE, "chat:mei")
        desk.do(commands.LinkIdentity(customer=str(keep), identity=free), by="ana")
        assert desk.customer("chat:mei").id == keep


class DeskContract(Intake, Ownership, Voice, Asking, Lifecycle, Kept, Finding, Merging):
    """All of it."""
