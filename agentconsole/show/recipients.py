"""Who gets a reply, in the line above its text, and what differs from the last mail in the line below."""

from collections.abc import Iterable, Sequence

from agentconsole.model.entry import Attachment
from agentconsole.model.mail import Recipients
from agentconsole.rules.addresses import address_in
from agentconsole.show.spans import Line, Role, Span, crop, flow, spans, width

APART = Span("  ")


def recipients_line(
    found: Recipients, files: Sequence[Attachment], cells: int, *, quote: bool = False
) -> Line:
    """`to Mei Tan <mei@tan.example>  cc Li Tan <li@tan.example>  2 files`: where there is not room for all
    of it, addresses alone, as a name can say anything; then `+3` for those there is no room for."""
    more = _beside(files, quote)
    room = cells - width(more)
    ways = (
        _people(found.to, found.cc),
        _people(found.to, tuple(map(_short, found.cc))),
        _people(tuple(map(_short, found.to)), tuple(map(_short, found.cc))),
        _counted(found, room),
    )
    return (*next((way for way in ways if width(way) <= room), crop(ways[-1], room)), *more)


def changes_lines(found: Recipients, cells: int) -> list[Line]:
    """`+ new: Bo <bo@other.example>, the first mail to other.example · - gone: Li <li@tan.example>`, in one
    line or two. Nothing where everybody gets it who got the last mail."""
    new = _joined(found.new)
    if found.strange:
        first = f"{', ' if found.new else ''}the first mail to {', '.join(found.strange)}"
        new = (*new, *spans(first, Role.WARNING))
    parts: tuple[Line, ...] = (
        (Span("+ new: ", Role.WARNING), *new) if new else (),
        (Span("- gone: ", Role.WARNING), *_joined(found.gone)) if found.gone else (),
    )
    return flow(filter(None, parts), cells, len(parts))


def strange_words(found: Recipients) -> str:
    """What is asked once before a mail goes to a domain for the first time."""
    domains = ", ".join(found.strange)
    people = ", ".join(one for one in map(_short, (*found.to, *found.cc)) if _ends(one, found.strange))
    return f"The first mail of this conversation to {domains}: {people}" if found.strange else ""


def _ends(address: str, domains: Iterable[str]) -> bool:
    return address.lower().rpartition("@")[2] in domains


def _people(to: Sequence[str], cc: Sequence[str]) -> Line:
    line = (Span("to ", Role.MUTED), *(_joined(to) or (Span("nobody", Role.BAD),)))
    return (*line, APART, Span("cc ", Role.MUTED), *_joined(cc)) if cc else line


def _counted(found: Recipients, room: int) -> Line:
    """As many of their addresses as fit, and how many more there are."""
    everybody = [_short(one) for one in (*found.to, *found.cc)]
    line: Line = (Span("to ", Role.MUTED), *spans("".join(everybody[:1]), Role.CUSTOMER))
    for at, one in enumerate(everybody[1:], start=1):
        between = "  cc " if at == len(found.to) else ", "
        longer = (*line, Span(between, Role.MUTED), *spans(one, Role.CUSTOMER))
        left = len(everybody) - at
        more = f" +{left - 1}" if left > 1 else ""
        if width(longer) + len(more) > room:
            return (*line, Span(f" +{left}", Role.WARNING))
        line = longer
    return line


def _joined(people: Sequence[str]) -> Line:
    parts = (span for one in people for span in (Span(", ", Role.MUTED), *spans(one, Role.CUSTOMER)))
    return tuple(parts)[1:]


def _short(person: str) -> str:
    return address_in(person) or person


def _beside(files: Sequence[Attachment], quote: bool) -> Line:
    """What goes along."""
    said = [f"{len(files)} file{'s' * (len(files) > 1)}"] if files else []
    said += ["quoted below"] if quote else []
    return tuple(span for words in said for span in (APART, Span(words, Role.ACCENT)))
