"""What happened, in a sentence or a word."""

from datetime import datetime, tzinfo

from agentconsole.model.entry import AuthorType, Delivery, Entry, Json, Kind
from agentconsole.rules.facts.kinds import BUILT_IN, by_name
from agentconsole.rules.screening import screen_line
from agentconsole.show.ages import local, moment
from agentconsole.show.people import NOBODY, Agents, called, signed

FROM_THEM = "← "
TO_THEM = "→ "
CHANNELS = {"email": "e-mail"}
USUAL = by_name(BUILT_IN)

LOOKED_AT = 2_000
"""So many characters of a text are looked at for its first words."""

DELIVERIES: dict[Delivery, str] = {
    "waiting": "waiting in the outbox",
    "sending": "leaving",
    "sent": "sent",
    "failed": "not delivered",
    "uncertain": "uncertain: it may have left",
    "unsent": "taken back",
}

_SENTENCES: dict[str, str] = {
    Kind.CLAIM: "{who} claimed the conversation",
    Kind.ASK: "{who} asked {agent}",
    Kind.SEEN: "{who} has seen the question",
    Kind.ANSWER: "{who} answered",
    Kind.DECLINE: "{who} declined to answer",
    Kind.WITHDRAW: "{who} withdrew the question to {agent}",
    Kind.INTRODUCE: "{who} introduced {agent} to the customer",
    Kind.RELEASE: "{who} released {agent} from writing to the customer",
    Kind.BRIEF: "{who} wrote the brief",
    Kind.SNOOZE: "{who} snoozed the conversation until {until}",
    Kind.WAKE: "{who} woke the conversation",
    Kind.CLOSE: "{who} closed the conversation",
    Kind.REOPEN: "{who} reopened the conversation",
    Kind.HANDOVER: "{who} offered the conversation to {agent}",
    Kind.ACCEPT: "{who} is the owner now, after {agent}",
    Kind.REFUSE: "{who} refused the handover",
    Kind.UNSEND: "{who} took a message back",
    Kind.STANDIN: "{agent} stands in for {who} until {until}",
    Kind.RETURN: "{who} is back",
    Kind.IDENTITY: "{who} linked an address: {text}",
    Kind.MERGE: "{who} merged two customers: {text}",
    Kind.UNMERGE: "{who} parted two customers: {text}",
    Kind.AGENT: "{agent} joined the desk: {text}",
    Kind.LEAVE: "{agent} left the desk",
    Kind.FACT: "{who} noted the {kind}: {text}",
    Kind.DISMISS: "{who} dismissed what looked like the {kind}: {text}",
    Kind.REPEAT: "{who} did not ask again for the {kind}",
    Kind.PROMISE: "{who} promised, by {until}: {text}",
    Kind.KEEP: "{who} kept what was promised: {text}",
    Kind.RENEGOTIATE: "{who} promised it for {until} instead: {text}",
    Kind.BREAK: "{who} did not keep what was promised for {until}: {text}",
    Kind.ACK: "{who} has read the note of {agent}",
    Kind.UNPIN: "{who} took a note off the card: {text}",
    Kind.BOUNCE: "{who} noted that a message came back",
    Kind.SETTLE: "{who} decided about a message that may not have arrived",
    Kind.RESTRICT: "{who} restricted the conversation to its people",
    Kind.UNRESTRICT: "{who} opened the conversation to everybody",
}
_BY_THE_DESK: dict[str, str] = {
    Kind.BOUNCE: "A message came back",
    Kind.BREAK: "What was promised for {until} was not kept: {text}",
    Kind.CLAIM: "{agent} is the owner",
    Kind.WAKE: "The conversation woke up",
    Kind.REOPEN: "The conversation was reopened",
    Kind.CLOSE: "The conversation was closed",
    Kind.UNSEND: "What was to be sent later is a draft again",
}
_ON_ITS_WAY = {
    "delayed": "A message has not arrived yet, and is still tried",
    "refused": "A message was not taken by the mail server",
}
_SETTLED: dict[str, str] = {
    "sent": "{who} says that the message arrived",
    "again": "{who} sends the message again",
    "never": "{who} does not send the message any more",
}


def channel_word(channel: str) -> str:
    """A channel, as people call it."""
    return CHANNELS.get(channel) or screen_line(channel)


def kind_word(entry: Entry) -> str:
    """What it is, in a word: the channel of a message, else its kind."""
    return channel_word(entry.channel) if entry.kind == Kind.MESSAGE else screen_line(entry.kind)


def delivery_words(entry: Entry, now: datetime, tz: tzinfo | None = None) -> str:
    """Where a message of ours stands on its way out; nothing for any other entry."""
    if entry.delivery is None:
        return ""
    if entry.delivery == "waiting" and entry.undo_until is not None and now < entry.undo_until:
        if local(entry.undo_until, tz).date() != local(now, tz).date():
            return f"leaves {moment(entry.undo_until, now, tz)}"
        return f"undo until {local(entry.undo_until, tz):%H:%M:%S}"
    return DELIVERIES[entry.delivery]


def sentence(entry: Entry, *, now: datetime, tz: tzinfo | None = None, agents: Agents = NOBODY) -> str:
    """An event of ours as a sentence, screened, in one line. Anything else is its own text."""
    pattern = _pattern(entry)
    if pattern is None:
        return first_words(entry)
    until = moment(entry.until, now, tz) if entry.until else "further notice"
    said = pattern.format(
        who=signed(entry, agents),
        agent=called(entry.agent, agents),
        until=until,
        text=screen_line(entry.text),
        kind=_fact_kind(entry),
        whom=_whom(entry),
    )
    unsaid = {Kind.SETTLE.value: "", Kind.RESTRICT.value: screen_line(entry.text)}
    reason = unsaid.get(entry.kind, screen_line(entry.reason))
    return f"{said}: {reason}" if reason else said


def first_words(entry: Entry) -> str:
    """How the text begins, without what it quotes, screened and in one line; else the subject, else the
    names of the files."""
    lines = entry.text[:LOOKED_AT].splitlines()
    own = "\n".join(line for line in lines if not line.startswith(">"))
    files = ", ".join(attachment.name for attachment in entry.attachments)
    candidates = (own, entry.text[:LOOKED_AT], entry.subject, files, entry.reason)
    return next(filter(None, map(screen_line, candidates)), "")


def _pattern(entry: Entry) -> str | None:
    if entry.kind == Kind.SETTLE:
        return _SETTLED.get(entry.reason, _SENTENCES[Kind.SETTLE])
    if entry.kind == Kind.BOUNCE and _bounce(entry).get("reached"):
        return "A message did not reach {whom}"
    if entry.kind == Kind.BOUNCE and _bounce(entry).get("action") in _ON_ITS_WAY:
        return _ON_ITS_WAY[str(_bounce(entry).get("action"))]
    if entry.author.type == AuthorType.SYSTEM and entry.kind in _BY_THE_DESK:
        return _BY_THE_DESK[entry.kind]
    if entry.kind == Kind.REFUSE and entry.author.id != entry.agent:
        return "{who} called off the handover to {agent}"
    if entry.kind == Kind.REPEAT and entry.reason:
        return "{who} asked again for the {kind}"
    return _SENTENCES.get(entry.kind)


def _whom(entry: Entry) -> str:
    """Those a message of ours did not reach."""
    told = _bounce(entry)
    several = told.get("recipients")
    named = several if isinstance(several, list) else [told.get("recipient")]
    return ", ".join(screen_line(one) for one in named if isinstance(one, str))


def _bounce(entry: Entry) -> dict[str, Json]:
    said = entry.data.get("bounce")
    return said if isinstance(said, dict) else {}


def _fact_kind(entry: Entry) -> str:
    """The kind of fact an entry is about, as it is called in a sentence."""
    kind = str(entry.data.get("kind", "fact"))
    return screen_line(USUAL[kind].label if kind in USUAL else kind)
