"""What a server says of itself: who you are to it, whether it is well, and what it counts."""

from collections.abc import Callable

import msgspec

from agentconsole import __version__
from agentconsole.desk.api import Desk
from agentconsole.desk.clock import now
from agentconsole.model.errors import Unavailable
from agentconsole.server.asked import Answer, Asked, Work
from agentconsole.server.hub import Hub
from agentconsole.server.metrics import TYPE, Metrics
from agentconsole.wire.calls import EXACT
from agentconsole.wire.encoding import encode_line
from agentconsole.wire.me import Me
from agentconsole.wire.noun import rfc3339
from agentconsole.wire.nouns import agent_json


def me(asked: Asked) -> Answer:
    """Who the token is, and what the desk is like; for every token."""
    desk, token = asked.desk, asked.token
    said = Me(
        agent=desk.agent(token.agent),
        scope=token.scope,
        token=token.id,
        desk=desk.name,
        undo_seconds=desk.undo_seconds,
        mail=desk.mail,
        now=now(),
        version=__version__,
    )
    if asked.exact:
        return Answer(body=msgspec.json.encode(said), type=EXACT.encode())
    plain = {**msgspec.to_builtins(said), "agent": agent_json(said.agent), "now": rfc3339(said.now)}
    return Answer(body=encode_line(plain).encode())


def ready(desk: Desk, hub: Hub) -> Answer:
    """The store answers, and somebody looks for what changes. Raises Unavailable."""
    if not hub.looking:
        raise Unavailable("Nobody looks for what changes any more", "Start the server again")
    return Answer(body=b'{"ready":true,"position":%d}' % desk.latest())


def measured(desk: Desk, metrics: Metrics, hub: Hub, waiting: Callable[[], int]) -> Work:
    """What answers with the counts."""

    def work(asked: Asked) -> Answer:
        latest, outbox = desk.latest(), desk.outbox()
        states = [message.state for message in outbox]
        stuck = states.count("failed") + states.count("uncertain")
        gauges = {
            "agentconsole_live_streams": ("Live streams that are open.", float(hub.listeners)),
            "agentconsole_position": ("The position of the newest change.", float(latest)),
            "agentconsole_behind": ("Changes not yet told.", float(max(0, latest - hub.position))),
            "agentconsole_outbox": ("Messages on their way out.", float(len(outbox) - stuck)),
            "agentconsole_outbox_stuck": ("Messages that failed, or perhaps left.", float(stuck)),
            "agentconsole_at_work": ("Requests worked on or waiting.", float(waiting())),
        }
        return Answer(body=metrics.text(gauges).encode(), type=TYPE)

    return work
