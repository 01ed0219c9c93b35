"""A moment of the desk without what is hidden."""

from agentconsole.desk.seeing.conversations import SeenConversations
from agentconsole.desk.seeing.kept import SeenKept
from agentconsole.desk.seeing.knowing import SeenKnowing
from agentconsole.desk.seeing.people import SeenPeople


class Seen(SeenPeople, SeenConversations, SeenKept, SeenKnowing):
    """`store.reading.Reading`, every method of it."""
