"""What every desk does for a team: commands done once, restricted conversations, leads, tokens, presence."""

from datetime import timedelta

import pytest

from agentconsole.model import commands
from agentconsole.model.access import Role, Scope
from agentconsole.model.errors import DeskError, Invalid, NotFound, NotLoggedIn, Refused
from agentconsole.model.keeping import DraftKind
from agentconsole.model.presence import Doing
from agentconsole.model.queries import InboxView, PromiseView, Query
from agentconsole.store.base import PRESENCE_SECONDS
from tests.desk.contract import LI, arrive, owned, refused
from tests.together import at_once


def says(desk, clock, key, text, *, external="", **fields):
    """A message of Mei's in a conversation of that key."""
    return arrive(desk, clock, external or key, text, keys=(key,), **fields)


def told(desk, number):
    return [entry.text for entry in desk.thread(number).items if entry.kind == "note"]


class Keyed:
    def test_a_command_given_twice_with_one_key_is_done_once_and_answers_the_same(self, desk, clock):
        number = owned(desk, clock)
        note = commands.Note(conversation=number, text="once")
        first = desk.do(note, by="ana", key="k-1")
        clock.go(hours=1)
        again = desk.do(note, by="ana", key="k-1")
        assert again == first
        assert told(desk, number) == ["once"]
        desk.do(note, by="ana", key="k-2")
        desk.do(note, by="ana")
        assert told(desk, number) == ["once"] * 3

    def test_a_key_is_of_one_agent_and_of_one_command(self, desk, clock):
        number = owned(desk, clock)
        desk.do(commands.Note(conversation=number, text="ana's"), by="ana", key="k")
        desk.do(commands.Note(conversation=number, text="ben's"), by="ben", key="k")
        assert told(desk, number) == ["ana's", "ben's"]
        for other in (
            commands.Note(conversation=number, text="another"),
            commands.Brief(conversation=number, text="ana's"),
        ):
            refused_with_key(desk, other, "ana", "k", Invalid)

    def test_what_was_refused_is_tried_anew_with_its_key(self, desk, clock):
        number = owned(desk, clock)
        reply = commands.Reply(conversation=number, text="Dear Mei")
        refused_with_key(desk, reply, "ben", "k", Refused)
        desk.do(commands.HandOver(conversation=number, to="ben", brief="b", reason="r"), by="ana")
        desk.do(commands.AcceptHandOver(conversation=number), by="ben")
        assert desk.do(reply, by="ben", key="k").entries[0].text.startswith("Dear Mei")

    def test_whatever_a_command_answers_it_answers_again(self, desk, clock):
        number = owned(desk, clock)
        mei = str(desk.customer("mei@tan.example").id)
        for key, command in enumerate(
            (
                commands.Reply(conversation=number, text="Dear Mei, you will hear from me"),
                commands.Unsend(conversation=number),
                commands.Ask(conversation=number, specialist="priya", question="Twice?"),
                commands.SaveDraft(conversation=number, kind=DraftKind.NOTE, text="half"),
                commands.MakePromise(conversation=number, text="A call", due_at=clock() + timedelta(days=1)),
                commands.SetFact(customer=mei, kind="order", value="A-1042"),
                commands.AddAgent(handle="zoe", role=Role.LEAD),
                commands.Attach(conversation=number, name="a.txt", content=b"\x00\xff"),
            )
        ):
            first = desk.do(command, by="ana", key=str(key))
            before = desk.latest()
            assert desk.do(command, by="ana", key=str(key)) == first
            assert desk.latest() == before

    def test_many_who_give_it_at_once_do_it_once(self, desk, clock):
        number = owned(desk, clock)
        note = commands.Note(conversation=number, text="once")
        outcomes = at_once(6, lambda: desk.do(note, by="ana", key="k"))
        assert told(desk, number) == ["once"]
        assert len({each.entries[0].id for each in outcomes}) == 1

    def test_a_key_of_the_desk_itself(self, desk, clock):
        number = owned(desk, clock)
        desk.do(
            commands.Snooze(conversation=number, until=clock() + timedelta(hours=1), reason="r"), by="ana"
        )
        clock.go(hours=2)
        wake = commands.Wake(conversation=number)
        assert desk.do(wake, key="w") == desk.do(wake, key="w")


def refused_with_key(desk, command, by, key, error):
    before = desk.latest()
    with pytest.raises(error):
        desk.do(command, by=by, key=key)
    assert desk.latest() == before


SECRET = "the diagnosis is private, order number is A-9999"


class Restricted:
    """Ana's conversation with Mei, of which ben knows and priya does not."""

    def hidden(self, desk, clock, people=("ben",)):
        said = says(desk, clock, "hr", SECRET)
        number = said.conversation.id
        if said.conversation.owner is None:
            desk.do(commands.Claim(conversation=number), by="ana")
        desk.do(commands.Restrict(conversation=number, people=people), by="ana")
        return number, said.entries[0].id

    def test_only_its_people_see_it(self, desk, clock):
        number, entry = self.hidden(desk, clock)
        for handle in ("ana", "ben"):
            assert desk.seen_by(handle).conversation(number).restricted
            assert desk.seen_by(handle).entry(entry).text == SECRET
        assert desk.seen_by(None).conversation(number).people == ("ben",)
        priya = desk.seen_by("priya")
        for asked in (
            lambda: priya.conversation(number),
            lambda: priya.thread(number),
            lambda: priya.briefs(number),
            lambda: priya.entry(entry),
            lambda: priya.brief_draft(number),
            lambda: priya.asked_again(number, "What is your order number?"),
            lambda: priya.readers([entry]),
            lambda: priya.promises(conversation=number),
            lambda: priya.attachment(entry, 0),
        ):
            with pytest.raises(NotFound):
                asked()

    def test_what_is_hidden_is_refused_in_the_words_for_what_is_not_there(self, desk, clock):
        number, entry = self.hidden(desk, clock)
        priya = desk.seen_by("priya")

        def words(ask, what):
            with pytest.raises(NotFound) as problem:
                ask(what)
            return (problem.value.message.replace(str(what), "N"), problem.value.hint.replace(str(what), "N"))

        for ask, hidden, nothing in (
            (priya.conversation, number, 999),
            (priya.thread, number, 999),
            (priya.briefs, number, 999),
            (priya.entry, entry, 999),
            (lambda n: priya.do(commands.Claim(conversation=n), by="priya"), number, 999),
            (lambda n: priya.inbox(InboxView.ALL, after=n), number, 999),
            (lambda n: priya.here(n, Doing.LOOKING, by="priya"), number, 999),
        ):
            assert words(ask, hidden) == words(ask, nothing)
        assert priya.original(entry) == priya.original(999)
        assert priya.asks(conversation=number) == priya.asks(conversation=999) == ()

    def test_lists_searches_and_counts_are_as_if_it_were_not_there(self, desk, clock):
        plain = says(desk, clock, "m1", "My order number is A-1042").conversation.id
        number, entry = self.hidden(desk, clock)
        desk.do(commands.Reply(conversation=number, text="careful"), by="ana")
        desk.do(commands.Ask(conversation=number, specialist="ben", question="Legal?"), by="ana")
        due = clock() + timedelta(hours=1)
        desk.do(commands.MakePromise(conversation=number, text="A call", due_at=due), by="ana")
        last = says(desk, clock, "m1", "Still waiting", external="m2")
        mei = desk.customer("mei@tan.example").id
        whole, priya = desk.seen_by("ben"), desk.seen_by("priya")
        assert {c.id for c in whole.inbox(InboxView.ALL).items} == {plain, number}
        assert [c.id for c in priya.inbox(InboxView.ALL).items] == [plain]
        assert [c.id for c in priya.conversations_of(mei).items] == [plain]
        assert [c.id for c in priya.conversations([number, plain])] == [plain]
        assert {e.conversation for e in priya.history(mei).items} == {plain}
        assert priya.place(mei, entry) == (1, 2)
        assert priya.place(mei, last.entries[0].id) == (0, 2)
        assert (priya.customer(mei).entries, desk.customer(mei).entries > 2) == (2, True)
        assert priya.search(Query(words=("diagnosis",))).items == ()
        assert priya.facts(mei)[0].value == "A-1042"
        assert [fact.value for fact in priya.facts(mei)] == ["A-1042"]
        assert priya.promises() == priya.promises(customer=mei) == ()
        assert priya.promises(PromiseView.DUE) == ()
        assert priya.met(mei) == ()
        assert {one.agent for one in desk.met(mei)} == {"ana"}
        board = priya.board()
        assert (board.asks, board.promises, board.loads, len(board.waiting)) == ((), (), (), 1)
        assert {load.agent for load in desk.board().loads} == {"ana", "ben"}

    def test_pages_are_as_long_as_if_it_were_not_there(self, desk, clock):
        shown, hidden = [], []
        for n in range(12):
            outcome = says(desk, clock, f"k{n}", f"line {n}")
            number = outcome.conversation.id
            if n % 3:
                desk.do(commands.Restrict(conversation=number), by="ana")
                hidden.append(number)
            else:
                shown.append(number)
        mei = desk.customer("mei@tan.example").id
        priya = desk.seen_by("priya")
        newest_first = shown[::-1]
        for ask in (
            lambda **page: priya.inbox(InboxView.ALL, **page),
            lambda **page: priya.conversations_of(mei, **page),
        ):
            first = ask(limit=3)
            assert ([c.id for c in first.items], first.complete) == (newest_first[:3], False)
            rest = ask(after=first.cursor, limit=3)
            assert ([c.id for c in rest.items], rest.complete, rest.cursor) == (newest_first[3:], True, None)
            whole = ask(limit=4)
            assert (len(whole.items), whole.complete, whole.cursor) == (4, True, None)
        first = priya.history(mei, limit=3)
        assert ([e.conversation for e in first.items], first.complete) == (newest_first[:3], False)
        rest = priya.history(mei, before=first.cursor, limit=3)
        assert ([e.conversation for e in rest.items], rest.complete) == (newest_first[3:], True)
        upwards = priya.history(mei, after=rest.items[-1].id, limit=2)
        assert ([e.conversation for e in upwards.items], upwards.complete) == (shown[1:3][::-1], False)
        found = priya.search(Query(words=("line",)), limit=3)
        assert ([e.conversation for e in found.items], found.complete) == (newest_first[:3], False)
        more = priya.search(Query(words=("line",)), before=found.cursor, limit=3)
        assert ([e.conversation for e in more.items], more.complete) == (newest_first[3:], True)

    def test_what_happens_in_it_is_no_news_to_others(self, desk, clock):
        number, _ = self.hidden(desk, clock)
        start = desk.latest()
        desk.do(commands.Note(conversation=number, text="careful"), by="ana")
        desk.do(commands.MarkRead(conversation=number), by="ben")
        says(desk, clock, "hr", "And another thing", external="hr2")
        assert {change.conversation for change in desk.seen_by("ben").changes(start)} == {number}
        priya = desk.seen_by("priya")
        assert priya.changes(start) == ()
        assert not priya.wait(start, seconds=0.01)
        said = says(desk, clock, "open", "Hello")
        assert priya.wait(start, seconds=30)
        news = priya.changes(start)
        assert {change.conversation for change in news} == {said.conversation.id}
        assert [change.position for change in news] == sorted(change.position for change in news)
        assert priya.changes(start, limit=1) == news[:1]

    def test_whoever_has_it_before_them_is_told_to_look_again_and_no_more(self, desk, clock):
        number = owned(desk, clock)
        start = desk.latest()
        desk.do(commands.Restrict(conversation=number), by="ana")
        (news,) = desk.seen_by("priya").changes(start)
        assert (news.kind, news.entry_kind, news.conversation, news.entry, news.customer, news.by) == (
            "entry",
            "",
            None,
            None,
            None,
            None,
        )
        assert news.hides
        assert not any(each.hides for each in desk.changes(0))

    def test_nothing_is_done_in_what_one_does_not_see(self, desk, clock):
        number, entry = self.hidden(desk, clock)
        plain = says(desk, clock, "m1", "My order number is A-1042").conversation.id
        fact = next(fact.id for fact in desk.facts(1) if fact.value == "A-9999")
        for command in (
            commands.Note(conversation=number, text="x"),
            commands.Reply(conversation=number, text="x"),
            commands.SaveDraft(conversation=number, kind=DraftKind.NOTE, text="x"),
            commands.MarkRead(conversation=number),
            commands.MarkRead(conversation=plain, entries=(entry,)),
            commands.Restrict(conversation=number),
            commands.Unrestrict(conversation=number),
            commands.Acknowledge(entry=entry),
            commands.SetFact(customer="1", kind="order", value="A-1", entry=entry),
            commands.DismissFact(fact=fact),
            commands.Ask(conversation=plain, specialist="ben", question="?", about=(entry,)),
        ):
            refused(desk, command, "priya", NotFound)

    def test_whoever_is_asked_or_offered_it_sees_it(self, desk, clock):
        number, _ = self.hidden(desk, clock, people=())
        assert number not in {c.id for c in desk.seen_by("ben").inbox(InboxView.ALL).items}
        desk.do(commands.HandOver(conversation=number, to="ben", brief="b", reason="r"), by="ana")
        assert desk.seen_by("ben").conversation(number).owner == "ana"
        desk.do(commands.RefuseHandOver(conversation=number, reason="no"), by="ben")
        with pytest.raises(NotFound):
            desk.seen_by("ben").conversation(number)
        desk.do(commands.Ask(conversation=number, specialist="priya", question="?"), by="ana")
        assert desk.seen_by("priya").conversation(number)

    def test_a_stand_in_sees_it_as_long_as_they_stand_in(self, desk, clock):
        number, _ = self.hidden(desk, clock, people=())
        desk.do(commands.StandIn(agent="priya", until=clock() + timedelta(hours=8)), by="ana")
        assert desk.seen_by("priya").conversation(number).stand_in == "priya"
        assert [c.id for c in desk.seen_by("priya").inbox(InboxView.MINE, by="priya").items] == [number]
        clock.go(hours=9)
        with pytest.raises(NotFound):
            desk.seen_by("priya").conversation(number)

    def test_it_is_its_owners_to_restrict_and_anybodys_while_nobody_owns_it(self, desk, clock):
        number = owned(desk, clock)
        assert refused(desk, commands.Restrict(conversation=number), "ben").rule == "one owner"
        free = says(desk, clock, "free", "Hello", customer=LI).conversation.id
        after = desk.do(commands.Restrict(conversation=free, people=("@ana",)), by="priya").conversation
        assert (after.restricted, after.people) == (True, ("ana", "priya"))
        refused(desk, commands.Restrict(conversation=free, people=("nobody",)), "priya", NotFound)
        named = desk.do(commands.Restrict(conversation=free), by="priya").conversation
        assert named.people == ("priya",)
        opened = desk.do(commands.Unrestrict(conversation=free), by="priya").conversation
        assert (opened.restricted, opened.people) == (False, ())
        assert refused(desk, commands.Unrestrict(conversation=free), "priya").rule == "restricted"

    def test_it_is_seen_by_all_again_with_all_that_happened(self, desk, clock):
        number, entry = self.hidden(desk, clock)
        desk.do(commands.Unrestrict(conversation=number), by="ana")
        priya = desk.seen_by("priya")
        assert priya.entry(entry).text == SECRET
        assert [e.kind for e in priya.thread(number).items][-2:] == ["restrict", "unrestrict"]

    def test_facts_noted_of_what_was_said_in_it_leave_no_trace(self, desk, clock):
        _, entry = self.hidden(desk, clock)
        start = desk.latest()
        desk.do(commands.SetFact(customer="1", kind="order", value="A-9999", entry=entry), by="ben")
        priya = desk.seen_by("priya")
        assert priya.facts(1) == ()
        assert priya.history(1).items == ()
        assert priya.place(1, entry) == (0, 0)
        assert priya.changes(start) == ()

    def test_what_points_into_it_points_nowhere_for_others(self, desk, clock):
        number = owned(desk, clock)
        _, entry = self.hidden(desk, clock)
        command = commands.Ask(conversation=number, specialist="priya", question="?", about=(entry,))
        asked = desk.do(command, by="ana")
        priya = desk.seen_by("priya")
        assert asked.ask.about == (entry,)
        assert priya.ask(asked.ask.id).about == ()
        assert priya.asks(specialist="priya")[0].about == ()
        assert priya.entry(asked.entries[0].id).about == ()

    def test_nobody_leaves_who_is_the_last_to_see_it(self, desk, clock):
        number, _ = self.hidden(desk, clock, people=())
        desk.do(commands.Close(conversation=number, anyway=True), by="ana")
        refused(desk, commands.RemoveAgent(handle="ana"), "ana")
        blind = refused(desk, commands.RemoveAgent(handle="ana"), "ben")
        assert f"#{number}" not in blind.message
        desk.do(commands.Restrict(conversation=number, people=("ben",)), by="ana")
        desk.do(commands.RemoveAgent(handle="ana"), by="ben")
        assert desk.seen_by("ben").conversation(number).owner == "ana"


class Leading:
    def lead(self, desk):
        return desk.do(commands.AddAgent(handle="lea", full_name="Lea Roth", role=Role.LEAD)).agent

    def test_a_role_is_given_and_stays(self, desk, clock):
        assert self.lead(desk).role is Role.LEAD
        assert desk.do(commands.AddAgent(handle="lea", email="lea@desk.example")).agent.role is Role.LEAD
        assert desk.agent("ana").role is Role.AGENT

    def test_a_lead_takes_no_conversation(self, desk, clock):
        self.lead(desk)
        free = arrive(desk, clock, "m1").conversation.id
        for command in (
            commands.Claim(conversation=free),
            commands.Reply(conversation=free, text="Dear Mei"),
            commands.Start(customer="new@person.example", subject="Recall", text="Dear you"),
        ):
            assert refused(desk, command, "lea").rule == "lead"
        desk.do(commands.Claim(conversation=free), by="ana")
        offer = commands.HandOver(conversation=free, to="lea", brief="b", reason="r")
        assert refused(desk, offer, "ana").rule == "lead"

    def test_a_lead_offered_one_before_they_were_a_lead_can_only_give_it_back(self, desk, clock):
        number = owned(desk, clock)
        desk.do(commands.HandOver(conversation=number, to="ben", brief="b", reason="r"), by="ana")
        desk.do(commands.AddAgent(handle="ben", role=Role.LEAD))
        refusal = refused(desk, commands.AcceptHandOver(conversation=number), "ben")
        assert (refusal.rule, "refuse" in refusal.hint) == ("lead", True)
        desk.do(commands.RefuseHandOver(conversation=number, reason="lead now"), by="ben")

    def test_a_lead_helps_by_answering_and_noting(self, desk, clock):
        self.lead(desk)
        number = owned(desk, clock)
        ask = desk.do(commands.Ask(conversation=number, specialist="lea", question="?"), by="ana").ask
        desk.do(commands.Answer(ask=ask.id, text="yes"), by="lea")
        desk.do(commands.Note(conversation=number, text="well done"), by="lea")
        assert refused(desk, commands.Claim(conversation=number), "lea").rule == "one owner"

    def test_an_admin_has_no_power_over_conversations(self, desk, clock):
        desk.do(commands.AddAgent(handle="ben", role=Role.ADMIN))
        number = owned(desk, clock)
        desk.do(commands.Restrict(conversation=number), by="ana")
        refused(desk, commands.Claim(conversation=number), "ben", NotFound)
        with pytest.raises(NotFound):
            desk.seen_by("ben").conversation(number)


class Tokens:
    def admin(self, desk, handle="ana"):
        desk.do(commands.AddAgent(handle=handle, role=Role.ADMIN))

    def test_a_token_lets_its_agent_in_and_only_its_hash_is_kept(self, desk, clock):
        made = desk.make_token("ana", name="laptop", by="ana")
        assert made.secret.startswith("acs_")
        assert len(made.secret) == len("acs_") + 43
        assert (made.token.agent, made.token.name, made.token.scope) == ("ana", "laptop", Scope.ACT)
        assert desk.holder(made.secret).id == made.token.id
        (kept,) = desk.tokens()
        assert (kept.id, kept.made_by, kept.made_at) == (made.token.id, "ana", clock())
        assert made.secret not in repr(kept)
        assert desk.make_token("ana", name="laptop", by="ana").secret != made.secret

    def test_no_other_secret_is_good_and_nobody_is_told_why(self, desk, clock):
        end = clock() + timedelta(days=1)
        short = desk.make_token("ana", name="short", expires_at=end, by="ana")
        ended = desk.make_token("ben", name="ended", by="ben")
        gone = desk.make_token("priya", name="gone", by="priya")
        for made in (short, ended, gone):
            assert desk.holder(made.secret)
        desk.revoke_token(ended.token.id, by="ben")
        desk.do(commands.RemoveAgent(handle="priya"), by="ana")
        desk.do(commands.AddAgent(handle="priya"))
        clock.go(days=1)
        said = set()
        for secret in (short.secret, ended.secret, gone.secret, "acs_wrong", "", "\udcff"):
            with pytest.raises(NotLoggedIn) as problem:
                desk.holder(secret)
            said.add((problem.value.message, problem.value.hint))
        assert len(said) == 1

    def test_when_a_token_was_used_is_noted_to_the_minute(self, desk, clock):
        made = desk.make_token("ana", name="laptop", by="ana")
        assert desk.tokens()[0].used_at is None
        assert desk.holder(made.secret).used_at == clock().replace(second=0, microsecond=0)
        first = desk.tokens()[0].used_at
        clock.go(seconds=30)
        desk.holder(made.secret)
        assert desk.tokens()[0].used_at == first
        clock.go(minutes=2)
        desk.holder(made.secret)
        assert desk.tokens()[0].used_at > first

    def test_tokens_are_ones_own_and_an_admins(self, desk, clock):
        mine = desk.make_token("ben", name="mine", by="@ben").token
        for attempt in (
            lambda: desk.make_token("ana", name="x", by="ben"),
            lambda: desk.revoke_token(mine.id, by="priya"),
        ):
            with pytest.raises(Refused) as refusal:
                attempt()
            assert refusal.value.rule == "access"
        self.admin(desk)
        theirs = desk.make_token("priya", name="bot", by="ana").token
        assert (theirs.agent, theirs.made_by) == ("priya", "ana")
        assert [each.id for each in desk.tokens()] == [theirs.id, mine.id]
        assert [each.id for each in desk.tokens(agent="ben")] == [mine.id]
        assert desk.revoke_token(mine.id, by="ana").revoked_at == clock()
        assert desk.revoke_token(mine.id, by="ana").revoked_at == clock()
        with pytest.raises(NotFound):
            desk.revoke_token(999, by="ana")

    def test_no_token_goes_further_than_its_agent(self, desk, clock):
        for scope in (Scope.ADMIN, Scope.INGEST):
            with pytest.raises(Refused):
                desk.make_token("ben", name="x", scope=scope, by="ben")
        self.admin(desk)
        with pytest.raises(Refused):
            desk.make_token("ben", name="x", scope=Scope.ADMIN, by="ana")
        assert desk.make_token("ben", name="mail", scope=Scope.INGEST, by="ana").token.scope is Scope.INGEST
        assert desk.make_token("ana", name="all", scope=Scope.ADMIN, by="ana").token.scope is Scope.ADMIN

    def test_a_token_has_a_name_an_agent_and_a_future(self, desk, clock):
        for given, error in (
            ({"agent": "ana", "name": "  "}, Invalid),
            ({"agent": "ana", "name": "x" * 101}, Invalid),
            ({"agent": "ana", "name": "x", "expires_at": clock()}, Invalid),
            ({"agent": "nobody", "name": "x"}, NotFound),
        ):
            with pytest.raises(error):
                desk.make_token(**given, by="ana")
        assert desk.tokens() == ()


class Presences:
    def here(self, desk, **which):
        return [(each.agent, each.conversation, each.doing) for each in desk.present(**which)]

    def test_who_is_in_a_conversation_is_seen_until_they_leave(self, desk, clock):
        number = owned(desk, clock)
        desk.here(number, Doing.LOOKING, by="ana")
        clock.go(seconds=1)
        desk.here(number, Doing.WRITING, by="@ben")
        assert self.here(desk) == [("ana", number, "looking"), ("ben", number, "writing")]
        assert self.here(desk, conversation=number) == self.here(desk)
        assert self.here(desk, conversation=number + 1) == []
        desk.here(number, None, by="ana")
        assert self.here(desk) == [("ben", number, "writing")]

    def test_who_says_nothing_more_is_gone_by_themselves(self, desk, clock):
        number = owned(desk, clock)
        desk.here(number, Doing.LOOKING, by="ana")
        clock.go(seconds=PRESENCE_SECONDS - 1)
        desk.here(number, Doing.LOOKING, by="ana")
        clock.go(seconds=PRESENCE_SECONDS - 1)
        (still,) = desk.present()
        assert still.since < still.until - timedelta(seconds=PRESENCE_SECONDS)
        clock.go(seconds=1)
        assert desk.present() == ()
        desk.here(number, Doing.LOOKING, by="ana")
        assert desk.present()[0].since == clock()

    def test_only_what_is_new_is_news(self, desk, clock):
        number = owned(desk, clock)
        start = desk.latest()

        def news(doing, by="ana"):
            before = desk.latest()
            desk.here(number, doing, by=by)
            return [(each.kind, each.conversation, each.by) for each in desk.changes(before)]

        told = [("presence", number, "ana")]
        assert news(Doing.LOOKING) == told
        assert news(Doing.LOOKING) == []
        assert news(Doing.WRITING) == told
        assert news(Doing.WRITING) == []
        assert news(None) == told
        assert news(None) == []
        assert news(Doing.LOOKING, by="ben") == [("presence", number, "ben")]
        clock.go(seconds=PRESENCE_SECONDS + 1)
        assert news(None, by="ben") == []
        assert desk.latest() == start + 4

    def test_nobody_is_in_what_they_do_not_see_and_nobody_sees_them_in_it(self, desk, clock):
        number = owned(desk, clock)
        desk.here(number, Doing.LOOKING, by="priya")
        desk.do(commands.Restrict(conversation=number), by="ana")
        desk.here(number, Doing.LOOKING, by="ana")
        assert desk.seen_by("ben").present() == ()
        assert {each.agent for each in desk.seen_by("ana").present()} == {"ana", "priya"}
        with pytest.raises(NotFound):
            desk.here(number, Doing.WRITING, by="priya")
        desk.here(number, None, by="priya")
        assert {each.agent for each in desk.present()} == {"ana"}
        for by, conversation in (("nobody", number), ("ana", 999)):
            with pytest.raises(DeskError):
                desk.here(conversation, Doing.LOOKING, by=by)


class TeamContract(Keyed, Restricted, Leading, Tokens, Presences):
    """All of it."""
