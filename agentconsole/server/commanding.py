"""Doing what a command says: `POST /v1/commands/{name}`."""

from typing import Any

import msgspec
from msgspec.structs import replace

from agentconsole.desk.api import Outcome
from agentconsole.model import commands
from agentconsole.model.access import Role, Scope
from agentconsole.model.commands import Command, InConversation
from agentconsole.model.errors import Conflict, Invalid, NotFound, Refused
from agentconsole.server.asked import Answer, Asked, Work
from agentconsole.server.terms import must_allow
from agentconsole.wire import calls
from agentconsole.wire.calls import EXACT
from agentconsole.wire.done import outcome_json
from agentconsole.wire.encoding import encode_line
from agentconsole.wire.live import KEY, LONGEST_KEY, SEEN
from agentconsole.wire.routes import COMMANDS

PEOPLE = (commands.AddAgent, commands.RemoveAgent)


def commander(fixed: str = "") -> Work:
    """What does commands: the one of that name, or whichever the address names."""

    def work(asked: Asked) -> Answer:
        must_allow(asked.token.scope, Scope.ACT)
        command = _seen(read_command(fixed or asked.path["name"], asked.body), asked)
        _must_look_after_people(command, asked)
        outcome = asked.desk.do(command, by=asked.by, key=_key(asked))
        if isinstance(command, PEOPLE):
            asked.people_changed()
        return _done(outcome, exact=asked.exact)

    return work


def read_command(name: str, body: bytes) -> Command:
    """The command of that name as a body has it; its own tag may stand in it. Raises NotFound, Invalid."""
    kind = COMMANDS.get(name)
    if kind is None:
        raise NotFound(f"There is no command {name}", f"There are: {', '.join(sorted(COMMANDS))}")
    try:
        said = msgspec.json.decode(body or b"{}", type=dict[str, msgspec.Raw])
        if unknown := sorted(set(said) - {*kind.__struct_fields__, "type"}):
            known = ", ".join(kind.__struct_fields__)
            raise Invalid(f"There is no {unknown[0]} in {name}", f"There are: {known}")
        return msgspec.json.decode(body or b"{}", type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Invalid(f"The body cannot be understood: {error}", "It is one JSON object") from None


def _key(asked: Asked) -> str:
    key = asked.headers.get(KEY.lower().encode(), b"").decode("latin-1")
    if len(key) > LONGEST_KEY or not (key.isascii() and key.isprintable()):
        raise Invalid(
            f"The {KEY} is no key", f"It is at most {LONGEST_KEY} letters, digits and signs, as a UUID is"
        )
    return key


def _seen(command: Command, asked: Asked) -> Command:
    """With `If-Match`, the version its writer saw counts for any command about a conversation."""
    said = asked.headers.get(SEEN.lower().encode())
    if said is None or not isinstance(command, InConversation):
        return command
    seen = _version(said.decode("latin-1"))
    if "seen" in command.__struct_fields__:
        return replace(command, seen=seen) if command.seen is None else command  # type: ignore[attr-defined]
    _must_be_up_to_date(asked, command.conversation, seen)
    return command


def _version(said: str) -> int:
    text = said.strip().removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise Invalid(f"{SEEN} is not a version of a conversation", 'It is a number, as in If-Match: "12"')
    return int(text)


def _must_be_up_to_date(asked: Asked, conversation: int, seen: int) -> None:
    now = asked.desk.conversation(conversation)
    if now.version <= seen:
        return
    page = asked.desk.thread(conversation, limit=now.version - seen)
    news = tuple(entry.id for entry in page.items if entry.version > seen)
    raise Conflict(
        f"Conversation #{conversation} has moved on: you saw version {seen}, it is at {now.version}",
        "Look at what is new, and decide again",
        news=news,
    )


def _must_look_after_people(command: Command, asked: Asked) -> None:
    """Who is on the desk is looked after by admins. One's own card is one's own."""
    if not isinstance(command, PEOPLE):
        return
    own = command.handle.removeprefix("@") == asked.by
    if own and isinstance(command, commands.AddAgent) and command.role is None:
        return
    must_allow(asked.token.scope, Scope.ADMIN)
    if asked.desk.agent(asked.by).role is not Role.ADMIN:
        raise Refused(
            "Who is on the desk is looked after by an admin", "Ask one: agentconsole agents", rule="access"
        )


def _done(outcome: Outcome, *, exact: bool) -> Answer:
    if exact:
        return Answer(body=calls.exact(outcome), type=EXACT.encode())
    said: dict[str, Any] = outcome_json(outcome)
    return Answer(body=encode_line(said).encode())
