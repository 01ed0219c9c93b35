"""What to know of a mail before believing it, and what is known beside its words. All in words.

Whoever can write us a mail can write anything into it: what stands here begins with a sign of ours, and
every word that comes from the mail is screened.
"""

from collections.abc import Collection, Iterator, Mapping

from agentconsole.model.entry import Entry, Json
from agentconsole.rules.addresses import address_in
from agentconsole.rules.screening import screen_line
from agentconsole.show.spans import Role

WARNS = "! "
MOST = 12
"""Notes, and messages within, of one mail that are shown in a thread."""
LONGEST = 300
"""Characters of one of them."""

MACHINES = {
    "auto-reply": "automatic reply",
    "bounce": "could not be delivered",
    "automatic": "written by a program",
    "list": "mailing list",
    "quiet": "not for programs to answer",
}

Said = Iterator[tuple[str, Role]]


def machine_words(entry: Entry) -> str:
    """Which kind of program wrote it; nothing for what a person wrote."""
    kind = entry.data.get("machine")
    return MACHINES.get(kind, "") if isinstance(kind, str) else ""


def address_of(entry: Entry) -> str:
    """The address it says it is from; nothing where it says none."""
    return next(filter(None, map(address_in, _texts(entry.data, "from"))), "")


def is_new_address(entry: Entry, theirs: Collection[int] = ()) -> bool:
    """It answers a mail of ours from an address that is nobody's here yet. `theirs` are the numbers by
    which the customer is known: what was linked since is new no more."""
    return bool(entry.data.get("new_address")) and entry.author.id not in theirs


def warnings(entry: Entry, theirs: Collection[int] = (), link: str = "") -> Said:
    """What stands above the words of a mail. `link` says how its address is linked to the customer."""
    address = screen_line(address_of(entry)) or "whoever it says"
    claimed = entry.data.get("claims")
    if isinstance(claimed, int):
        said = f"says it belongs to #{claimed}: not let in, and shown nothing of it"
        yield f"{WARNS}{said}", Role.WARNING
    if is_new_address(entry, theirs):
        offer = f" · {link}" if link else ""
        yield f"{WARNS}new address: {address}{offer}", Role.WARNING
    failed = _texts(entry.data, "authentication")
    if failed:
        checks = ", ".join(_failure(one) for one in failed[:MOST])
        yield f"{WARNS}{checks}: may not be from {address}", Role.WARNING
    name = address_in(f"<{entry.author.name.strip()}>")
    if entry.incoming and name and address_of(entry) not in ("", name):
        yield f"{WARNS}the name is an address, and another one: it is from {address}", Role.WARNING


def notes(entry: Entry) -> Said:
    """What stands below: pictures that are not loaded, what is encrypted or signed, what cannot be read."""
    said = _texts(entry.data, "notes")
    for note in said[:MOST]:
        yield screen_line(note)[:LONGEST], Role.MUTED
    if len(said) > MOST:
        yield f"and {len(said) - MOST} more notes", Role.MUTED
    if entry.data.get("date_doubted"):
        yield "Its date is missing or cannot be relied on: it stands where it came in.", Role.MUTED


def within(entry: Entry) -> Iterator[tuple[str, str]]:
    """Messages within this one: what each is, and what it says."""
    messages = entry.data.get("messages")
    for message in (messages if isinstance(messages, list) else [])[:MOST]:
        if isinstance(message, Mapping):
            parts = (str(message.get(name) or "") for name in ("subject", "from", "date"))
            said = " · ".join(filter(None, map(screen_line, parts)))
            files = (f"file  {screen_line(name)}" for name in _texts(message, "attachments"))
            yield f"message within: {said}"[:LONGEST], "\n".join((str(message.get("text") or ""), *files))


def _failure(check: str) -> str:
    """`spf=softfail` is `spf failed`."""
    return f"{screen_line(check.partition('=')[0])} failed"


def _texts(data: Mapping[str, Json], name: str) -> list[str]:
    value = data.get(name)
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
