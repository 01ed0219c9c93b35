"""The writer's session, in which only what the writer sees is found."""

from collections.abc import Mapping
from typing import Any

from agentconsole.desk.seeing.reading import Seen
from agentconsole.model.conversation import Conversation
from agentconsole.store.base import Writing


class SeenWriting(Seen):
    """`store.writing.Writing`: its reads as `Seen` has them, and everything else as it is."""

    def __init__(self, whole: Writing, hidden: Mapping[int, Conversation]) -> None:
        super().__init__(whole, hidden)
        self.whole = whole

    def __getattr__(self, name: str) -> Any:
        return getattr(self.whole, name)
