from datetime import timedelta

from agentconsole.model.ask import AskState
from agentconsole.model.conversation import CustomerRef, Status
from agentconsole.model.entry import SYSTEM
from agentconsole.rules.replay import fold
from tests.make import NOW, agent, customer, entry

MEI = CustomerRef(id=7, name="Mei Tan")
HOUR = timedelta(hours=1)


def after(*entries):
    """The state after entries given as (kind, author, fields), an hour apart unless they say otherwise."""
    made = [
        entry(kind, author, version=n, **({"at": NOW + n * HOUR} | fields))
        for n, (kind, author, fields) in enumerate(entries, 1)
    ]
    return fold(1, MEI, made)


def said(text="I was charged twice", **fields):
    return ("message", customer(), {"text": text, "channel": "email", **fields})


def test_a_customers_message_opens_and_waits_since_the_first():
    state = after(said(subject="Fee"), said("Hello?")).conversation
    assert (state.status, state.waiting_since, state.subject) == (Status.OPEN, NOW + HOUR, "Fee")
    assert (state.version, state.heard_version, state.opened_at) == (2, 2, NOW + HOUR)


def test_an_answer_waits_on_the_customer():
    state = after(
        said(), ("claim", agent("ana"), {}), ("message", agent("ana"), {"channel": "email"})
    ).conversation
    assert (state.status, state.waiting_since, state.owner) == (Status.WAITING, None, "ana")


def test_a_late_message_reopens_what_was_closed():
    assert after(said(), ("close", agent("ana"), {})).conversation.status == Status.CLOSED
    assert after(said(), ("close", agent("ana"), {}), said("Again!")).conversation.status == Status.OPEN


def test_history_imported_late_is_counted_and_decides_nothing():
    state = after(
        said(),
        ("claim", agent("ana"), {}),
        ("close", agent("ana"), {}),
        said("from March", at=NOW - 30 * HOUR),
    ).conversation
    assert (state.status, state.version, state.opened_at) == (Status.CLOSED, 4, NOW - 30 * HOUR)


def test_the_customers_latest_word_reopens_though_it_was_written_before_the_close():
    """A mail is under way for minutes, and clocks differ: nobody who closed has seen it."""
    closed = (said(), ("message", agent("ana"), {}), ("close", agent("ana"), {}))
    state = after(*closed, said("One more thing", at=NOW + 1.5 * HOUR)).conversation
    assert (state.status, state.waiting_since) == (Status.OPEN, NOW + 1.5 * HOUR)
    assert (state.last_in_at, state.last_entry_at) == (NOW + 1.5 * HOUR, NOW + 3 * HOUR)


def test_the_customers_latest_word_surfaces_a_snooze_though_it_was_written_before():
    until = NOW + 90 * HOUR
    snoozed = (said(), ("snooze", agent("ana"), {"until": until, "reason": "part"}))
    state = after(*snoozed, said("Thanks!", at=NOW + 1.5 * HOUR)).conversation
    assert (state.status, state.snoozed_until) == (Status.OPEN, until)


def test_a_message_that_nobody_answered_waits_though_a_note_is_newer():
    answered = (said(), ("message", agent("ana"), {}), ("note", agent("ana"), {}))
    state = after(*answered, said("And now?", at=NOW + 2.5 * HOUR)).conversation
    assert (state.status, state.waiting_since) == (Status.OPEN, NOW + 2.5 * HOUR)


def test_a_message_that_was_answered_before_it_came_in_does_not_wait():
    """Somebody brings in what was sent first, and then what was received."""
    state = after(("message", agent("ana"), {}), said(at=NOW), said("Hello?", at=NOW + HOUR / 2)).conversation
    assert (state.status, state.waiting_since) == (Status.WAITING, None)


def test_an_answer_that_comes_in_late_answers_what_came_before_it():
    noted = (said(), ("note", agent("ana"), {}))
    state = after(*noted, ("message", agent("ana"), {"at": NOW + 1.5 * HOUR})).conversation
    assert (state.status, state.waiting_since) == (Status.WAITING, None)
    assert state.last_out_at == NOW + 1.5 * HOUR


def test_an_answer_that_comes_in_late_does_not_answer_what_was_written_after_it():
    asked = (said(), said("Hello?"), ("message", agent("ana"), {"at": NOW + 1.5 * HOUR}))
    state = after(*asked).conversation
    assert (state.status, state.waiting_since) == (Status.OPEN, NOW + HOUR)


def test_a_reply_taken_back_has_answered_nothing():
    taken_back = (said(), ("message", agent("ana"), {}), ("unsend", agent("ana"), {"about": (2,)}))
    state = after(*taken_back, ("note", agent("ana"), {}), said("Hello?", at=NOW + 1.5 * HOUR)).conversation
    assert (state.status, state.last_out_at) == (Status.OPEN, None)


def test_history_imported_late_cannot_begin_ownership_in_the_past():
    state = after(
        said(), ("claim", agent("ana"), {}), ("claim", SYSTEM, {"agent": "ben", "at": NOW})
    ).conversation
    assert state.owner == "ana"


def test_a_second_claim_changes_nothing():
    assert after(("claim", agent("ana"), {}), ("claim", agent("ben"), {})).conversation.owner == "ana"


def test_a_thanks_surfaces_a_snoozed_conversation_and_its_date_stays():
    until = NOW + 90 * HOUR
    state = after(
        said(), ("snooze", agent("ana"), {"until": until, "reason": "part"}), said("Thanks!")
    ).conversation
    assert (state.status, state.snoozed_until, state.snooze_reason) == (Status.OPEN, until, "part")


def test_answering_a_thanks_puts_it_back_to_sleep_until_the_same_date():
    until = NOW + 90 * HOUR
    state = after(
        said(),
        ("snooze", agent("ana"), {"until": until, "reason": "part"}),
        said("Thanks!"),
        ("message", agent("ana"), {}),
    ).conversation
    assert (state.status, state.snoozed_until) == (Status.SNOOZED, until)


def test_waking_ends_the_snooze():
    state = after(
        said(), ("snooze", agent("ana"), {"until": NOW + 9 * HOUR, "reason": "part"}), ("wake", SYSTEM, {})
    ).conversation
    assert (state.status, state.snoozed_until, state.snooze_reason) == (Status.OPEN, None, "")


def test_ownership_moves_when_the_offered_colleague_accepts_and_the_old_owner_stays():
    state = after(
        ("claim", agent("ana"), {}),
        ("handover", agent("ana"), {"agent": "ben", "text": "brief", "reason": "leave"}),
        ("accept", agent("ben"), {"agent": "ana"}),
    ).conversation
    assert (state.owner, state.handover, state.handovers, state.specialists) == ("ben", None, 1, ("ana",))


def test_an_acceptance_by_anybody_else_moves_nothing():
    state = after(
        ("claim", agent("ana"), {}),
        ("handover", agent("ana"), {"agent": "ben", "text": "brief", "reason": "leave"}),
        ("accept", agent("priya"), {}),
    ).conversation
    assert state.owner == "ana"


def test_an_ask_is_counted_until_it_ends():
    asked = ("ask", agent("ana"), {"ask": 3, "agent": "priya", "text": "Twice?"})
    state = after(asked, ("seen", agent("priya"), {"ask": 3}))
    assert (state.conversation.open_asks, state.asks[3].state) == (1, AskState.SEEN)
    answer = ("answer", agent("priya"), {"ask": 3, "text": "Yes", "suggested_reply": "Dear Mei"})
    state = after(asked, answer)
    assert (state.conversation.open_asks, state.asks[3].state) == (0, AskState.ANSWERED)
    assert (state.asks[3].answer, state.asks[3].suggested_reply) == ("Yes", "Dear Mei")
    assert state.conversation.specialists == ("priya",)


def test_a_reply_taken_back_leaves_the_customer_waiting_since_before():
    state = after(
        said(), ("message", agent("ana"), {}), ("unsend", agent("ana"), {"about": (2,)})
    ).conversation
    assert (state.status, state.waiting_since) == (Status.OPEN, NOW + HOUR)


def test_what_was_written_before_a_reply_that_is_taken_back_is_unanswered_however_late_it_came_in():
    """It is fetched after the reply was written, and the reply never left."""
    answered = (said(), ("message", agent("ana"), {}), ("message", agent("ana"), {}))
    came = (*answered, said("And the other bag?", at=NOW + 2.5 * HOUR))
    assert after(*came).conversation.status == Status.WAITING
    state = after(*came, ("unsend", agent("ana"), {"about": (3,)})).conversation
    assert (state.status, state.waiting_since) == (Status.OPEN, NOW + 2.5 * HOUR)
    closed = (said(), ("close", agent("ana"), {}), ("message", agent("ana"), {}))
    late = (*closed, said("One more thing", at=NOW + 2.5 * HOUR), ("unsend", agent("ana"), {"about": (3,)}))
    assert after(*late).conversation.status == Status.OPEN
    early = (*closed, said("From March", at=NOW), ("unsend", agent("ana"), {"about": (3,)}))
    assert after(*early).conversation.status == Status.CLOSED


def test_a_closing_reply_taken_back_is_open_again():
    state = after(
        said(),
        ("message", agent("ana"), {}),
        ("close", agent("ana"), {}),
        ("unsend", agent("ana"), {"about": (2,)}),
    ).conversation
    assert (state.status, state.waiting_since) == (Status.OPEN, NOW + HOUR)


def test_briefs_are_numbered():
    state = after(
        ("brief", agent("ana"), {"text": "one"}), ("brief", agent("ana"), {"text": "two"})
    ).conversation
    assert state.brief is not None
    assert (state.brief.version, state.brief.text, state.brief.author) == (2, "two", "ana")


def test_the_channel_written_on_last_comes_last():
    state = after(said(), said(channel="chat"), said()).conversation
    assert state.channels == ("chat", "email")


def test_a_message_of_the_past_does_not_become_the_channel_to_answer_on():
    here = (said(channel="email"), said(channel="chat"), ("note", agent("ana"), {}))
    assert after(*here).conversation.channels == ("email", "chat")
    assert after(*here, said(channel="email", at=NOW)).conversation.channels == ("email", "chat")
    assert after(*here, said(channel="phone", at=NOW)).conversation.channels == ("phone", "email", "chat")
    now = said(channel="email", at=NOW + 2.5 * HOUR)
    assert after(*here, now).conversation.channels == ("chat", "email")
