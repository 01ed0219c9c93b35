"""A call of a desk's method, as text and back: what the two ends of a line to a desk share.

Types come from the desk's own interface, so there is no second list of them. An answer has two forms: the
nouns, as every script gets them (`application/json`), and the exact one (`EXACT`), which loses nothing and is
for a program of the same version.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from inspect import signature
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from agentconsole.desk.api import Desk, Outcome
from agentconsole.model.errors import Invalid
from agentconsole.wire.faults import Fault, fault_of, raised

EXACT = "application/vnd.agentconsole.exact+json"

Text = Mapping[str, Sequence[str]]
"""Parameters as an address has them: each may stand there several times."""


class Call(Struct, frozen=True, kw_only=True):
    """The shape of one method: what it takes, without `by`, and what it answers."""

    parameters: Mapping[str, Any]
    needed: frozenset[str]
    """Those without a default."""
    lists: frozenset[str]
    """Those that stand in an address once for each part: an empty one is not in it at all."""
    answer: Any
    by: bool
    """Whether it is told who asks."""


@cache
def call_of(name: str) -> Call:
    """The shape of the desk's method of that name."""
    method = getattr(Desk, name)
    hints = get_type_hints(method)
    answer = hints.pop("return", None)
    by = hints.pop("by", None) is not None
    default = {each.name: each.default for each in signature(method).parameters.values()}
    needed = frozenset(each for each in hints if default[each] is signature(method).empty)
    lists = frozenset(each for each, kind in hints.items() if _is_list(kind))
    return Call(parameters=hints, needed=needed, lists=lists, answer=answer, by=by)


def to_text(value: Any) -> list[str]:
    """A parameter as an address can hold it: one text, or one for each part of a list."""
    if isinstance(value, str):
        return [str(value)]
    if isinstance(value, tuple | list):
        return [each for part in value for each in to_text(part)]
    plain = msgspec.to_builtins(value)
    return [plain if isinstance(plain, str) else msgspec.json.encode(value).decode()]


def from_text(name: str, said: Text) -> dict[str, Any]:
    """The arguments of a method as an address has them. Raises Invalid for what cannot be understood, is
    missing, or is not asked for."""
    call = call_of(name)
    if unknown := sorted(set(said) - set(call.parameters)):
        raise Invalid(f"There is no parameter {unknown[0]} here", f"There are: {', '.join(call.parameters)}")
    if missing := sorted(call.needed - call.lists - set(said)):
        raise Invalid(f"The parameter {missing[0]} is missing", "Add it to the address")
    empty: dict[str, Any] = dict.fromkeys(call.needed & call.lists, ())
    return empty | {each: _read(each, texts, call.parameters[each]) for each, texts in said.items()}


def _read(name: str, texts: Sequence[str], kind: Any) -> Any:
    try:
        if _is_list(kind):
            return tuple(msgspec.convert(list(texts), kind, strict=False))
        if isinstance(kind, type) and issubclass(kind, Struct):
            return msgspec.json.decode(texts[-1].encode(), type=kind)
        return msgspec.convert(texts[-1], kind, strict=False)
    except msgspec.MsgspecError as error:
        raise Invalid(
            f"The parameter {name} cannot be understood: {error}", "Look at the reference"
        ) from None


def _is_list(kind: Any) -> bool:
    """Whether it is a sequence, or perhaps one: `Sequence[str] | None`."""
    return any(get_origin(each) is Sequence for each in (kind, *get_args(kind)))


def to_body(arguments: Mapping[str, Any]) -> bytes:
    """Arguments as the body of a request."""
    return msgspec.json.encode(dict(arguments))


def from_body(name: str, body: bytes, path: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The arguments of a method as a body has them, and the path of the address. Raises Invalid."""
    call, path = call_of(name), path or {}
    try:
        said = msgspec.json.decode(body or b"{}", type=dict[str, msgspec.Raw])
        if unknown := sorted(set(said) - set(call.parameters)):
            raise Invalid(f"There is no {unknown[0]} here", f"There are: {', '.join(call.parameters)}")
        if missing := sorted(call.needed - set(said) - set(path)):
            raise Invalid(f"{missing[0]} is missing", "Add it to the body")
        found = {each: msgspec.json.decode(raw, type=call.parameters[each]) for each, raw in said.items()}
    except msgspec.MsgspecError as error:
        raise Invalid(f"The body cannot be understood: {error}", "It is one JSON object") from None
    return {**found, **{each: _read(each, [text], call.parameters[each]) for each, text in path.items()}}


def exact(answer: Any) -> bytes:
    """An answer in the exact form."""
    if isinstance(answer, list):  # of a batch: each has its own outcome, or why it was kept out
        answer = [
            {"fault": fault_of(each)} if isinstance(each, Exception) else {"did": each} for each in answer
        ]
    return msgspec.json.encode(answer)


def from_exact(name: str, body: bytes) -> Any:
    """The answer of the desk's method of that name. Raises `msgspec.MsgspecError`."""
    if name == "receive":
        return [_each(part) for part in msgspec.json.decode(body, type=list[_Received])]
    if name == "rehearse":
        return [_each(part) for part in msgspec.json.decode(body, type=list[_Rehearsed])]
    return msgspec.json.decode(body, type=call_of(name).answer)


def _part(each: Any) -> dict[str, Any]:
    return {"fault": fault_of(each)} if isinstance(each, Exception) else {"did": each}


class _Received(Struct, frozen=True):
    did: Outcome | None = None
    fault: Fault | None = None


class _Rehearsed(Struct, frozen=True):
    did: bool | None = None
    fault: Fault | None = None


def _each(part: _Received | _Rehearsed) -> Any:
    return raised(part.fault) if part.fault else part.did
