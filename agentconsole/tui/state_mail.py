"""What can be done with mail now, and if not, why not."""

from collections.abc import Callable

from agentconsole.model import commands as c
from agentconsole.model.errors import DeskError, NotFound
from agentconsole.model.keeping import Decision, DraftKind
from agentconsole.rules.decide import decide
from agentconsole.show.marks import is_new_address
from agentconsole.tui.state import Blocked, State, an_entry, inside, nothing_open


def to_unfold(state: State) -> DeskError | None:
    """Something of the entry is folded."""
    if state.entry is None or state.folds:
        return an_entry(state)
    return NotFound("Nothing is folded here", "enter shows an entry whole")


def _has_files(state: State) -> DeskError | None:
    """The entry has files."""
    if state.entry is None or state.entry.attachments:
        return an_entry(state)
    return NotFound("No file came with this", "they are listed below what was written")


to_save = inside("Saving a file", _has_files)


def to_link(state: State) -> DeskError | None:
    """The entry came from an address that is nobody's here yet."""
    if state.conversation is None or state.entry is None:
        return an_entry(state) or nothing_open(state)
    if is_new_address(state.entry, state.known_as):
        return None
    return NotFound("This is from no new address", "such a mail is marked above its words")


def to_settle(decision: Decision) -> Blocked:
    """The entry is a message of ours that failed, or of which nobody knows whether it arrived."""

    def blocked(state: State) -> DeskError | None:
        entry = state.entry
        if entry is None or state.conversation is None:
            return an_entry(state) or nothing_open(state)
        if state.outgoing is None:
            return NotFound("This is no message of ours that could be in doubt", "what is, says so itself")
        try:
            decide(c.Settle(entry=entry.id, decision=decision), state.situation)
        except DeskError as refusal:
            return refusal
        return None

    return blocked


def _writing_mail(then: Callable[[State], DeskError | None]) -> Blocked:
    def blocked(state: State) -> DeskError | None:
        if state.writing is not DraftKind.REPLY:
            return NotFound("No reply is being written", "r writes one")
        if state.mail is None:
            return NotFound("What is written here is no mail", "it goes to the customer and nobody else")
        return then(state)

    return blocked


def _file_there(state: State) -> DeskError | None:
    return None if state.files else NotFound("No file lies beside the reply", "ctrl+o puts one there")


to_address = _writing_mail(lambda _: None)
to_quote = _writing_mail(lambda _: None)
to_attach = inside("Attaching a file", _writing_mail(lambda _: None))
to_detach = _writing_mail(_file_there)
