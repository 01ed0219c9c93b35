"""What a reply may promise and keep, as it is offered before it is sent.

What the text promises is on until it is switched off, what it may keep is off until it is switched on:
nothing is kept because somebody wrote a reply.
"""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from msgspec import Struct
from msgspec.structs import replace

from agentconsole.model.promise import Promise, Promised, PromiseState
from agentconsole.rules.screening import screen_line
from agentconsole.rules.times.saying import echo, say_when
from agentconsole.show.promises import promise_standing
from agentconsole.show.spans import Line, Role, Span, crop, marked, plain, spans, width, wrap

ON, OFF = "[x] ", "[ ] "
ROWS = 8
"""Where all offers together take more rows than that, only the one that is meant is shown whole."""


class Offer(Struct, frozen=True):
    """A promise that the text makes, or one that it may keep."""

    of: Promised | Promise
    on: bool

    @property
    def makes(self) -> bool:
        """The text promises it."""
        return isinstance(self.of, Promised)


class Offers(Struct, frozen=True, kw_only=True):
    """What can be switched on and off before sending, and which of it is meant by the keys."""

    items: tuple[Offer, ...] = ()
    at: int = 0
    """The place of the one that can be switched by itself."""

    @property
    def promises(self) -> tuple[Promised, ...]:
        """What the reply promises."""
        return tuple(each.of for each in self.items if each.on and isinstance(each.of, Promised))

    @property
    def keeps(self) -> tuple[int, ...]:
        """What it keeps."""
        return tuple(each.of.id for each in self.items if each.on and isinstance(each.of, Promise))

    @property
    def left(self) -> Promise | Promised | None:
        """What is still to be kept once it is sent; of several, what is due first."""
        left = [
            each.of
            for each in self.items
            if (isinstance(each.of, Promise) and each.of.pending and not each.on)
            or (isinstance(each.of, Promised) and each.on)
        ]
        return min(left, key=lambda promise: promise.due_at, default=None)

    def has(self, *, makes: bool) -> bool:
        """Whether there is any that the text makes, or any that it may keep."""
        return any(each.makes is makes for each in self.items)

    def moved(self, count: int) -> "Offers":
        """With the next one meant, or one before."""
        return replace(self, at=(self.at + count) % len(self.items)) if self.items else self

    def switched(self) -> "Offers":
        """With the one that is meant switched."""
        return self._with(
            replace(each, on=not each.on) if number == self.at else each
            for number, each in enumerate(self.items)
        )

    def all_switched(self, *, makes: bool) -> "Offers":
        """With all that the text makes switched on, or off where they are on; or all that it may keep."""
        on = not all(each.on for each in self.items if each.makes is makes)
        return self._with(replace(each, on=on) if each.makes is makes else each for each in self.items)

    def _with(self, items: Iterable[Offer]) -> "Offers":
        return replace(self, items=tuple(items))


def offered(promised: Iterable[Promised], owed: Iterable[Promise]) -> Offers:
    """What is offered first: every promise of the text, and none of those before kept."""
    made = [Offer(each, on=True) for each in promised]
    return Offers(items=(*made, *(Offer(each, on=False) for each in owed if each.owed)))


def rows(offers: Offers, cells: int, *, now: datetime, zone: tzinfo | None) -> list[Line]:
    """The offers in lines of at most so many cells; times are the customer's, and ours."""
    numbers = range(len(offers.items))
    every = [_rows(offers, number, cells, now, zone) for number in numbers]
    if sum(map(len, every)) > ROWS:
        every = [
            every[number] if number == offers.at else [_short(offers, number, cells, now, zone)]
            for number in numbers
        ]
    return [row for each in every for row in each]


def _rows(offers: Offers, number: int, cells: int, now: datetime, zone: tzinfo | None) -> list[Line]:
    head, role = _head(offers, number)
    first, *more = wrap(_words(offers.items[number], now, zone), cells - width(head))
    indent = Span(" " * width(head))
    return [(*head, *marked(first, role)), *((indent, *marked(line, role)) for line in more)]


def _short(offers: Offers, number: int, cells: int, now: datetime, zone: tzinfo | None) -> Line:
    """One row, the time first: `[x] Fri 27 Nov 17:00 I'll get back to you`."""
    head, role = _head(offers, number)
    of = offers.items[number].of
    there = now.astimezone(zone) if zone else now
    return crop((*head, Span(f"{say_when(of.due_at, there)} ", role), *spans(of.text, role)), cells)


def _head(offers: Offers, number: int) -> tuple[Line, Role]:
    """Whether it is the one that is meant, and whether it is on; and the role of its words."""
    on = offers.items[number].on
    here = "›" if number == offers.at and len(offers.items) > 1 else " "
    sign = Span(ON, Role.ACCENT) if on else Span(OFF, Role.MUTED)
    return (Span(here, Role.ACCENT), sign), Role.TEXT if on else Role.MUTED


def _words(offer: Offer, now: datetime, zone: tzinfo | None) -> str:
    text = screen_line(offer.of.text)
    if isinstance(offer.of, Promised):
        return f"promise: “{text}” by {echo(offer.of.due_at, now, zone)}"
    broken = offer.of.state is PromiseState.BROKEN
    standing = plain(promise_standing(offer.of, now, now.tzinfo))
    return f"{'talked about' if broken else 'keeps'}: {text}, {standing}"
