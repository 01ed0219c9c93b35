"""The JSON of the nouns, as scripts rely on it: fields may be added, none changes or goes away.

Every field is always there: null where nothing is known, an empty list where there are none. Each of
these is called with a noun and gives a JSON object; `wire.encoding` makes it text.
"""

from agentconsole.model.ask import Ask, AskState
from agentconsole.model.conversation import Brief, Conversation, CustomerRef, Handover, MustRead
from agentconsole.model.entry import Attachment, Author, Entry
from agentconsole.model.errors import DeskError
from agentconsole.model.keeping import Change, Draft, Outgoing
from agentconsole.model.people import Agent, Customer, Identity, Organization, StandIn
from agentconsole.wire.noun import (
    BOOL,
    HANDLE,
    NUMBER,
    OBJECT,
    TEXT,
    TEXT_OR_NULL,
    TIME,
    WORD,
    Field,
    Noun,
    Shape,
    array,
    nested,
    optional,
)

_ID = Shape("number or handle, or null", lambda value: value)

customer_ref_json = Noun[CustomerRef](
    "customer in passing",
    "A customer, named where something is theirs.",
    Field("id", NUMBER, "their number"),
    Field("name", TEXT, "their name"),
)

brief_json = Noun[Brief](
    "brief",
    "Where a conversation stands, in at most seven lines.",
    Field("version", NUMBER, "1 for the first brief of the conversation"),
    Field("text", TEXT, "the whole of it"),
    Field("lines", array(TEXT), "the same, line by line", lambda brief: brief.text.splitlines()),
    Field("author", HANDLE, "who wrote it"),
    Field("at", TIME, "when"),
    Field("entry", NUMBER, "the entry that holds it"),
)

handover_json = Noun[Handover](
    "handover",
    "Ownership offered and not yet accepted: nothing has moved.",
    Field("to", HANDLE, "who is asked to become the owner"),
    Field("by", HANDLE, "who offers it"),
    Field("brief", TEXT, "where we are, for the new owner"),
    Field("reason", TEXT, "why"),
    Field("at", TIME, "when"),
    Field("entry", NUMBER, "the entry that offers it"),
)

must_read_json = Noun[MustRead](
    "must-read note",
    "A note that is to be read before anybody writes to the customer.",
    Field("entry", NUMBER, "the note, as in `ack 7`"),
    Field("author", HANDLE, "who wrote it"),
    Field("acknowledged", array(HANDLE), "who said that they have read it"),
)

conversation_json = Noun[Conversation](
    "conversation",
    "One matter with one customer, over any number of channels.",
    Field("id", NUMBER, "its number, as in `show 482`"),
    Field("subject", TEXT, "what it is about"),
    Field("status", WORD, "`open`, `waiting` (on the customer), `snoozed` or `closed`"),
    Field("owner", optional(HANDLE), "the one agent responsible; null until somebody claims it"),
    Field("stand_in", optional(HANDLE), "who acts for the owner now"),
    Field("customer", nested(customer_ref_json), "whose matter it is"),
    Field("channels", array(TEXT), "the channels it has used"),
    Field("opened_at", optional(TIME), "when it began"),
    Field("last_entry_at", optional(TIME), "when something last happened"),
    Field("waiting_since", optional(TIME), "since when the customer waits for us; null when they do not"),
    Field("open_asks", NUMBER, "how many asks are not answered yet"),
    Field("version", NUMBER, "how many entries it has; pass it on as what you saw when you reply"),
    Field("brief", optional(nested(brief_json)), "the newest brief"),
    Field("handover", optional(nested(handover_json)), "the handover that waits to be accepted"),
    Field("handovers", NUMBER, "how often ownership has moved"),
    Field("specialists", array(HANDLE), "everyone who was ever pulled in"),
    Field("restricted", BOOL, "whether only its people see it"),
    Field("people", array(HANDLE), "whom it was restricted to by name"),
    Field("introduced", array(HANDLE), "specialists who may write to the customer here"),
    Field("snoozed_until", optional(TIME), "when it comes back"),
    Field("snooze_reason", TEXT_OR_NULL, "why it was set aside"),
    Field("promises_owed", NUMBER, "promises still to be kept, or broken and not talked about"),
    Field("must_read", array(nested(must_read_json)), "notes to be read before anybody writes"),
    Field("heard_since_brief", NUMBER, "messages of the customer since the brief: two make it stale"),
    Field("repeats_avoided", NUMBER, "questions not asked twice"),
    Field("repeats_asked", NUMBER, "questions asked twice, with a reason"),
    Field("unread", BOOL, "whether something was said that the acting agent has not seen"),
)

author_json = Noun[Author](
    "author",
    "Who did it.",
    Field("type", WORD, "`customer`, `agent` or `system`"),
    Field("id", _ID, "a customer's number or an agent's handle; null for anyone known by name only"),
    Field("name", TEXT, "what they are called"),
)

attachment_json = Noun[Attachment](
    "attachment",
    "A file that came with a message.",
    Field("name", TEXT, "its name, as sent"),
    Field("media_type", TEXT, "what it says it is, such as `image/png`"),
    Field("size", NUMBER, "in bytes"),
    Field("inline", BOOL, "whether it belongs inside the text"),
)

entry_json = Noun[Entry](
    "entry",
    "One thing that happened. Entries are only ever added.",
    Field("id", NUMBER, "its number; grows with time, below 2^53"),
    Field("at", TIME, "when it happened"),
    Field("kind", WORD, "`message`, `note`, `ask`, `answer`, `brief`, `claim`, `handover`, `close`, ..."),
    Field("channel", TEXT, "how it came in or went out; `desk` for what happens among ourselves"),
    Field("author", nested(author_json), "who did it"),
    Field("conversation", optional(NUMBER), "the conversation it belongs to"),
    Field("customer", optional(NUMBER), "the number of the customer it is about"),
    Field("visibility", WORD, "`customer` for messages, `team` for everything else"),
    Field("text", TEXT, "as it came"),
    Field("party", optional(NUMBER), "another customer who writes or is written to in it"),
    Field("version", NUMBER, "the version of the conversation this entry made"),
    Field("subject", TEXT_OR_NULL, "the subject of a message that has one"),
    Field("ask", optional(NUMBER), "the ask it is about"),
    Field("promise", optional(NUMBER), "the promise it is about"),
    Field("must_read", BOOL, "whether it is to be read before anybody writes"),
    Field("agent", optional(HANDLE), "the colleague it is about: a specialist, a new owner, a stand-in"),
    Field("about", array(NUMBER), "the entries it refers to"),
    Field("until", optional(TIME), "when an ask is due, or a snooze or an absence ends"),
    Field("reason", TEXT_OR_NULL, "why"),
    Field("suggested_reply", TEXT_OR_NULL, "what a specialist proposes to write to the customer"),
    Field("signed_for", optional(HANDLE), "the owner for whom a stand-in acted"),
    Field("attachments", array(nested(attachment_json)), "the files that came with it"),
    Field("external_id", TEXT_OR_NULL, "what the channel calls it"),
    Field("kept_raw", BOOL, "whether it could not be read as what it claims to be"),
    Field("data", OBJECT, "what the source knew beside the text"),
    Field(
        "delivery",
        optional(WORD),
        "`waiting`, `sending`, `sent`, `failed`, `uncertain`, `unsent`; null unless ours",
    ),
    Field("undo_until", optional(TIME), "until when it can be taken back"),
)

ask_json = Noun[Ask](
    "ask",
    "One question to one specialist.",
    Field("id", NUMBER, "its number, as in `answer 7`"),
    Field("conversation", NUMBER, "where it was asked"),
    Field("specialist", HANDLE, "who is asked"),
    Field("asked_by", HANDLE, "who asks"),
    Field("question", TEXT, "what"),
    Field("about", array(NUMBER), "the entries it is about"),
    Field("due_at", optional(TIME), "by when an answer is needed"),
    Field("state", WORD, "`open`, `seen`, `answered`, `declined` or `withdrawn`"),
    Field("seen_at", optional(TIME), "when the specialist had it before them"),
    Field("answer", TEXT_OR_NULL, "null until it is answered", lambda ask: _said(ask, AskState.ANSWERED)),
    Field("suggested_reply", TEXT_OR_NULL, "what the specialist proposes to write to the customer"),
    Field("reason", TEXT_OR_NULL, "why it was declined", lambda ask: _said(ask, AskState.DECLINED)),
    Field("at", TIME, "when it was asked"),
    Field("ended_at", optional(TIME), "when it was answered, declined or withdrawn"),
    Field("entry", NUMBER, "the entry that asks"),
)

identity_json = Noun[Identity](
    "identity",
    "One address of a customer.",
    Field("kind", WORD, "`email`, `phone` or `handle`"),
    Field("value", TEXT, "the address, in its one spelling"),
)

organization_json = Noun[Organization](
    "organization",
    "A company or household several customers belong to.",
    Field("id", NUMBER, "its number"),
    Field("name", TEXT, "its name"),
)

customer_json = Noun[Customer](
    "customer",
    "A person who needs help.",
    Field("id", NUMBER, "their number"),
    Field("name", TEXT, "their name"),
    Field("identities", array(nested(identity_json)), "their addresses"),
    Field("organization", optional(nested(organization_json)), "where they belong"),
    Field("person", optional(HANDLE), "their person: the agent who owned one of their conversations last"),
    Field("person_since", optional(TIME), "since when"),
    Field("merged_into", optional(NUMBER), "the customer this one was found to be"),
    Field("merged", array(NUMBER), "the customers found to be this one"),
    Field("entries", NUMBER, "how many entries their history has"),
    Field("first_at", optional(TIME), "when the oldest of them happened"),
    Field("last_at", optional(TIME), "when the newest did"),
)

stand_in_json = Noun[StandIn](
    "stand-in",
    "Who acts for an agent who is away.",
    Field("agent", HANDLE, "who"),
    Field("until", TIME, "when ownership returns by itself"),
)

agent_json = Noun[Agent](
    "agent",
    "A person who helps.",
    Field("handle", HANDLE, "the name they act under, without `@`"),
    Field("full_name", TEXT_OR_NULL, "their whole name"),
    Field("email", TEXT_OR_NULL, "their address"),
    Field("skills", array(TEXT), "what to ask them about"),
    Field("signature", TEXT_OR_NULL, "what stands below their mails"),
    Field("stand_in", optional(nested(stand_in_json)), "who acts for them while they are away"),
    Field("role", WORD, "`agent`, `lead` (helps, takes no conversations) or `admin` (people and settings)"),
    Field("left_at", optional(TIME), "since when they are no longer on the desk"),
)

draft_json = Noun[Draft](
    "draft",
    "What an agent has typed and not sent.",
    Field("conversation", NUMBER, "where"),
    Field("agent", HANDLE, "whose"),
    Field("kind", WORD, "`reply` or `note`"),
    Field("text", TEXT, "what is typed so far"),
    Field("seen", NUMBER, "the version of the conversation the writer saw"),
    Field("saved_at", TIME, "when it was kept"),
    Field("to", array(TEXT), "whom it goes to; empty: whoever wrote last", lambda it: it.wishes.to),
    Field(
        "cc",
        optional(array(TEXT)),
        "who else gets it; null: everybody the last message went to",
        lambda it: it.wishes.cc,
    ),
    Field("quote", BOOL, "what they wrote last stands below", lambda it: it.wishes.quote),
)

outgoing_json = Noun[Outgoing](
    "outgoing message",
    "A message on its way out.",
    Field("entry", nested(entry_json), "the message"),
    Field("key", TEXT, "stays the same through every attempt"),
    Field("state", WORD, "`waiting`, `sending`, `sent`, `failed`, `uncertain` or `unsent`"),
    Field("due_at", TIME, "not handed over before"),
    Field("attempts", NUMBER, "how often it was tried"),
    Field("error", TEXT_OR_NULL, "what went wrong last"),
)

change_json = Noun[Change](
    "change",
    "That something changed, and what to look at again.",
    Field("position", NUMBER, "grows without gaps: ask for what came after the last one you know"),
    Field("at", TIME, "when"),
    Field("kind", WORD, "`entry`, `delivery`, `draft`, `read`, `agent` or `fact`"),
    Field("entry_kind", TEXT_OR_NULL, "the kind of the entry, for `entry`"),
    Field("conversation", optional(NUMBER), "where"),
    Field("customer", optional(NUMBER), "in whose history"),
    Field("entry", optional(NUMBER), "which entry"),
    Field("ask", optional(NUMBER), "which ask"),
    Field("by", optional(HANDLE), "who did it"),
    Field("agent", optional(HANDLE), "the colleague it concerns"),
)

refusal_json = Noun[DeskError](
    "refusal",
    "Why something was not done, and the next step. Nothing has changed.",
    Field("code", WORD, "what kind of error, such as `refused`, `conflict`, `not_found`"),
    Field("message", TEXT, "what went wrong"),
    Field("hint", TEXT_OR_NULL, "the next step"),
    Field("rule", TEXT_OR_NULL, "the rule that refused", lambda error: getattr(error, "rule", None)),
    Field("news", array(NUMBER), "entries the writer has not seen", lambda error: getattr(error, "news", ())),
)

error_json = Noun[DeskError](
    "error",
    "One line on stderr, in a JSON format.",
    Field("error", nested(refusal_json), "what is the matter", lambda error: error),
)


def _said(ask: Ask, state: AskState) -> str:
    """The last word on an ask, when it ended in that state."""
    return ask.answer if ask.state == state else ""


NOUNS = (
    *(conversation_json, must_read_json, customer_ref_json, brief_json, handover_json, entry_json),
    *(author_json, attachment_json, ask_json, customer_json, identity_json, organization_json, agent_json),
    *(stand_in_json, draft_json, outgoing_json, change_json, error_json, refusal_json),
)
"""All of them, each before what it is made of, for the reference."""
