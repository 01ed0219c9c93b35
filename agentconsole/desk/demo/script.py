"""The stories as they are written down, and as they happen when it is `now`.

    of mei                                             whose history follows
    1370 06:00 ! shop order: One case | order=A-77     an event of a channel, days ago, with its data
    every 30 from 900 to 12 at 06:00 ! billing …       the same event again and again; {n} counts

    == bag · chat · How do I add a bag?                a conversation begins
    1370 08:40 mei: How do I add a bag?                somebody says something
    1370 08:52 ana ask priya 4h: Is it free?           a colleague does something
    1370 08:53 ana promise 1d: Whether it is free      and promises something, by when
    -25m priya answers: It is.                         so long ago
        More lines are indented.
        >> Yes, it is free.                            a second text: a suggested reply, a reason
    +40s mei: Hello again.                             to come, when the desk is alive
    later mei: Thank you.                              when a reply has reached them
    knows priya fee,bag: It was charged once.          what a specialist says about it when asked

In texts `{251}` is the day that many days ago, `{251:month}` its month, `{esc}` an escape character.
"""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from importlib.resources import files

from msgspec import Struct

from agentconsole.desk.demo.wording import Wording

WHEN = r"(?P<days>\d+) (?P<clock>\d\d:\d\d)|-(?P<ago>\w+)|\+(?P<ahead>\w+)|(?P<cue>later|knows)"
BEAT = re.compile(rf"(?:{WHEN}) +(?P<who>[!a-z]+)(?: +(?P<words>[^:\n]+))?(?::[ \n](?P<text>.*))?", re.DOTALL)
AGAIN = re.compile(r"every (\d+) from (\d+) to (\d+) at (\d\d:\d\d) (!.*)", re.DOTALL)
DATA = re.compile(r"(\w+)=(\S+)")
SECOND = "\n>> "


class Matter(Struct, frozen=True):
    """A conversation of the stories."""

    key: str
    channel: str
    subject: str


class Beat(Struct, frozen=True, kw_only=True):
    """One thing that happens."""

    id: str
    at: datetime | None
    """None for what waits for its cue."""
    cue: str = ""
    """`later` or `knows`."""
    customer: str
    matter: Matter | None
    who: str
    """An agent's handle, a customer of the stories, or `!` for nobody."""
    words: tuple[str, ...] = ()
    """What they do, and with whom or how long; nothing for who says something."""
    text: str = ""
    second: str = ""
    data: dict[str, str] = {}


def duration(text: str) -> timedelta:
    """A length such as `90s`, `4h` or `2h10m`."""
    units = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
    return timedelta(**{units[unit]: int(number) for number, unit in re.findall(r"(\d+)([smhd])", text)})


def stories(now: datetime) -> tuple[Beat, ...]:
    """Everything that happens: what has happened by `now` in order of time, then what is to come."""
    folder = files("agentconsole.desk.demo").joinpath("stories")
    found = sorted(folder.iterdir(), key=lambda file: file.name)
    beats = [beat for file in found for beat in read(file.read_text("utf-8"), now, source=file.name)]
    return tuple(sorted(beats, key=lambda beat: (beat.at is None, beat.at or now)))


def read(text: str, now: datetime, *, source: str) -> Iterator[Beat]:
    """The beats of one text, in the order in which they are written down. What belongs to a matter has
    the key of the matter and a number for its id, the rest the name of its source and a number."""
    wording = Wording(now)
    customer, matter = "", None
    for number, block in enumerate(_blocks(text)):
        if block.startswith("of "):
            customer, matter = block.removeprefix("of ").strip(), None
        elif block.startswith("== "):
            slug, channel, subject = (part.strip() for part in block.removeprefix("== ").split(" · ", 2))
            matter = Matter(f"{customer}/{slug}", channel, wording.said(subject))
        elif again := AGAIN.fullmatch(block):
            yield from _repeated(again, f"{source}/{number}", customer, wording)
        else:
            id_ = f"{matter.key if matter else source}/{number}"
            yield _beat(block, id_, customer, matter, wording)


def _blocks(text: str) -> list[str]:
    """Each line that is not indented, with the indented ones below it."""
    blocks: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        if line.strip() and not line.startswith("    "):
            blocks.append([line])
        elif blocks:
            blocks[-1].append(line.removeprefix("    "))
    return ["\n".join(block).rstrip() for block in blocks]


def _repeated(again: re.Match[str], id_: str, customer: str, wording: Wording) -> Iterator[Beat]:
    step, first, last, clock, what = again.groups()
    for count, days in enumerate(range(int(first), int(last) - 1, -int(step)), 1):
        line = f"{days} {clock} {what.replace('{n}', f'{count:03}')}"
        yield _beat(line, f"{id_}/{count}", customer, None, wording)


def _beat(block: str, id_: str, customer: str, matter: Matter | None, wording: Wording) -> Beat:
    found = BEAT.fullmatch(block)
    if found is None:
        raise ValueError(f"not a beat: {block[:60]!r}")
    text, _, second = f"\n{found['text'] or ''}".partition(SECOND)
    text, data = _with_data(text.strip("\n")) if found["who"] == "!" else (text.strip("\n"), {})
    return Beat(
        id=id_,
        at=_at(found, wording.now),
        cue=found["cue"] or "",
        customer=customer,
        matter=matter,
        who=found["who"],
        words=tuple((found["words"] or "").split()),
        text=wording.said(text.strip()),
        second=wording.said(second.strip()),
        data=data,
    )


def _with_data(text: str) -> tuple[str, dict[str, str]]:
    said, _, data = text.partition(" | ")
    return said, dict(DATA.findall(data))


def _at(found: re.Match[str], now: datetime) -> datetime | None:
    if found["days"]:
        day = now.date() - timedelta(days=int(found["days"]))
        return datetime.combine(day, time.fromisoformat(found["clock"]), tzinfo=now.tzinfo)
    if found["ago"]:
        return now - duration(found["ago"])
    return now + duration(found["ahead"]) if found["ahead"] else None
