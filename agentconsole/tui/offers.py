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
from agentconsole.rules.times.saying import echo
from agentconsole.show.promises import promise_standing
from agentconsole.show.spans import Line, Role, Span, crop, marked, plain, wrap

ON, OFF = "[x] ", "[ ] "
ROWS = 8
"""All offers together take so many rows at most; where they would take more, each is cut to one."""


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
    every = [_rows(offers, number, cells, now, zone) for number in range(len(offers.items))]
    if sum(map(len, every)) > ROWS:
        every = [[crop(_joined(each), cells)] for each in every]
    return [row for each in every for row in each]


def _rows(offers: Offers, number: int, cells: int, now: datetime, zone: tzinfo | None) -> list[Line]:
    offer = offers.items[number]
    sign = ON if offer.on else OFF
    here = "›" if number == offers.at and len(offers.items) > 1 else " "
    room = cells - len(sign) - len(here) - 1
    first, *more = wrap(_words(offer, now, zone), max(10, room))
    role = Role.TEXT if offer.on else Role.MUTED
    head = (Span(here, Role.ACCENT), Span(sign, Role.ACCENT if offer.on else Role.MUTED))
    indent = Span(" " * (len(sign) + len(here)))
    return [(*head, *marked(first, role)), *((indent, *marked(line, role)) for line in more)]


def _joined(lines: list[Line]) -> Line:
    """Lines as one."""
    first, *more = lines
    return (*first, *(span for line in more for span in (Span(" "), *line[1:])))


def _words(offer: Offer, now: datetime, zone: tzinfo | None) -> str:
    text = screen_line(offer.of.text)
    if isinstance(offer.of, Promised):
        return f"promise: “{text}” by {echo(offer.of.due_at, now, zone)}"
    broken = offer.of.state is PromiseState.BROKEN
    standing = plain(promise_standing(offer.of, now, now.tzinfo))
    return f"{'talked about' if broken else 'keeps'}: {text}, {standing}"
