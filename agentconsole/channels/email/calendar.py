"""Invitations (RFC 5545, RFC 5546) as a line that says what, when, where and who."""

import re

from msgspec import Struct

from agentconsole.channels.email import bounds
from agentconsole.model.entry import Json

MOST = 200_000
"""Bytes of an invitation that are looked at. Pictures and descriptions can follow."""
PEOPLE = 8
FOLD = re.compile(r"\r?\n[ \t]")
PROPERTY = re.compile(
    r'^([\w-]{1,60})((?:;[\w-]{1,60}=(?:"[^"\n]{0,300}"|[^;:"\n]{0,300}))*):(.*)$', re.MULTILINE
)
PARAMETER = re.compile(r';([\w-]+)=("[^"]*"|[^;:"]*)')
TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?$")
ESCAPED = re.compile(r"\\([\\;,nN])")
WORDS = {
    "REQUEST": "Invitation",
    "CANCEL": "Cancelled",
    "REPLY": "Answer to an invitation",
    "COUNTER": "Another time is proposed",
    "REFRESH": "Asks for an invitation again",
    "ADD": "Added to an invitation",
}
ANSWERS = {"ACCEPTED": "accepts", "DECLINED": "declines", "TENTATIVE": "may come"}


class Event(Struct, frozen=True, kw_only=True):
    """The first event of an invitation."""

    method: str
    what: str = ""
    when: str = ""
    where: str = ""
    organizer: str = ""
    others: tuple[str, ...] = ()
    answer: str = ""
    repeats: bool = False

    def line(self) -> str:
        """In one line, for people."""
        who = f"from {self.organizer}" if self.organizer else ""
        if self.others:
            who = f"{who}, with {', '.join(self.others)}".removeprefix(", ")
        when = f"{self.when}, repeated" if self.repeats and self.when else self.when
        said = [self.what, when, self.where, who if not self.answer else self.answer]
        return f"{WORDS.get(self.method, 'Event')}: " + " · ".join(filter(None, said))

    def data(self) -> dict[str, Json]:
        """For programs."""
        known: dict[str, Json] = {"method": self.method or "PUBLISH", "what": self.what, "when": self.when}
        known |= {"where": self.where, "organizer": self.organizer, "with": list(self.others)}
        return {name: value for name, value in known.items() if value}


def read(text: str) -> Event | None:
    """The event of an iCalendar object, or None when it has none."""
    text = FOLD.sub("", text[:MOST])
    start = re.search(r"^BEGIN:V(?:EVENT|TODO)\b", text, re.MULTILINE)
    if start is None:
        return None
    method = re.search(r"^METHOD:(\w{1,20})", text, re.MULTILINE)
    end = text.find("\nEND:V", start.end())
    found: dict[str, list[tuple[dict[str, str], str]]] = {}
    for match in PROPERTY.finditer(text, start.end(), end if end > 0 else len(text)):
        parameters = {name.upper(): value.strip('"') for name, value in PARAMETER.findall(match[2])}
        found.setdefault(match[1].upper(), []).append((parameters, match[3].strip()))
    return _event(method[1].upper() if method else "", found)


def _event(method: str, found: dict[str, list[tuple[dict[str, str], str]]]) -> Event:
    people = found.get("ATTENDEE", [])
    names = [_person(*one) for one in people[:PEOPLE]]
    if len(people) > PEOPLE:
        names.append(f"{len(people) - PEOPLE} more")
    answer = ""
    if method == "REPLY" and people:
        answer = f"{names[0]} {ANSWERS.get(people[0][0].get('PARTSTAT', ''), 'answers')}"
    return Event(
        method=method,
        what=_text(found, "SUMMARY"),
        when=_when(found),
        where=_text(found, "LOCATION"),
        organizer=next((_person(*one) for one in found.get("ORGANIZER", ())), ""),
        others=tuple(names),
        answer=answer,
        repeats="RRULE" in found,
    )


def _text(found: dict[str, list[tuple[dict[str, str], str]]], name: str) -> str:
    said = found[name][0][1] if name in found else ""
    plain = ESCAPED.sub(lambda match: " " if match[1] in "nN" else match[1], said)
    return " ".join(plain.split())[: bounds.NAME]


def _person(parameters: dict[str, str], value: str) -> str:
    address = re.sub(r"^mailto:", "", value, flags=re.IGNORECASE)[: bounds.ADDRESS]
    name = parameters.get("CN", "")[: bounds.NAME]
    return f"{name} <{address}>" if name and name != address and "@" in address else name or address


def _when(found: dict[str, list[tuple[dict[str, str], str]]]) -> str:
    """`2026-03-03 17:00 to 18:00 (Europe/Berlin)`: on the clock of whoever invites."""
    start, end = _moment(found, "DTSTART"), _moment(found, "DTEND") or _moment(found, "DUE")
    if start is None:
        return ""
    day, time, zone = start
    until = ""
    if end is not None and end[:2] != start[:2]:
        until = f" to {end[1]}" if end[0] == day and end[1] else f" to {end[0]} {end[1]}".rstrip()
    return f"{day} {time}".rstrip() + until + (f" ({zone})" if zone and time else "")


def _moment(found: dict[str, list[tuple[dict[str, str], str]]], name: str) -> tuple[str, str, str] | None:
    if name not in found:
        return None
    parameters, value = found[name][0]
    match = TIME.match(value)
    if match is None:
        return None
    time = f"{match[4]}:{match[5]}" if match[4] else ""
    zone = "UTC" if match[6] else parameters.get("TZID", "")[:60]
    return f"{match[1]}-{match[2]}-{match[3]}", time, zone
