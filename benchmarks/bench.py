"""What every case is given: desks, mails, peers, and how thorough to be."""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from agentconsole.desk.local import LocalDesk
from agentconsole.store.sqlite import open_store
from benchmarks import peers
from benchmarks.making import filling
from benchmarks.making.filling import SEED
from benchmarks.making.people import HUNDRED, STAR, person
from benchmarks.peers import Mu, Notmuch
from benchmarks.terminal import Terminal

FLOORS = Path(__file__).parent / "floors"
SCRIPT = Path(sys.executable).with_name("agentconsole")
CONFIG = """me = "ana"
timezone = "Europe/Berlin"

[desks.work]
path = "~/work.desk"
"""
"""What a configuration usually says."""
SMALL = (80, 24)
LARGE = (200, 50)


def agentconsole(desk: Path, *words: str, by: str = "ana") -> tuple[str, ...]:
    """The program as it is installed, on a desk."""
    program = (str(SCRIPT),) if SCRIPT.exists() else (sys.executable, "-m", "agentconsole")
    return (*program, "--desk", str(desk), "--as", by, *words)


def floor(name: str, *words: str) -> tuple[str, ...]:
    """A program of `floors`."""
    return (sys.executable, str(FLOORS / f"{name}.py"), *words)


class Bench:
    """One run of the benchmarks, in a directory of its own."""

    def __init__(self, sizes: Sequence[int], *, quick: bool, work: Path) -> None:
        self.sizes = tuple(sorted(sizes))
        self.quick = quick
        self.work = work
        self.missing = peers.install()
        self.home = work / "home"
        self.home.mkdir()
        self.env = {
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            # Compiled once, as an installed program is, whatever this environment says.
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(filling.cache() / "compiled"),
        }
        config = self.home / "config" / "agentconsole" / "config.toml"
        config.parent.mkdir(parents=True)
        config.write_text(CONFIG, "utf-8")
        self._desks: dict[int, Path] = {}

    @property
    def largest(self) -> int:
        """The size of the largest desk."""
        return self.sizes[-1]

    @property
    def mailbox(self) -> int:
        """How many mails the peers have. Theirs is never larger than our largest desk, and indexing more
        than this takes them longer than a whole run may."""
        return 20_000 if self.quick else min(100_000, self.largest)

    def rounds(self, usual: int) -> int:
        """How often to take turns."""
        return max(3, usual // 2) if self.quick else usual

    def seconds(self, usual: float) -> float:
        """How long to go on taking turns: a machine that is slow takes fewer, and not longer."""
        return usual / 3 if self.quick else usual

    @property
    def starts(self) -> int:
        """How often to start the programs whose keys are compared."""
        return 1 if self.quick else 2

    def share(self, rounds: int, seconds: float) -> tuple[int, float]:
        """Of so many rounds, or so long, what each start gets."""
        return max(3, round(self.rounds(rounds) / self.starts)), self.seconds(seconds) / self.starts

    def made(self, size: int) -> Path:
        """A made desk that nobody may write to."""
        made = filling.made(size)
        for backup in made.parent.glob(f"{made.name}.before-*"):
            backup.unlink()  # of a desk that can be made again
        return made

    def desk(self, size: int) -> Path:
        """A made desk for this run, which may be written to."""
        if size not in self._desks:
            self._desks[size] = filling.copied(self.made(size), self.work / f"desk-{size}.db")
        return self._desks[size]

    @contextmanager
    def opened(self, size: int) -> Iterator[LocalDesk]:
        """The desk of that size, opened in this process."""
        desk = LocalDesk(open_store(self.desk(size)))
        try:
            yield desk
        finally:
            desk.close()

    @contextmanager
    def screens(self, **wanted: Terminal) -> Iterator[dict[str, Terminal]]:
        """Programs on terminals, ended with the block."""
        try:
            yield wanted
        finally:
            for each in wanted.values():
                each.close()

    def console(self, size: int, at: tuple[int, int] = SMALL, *, by: str = "ana") -> Terminal:
        """Our console on a desk, just started."""
        # It is killed, not left: without a place of its own the next one would open where this one was.
        env = {**self.env, "XDG_STATE_HOME": tempfile.mkdtemp(dir=self.work)}
        return Terminal(agentconsole(self.desk(size), by=by), columns=at[0], rows=at[1], env=env)

    def bare(self, name: str, at: tuple[int, int] = SMALL, *words: str) -> Terminal:
        """A program of `floors` on a terminal, just started."""
        return Terminal(floor(name, *words), columns=at[0], rows=at[1], env=self.env)

    def peer(self, screen: peers.Screen, at: tuple[int, int] = SMALL) -> Terminal:
        """A peer on a terminal, just started."""
        return Terminal(screen.words, columns=at[0], rows=at[1], env=screen.env)

    @cached_property
    def mails(self) -> Path:
        """The messages as mails."""
        return peers.mails(self.mailbox)

    @cached_property
    def notmuch(self) -> Notmuch:
        """notmuch with all mails indexed."""
        return peers.notmuch(self.mails)

    @cached_property
    def mu(self) -> Mu:
        """mu with all mails indexed."""
        return peers.mu(self.mails)

    @cached_property
    def screens_of_peers(self) -> dict[str, peers.Screen]:
        """The peers with a screen that are here."""
        found = {}
        if "neomutt" not in self.missing:
            found["neomutt"] = peers.neomutt(self.home, self.mails)
        if "aerc" not in self.missing:
            found["aerc"] = peers.aerc(self.home, self.mails)
        if "tig" not in self.missing:
            found["tig"] = peers.tig(self.home)
        return found


STAR_EMAIL = person(SEED, STAR).email
HUNDRED_EMAIL = person(SEED, HUNDRED).email


@contextmanager
def working() -> Iterator[Path]:
    """A directory that goes with the block, beside what is kept, so that copies are on the same disk."""
    filling.cache().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="run-", dir=filling.cache()) as directory:
        yield Path(directory)
