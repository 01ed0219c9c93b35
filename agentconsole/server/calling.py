"""A method of the desk, called as the table of routes says, and its answer as JSON."""

from typing import Any

from agentconsole.desk.api import Outcome
from agentconsole.model.access import Scope
from agentconsole.model.errors import NotFound
from agentconsole.server.asked import Answer, Asked, Work
from agentconsole.server.reading import arguments, must_be_theirs
from agentconsole.server.terms import Limits, must_allow
from agentconsole.wire import calls, done
from agentconsole.wire.calls import EXACT, call_of
from agentconsole.wire.encoding import encode_line
from agentconsole.wire.faults import fault_of
from agentconsole.wire.routes import Route


def caller(route: Route, limits: Limits) -> Work:
    """What answers the requests to a route."""
    tells_who = call_of(route.name).by

    def work(asked: Asked) -> Answer:
        must_allow(asked.token.scope, route.scope, route.name)
        found = arguments(route, asked, limits)
        must_be_theirs(route, asked, found)
        if tells_who:
            found["by"] = asked.by
        result = getattr(asked.desk, route.name)(**found)
        if route.name == "revoke_token":
            asked.people_changed()
        if route.name == "receive" and asked.token.scope is not Scope.INGEST:
            result = [_as_seen(asked, each) for each in result]
        return answered(route, result, exact=asked.exact)

    return work


def _as_seen(asked: Asked, outcome: Any) -> Any:
    """What became of one of a batch: of a conversation that is hidden from whoever brings it in, only
    whether it was new."""
    if isinstance(outcome, Exception):
        return outcome
    try:
        for entry in outcome.entries:
            asked.desk.entry(entry.id)
        if outcome.conversation is not None:
            asked.desk.conversation(outcome.conversation.id)
    except NotFound:
        return Outcome(new=outcome.new)
    return outcome


def answered(route: Route, result: Any, *, exact: bool) -> Answer:
    """The result in the form that was asked for."""
    if exact:
        return Answer(body=calls.exact(result), type=EXACT.encode())
    return Answer(body=encode_line(plain(route, result)).encode())


def plain(route: Route, result: Any) -> Any:
    """The result as scripts get it."""
    if route.name in ("receive", "rehearse"):
        return [_part(each) for each in result]
    noun = route.noun
    if noun is None or result is None:
        return result
    if route.many:
        return [noun(each) for each in result]
    if route.paged:
        return {
            "items": [noun(each) for each in result.items],
            "complete": result.complete,
            "cursor": result.cursor,
        }
    return noun(result)


def _part(each: Any) -> dict[str, Any]:
    """Of a batch: each has its own outcome, or why it was kept out."""
    if isinstance(each, Exception):
        return {"did": None, "fault": fault_of(each)}
    return {"did": each if isinstance(each, bool) else done.outcome_json(each), "fault": None}
