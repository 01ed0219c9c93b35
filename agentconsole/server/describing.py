"""The description of the interface, OpenAPI 3.1, made from the table of routes.

Answers are described in the form that scripts get; beside it each may be asked for in the exact form.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from agentconsole import __version__
from agentconsole.model.access import Scope
from agentconsole.server.reading import SHORT
from agentconsole.wire import done, known, live, nouns
from agentconsole.wire.calls import Call, call_of
from agentconsole.wire.faults import Fault
from agentconsole.wire.me import Me
from agentconsole.wire.noun import Noun
from agentconsole.wire.routes import COMMANDS, ROUTES, Route

Json = dict[str, Any]
REF = "#/components/schemas/"
GIVEN = "Given"
"""Before the names of what is sent to the server: it may leave out what has a default."""
FAULT: Json = {"$ref": f"{REF}Problem"}
ALL = (*nouns.NOUNS, *known.KNOWN, *done.TEAM)
WORDS: Mapping[str, Json] = {
    "number": {"type": "number"},
    "true or false": {"type": "boolean"},
    "text": {"type": "string"},
    "word": {"type": "string"},
    "handle": {"type": "string"},
    "time": {"type": "string", "format": "date-time"},
    "object": {"type": "object"},
    "number or handle": {"type": ["number", "string"]},
    "number or handle,": {"type": ["number", "string"]},
}
FILE = {"schema": {"type": "string", "format": "binary"}}


@cache
def document() -> Json:
    """All of it."""
    paths: Json = {}
    for path, verb, operation in (*_of_the_table(), *_of_commands(), *_beside()):
        paths.setdefault(path, {})[verb.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "agentconsole",
            "version": __version__,
            "description": "A desk over HTTP. A token is made with `agentconsole token create`.",
        },
        "security": [{"token": []}],
        "paths": dict(sorted(paths.items())),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": dict(sorted(_schemas().items())),
        },
    }


def _of_the_table() -> list[tuple[str, str, Json]]:
    return [(route.path, route.verb, _operation(route)) for route in ROUTES]


def _operation(route: Route) -> Json:
    call = call_of(route.name)
    names = _in_path(route.path)
    said: Json = {
        "operationId": route.name,
        "summary": _summary(route.name),
        "parameters": [_parameter(name, call, "path") for name in names],
        "responses": _responses(_answer(route, call)),
        "x-scope": str(route.scope),
    }
    rest = [name for name in call.parameters if name not in names]
    if route.verb in ("GET", "DELETE"):
        said["parameters"] += [_parameter(name, call, "query") for name in rest if not _hidden(route, name)]
        said["parameters"] += [_short(name) for name in SHORT.get(route.name, ())]
    elif rest:
        said["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _body(call, rest)}},
        }
    return said


def _hidden(route: Route, name: str) -> bool:
    """What has a short form is described by that."""
    return name in ("only", "query") and route.name in SHORT


def _short(name: str) -> Json:
    return {"name": name, "in": "query", "required": name == "q", "schema": {"type": "string"}}


def _in_path(path: str) -> list[str]:
    return re.findall(r"{(\w+)}", path)


def _parameter(name: str, call: Call, place: str) -> Json:
    needed = place == "path" or name in call.needed - call.lists
    schema = {**_schema(call.parameters[name], GIVEN), **BOUNDS.get(name, {})}
    return {"name": name, "in": place, "required": needed, "schema": schema}


BOUNDS: Mapping[str, Json] = {"limit": {"minimum": 1}, "seconds": {"minimum": 0}}


def _body(call: Call, names: list[str]) -> Json:
    return {
        "type": "object",
        "properties": {name: _schema(call.parameters[name], GIVEN) for name in names},
        "required": [name for name in names if name in call.needed],
        "additionalProperties": False,
    }


def _answer(route: Route, call: Call) -> Json:
    """What a good answer looks like."""
    if route.raw:
        return {"*/*": FILE}
    if route.name in ("receive", "rehearse"):
        part = {"type": "object", "properties": {"did": {}, "fault": {}}, "required": ["did", "fault"]}
        return _json({"type": "array", "items": part})
    if route.noun is None:
        return _json(_schema(call.answer) if call.answer is not None else {"type": "null"})
    one: Json = {"$ref": REF + _title(route.noun.name)}
    if route.many:
        return _json({"type": "array", "items": one})
    if route.paged:
        return _json(_page(one))
    return _json({"anyOf": [one, {"type": "null"}]} if _may_be_null(call) else one)


def _page(one: Json) -> Json:
    return {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": one},
            "complete": {"type": "boolean"},
            "cursor": {"type": ["integer", "null"]},
        },
        "required": ["items", "complete", "cursor"],
    }


def _may_be_null(call: Call) -> bool:
    return type(None) in getattr(call.answer, "__args__", ())


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _responses(content: Json) -> Json:
    return {
        "200": {"description": "Done", "content": content},
        "default": {"description": "Not done, and why", "content": _json(FAULT)},
    }


def _of_commands() -> list[tuple[str, str, Json]]:
    return [(f"/v1/commands/{name}", "POST", _command(name)) for name in COMMANDS]


def _command(name: str) -> Json:
    kind = COMMANDS[name]
    outcome = {"$ref": f"{REF}Outcome"}
    return {
        "operationId": f"do-{name}",
        "summary": " ".join((kind.__doc__ or "").split()),
        "parameters": [
            {"name": live.KEY, "in": "header", "schema": {"type": "string", "maxLength": live.LONGEST_KEY}},
        ],
        "requestBody": {"required": True, "content": _json({"$ref": f"{REF}{GIVEN}{kind.__name__}"})},
        "responses": _responses(_json(outcome)),
        "x-scope": str(Scope.ACT),
    }


def _beside() -> list[tuple[str, str, Json]]:
    """What the table has in words only."""
    after = {"name": "after", "in": "query", "schema": {"type": "integer", "minimum": 0}}
    file = {"required": True, "content": {"application/octet-stream": FILE}}
    put = _said("put_draft_file", "Put a file beside one's draft reply.", _json(_listed("Attachment")))
    put["requestBody"] = file
    put["parameters"] = [
        {"name": "conversation", "in": "path", "required": True, "schema": {"type": "integer"}},
        {"name": "name", "in": "path", "required": True, "schema": {"type": "string"}},
    ]
    events = _said("live", "What changes, as it does.", {live.EVENTS: {"schema": {"type": "string"}}})
    events["parameters"] = [after]
    text = {"text/plain": {"schema": {"type": "string"}}}
    anybody: Json = {"security": []}
    plain = _json({"type": "object"})
    return [
        ("/v1/live", "GET", events),
        ("/v1/me", "GET", _said("me", "Who the token is, and what the desk is like.", _json(_schema(Me)))),
        ("/v1/conversations/{conversation}/draft-files/{name}", "PUT", put),
        ("/metrics", "GET", _said("metrics", "What the server counts, for Prometheus.", text)),
        ("/healthz", "GET", _said("healthz", "The server is there.", plain) | anybody),
        ("/readyz", "GET", _said("readyz", "The server and its store answer.", plain) | anybody),
        ("/openapi.json", "GET", _said("openapi", "This description.", plain) | anybody),
    ]


def _said(name: str, summary: str, content: Json) -> Json:
    return {"operationId": name, "summary": summary, "responses": _responses(content)}


def _listed(name: str) -> Json:
    return {"type": "array", "items": {"$ref": REF + name}}


def _summary(name: str) -> str:
    from agentconsole.desk.api import Desk

    doc = " ".join((getattr(Desk, name).__doc__ or "").split())
    return doc.partition(". ")[0].rstrip(".") + "."


def _schemas() -> Json:
    """Everything that is pointed at. What is answered is described by the nouns wherever there is one."""
    described = {_title(noun.name): _noun(noun) for noun in ALL}
    problem = {"type": "object", "properties": {"error": {"$ref": f"{REF}Fault"}}, "required": ["error"]}
    return {**_taken(), **_answered(), **described, "Problem": problem}


def _taken() -> Json:
    parameters = [kind for route in ROUTES for kind in call_of(route.name).parameters.values()]
    template = f"{REF}{GIVEN}{{name}}"
    _, parts = msgspec.json.schema_components([*parameters, *COMMANDS.values()], ref_template=template)
    for kind in COMMANDS.values():
        schema = parts[kind.__name__]
        schema["required"] = [name for name in schema["required"] if name != "type"]
    return {f"{GIVEN}{name}": schema for name, schema in parts.items()}


def _answered() -> Json:
    plain = [call_of(route.name).answer for route in ROUTES if _is_plain(route)]
    _, parts = msgspec.json.schema_components([*plain, Fault, Me], ref_template=f"{REF}{{name}}")
    return dict(parts)


def _is_plain(route: Route) -> bool:
    """It answers with what has no noun."""
    batch = route.name in ("receive", "rehearse")
    return not (batch or route.noun or route.raw or call_of(route.name).answer is None)


def _schema(kind: Any, prefix: str = "") -> Json:
    schemas, _ = msgspec.json.schema_components([kind], ref_template=f"{REF}{prefix}{{name}}")
    found: Json = schemas[0]
    return found


def _noun(noun: Noun[Any]) -> Json:
    properties = {
        field.name: {**_of_words(field.shape.words), "description": field.meaning} for field in noun.fields
    }
    return {
        "type": "object",
        "description": noun.meaning,
        "properties": properties,
        "required": list(properties),
    }


def _of_words(words: str) -> Json:
    """The schema of a shape, which says in words what it is."""
    if words.endswith(" or null"):
        return {"anyOf": [_of_words(words.removesuffix(" or null").rstrip(",")), {"type": "null"}]}
    if words.startswith("list of "):
        return {"type": "array", "items": _of_words(words.removeprefix("list of "))}
    return dict(WORDS.get(words) or {"$ref": REF + _title(words)})


def _title(name: str) -> str:
    """A noun as a schema is called. Nouns and what the desk has inside have names of their own."""
    return "".join(part.capitalize() for part in re.split(r"[ -]", name))
