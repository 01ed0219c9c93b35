"""What can be done now, and if not, why not: asked of the same rules that decide on the desk."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from agentconsole.model import commands as c
from agentconsole.model.ask import Ask, AskState
from agentconsole.model.commands import Command
from agentconsole.model.conversation import Conversation
from agentconsole.model.entry import Attachment, Entry
from agentconsole.model.errors import DeskError, NotFound
from agentconsole.model.fact import Finding
from agentconsole.model.keeping import DraftKind, Outgoing
from agentconsole.model.mail import Recipients
from agentconsole.model.people import Agent
from agentconsole.rules import standing
from agentconsole.rules.absence import stood_in_for
from agentconsole.rules.decide import decide
from agentconsole.rules.reads import unacknowledged
from agentconsole.rules.situation import Situation
from agentconsole.settings.confining import off


class State(Struct, frozen=True, kw_only=True):
    """What the person has before them, as far as it decides what they can do."""

    now: datetime
    me: str
    agents: Mapping[str, Agent] = {}
    conversation: Conversation | None = None
    asks: tuple[Ask, ...] = ()
    """All asks of the conversation."""
    entry: Entry | None = None
    """The entry under the cursor."""
    leaving: Entry | None = None
    """My newest reply that can still be taken back."""
    writing: DraftKind | None = None
    """What is being written."""
    finding: Finding | None = None
    """The sentence of the reply that asks for what the customer has told already, if one does."""
    introduction: str = ""
    """A line that introduces me to the customer, where one is called for."""
    outgoing: Outgoing | None = None
    """The entry under the cursor, where it is a message of ours that has not arrived."""
    folds: int = 0
    """How many pieces of the entry under the cursor can be folded."""
    known_as: tuple[int, ...] = ()
    """The numbers by which the customer is known."""
    mail: Recipients | None = None
    """To whom the reply goes that is being written, where it is a mail."""
    files: tuple[Attachment, ...] = ()
    """What lies beside it."""
    briefing: bool = False
    """A brief is being written."""
    restricted: bool = False
    """Nothing leads out of the console."""

    @property
    def situation(self) -> Situation:
        """The same, as the rules want it."""
        return Situation(
            now=self.now,
            actor=self.agents.get(self.me),
            agents=self.agents,
            conversation=self.conversation,
            asks={ask.id: ask for ask in self.asks},
            message=self.leaving,
            outgoing=self.outgoing,
        )

    @property
    def my_asks(self) -> tuple[Ask, ...]:
        """Questions to me, or to somebody I stand in for, that nobody has answered yet."""
        mine = {self.me, *stood_in_for(self.me, self.agents, self.now)}
        return tuple(ask for ask in self.asks if ask.pending and ask.specialist in mine)

    @property
    def withdrawable(self) -> tuple[Ask, ...]:
        """The asks that I may take back."""
        mine = standing.looks_after(self.situation)
        return tuple(ask for ask in self.asks if ask.pending and (mine or ask.asked_by == self.me))

    @property
    def suggestion(self) -> Ask | None:
        """The newest answer that suggests a reply, unless the customer has heard from us since."""
        heard = self.conversation.last_out_at if self.conversation else None
        answered = [
            ask
            for ask in self.asks
            if ask.state is AskState.ANSWERED
            and ask.suggested_reply
            and not (heard and ask.ended_at and ask.ended_at < heard)
        ]
        return max(answered, key=lambda ask: (ask.ended_at or ask.at, ask.id), default=None)

    @property
    def others(self) -> tuple[Agent, ...]:
        """Colleagues, by handle."""
        return tuple(self.agents[handle] for handle in sorted(self.agents) if handle != self.me)


Blocked = Callable[[State], DeskError | None]
"""Why something cannot be done now; None when it can."""


def never(_state: State) -> None:
    """Nothing stands in the way."""


def inside(doing: str, then: Blocked = never) -> Blocked:
    """It leads to a program or a file: not where that is off. `doing` begins a sentence."""
    return lambda state: off(doing) if state.restricted else then(state)


def nothing_open(state: State) -> DeskError | None:
    """It needs a conversation on the screen."""
    return (
        None if state.conversation else NotFound("No conversation is open", "enter opens one from the list")
    )


def an_entry(state: State) -> DeskError | None:
    """It needs the cursor on an entry."""
    return None if state.entry else NotFound("No entry is selected", "tab moves to the thread or the history")


def _asked_of(check: Callable[[Situation], object]) -> Blocked:
    """It needs a conversation, and whatever the rules want beside it."""

    def blocked(state: State) -> DeskError | None:
        if state.conversation is None:
            return nothing_open(state)
        try:
            check(state.situation)
        except DeskError as refusal:
            return refusal
        return None

    return blocked


def _decided(specimen: Callable[[int, Situation], Command]) -> Blocked:
    """The rule that decides about a command is asked about a specimen of it."""
    return _asked_of(lambda s: decide(specimen(standing.conversation_of(s).id, s), s))


def to_look_after(doing: str) -> Blocked:
    """It is for the owner or the stand-in; `doing` completes 'to …'."""
    return _asked_of(lambda situation: standing.must_look_after(situation, doing))


def _somebody(situation: Situation) -> str:
    """A colleague who is neither the actor nor the owner."""
    taken = (standing.actor_of(situation).handle, standing.conversation_of(situation).owner)
    found = next((handle for handle in sorted(situation.agents) if handle not in taken), None)
    if found is None:
        raise NotFound("Nobody else is on this desk yet", ":agent add HANDLE lets a colleague join")
    return found


def _ask(number: int, situation: Situation) -> Command:
    standing.must_look_after(situation, "pull a specialist in")
    return c.Ask(conversation=number, specialist=_somebody(situation), question="-")


def _hand_over(number: int, situation: Situation) -> Command:
    standing.must_look_after(situation, "hand over")
    return c.HandOver(conversation=number, to=_somebody(situation), brief="-", reason="-")


to_reply = _decided(lambda n, s: c.Reply(conversation=n, text="-", anyway=True))
to_claim = _decided(lambda n, s: c.Claim(conversation=n))
to_ask = _decided(_ask)
to_hand_over = _decided(_hand_over)
to_accept = _decided(lambda n, s: c.AcceptHandOver(conversation=n))
to_refuse = _decided(lambda n, s: c.RefuseHandOver(conversation=n, reason="-"))
to_close = _decided(lambda n, s: c.Close(conversation=n, anyway=True))
to_reopen = _decided(lambda n, s: c.Reopen(conversation=n))
to_wake = _decided(lambda n, s: c.Wake(conversation=n))
to_restrict = _decided(lambda n, s: c.Restrict(conversation=n))
to_unrestrict = _decided(lambda n, s: c.Unrestrict(conversation=n))
to_snooze = _decided(lambda n, s: c.Snooze(conversation=n, until=s.now + timedelta(hours=1), reason="-"))


to_promise = _asked_of(standing.must_speak)


def to_introduce(state: State) -> DeskError | None:
    """The owner introduces somebody who has been asked in."""
    trouble = to_look_after("introduce somebody")(state)
    conversation = state.conversation
    if trouble or conversation is None or set(conversation.specialists) - set(conversation.introduced):
        return trouble
    return NotFound("Nobody has been asked in who could be introduced", "@ asks a specialist in first")


def to_release(state: State) -> DeskError | None:
    """Somebody has been introduced, and is released by the owner or by themselves."""
    introduced = state.conversation.introduced if state.conversation else ()
    if state.conversation is None or state.me in introduced:
        return nothing_open(state)
    if not introduced:
        return NotFound("Nobody is introduced to the customer here", "o i introduces a specialist")
    return to_look_after("release somebody")(state)


def to_answer(state: State) -> DeskError | None:
    """A question to me waits here."""
    if state.conversation is None or state.my_asks:
        return nothing_open(state)
    return NotFound("No question to you waits here", "c leaves the team a note")


def to_withdraw(state: State) -> DeskError | None:
    """A question of mine, or of the conversation I look after, is still open."""
    if state.conversation is None or state.withdrawable:
        return nothing_open(state)
    return NotFound("No open question of yours is here", "@ asks a specialist")


def to_take(state: State) -> DeskError | None:
    """A suggested reply is here, and I may write to the customer."""
    if state.conversation is not None and state.suggestion is None:
        return NotFound("Nobody has suggested a reply here", "@ asks a specialist, who can suggest one")
    return to_reply(state)


def to_acknowledge(state: State) -> DeskError | None:
    """A note that must be read waits for me here."""
    if state.conversation is None or unacknowledged(state.conversation, state.me):
        return nothing_open(state)
    return NotFound("No note here waits for you to read it", "it would stand above the thread")


def to_say_instead(state: State) -> DeskError | None:
    """The reply asks for what the customer has told already."""
    if state.writing is DraftKind.REPLY and state.finding is not None:
        return None
    return NotFound("No reply here asks for what the customer has told already", "it would be marked")


def to_introduce_myself(state: State) -> DeskError | None:
    """A reply is begun to somebody who has not met me, while their person is away or gone."""
    if state.writing is DraftKind.REPLY and state.introduction:
        return None
    return NotFound(
        "No introduction is called for here",
        "it is for the first reply to somebody whose person is away or has left",
    )


def to_go_on_writing(state: State) -> DeskError | None:
    """A brief is being written, and not only looked at."""
    if state.briefing:
        return None
    return NotFound("These are only looked at", "b writes the brief, for whoever looks after it")


def to_mark_must_read(state: State) -> DeskError | None:
    """A note is being written."""
    if state.writing is DraftKind.NOTE:
        return None
    return NotFound("Only a note can be one that must be read", "c writes one")


def to_undo(state: State) -> DeskError | None:
    """A reply of mine has not left yet."""
    if state.leaving is not None:
        return None
    return NotFound("There is nothing to take back", "z takes back a reply that has not left yet")


def to_come_back(state: State) -> DeskError | None:
    """Somebody stands in for me."""
    me = state.agents.get(state.me)
    if me is not None and me.stand_in_at(state.now):
        return None
    return NotFound("Nobody stands in for you", "o s names a stand-in while you are away")
