"""A search for the newest fifty, by what it is for: in a running process beside FTS5 alone, and as a
command beside the commands of notmuch, mu and, where it is for words alone, ripgrep."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import cycle, islice, pairwise
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from agentconsole.desk.local import LocalDesk
from agentconsole.rules.query import parse_query
from agentconsole.store.sqlite.matching import expression
from benchmarks import programs
from benchmarks.bench import STAR_EMAIL, Bench, agentconsole, floor
from benchmarks.figures import Figures
from benchmarks.making.conversations import MESSAGE
from benchmarks.making.files import messages
from benchmarks.making.languages import vocabulary
from benchmarks.making.people import person
from benchmarks.peers import ripgrep
from benchmarks.results import Row, floor_at_most, judged, p95_at_most, row
from benchmarks.turns import Case, in_turn, timed

LIMIT = 50
QUERIES = 12
AS_COMMANDS = 4
BARE = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?"
AT_MOST, BOUNDED = 5.0, 150.0
"""Milliseconds: of a search somebody would type, and of the worst that can be typed."""
NOTHING = "an empty command"
PEERS = ("notmuch", "mu", "ripgrep")


class Asked(Struct, frozen=True):
    """A search as the console, notmuch, mu and ripgrep are asked for it."""

    ours: str
    notmuch: str
    mu: str
    rg: str = ""
    """Empty where ripgrep, which reads all files through, has no word for it."""


def measure(bench: Bench) -> Iterator[Row]:
    """Every class of searches, on every desk."""
    for size in bench.sizes:
        with bench.opened(size) as desk:
            bare = sqlite3.connect(bench.desk(size))
            for name, queries in classes().items():
                inside = _inside(bench, desk, bare, queries)
                beside = _commands(bench, size, queries[:AS_COMMANDS])
                yield _within(name, size, inside, beside, fair=size <= bench.mailbox)
                if bench.quick and size != bench.largest:
                    continue
                both = {**beside, "its floor": _sum(beside[NOTHING], inside["ours"].middle)}
                told = row(f"search, command: {name}", size, both, peer="notmuch", floor="its floor")
                yield floor_at_most(told, 1.3)
            bare.close()


def _within(
    name: str, size: int, inside: dict[str, Figures], beside: dict[str, Figures], *, fair: bool
) -> Row:
    """In a running process; a peer has none, so its quickest whole command stands for it. A peer
    that has fewer mails than we have entries may be quicker for that: then it is told, and not judged by."""
    peers = {peer: figures for peer, figures in beside.items() if peer in PEERS}
    quickest = min(peers, key=lambda peer: peers[peer].middle, default="")
    told = row(f"search: {name}", size, inside, floor="FTS5 alone")
    told = p95_at_most(told, BOUNDED if name.startswith("adversarial") else AT_MOST)
    if not quickest:
        return told
    ahead = inside["ours"].middle / peers[quickest].middle
    told = replace(told, peer=quickest, ratio_to_peer=ahead)
    if not fair and ahead >= 1:
        return replace(told, note=f"{quickest} has fewer mails, and is not judged by")
    return judged(told, f"{told.goal}, and ahead of {quickest}", bool(told.holds) and ahead < 1)


def classes() -> dict[str, list[Asked]]:
    """Twelve searches of each kind, the same in every run."""
    choose, words = Random("searches"), vocabulary("en")
    rare, common = words[15_000:], words[:10]
    some = words[40:400]
    pairs = list(islice(_pairs(), QUERIES))
    stems = [word[: choose.choice((3, 4))] for word in choose.sample(words[200:4000], QUERIES)]
    light = [person(1, number).email for number in choose.sample(range(3, 400), QUERIES)]
    return {
        "a rare word": [_words(word) for word in choose.sample(rare, QUERIES)],
        "a common word": [_words(common[n % 10]) for n in range(QUERIES)],
        "two words": [_words(*choose.sample(some, 2)) for _ in range(QUERIES)],
        "a phrase": [_phrase(pair) for pair in pairs],
        "a prefix": [_prefix(stem) for stem in stems],
        "one customer, who wrote much": [_of(common[n % 10], STAR_EMAIL) for n in range(QUERIES)],
        "one customer, who wrote little": [_of(common[n % 10], light[n]) for n in range(QUERIES)],
        "adversarial: a phrase of stop words": [
            _phrase(" ".join(choose.sample(common, 4))) for _ in range(QUERIES)
        ],
        "adversarial: a prefix of one letter": [_prefix(letter) for letter in "abcdefghijkl"],
    }


def _pairs() -> Iterator[str]:
    """Two words that somebody wrote one after the other, neither of them very common."""
    known = frozenset(vocabulary("en")[20:3000])
    for message in messages(5_000):
        said = message.text.lower().replace("\n", " ").split(" ")
        for one, two in pairwise(said):
            if message.kind == MESSAGE and one in known and two in known:
                yield f"{one} {two}"
                break


def _words(*words: str) -> Asked:
    """Theirs in quotes, as some are operators there."""
    quoted = " ".join(f'"{word}"' for word in words)
    return Asked(" ".join(words), quoted, quoted, rg=words[0] if len(words) == 1 else "")


def _phrase(words: str) -> Asked:
    return Asked(f'"{words}"', f'"{words}"', f'body:"{words}"', rg=words)


def _prefix(stem: str) -> Asked:
    return Asked(f"{stem}*", f"{stem}*", f"{stem}*")


def _of(word: str, email: str) -> Asked:
    theirs = f'"{word}" from:{email}'
    return Asked(f"{word} customer:{email}", theirs, theirs)


def _inside(
    bench: Bench, desk: LocalDesk, bare: sqlite3.Connection, queries: Sequence[Asked]
) -> dict[str, Figures]:
    """Every query in turn with the same of FTS5 alone, all of them several times."""
    found: dict[str, list[float]] = {"ours": [], "FTS5 alone": []}
    for asked in queries:
        cases = {"ours": timed(_ours(desk, asked.ours)), "FTS5 alone": timed(_fts(desk, bare, asked.ours))}
        for name, figures in in_turn(
            cases, rounds=bench.rounds(8), within=bench.seconds(3 / QUERIES)
        ).items():
            found[name] += figures.values
    return {name: Figures(tuple(values)) for name, values in found.items()}


def _ours(desk: LocalDesk, text: str) -> Callable[[], object]:
    return lambda: desk.search(parse_query(text, datetime.now(UTC)), limit=LIMIT)


def _fts(desk: LocalDesk, bare: sqlite3.Connection, text: str) -> Callable[[], object]:
    query = parse_query(text, datetime.now(UTC))
    whose = [desk.customer(query.customer).id] if query.customer else []
    match = expression(query, [], whose)
    return lambda: bare.execute(BARE, (match, LIMIT)).fetchall()


def _commands(bench: Bench, size: int, queries: Sequence[Asked]) -> dict[str, Figures]:
    """The queries as commands, another one each round, in turn with the peers' and one that does nothing."""
    return in_turn(_programs(bench, size, queries), rounds=bench.rounds(36), within=bench.seconds(8))


def _programs(bench: Bench, size: int, queries: Sequence[Asked]) -> dict[str, Case]:
    ours = [
        agentconsole(bench.desk(size), "search", each.ours, "--json", "--limit", str(LIMIT))
        for each in queries
    ]
    cases = {"ours": _one_by_one(ours, bench.env), NOTHING: _one_by_one([floor("typer_nothing")], bench.env)}
    if "notmuch" not in bench.missing:
        asked = [bench.notmuch.search(each.notmuch) for each in queries]
        cases["notmuch"] = _one_by_one(asked, bench.notmuch.env)
    if "mu" not in bench.missing:
        cases["mu"] = _one_by_one([bench.mu.search(each.mu) for each in queries], {}, well=(0, 2, 4))
    if "rg" not in bench.missing and all(each.rg for each in queries):
        asked = [ripgrep(each.rg, bench.mails) for each in queries]
        cases["ripgrep"] = _one_by_one(asked, {}, well=(0, 1))
    return cases


def _one_by_one(
    commands: Sequence[tuple[str, ...]], env: Mapping[str, str], well: Sequence[int] = (0,)
) -> Case:
    """Each time another of them."""
    turns = cycle(commands)
    return lambda: programs.run(next(turns), env=env, well=well)


def _sum(command: Figures, query: float) -> Figures:
    return Figures(tuple(each + query for each in command.values))
