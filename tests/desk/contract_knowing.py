"""What every desk does about facts, promises, reading, pins, and who a customer's person is."""

from datetime import UTC, datetime, timedelta

import pytest

from agentconsole.model import commands
from agentconsole.model.commands import Receive
from agentconsole.model.errors import Invalid, NotFound, Refused
from agentconsole.model.fact import FactState
from agentconsole.model.people import Contact
from agentconsole.model.promise import Promised, PromiseState
from agentconsole.model.queries import InboxView, PromiseView
from tests.make import MEI

TOLD = "Hello, my order number is A-1042"


def says(desk, clock, external_id, text, *, channel="email", customer=MEI, **fields):
    """A message of Mei's, a second after what happened last, in a conversation of that key."""
    given = {"at": clock.go(seconds=1), "subject": "Fee", "keys": (external_id,), "begins": True}
    command = Receive(
        channel=channel,
        external_id=external_id,
        customer=customer,
        direction="in",
        text=text,
        **given | fields,
    )
    return desk.do(command)


def begun(desk, clock, text=TOLD, *, owner="ana"):
    """A conversation of Mei's that somebody owns; its number."""
    number = says(desk, clock, "k1", text).conversation.id
    desk.do(commands.Claim(conversation=number), by=owner)
    return number


def refused(desk, command, by, error=Refused):
    before = desk.latest()
    with pytest.raises(error) as refusal:
        desk.do(command, by=by)
    assert desk.latest() == before
    return refusal.value


def promise(desk, clock, number, *, by="ana", hours=4, text="I will call you back"):
    due = clock() + timedelta(hours=hours)
    return desk.do(commands.MakePromise(conversation=number, text=text, due_at=due), by=by).promise


class Facts:
    def test_what_a_customer_tells_is_known_with_its_entry_and_its_day(self, desk, clock):
        came = says(desk, clock, "k1", TOLD)
        (fact,) = desk.facts(came.conversation.customer.id)
        assert (fact.kind, fact.value, fact.state) == ("order", "A-1042", FactState.SUGGESTED)
        assert (fact.entry, fact.told_at, fact.channel) == (came.entries[0].id, came.entries[0].at, "email")

    def test_the_same_said_again_is_no_new_fact_and_another_value_takes_its_place(self, desk, clock):
        customer = says(desk, clock, "k1", TOLD).conversation.customer.id
        says(desk, clock, "k2", TOLD)
        says(desk, clock, "k3", "My order number is B-2000")
        newer, older = desk.facts(customer)
        assert (newer.value, newer.holds, older.value, older.superseded_by) == (
            "B-2000",
            True,
            "A-1042",
            newer.id,
        )

    def test_a_number_is_read_as_in_the_country_they_telephone_from(self, desk, clock):
        mei = Contact(name="Mei Tan", phone="+64 9 379 1234")
        came = says(desk, clock, "k1", "My phone number is 021 555 0123", channel="phone", customer=mei)
        (fact,) = desk.facts(came.conversation.customer.id)
        assert (fact.kind, fact.value) == ("phone", "+64215550123")

    def test_a_colleague_confirms_what_was_found_and_dismisses_what_is_none(self, desk, clock):
        came = says(desk, clock, "k1", "My order number is A-1042, I use an iPhone 8")
        customer, entry = came.conversation.customer.id, came.entries[0].id
        found = {fact.kind: fact for fact in desk.facts(customer)}
        done = desk.do(
            commands.SetFact(customer=str(customer), kind="order", value="A-1042", entry=entry), by="ben"
        ).fact
        assert (done.id, done.state, done.by) == (found["order"].id, FactState.CONFIRMED, "ben")
        gone = desk.do(commands.DismissFact(fact=found["device"].id), by="ben").fact
        assert (gone.state, gone.holds) == (FactState.DISMISSED, False)
        assert len(desk.facts(customer)) == 2
        assert [entry.kind for entry in desk.history(customer).items[:2]] == ["dismiss", "fact"]

    def test_what_a_colleague_confirmed_is_not_replaced_by_what_was_only_found(self, desk, clock):
        came = says(desk, clock, "k1", TOLD)
        customer = came.conversation.customer.id
        desk.do(commands.SetFact(customer=str(customer), kind="order", value="A-1042"), by="ana")
        says(desk, clock, "k2", "My order number is B-2000")
        assert {fact.value for fact in desk.facts(customer) if fact.holds} == {"A-1042", "B-2000"}

    def test_a_fact_needs_a_kind_the_desk_knows_and_an_entry_of_that_customer(self, desk, clock):
        came = says(desk, clock, "k1", TOLD)
        other = says(
            desk, clock, "k9", "Hi", customer=Contact(email="li@li.example")
        ).conversation.customer.id
        refused(desk, commands.SetFact(customer=str(other), kind="mood", value="calm"), "ana", Invalid)
        entry = came.entries[0].id
        refused(desk, commands.SetFact(customer=str(other), kind="order", value="X", entry=entry), "ana")
        refused(desk, commands.DismissFact(fact=99), "ana", NotFound)

    def test_a_draft_that_asks_for_what_is_known_is_found_out_until_it_is_asked_anyway(self, desk, clock):
        number = begun(desk, clock)
        text = "Hi Mei. Could you send me your order number?"
        (finding,) = desk.asked_again(number, text)
        assert (finding.sentence, finding.fact.value) == ("Could you send me your order number?", "A-1042")
        assert desk.asked_again(number, text.replace(finding.sentence, finding.instead)) == ()
        desk.do(
            commands.MarkRepeat(
                conversation=number, fact=finding.fact.id, sentence=finding.sentence, reason="a second order"
            ),
            by="ana",
        )
        assert desk.asked_again(number, text) == ()
        desk.do(commands.MarkRepeat(conversation=number, fact=finding.fact.id, sentence="What?"), by="ana")
        counted = desk.conversation(number)
        assert (counted.repeats_asked, counted.repeats_avoided) == (1, 1)

    def test_facts_of_customers_found_to_be_one_are_read_together(self, desk, clock):
        one = says(desk, clock, "k1", TOLD).conversation.customer.id
        came = says(
            desk, clock, "k2", "I use an iPhone 8", channel="chat", customer=Contact(handle="chat:mei")
        )
        desk.do(commands.MergeCustomers(keep=str(one), other=str(came.conversation.customer.id)), by="ana")
        assert {fact.kind for fact in desk.facts(one)} == {"order", "device"}

    def test_a_bare_answer_is_a_fact_where_we_asked_for_it(self, desk, clock):
        number = begun(desk, clock, "It does not start")
        clock.go(seconds=1)
        desk.do(commands.Reply(conversation=number, text="What is your order number?"), by="ana")
        says(desk, clock, "k1b", "B-2077, thanks", keys=("k1",))
        (fact,) = desk.facts(desk.conversation(number).customer.id)
        assert (fact.kind, fact.value) == ("order", "B-2077")

    def test_looking_again_finds_nothing_twice(self, desk, clock):
        customer = says(desk, clock, "k1", TOLD).conversation.customer.id
        desk.do(commands.FindFacts(customer=str(customer)), by="ana")
        assert len(desk.facts(customer)) == 1


class Promises:
    def test_a_promise_is_owed_by_the_owner_and_by_the_stand_in_while_the_owner_is_away(self, desk, clock):
        number = begun(desk, clock)
        made = promise(desk, clock, number)
        assert (made.state, made.owner, made.owed) == (PromiseState.OPEN, "ana", True)
        desk.do(commands.StandIn(agent="ben", until=clock() + timedelta(days=2)), by="ana")
        (theirs,) = desk.promises(PromiseView.MINE, by="ben")
        assert (theirs.id, theirs.owner, theirs.stand_in) == (made.id, "ana", "ben")
        assert desk.promises(PromiseView.MINE, by="priya") == ()
        assert desk.conversation(number).promises_owed == 1

    def test_only_the_one_voice_promises_and_never_in_the_past(self, desk, clock):
        number = begun(desk, clock)
        later = clock() + timedelta(hours=1)
        refused(desk, commands.MakePromise(conversation=number, text="x", due_at=later), "ben")
        refused(desk, commands.MakePromise(conversation=number, text="x", due_at=clock()), "ana", Invalid)

    def test_renegotiating_keeps_what_was_promised_before_and_why_it_changed(self, desk, clock):
        number = begun(desk, clock)
        made = promise(desk, clock, number)
        later = clock() + timedelta(days=1)
        desk.do(commands.Renegotiate(promise=made.id, due_at=later, reason="the bank is closed"), by="ana")
        now = desk.promise(made.id)
        assert (now.state, now.due_at, now.owed) == (PromiseState.RENEGOTIATED, later, True)
        assert [(term.due_at, term.reason) for term in now.past] == [(made.due_at, "the bank is closed")]

    def test_a_promise_whose_time_passes_is_broken_until_the_customer_is_talked_to(self, desk, clock):
        number = begun(desk, clock)
        made = promise(desk, clock, number)
        desk.do(commands.Close(conversation=number, anyway=True), by="ana")
        clock.go(hours=5)
        assert desk.come_due(clock()) == 1
        assert desk.come_due(clock()) == 0
        broken = desk.promise(made.id)
        assert (broken.state, broken.owed) == (PromiseState.BROKEN, True)
        assert [one.id for one in desk.promises(PromiseView.DUE)] == [made.id]
        desk.do(commands.KeepPromise(promise=made.id), by="ana")
        settled = desk.promise(made.id)
        assert (settled.state, settled.owed, settled.settled_at) == (PromiseState.BROKEN, False, clock())

    def test_where_no_console_is_open_a_promise_is_broken_in_time_all_the_same(self, desk, clock):
        number = begun(desk, clock)
        late, moved = (promise(desk, clock, number, text=text) for text in ("I call you", "I write to you"))
        clock.go(hours=5)
        assert {one.state for one in desk.promises(PromiseView.MINE, by="ana")} == {PromiseState.BROKEN}
        assert {one.state for one in desk.board().promises} == {PromiseState.BROKEN}
        kept = desk.do(commands.KeepPromise(promise=late.id), by="ana").promise
        assert (kept.state, kept.ended_at, kept.settled_at) == (PromiseState.BROKEN, late.due_at, clock())
        again = commands.Renegotiate(promise=moved.id, due_at=clock() + timedelta(days=1), reason="late")
        assert [term.state for term in desk.do(again, by="ana").promise.past] == [PromiseState.BROKEN]
        assert desk.come_due(clock()) == 0

    def test_a_reply_makes_and_keeps_promises_and_taking_it_back_undoes_both(self, desk, clock):
        number = begun(desk, clock)
        old = promise(desk, clock, number)
        due = clock() + timedelta(days=1)
        sent = desk.do(
            commands.Reply(
                conversation=number,
                text="Done. I will write tomorrow.",
                promises=(Promised(text="I will write tomorrow", due_at=due),),
                keeps=(old.id,),
            ),
            by="ana",
        )
        new = next(one for one in desk.promises(conversation=number) if one.id != old.id)
        assert (new.message, desk.promise(old.id).state) == (sent.entries[0].id, PromiseState.KEPT)
        desk.do(commands.Unsend(conversation=number), by="ana")
        assert desk.promise(new.id).state == PromiseState.WITHDRAWN
        assert desk.promise(old.id).state == PromiseState.OPEN
        assert desk.conversation(number).promises_owed == 1

    def test_closing_with_a_promise_to_keep_asks_once(self, desk, clock):
        number = begun(desk, clock)
        promise(desk, clock, number)
        assert refused(desk, commands.Close(conversation=number), "ana").rule == "promises"
        refused(desk, commands.Reply(conversation=number, text="Bye", close=True), "ana")
        desk.do(commands.Close(conversation=number, anyway=True), by="ana")
        assert desk.conversation(number).promises_owed == 1

    def test_promises_in_a_draft_are_due_in_the_customers_days(self, desk, clock):
        number = begun(desk, clock, "I'm in Auckland. My time zone is Pacific/Auckland.")
        clock.at = datetime(2026, 11, 19, 20, 30, tzinfo=UTC)  # Friday morning in Auckland
        (found,) = desk.promises_in(number, "I'll get back to you by tomorrow.")
        assert found.due_at.astimezone(UTC).date().isoformat() in ("2026-11-20", "2026-11-21")
        assert desk.zone(desk.conversation(number).customer.id)[0] == "Pacific/Auckland"


class Reads:
    def test_who_read_nothing_at_all_is_nobody(self, desk):
        assert desk.readers([]) == ()

    def test_who_read_an_entry_and_who_has_not_is_known(self, desk, clock):
        number = begun(desk, clock)
        desk.do(commands.Ask(conversation=number, specialist="priya", question="Twice?"), by="ana")
        note = desk.do(commands.Note(conversation=number, text="Careful"), by="priya").entries[0].id
        (before,) = desk.readers([note])
        assert (before.read, before.not_yet) == ((), ("ana",))
        desk.do(commands.MarkRead(conversation=number, entries=(note,)), by="ana")
        desk.do(commands.MarkRead(conversation=number, entries=(note,)), by="ana")
        (after,) = desk.readers([note])
        assert ([read.agent for read in after.read], after.not_yet) == (["ana"], ())

    def test_an_entry_of_somebody_else_cannot_be_read_here(self, desk, clock):
        number = begun(desk, clock)
        other = says(desk, clock, "k9", "Hi", customer=Contact(email="li@li.example")).entries[0].id
        refused(desk, commands.MarkRead(conversation=number, entries=(other,)), "ana", Invalid)

    def test_a_must_read_note_is_acknowledged_before_anybody_writes(self, desk, clock):
        number = begun(desk, clock)
        note = desk.do(commands.Note(conversation=number, text="Legal!", must_read=True), by="priya").entries[
            0
        ]
        refusal = refused(desk, commands.Reply(conversation=number, text="Hello"), "ana")
        assert (refusal.rule, str(note.id) in refusal.hint) == ("must-read", True)
        desk.do(commands.Acknowledge(entry=note.id), by="ana")
        assert [read.agent for read in desk.readers([note.id])[0].read] == ["ana"]
        assert desk.do(commands.Acknowledge(entry=note.id), by="ana").entries == ()
        assert desk.conversation(number).must_read[0].acknowledged == ("ana",)
        desk.do(commands.Reply(conversation=number, text="Hello"), by="ana")

    def test_it_can_be_sent_anyway_and_only_such_notes_are_acknowledged(self, desk, clock):
        number = begun(desk, clock)
        plain = desk.do(commands.Note(conversation=number, text="fyi"), by="priya").entries[0]
        refused(desk, commands.Acknowledge(entry=plain.id), "ana")
        desk.do(commands.Note(conversation=number, text="Legal!", must_read=True), by="priya")
        desk.do(commands.Reply(conversation=number, text="Hello", anyway=True), by="ana")

    def test_a_note_about_a_customer_stands_on_their_card_until_it_is_taken_off(self, desk, clock):
        customer = says(desk, clock, "k1", TOLD).conversation.customer.id
        note = desk.do(commands.Pin(customer=str(customer), text="Hard of hearing"), by="ana").entries[0]
        assert [entry.text for entry in desk.pinned(customer)] == ["Hard of hearing"]
        assert (note.conversation, note.visibility.value) == (None, "team")
        desk.do(commands.Unpin(entry=note.id), by="ben")
        assert desk.pinned(customer) == ()
        assert "Hard of hearing" in [entry.text for entry in desk.history(customer).items]

    def test_the_board_shows_who_waits_what_is_due_and_what_nobody_read(self, desk, clock):
        number = begun(desk, clock)
        promise(desk, clock, number, hours=1)
        desk.do(commands.Ask(conversation=number, specialist="priya", question="Twice?"), by="ana")
        desk.do(commands.Note(conversation=number, text="Careful"), by="priya")
        clock.go(days=1, hours=1)
        desk.come_due(clock())
        board = desk.board()
        assert [one.id for one in board.waiting] == [number]
        assert [one.state for one in board.promises] == [PromiseState.BROKEN]
        assert [ask.specialist for ask in board.asks] == ["priya"]
        assert [(note.entry.text, note.not_yet) for note in board.notes] == [("Careful", ("ana",))]
        assert [(load.agent, load.open, load.asked) for load in board.loads] == [
            ("ana", 1, 0),
            ("priya", 0, 1),
        ]


class Asked:
    def test_whoever_has_seen_a_question_has_read_it(self, desk, clock):
        number = begun(desk, clock)
        asked = desk.do(
            commands.Ask(conversation=number, specialist="priya", question="Twice?"), by="ana"
        ).ask
        assert [one.not_yet for one in desk.readers([asked.entry])] == [("priya",)]
        desk.do(commands.See(ask=asked.id), by="priya")
        (readers,) = desk.readers([asked.entry])
        assert ([one.agent for one in readers.read], readers.not_yet) == (["priya"], ())


class Person:
    def test_while_a_stand_in_is_away_too_theirs_acts_for_both_until_they_are_back(self, desk, clock):
        number = begun(desk, clock)
        asked = commands.Ask(conversation=number, specialist="ben", question="Twice?")
        ask = desk.do(asked, by="ana").ask.id
        due = clock() + timedelta(hours=1)
        desk.do(commands.MakePromise(conversation=number, text="A call", due_at=due), by="ana")
        for away, until, there in (("ana", 3, "ben"), ("ben", 1, "priya")):
            desk.do(commands.StandIn(agent=there, until=clock() + timedelta(hours=until)), by=away)
        assert desk.conversation(number).stand_in == "priya"
        assert [one.id for one in desk.inbox(InboxView.MINE, by="priya").items] == [number]
        assert [one.stand_in for one in desk.promises(by="priya")] == ["priya"]
        assert desk.board().away == ()
        desk.do(commands.Answer(ask=ask, text="Yes."), by="priya")
        reply = desk.do(commands.Reply(conversation=number, text="We are on it."), by="priya")
        assert reply.entries[0].signed_for == "ana"
        refused(desk, commands.Reply(conversation=number, text="I too"), "ben")
        clock.go(hours=2)
        assert desk.conversation(number).stand_in == "ben"
        desk.do(commands.Reply(conversation=number, text="I am back."), by="ben")

    def test_a_customer_has_met_whoever_wrote_to_them_and_nobody_they_never_heard_from(self, desk, clock):
        number = begun(desk, clock)
        desk.do(commands.Reply(conversation=number, text="Hello"), by="ana")
        clock.go(minutes=1)
        desk.do(commands.Note(conversation=number, text="hm"), by="ben")
        met = desk.met(desk.conversation(number).customer.id)
        assert [(one.agent, one.name, one.entries) for one in met] == [("ana", "Ana Costa", 1)]

    def test_when_their_person_has_left_whoever_knows_them_best_gets_the_next_matter(self, desk, clock):
        number = begun(desk, clock)
        for text in ("one", "two"):
            desk.do(commands.Note(conversation=number, text=text), by="priya")
        desk.do(commands.Note(conversation=number, text="three"), by="ben")
        refusal = refused(desk, commands.RemoveAgent(handle="ana"), "ben")
        assert f"#{number}" in refusal.message
        desk.do(commands.Close(conversation=number), by="ana")
        desk.do(commands.RemoveAgent(handle="ana"), by="ben")
        came = says(desk, clock, "k2", "A new matter")
        assert came.conversation.owner == "priya"
        claim = next(entry for entry in came.entries if entry.kind == "claim")
        assert "Ana Costa" in claim.reason
        assert "has left" in claim.reason

    def test_who_has_left_does_nothing_more_and_is_given_nothing_until_they_come_back(self, desk, clock):
        number = begun(desk, clock, owner="ben")
        desk.do(commands.RemoveAgent(handle="ana"), by="ben")
        refused(desk, commands.Note(conversation=number, text="still here"), "ana")
        refused(desk, commands.MarkRead(conversation=number), "ana")
        refused(desk, commands.Ask(conversation=number, specialist="ana", question="Where?"), "ben")
        refused(desk, commands.StandIn(agent="ana", until=clock() + timedelta(days=1)), "ben")
        refused(desk, commands.HandOver(conversation=number, to="ana", brief="b", reason="r"), "ben")
        assert desk.do(commands.AddAgent(handle="ana"), by="ben").agent.left_at is None
        desk.do(commands.Note(conversation=number, text="back again"), by="ana")

    def test_who_owes_a_promise_hands_it_over_before_leaving(self, desk, clock):
        number = begun(desk, clock)
        promise(desk, clock, number)
        desk.do(commands.Close(conversation=number, anyway=True), by="ana")
        assert f"#{number}" in refused(desk, commands.RemoveAgent(handle="ana"), "ben").message

    def test_what_is_reopened_after_its_owner_left_is_for_whoever_answers_it(self, desk, clock):
        number = begun(desk, clock)
        desk.do(commands.Close(conversation=number), by="ana")
        desk.do(commands.RemoveAgent(handle="ana"), by="ben")
        says(desk, clock, "k2", "It happened again", keys=("k1",))
        assert [one.id for one in desk.inbox(InboxView.UNOWNED).items] == [number]
        refused(desk, commands.Close(conversation=number), "priya")
        done = desk.do(commands.Reply(conversation=number, text="I look after you now"), by="priya")
        assert [entry.kind for entry in done.entries] == ["handover", "accept", "message"]
        now = done.conversation
        assert (now.owner, now.handovers, now.specialists, now.handover) == ("priya", 1, ("ana",), None)

    def test_a_brief_begins_with_what_the_desk_knows(self, desk, clock):
        number = begun(desk, clock)
        promise(desk, clock, number)
        draft = desk.brief_draft(number)
        assert "A-1042" in draft
        assert "I will call you back" in draft
        assert len(draft.splitlines()) <= 7
        desk.do(commands.Brief(conversation=number, text=draft), by="ana")
        for external_id in ("k1b", "k1c"):
            says(desk, clock, external_id, "And?", keys=("k1",))
        assert desk.conversation(number).heard_since_brief == 2


class KnowingContract(Facts, Promises, Reads, Asked, Person):
    pass
