"""The JSON of what is known of customers: facts, promises, readers, and the lead's board."""

from agentconsole.model.board import Board, Load, UnreadNote
from agentconsole.model.fact import Fact, FactKind, Finding
from agentconsole.model.mail import Recipients
from agentconsole.model.people import Met
from agentconsole.model.promise import Promise, Promised, Term
from agentconsole.model.reading import Read, Readers
from agentconsole.wire.noun import (
    BOOL,
    HANDLE,
    NUMBER,
    TEXT,
    TEXT_OR_NULL,
    TIME,
    WORD,
    Field,
    Noun,
    array,
    nested,
    optional,
)
from agentconsole.wire.nouns import agent_json, ask_json, conversation_json, customer_ref_json, entry_json

fact_json = Noun[Fact](
    "fact",
    "Something the customer has already told us.",
    Field("id", NUMBER, "its number, as in `dismiss 7`"),
    Field("customer", NUMBER, "who told it"),
    Field("kind", WORD, "`order`, `email`, `device`, ... or a kind of the desk's own"),
    Field("value", TEXT, "what they told us"),
    Field("told_at", TIME, "when they said it"),
    Field("entry", optional(NUMBER), "the entry in which they said it"),
    Field("conversation", optional(NUMBER), "the conversation of that entry"),
    Field("channel", TEXT_OR_NULL, "how it came"),
    Field("state", WORD, "`suggested`, `confirmed` or `dismissed`"),
    Field("by", optional(HANDLE), "who confirmed, noted or dismissed it"),
    Field("at", optional(TIME), "when they did"),
    Field("superseded_by", optional(NUMBER), "the fact that took its place"),
    Field("holds", BOOL, "whether it stands now: not dismissed, and nothing took its place"),
)

fact_kind_json = Noun[FactKind](
    "fact kind",
    "One sort of thing that a customer tells once.",
    Field("name", WORD, "what scripts and settings call it"),
    Field("label", TEXT, "what it is called in a sentence"),
    Field("several", BOOL, "whether many hold at once"),
)

finding_json = Noun[Finding](
    "finding",
    "A sentence of a draft that asks for what the customer has told already.",
    Field("sentence", TEXT, "the sentence"),
    Field("start", NUMBER, "where it stands in the draft, in characters"),
    Field("end", NUMBER, "where it ends"),
    Field("kind", WORD, "the kind of fact it asks for"),
    Field("fact", nested(fact_json), "what they told us, with the entry and the day"),
    Field("instead", TEXT, "a sentence that says what we have"),
)

term_json = Noun[Term](
    "term",
    "A time that was promised before.",
    Field("due_at", TIME, "by when it was promised"),
    Field("ended_at", TIME, "when that was given up"),
    Field("state", WORD, "`renegotiated` or `broken`"),
    Field("reason", TEXT_OR_NULL, "why"),
    Field("by", optional(HANDLE), "who gave the customer another time"),
)

promise_json = Noun[Promise](
    "promise",
    "What we told a customer we would do, and by when.",
    Field("id", NUMBER, "its number, as in `keep 7`"),
    Field("conversation", NUMBER, "where it was made"),
    Field("customer", optional(nested(customer_ref_json)), "to whom"),
    Field("text", TEXT, "what was promised"),
    Field("due_at", TIME, "by when"),
    Field("state", WORD, "`open`, `renegotiated`, `kept`, `broken` or `withdrawn`"),
    Field("owed", BOOL, "whether something is still to be done about it"),
    Field("owner", optional(HANDLE), "who owes it: the owner of the conversation"),
    Field("stand_in", optional(HANDLE), "who acts for the owner now"),
    Field("made_by", HANDLE, "who made it"),
    Field("at", TIME, "when"),
    Field("entry", NUMBER, "the entry that made it"),
    Field("message", optional(NUMBER), "the reply it was made with"),
    Field("ended_at", optional(TIME), "when it was kept, broken or withdrawn"),
    Field("kept_with", optional(NUMBER), "the reply that kept it, or in which it was talked about"),
    Field("settled_at", optional(TIME), "when the customer was talked to about a broken one"),
    Field("past", array(nested(term_json)), "the times promised before this one"),
)

promised_json = Noun[Promised](
    "promised",
    "A promise that a draft makes.",
    Field("text", TEXT, "the words"),
    Field("due_at", TIME, "by when, in the customer's days"),
    Field("start", NUMBER, "where it stands in the draft, in characters"),
    Field("end", NUMBER, "where it ends"),
)

read_json = Noun[Read](
    "read",
    "That an agent has read an entry.",
    Field("agent", HANDLE, "who"),
    Field("at", TIME, "when"),
)

readers_json = Noun[Readers](
    "readers",
    "Who has read an entry.",
    Field("entry", NUMBER, "which"),
    Field("read", array(nested(read_json)), "who has, in order"),
    Field("not_yet", array(HANDLE), "who it is for and has not"),
)

met_json = Noun[Met](
    "met",
    "A colleague a customer has met.",
    Field("agent", optional(HANDLE), "who; null for somebody known by name only"),
    Field("name", TEXT, "what they are called"),
    Field("first_at", TIME, "when they first wrote"),
    Field("last_at", TIME, "when they last did"),
    Field("entries", NUMBER, "how many messages of theirs"),
)

recipients_json = Noun[Recipients](
    "recipients",
    "To whom a reply goes, when it is a mail.",
    Field("to", array(TEXT), "whom it is for"),
    Field("cc", array(TEXT), "who else gets it"),
    Field("new", array(TEXT), "those who were not in the last message, or whom it brought along"),
    Field("gone", array(TEXT), "those who were, or who got our last one, and would not get this one"),
    Field("strange", array(TEXT), "domains this conversation has not written to, and did not begin with"),
)

load_json = Noun[Load](
    "load",
    "What an agent carries.",
    Field("agent", HANDLE, "who"),
    Field("open", NUMBER, "conversations of theirs that are open"),
    Field("waiting", NUMBER, "those that wait on the customer"),
    Field("snoozed", NUMBER, "those set aside"),
    Field("asked", NUMBER, "asks to them that are not answered"),
    Field("promises", NUMBER, "promises they owe"),
)

unread_note_json = Noun[UnreadNote](
    "unread note",
    "A note that somebody it is for has not read for a day.",
    Field("entry", nested(entry_json), "the note"),
    Field("not_yet", array(HANDLE), "who has not read it"),
)

board_json = Noun[Board](
    "board",
    "The desk as a lead sees it: who waits, and who needs a hand.",
    Field("at", TIME, "the moment it shows"),
    Field("waiting", array(nested(conversation_json)), "customers who wait for us, the longest first"),
    Field("more_waiting", BOOL, "whether there are more of them"),
    Field("promises", array(nested(promise_json)), "due today, overdue, or broken and not talked about"),
    Field("asks", array(nested(ask_json)), "not answered yet"),
    Field("handovers", array(nested(conversation_json)), "offered and not yet accepted"),
    Field("away", array(nested(agent_json)), "away, with nobody here to act for them"),
    Field("notes", array(nested(unread_note_json)), "unread for a day"),
    Field("loads", array(nested(load_json)), "who carries how much"),
)

KNOWN = (
    *(fact_json, fact_kind_json, finding_json, promise_json, term_json, promised_json, readers_json),
    *(read_json, met_json, recipients_json, board_json, load_json, unread_note_json),
)
"""All of them, for the reference."""
