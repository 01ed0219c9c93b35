"""Which conversation of the stories a conversation on the desk is."""

from agentconsole.desk.api import Desk


def matter_of(desk: Desk, conversation: int) -> str:
    """The key of its matter, known by how its first entry came in; empty for one of the user's own."""
    first = desk.thread(conversation, after=0, limit=1).items
    return first[0].external_id.rpartition("/")[0] if first else ""
