"""A hostile mail at the desk, with all that can come of it."""

from agentconsole.channels.email import incoming
from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.model.people import IdentityKind
from tests.tui.hostile import EVIL
from tests.tui.play import SUPPORT


def mailed(desk: LocalDesk, raw: bytes) -> int:
    """A mail as a mailbox brings it; Ana's, with a reply of hers that came back with a hostile reason."""
    command = incoming.receive(raw, ours=frozenset({SUPPORT}), now=desk.clock())
    conversation = desk.do(command).conversation
    assert conversation is not None
    if conversation.owner is None:
        desk.do(c.Claim(conversation=conversation.id), by="ana")
    known = {each.kind for each in desk.customer(conversation.customer.id).identities}
    # Who has no address is not answered, unless one is named.
    to = () if IdentityKind.EMAIL in known else ("bob@else.example",)
    reply = c.Reply(conversation=conversation.id, text="Dear Bob", anyway=True, to=to)
    said = desk.do(reply, by="ana").entries[-1]
    desk.settle(said.id, state="failed", error=f"550 {EVIL}")
    return conversation.id
