"""What every store promises of conversations and asks."""

from agentconsole.model.conversation import Handover, LastReply, Status
from agentconsole.model.queries import InboxView
from tests.store.keep import at, begun, fields, ids, keeping, walk


class ConversationContract:
    def test_a_conversation_is_kept_whole(self, store):
        def make(keep):
            number = keep.begin(keep.customer("Mei Tan"), subject="Fee", opened_at=at(0))
            state = {
                "status": Status.WAITING,
                "owner": "ana",
                "channels": ("email", "chat"),
                "last_out_at": at(3),
                "specialists": ("ben", "priya"),
                "introduced": ("priya",),
                "handover": Handover(entry=5, to="ben", by="ana", brief="b", reason="r", at=at(4)),
                "handovers": 2,
                "snoozed_until": at(99),
                "snooze_reason": "part",
                "last_reply": LastReply(entry=5, status=Status.OPEN, waiting_since=at(1)),
            }
            keep.say(number, minute=5, state=state)
            return number, keep.states[number]

        number, state = keeping(store, make)
        with store.reading() as read:
            kept = read.conversation(number)
            assert kept.customer.name == "Mei Tan"
            assert kept == type(kept)(**{**fields(state), "customer": kept.customer})
            assert read.conversation(number + 1) is None

    def test_the_customer_of_a_conversation_is_called_as_they_are_called_now(self, store):
        def make(keep):
            mei, chat = keep.customer("mei@tan.example"), keep.customer("mei_1157")
            number = keep.begin(chat)
            keep.say(number)
            keep.merge(chat, into=mei)
            row = keep.write.customer(mei)
            keep.write.save_customer(type(row)(id=mei, name="Mei Tan"))
            return mei, chat, number

        mei, chat, number = keeping(store, make)
        keeping(store, lambda keep: keep.say(number, "again"))
        with store.reading() as read:
            kept = read.conversation(number)
            assert (kept.customer.id, kept.customer.name, kept.begun_with) == (mei, "Mei Tan", chat)
        keeping(store, lambda keep: keep.merge(chat, into=None))
        with store.reading() as read:
            assert read.conversation(number).customer.id == chat
            assert ids(read.conversations_of([chat], after=None, limit=5)) == [number]

    def test_unread_is_what_was_said_after_what_an_agent_has_read(self, store):
        number = keeping(store, lambda keep: begun(keep))
        unread = lambda by: keeping(store, lambda keep: keep.write.conversation(number, by=by).unread)  # noqa: E731
        assert unread("ana")
        assert not unread(None)
        keeping(store, lambda keep: keep.write.mark_read(number, 1, by="ana"))
        assert not unread("ana")
        assert unread("ben")
        keeping(store, lambda keep: keep.say(number, kind="claim", by="ben"))
        assert not unread("ana")
        keeping(store, lambda keep: keep.say(number, kind="note", by="ben"))
        assert unread("ana")
        with store.reading() as read:
            page = read.inbox(InboxView.ALL, by="ana", now=at(0), after=None, limit=5)
            assert page.items[0].unread

    def test_reading_marks_only_go_forward_and_are_news_once(self, store):
        number = keeping(store, lambda keep: begun(keep))
        for version in (1, 0, 1):
            keeping(store, lambda keep, version=version: keep.write.mark_read(number, version, by="ana"))
        with store.reading() as read:
            assert not read.conversation(number, by="ana").unread
            news = [change for change in read.changes(0, limit=9) if change.kind == "read"]
            assert [(change.conversation, change.by) for change in news] == [(number, "ana")]

    def test_conversations_are_found_by_their_keys_in_the_order_of_the_keys(self, store):
        def make(keep):
            one, other = begun(keep), begun(keep)
            keep.write.add_keys(one, "email", ["a", "b"])
            keep.write.add_keys(other, "email", ["c", "a"])
            return one, other

        one, other = keeping(store, make)
        with store.reading() as read:
            assert read.conversations_by_keys("email", ["x", "c", "b"]) == (other, one)
            assert read.conversations_by_keys("email", ["b", "c"]) == (one, other)
            assert read.conversations_by_keys("email", ["a"]) == (one,)
            assert read.conversations_by_keys("chat", ["a"]) == ()
            assert read.conversations_by_keys("email", []) == ()

    def test_a_matter_of_theirs_is_found_by_its_key_on_whichever_channel(self, store):
        def make(keep):
            mei, li = keep.customer("Mei"), keep.customer("Li")
            numbers = [keep.begin(mei), keep.begin(mei), keep.begin(li)]
            for number, channel, minute in zip(numbers, ("email", "chat", "web"), (9, 5, 7), strict=True):
                keep.say(number, minute=minute)
                keep.write.add_keys(number, channel, ["A-1042"])
            keep.write.add_keys(numbers[1], "chat", ["B"])
            return mei, li, numbers

        mei, li, (first, second, third) = keeping(store, make)
        with store.reading() as read:
            assert read.conversation_of_theirs([mei], ["A-1042"]) == first
            assert read.conversation_of_theirs([mei], ["B", "x"]) == second
            assert read.conversation_of_theirs([li], ["A-1042"]) == third
            assert read.conversation_of_theirs([mei, li], ["x"]) is None
            assert read.conversation_of_theirs([], ["A-1042"]) is None
            assert read.conversation_of_theirs([li], ["B"]) is None

    def test_the_latest_conversation_on_a_channel_is_the_one_active_last(self, store):
        def make(keep):
            mei, chat = keep.customer("Mei"), keep.customer("mei_1157")
            numbers = [keep.begin(mei), keep.begin(mei), keep.begin(chat)]
            for number, minute, channels in zip(
                numbers, (9, 5, 7), (("email",), ("chat", "email"), ("chat",)), strict=True
            ):
                keep.say(number, minute=minute, state={"channels": channels})
            return mei, chat, numbers

        mei, chat, (first, second, third) = keeping(store, make)
        with store.reading() as read:
            assert read.latest_conversation([mei], "email").id == first
            assert read.latest_conversation([mei], "chat").id == second
            assert read.latest_conversation([mei, chat], "chat").id == third
            assert read.latest_conversation([mei], "phone") is None
            assert read.latest_conversation([], "chat") is None

    def test_the_conversations_of_customers_come_newest_first_in_pages(self, store):
        def make(keep):
            one, other = keep.customer(), keep.customer()
            for n in range(7):
                keep.say(keep.begin(one if n % 2 else other), minute=(n * 5) % 7)
            begun(keep)
            return one, other

        one, other = keeping(store, make)
        with store.reading() as read:
            found = walk(lambda **more: read.conversations_of([one, other], **more), 3)
            assert [each.last_entry_at for each in found] == [at(minute) for minute in range(6, -1, -1)]
            assert read.conversations_of([], after=None, limit=3).items == ()

    def test_every_version_of_a_brief_is_kept(self, store):
        def make(keep):
            number = begun(keep)
            for version in (1, 2):
                keep.brief(number, f"version {version}", version=version, minute=version)
                keep.say(number, "and so on", minute=version)
            return number

        number = keeping(store, make)
        with store.reading() as read:
            briefs = read.briefs(number)
            assert [(brief.version, brief.text) for brief in briefs] == [(1, "version 1"), (2, "version 2")]
            assert read.entry(briefs[1].entry).text == "version 2"
            assert read.conversation(number).brief == briefs[1]
            assert read.briefs(number + 1) == ()

    def test_asks_come_due_soonest_first_then_oldest(self, store):
        def make(keep):
            number, other = begun(keep), begun(keep)
            keep.ask(number, minute=3)
            keep.ask(number, minute=1, due=60)
            keep.ask(other, minute=2, due=30)
            keep.ask(number, minute=4)
            keep.ask(number, "priya", minute=5, due=1)
            keep.ask(number, minute=6, due=2, state="answered")
            return number

        number = keeping(store, make)
        with store.reading() as read:
            numbers = lambda **asked: [ask.id for ask in read.asks(**asked)]  # noqa: E731
            assert numbers(specialist="ben", pending=True) == [3, 2, 1, 4]
            assert numbers(specialist="ben") == [6, 3, 2, 1, 4]
            assert numbers(conversation=number, pending=True) == [5, 2, 1, 4]
            assert numbers(specialist="priya", conversation=number) == [5]
            assert numbers(specialist="nobody") == []
            assert len(numbers()) == 6
            assert read.ask(2).due_at == at(60)
            assert read.ask(99) is None

    def test_an_ask_is_saved_again_with_what_became_of_it(self, store):
        def answer(keep):
            number = begun(keep)
            ask = keep.ask(number, "ben")
            ended = type(ask)(**{**fields(ask), "state": type(ask.state).ANSWERED, "answer": "Twice."})
            keep.say(number, kind="answer", by="ben", ask=ask.id, asks=[ended])
            return ended

        ended = keeping(store, answer)
        with store.reading() as read:
            assert read.ask(ended.id) == ended
            assert read.asks(specialist="ben", pending=True) == ()
