"""The table of routes: every method of a desk, and the address it has on a team server.

From this one table come the server's routes, the client's requests and the API's description. `by` is never
sent: whoever asks is who their token says.
"""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from agentconsole.desk.verbs import VERBS
from agentconsole.model import commands
from agentconsole.model.access import Scope
from agentconsole.model.commands import Command
from agentconsole.wire import done, known, nouns
from agentconsole.wire.noun import Noun

Form = Callable[[Any], Any]
"""How an answer becomes the JSON that scripts get."""


class Route(Struct, frozen=True, kw_only=True):
    """One method of a desk on a server."""

    name: str
    """The method's name (`desk.api`)."""
    verb: str
    """GET changes nothing and has its parameters in the address; the others have a JSON body."""
    path: str
    """`{name}` is the parameter of that name."""
    scope: Scope
    """What a token must be good for, at least."""
    noun: Noun[Any] | None = None
    """What it answers with, or a list of; null for plain JSON."""
    many: bool = False
    paged: bool = False
    raw: bool = False
    """It answers with bytes."""


def _get(name: str, path: str, noun: Noun[Any] | None = None, **more: Any) -> Route:
    return Route(name=name, verb="GET", path=f"/v1{path}", scope=Scope.READ, noun=noun, **more)


def _page(name: str, path: str, noun: Noun[Any]) -> Route:
    return _get(name, path, noun, paged=True)


def _list(name: str, path: str, noun: Noun[Any]) -> Route:
    return _get(name, path, noun, many=True)


def _act(verb: str, name: str, path: str, scope: Scope, noun: Noun[Any] | None = None, **more: Any) -> Route:
    return Route(name=name, verb=verb, path=f"/v1{path}", scope=scope, noun=noun, **more)


_CONVERSATION = "/conversations/{conversation}"
_CUSTOMER = "/customers/{customer}"
_READ, _ACT, _INGEST = Scope.READ, Scope.ACT, Scope.INGEST

ROUTES = (
    _list("agents", "/agents", nouns.agent_json),
    _get("agent", "/agents/{handle}", nouns.agent_json),
    _page("customers", "/customers", nouns.customer_json),
    _get("customer", "/customers/{ref}", nouns.customer_json),
    _page("inbox", "/inbox/{view}", nouns.conversation_json),
    _get("conversation", _CONVERSATION, nouns.conversation_json),
    _list("conversations", "/conversations", nouns.conversation_json),
    _page("conversations_of", f"{_CUSTOMER}/conversations", nouns.conversation_json),
    _page("thread", f"{_CONVERSATION}/entries", nouns.entry_json),
    _list("briefs", f"{_CONVERSATION}/briefs", nouns.brief_json),
    _get("ask", "/asks/{ask}", nouns.ask_json),
    _list("asks", "/asks", nouns.ask_json),
    _page("history", f"{_CUSTOMER}/history", nouns.entry_json),
    _get("place", f"{_CUSTOMER}/history/{{entry}}/place"),
    _get("entry", "/entries/{entry}", nouns.entry_json),
    _get("original", "/entries/{entry}/original", raw=True),
    _page("search", "/search", nouns.entry_json),
    _get("draft", f"{_CONVERSATION}/drafts/{{kind}}", nouns.draft_json),
    _list("drafts", "/drafts", nouns.draft_json),
    _list("outbox", "/outbox", nouns.outgoing_json),
    _list("draft_files", f"{_CONVERSATION}/draft-files", nouns.attachment_json),
    _get("attachment", "/entries/{entry}/attachments/{number}", raw=True),
    _get("recipients", f"{_CONVERSATION}/recipients", known.recipients_json),
    _get("mark", "/marks/{channel}/{name}"),
    _get("marks", "/marks/{channel}"),
    _list("fact_kinds", "/fact-kinds", known.fact_kind_json),
    _list("facts", f"{_CUSTOMER}/facts", known.fact_json),
    _act("POST", "asked_again", f"{_CONVERSATION}/asked-again", _READ, known.finding_json, many=True),
    _act("POST", "promises_in", f"{_CONVERSATION}/promises-in", _READ, known.promised_json, many=True),
    _get("zone", f"{_CUSTOMER}/zone"),
    _get("promise", "/promises/{promise}", known.promise_json),
    _list("promises", "/promises", known.promise_json),
    _list("readers", "/readers", known.readers_json),
    _list("pinned", f"{_CUSTOMER}/pinned", nouns.entry_json),
    _list("met", f"{_CUSTOMER}/met", known.met_json),
    _get("brief_draft", f"{_CONVERSATION}/brief-draft"),
    _get("board", "/board", known.board_json),
    _get("latest", "/changes/latest"),
    _list("changes", "/changes", nouns.change_json),
    _act("GET", "wait", "/changes/wait", _READ),
    _act("POST", "receive", "/receive", _INGEST),
    _act("POST", "rehearse", "/receive/rehearsal", _INGEST),
    _act("POST", "lease", "/outbox/lease", _INGEST, nouns.outgoing_json, many=True),
    _act("POST", "settle", "/outbox/{entry}/settle", _INGEST),
    _act("POST", "come_due", "/due", _INGEST),
    _act("POST", "make_token", "/tokens", _ACT, done.new_token_json),
    _list("tokens", "/tokens", done.token_json),
    _act("DELETE", "revoke_token", "/tokens/{token}", _ACT, done.token_json),
    _act("PUT", "here", f"{_CONVERSATION}/presence", _ACT),
    _list("present", "/presence", done.presence_json),
)
"""`do` has a route for each command (`COMMANDS`); `holder`, `seen_by` and `close` are the server's own,
`link`, `kept` and `drop_kept` the client's. `/v1/me` says who a token is, `/v1/live` tells what changes."""

BY_NAME = {route.name: route for route in ROUTES}

_UNNAMED: dict[type[Command], str] = {
    commands.FindFacts: "find-facts",
    commands.Attach: "attach",
    commands.Settle: "settle",
}

COMMANDS: dict[str, type[Command]] = {
    **{verb.name.replace(" ", "-"): verb.command for verb in VERBS.values()},
    **{name: command for command, name in _UNNAMED.items()},
}
"""`POST /v1/commands/{name}`: every command but `Receive`, which has a route, and what only the desk does."""

COMMAND_NAMES = {command: name for name, command in COMMANDS.items()}
