"""Arguments of a call from what was asked, with the short forms that people write."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from agentconsole.desk.clock import now
from agentconsole.model.access import Scope
from agentconsole.model.errors import Invalid
from agentconsole.model.queries import EVERYTHING
from agentconsole.rules.query import parse_query
from agentconsole.server.asked import Asked
from agentconsole.server.terms import Limits, must_allow
from agentconsole.wire.calls import from_body, from_text
from agentconsole.wire.routes import Route

LARGEST = 2**63 - 1
SHORT = {"search": ("q",), "history": ("channel", "kind"), "place": ("channel", "kind")}
"""Parameters that stand for a whole one: `?q=refund+from:ana`, `?kind=message`."""


def arguments(route: Route, asked: Asked, limits: Limits) -> dict[str, Any]:
    """What the desk's method is called with. Raises Invalid."""
    if route.verb in ("GET", "DELETE"):
        said = asked.parameters()
        short = {name: said.pop(name)[-1] for name in SHORT.get(route.name, ()) if name in said}
        if route.name == "search" and "q" in short:
            said["query"] = ["{}"]
        found = _spelled_out(from_text(route.name, said), short)
    else:
        found = from_body(route.name, asked.body, asked.path)
    _must_be_possible(found)
    if "limit" in found:
        found["limit"] = min(found["limit"], limits.page)
    return found


def _spelled_out(found: dict[str, Any], short: Mapping[str, str]) -> dict[str, Any]:
    if "q" in short:
        found["query"] = parse_query(short["q"], now())
    elif short:
        found["only"] = replace(found.get("only", EVERYTHING), **short)
    return found


def _must_be_possible(found: Mapping[str, Any]) -> None:
    """Numbers as a desk has them."""
    for name, value in found.items():
        if isinstance(value, int) and abs(value) > LARGEST:
            raise Invalid(f"The {name} is too large a number", "Numbers have at most 63 bits")
    if found.get("limit", 1) < 1:
        raise Invalid("The limit is less than 1", "Ask for at least one")


def must_be_theirs(route: Route, asked: Asked, found: Mapping[str, Any]) -> None:
    """A token does not reach further than its scope, whoever its agent is: another's tokens are looked after
    with one for `admin`, and none makes one that may do more than itself."""
    if route.name == "make_token":
        wanted = found.get("scope", Scope.ACT)
        more = wanted not in (Scope.READ, Scope.ACT) or found["agent"].removeprefix("@") != asked.by
        must_allow(asked.token.scope, Scope.ADMIN if more else Scope.ACT)
    elif route.name == "revoke_token":
        own = {each.id for each in asked.desk.tokens(agent=asked.by)}
        must_allow(asked.token.scope, Scope.ACT if found["token"] in own else Scope.ADMIN)
