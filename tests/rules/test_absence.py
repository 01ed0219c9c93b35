"""Who acts for whom while people are away."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from agentconsole.model.people import Agent, StandIn
from agentconsole.rules.absence import acting_for, stood_in_for
from tests.make import NOW

HANDLES = ("ana", "ben", "cleo", "dan")


def desk(away: dict[str, str], *, hours: dict[str, int] | None = None, left: str = "") -> dict[str, Agent]:
    """Four colleagues, and who named whom to stand in; for an hour, unless told otherwise."""
    made = {}
    for handle in HANDLES:
        until = NOW + timedelta(hours=(hours or {}).get(handle, 1))
        stand_in = StandIn(agent=away[handle], until=until) if handle in away else None
        made[handle] = Agent(handle=handle, stand_in=stand_in, left_at=NOW if handle == left else None)
    return made


@pytest.mark.parametrize(
    ("agents", "who"),
    [
        (desk({}), None),
        (desk({"ana": "ben"}), "ben"),
        (desk({"ana": "ben", "ben": "cleo"}), "cleo"),
        (desk({"ana": "ben", "ben": "cleo", "cleo": "dan"}), "dan"),
        (desk({"ana": "ben", "ben": "cleo"}, hours={"ben": 0}), "ben"),
        (desk({"ana": "ben", "ben": "cleo"}, hours={"ana": -1}), None),
        (desk({"ana": "ben", "ben": "ana"}), None),
        (desk({"ana": "ben", "ben": "cleo", "cleo": "ben"}), None),
        (desk({"ana": "ben"}, left="ben"), None),
        (desk({"ana": "nobody"}), None),
    ],
    ids=[
        "here",
        "one",
        "two",
        "three",
        "back",
        "over",
        "each other",
        "in a circle",
        "left",
        "not of this desk",
    ],
)
def test_it_is_the_first_on_the_way_who_is_here(agents, who):
    assert acting_for(agents["ana"], agents.get, NOW) == who
    assert ("ana" in stood_in_for(who or "dan", agents, NOW)) == (who is not None)


def test_nobody_acts_for_nobody():
    assert acting_for(None, desk({}).get, NOW) is None


@given(st.dictionaries(st.sampled_from(HANDLES), st.sampled_from(HANDLES)), st.sampled_from(("", *HANDLES)))
def test_whoever_acts_is_here_and_acts_for_everybody_on_the_way(away, left):
    agents = desk(away, left=left)
    for agent in agents.values():
        acting = acting_for(agent, agents.get, NOW)
        if acting is None:
            continue
        assert (acting in away, acting == left, acting == agent.handle) == (False, False, False)
        assert acting in (away[agent.handle], acting_for(agents[away[agent.handle]], agents.get, NOW))
        assert acting_for(replace(agent, stand_in=None), agents.get, NOW) is None
