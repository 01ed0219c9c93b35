"""Where the person is in the console, kept for the case that it ends without being left.

A line that is cut, a window that is closed, `kill -9`: the next console of the same person at the same
desk opens where they were. Whoever leaves by key begins anew.
"""

import os
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from agentconsole.model.keeping import DraftKind
from agentconsole.model.queries import EVERYTHING, Filter, InboxView
from agentconsole.settings import whereabouts as kept


class Whereabouts(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place in the console."""

    pid: int = 0
    remote: bool = False
    """Over SSH: its console may still believe to have a terminal."""
    view: InboxView = InboxView.MINE
    conversation: int | None = None
    thread: int | None = None
    """The entry under the cursor of the thread."""
    history: int | None = None
    only: Filter = EVERYTHING
    entry: int | None = None
    """An old entry that is shown whole."""
    drawer: bool = False
    """The list of conversations was open."""
    pane: str = ""
    """Which had the keyboard."""
    writing: DraftKind | None = None
    above: str = ""
    """The place above the desk: the action that goes there."""


class Keeper:
    """The file of one console. Its methods touch the disk, so they belong into the background."""

    def __init__(self, which: str, agent: str) -> None:
        self.which = which
        self.agent = agent
        self.remote = "SSH_CONNECTION" in os.environ
        self.ours = True
        """False where another console of the same person keeps its place there."""

    def found(self) -> Whereabouts | None:
        """Where the person was when their last console ended without being left."""
        last = self._read()
        if last is None or last.pid == os.getpid():
            return None
        if not last.remote and kept.is_running(last.pid):
            self.ours = False
            return None
        self.keep(last, anew=True)
        return last

    def keep(self, place: Whereabouts, *, anew: bool = False) -> None:
        """Keep a place, unless another console has taken over."""
        last = None if anew else self._read()
        if last is not None and last.pid != os.getpid():
            self.ours = False
        if self.ours:
            said = replace(place, pid=os.getpid(), remote=self.remote)
            kept.write(self._file, msgspec.json.encode(said))

    def forget(self) -> None:
        """The person has left by key."""
        last = self._read()
        if self.ours and last is not None and last.pid == os.getpid():
            kept.forget(self._file)

    @property
    def _file(self) -> Path:
        return kept.file_for(self.which, self.agent)

    def _read(self) -> Whereabouts | None:
        try:
            return msgspec.json.decode(kept.read(self._file), type=Whereabouts)
        except msgspec.MsgspecError:
            return None
