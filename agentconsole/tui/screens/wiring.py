"""Which concern of the desk screen hears of what."""

from functools import partial
from typing import TYPE_CHECKING, Protocol

from agentconsole.tui.background import DeskBack
from agentconsole.tui.screens.place import Handlers

if TYPE_CHECKING:
    from agentconsole.tui.screens.desk import DeskScreen


class Concern(Protocol):
    """What does something for keys."""

    handlers: Handlers


def with_keys(screen: "DeskScreen") -> tuple[Concern, ...]:
    """The concerns of the desk screen that keys reach."""
    return (
        screen.listing,
        screen.composing,
        screen.offering,
        screen.sending,
        screen.introducing,
        screen.minding,
        screen.heeding,
        screen.asking,
        screen.owning,
        screen.looking,
        screen.finding,
        screen.knowing,
        screen.mailing,
        screen.addressing,
    )


def _back(screen: "DeskScreen") -> None:
    screen.app.post_message(DeskBack())


def connect(screen: "DeskScreen") -> None:
    """Tell each concern of the desk screen what the others notice."""
    screen.composing.begun += [screen.introducing.begun, screen.minding.changed, screen.heeding.dress]
    screen.composing.begun.append(screen.addressing.begun)
    screen.introducing.found.append(screen.minding.show)
    screen.sending.dressing.append(screen.addressing.dressed)
    screen.sending.doubts.append(screen.addressing.doubts)
    screen.sending.sent += [screen.heeding.written, screen.addressing.sent]
    screen.opening.showing += [screen.heeding.show, lambda _: screen.minding.changed()]
    screen.opening.leaving += [screen.composing.flush, screen.attending.marking.leave]
    screen.paging.landed.append(screen.following.again)
    screen.following.hear.append(screen.returning.arrived)
    screen.opening.prepared = screen.preparing.take
    screen.opening.landed += [
        screen.composing.restore,
        screen.minding.landed,
        screen.make_room,
        screen.take_in,
    ]
    screen.opening.landed.append(lambda _: screen.paging.say_place())  # counted while the rest is painted
    screen.opening.landed += [screen.knowing.land, screen.attending.land, screen.accompanying.land]
    screen.opening.landed.append(lambda _: screen.listing.left())
    screen.opening.landed += [lambda _: screen.linking.show(), screen.remembering.land]
    screen.opening.painted += [screen.attending.learn, screen.accompanying.say]
    screen.opening.painted.append(screen.paging.reaching.rest.begin)
    screen.composing.begun.append(screen.accompanying.show)
    screen.panes.middle.fitting += [screen.opening.above, screen.heeding.again, screen.addressing.show]
    screen.panes.middle.fitting.append(screen.linking.show)
    screen.linking.back.append(partial(_back, screen))
    screen.linking.back += [screen.accompanying.back, screen.listing.refresh, screen.opening.reread]
