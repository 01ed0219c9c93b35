"""The commands that change a desk, made from the table of verbs."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from typer.core import TyperArgument, TyperOption

from agentconsole.cli import kept, words
from agentconsole.cli.completion import handles, offered
from agentconsole.cli.outcome import tell
from agentconsole.cli.promising import options_of, with_promises
from agentconsole.cli.session import Session, session_of
from agentconsole.cli.usage import Spoken
from agentconsole.desk.params import Context, Param, ParamKind, Value, Verb, read_word
from agentconsole.desk.there import their_zone
from agentconsole.model import commands
from agentconsole.model.commands import Command
from agentconsole.model.errors import Invalid

READ_INSTEAD: Mapping[type[Command], Callable[[Session, Mapping[str, Any]], None]] = {
    commands.Brief: kept.show_brief,
    commands.SaveDraft: kept.show_draft,
}
"""What a verb does when it is given no text: it shows the one there is."""


class WriteCommand(Spoken):
    """A command that knows the run it belongs to."""

    def invoke(self, ctx: Any) -> None:
        """Do what the verb says."""
        assert self.verb is not None
        _do(session_of(ctx), self.verb, ctx.params)


def write_command(verb: Verb) -> WriteCommand:
    """The command of a verb."""
    command = WriteCommand(
        name=verb.name.split()[-1],
        params=[made for param in verb.params for made in _params(param)],
        help=verb.help,
        rich_markup_mode=None,
    )
    command.verb = verb
    command.params += options_of(verb)
    if verb.command in READ_INSTEAD:
        command.body = "[-t TEXT | -f FILE]"
        command.help = f"{verb.help} Without a text, show the one there is."
    return command


def _params(param: Param) -> list[Any]:
    if param.kind is ParamKind.BODY:
        return _body(param)
    if param.kind is ParamKind.SWITCH:
        return [TyperOption(param_decls=[param.option], is_flag=True, default=False, help=param.help)]
    if not param.flag:
        return [
            TyperArgument(
                param_decls=[param.name],
                metavar=param.metavar,
                required=param.required,
                help=param.help,
                autocompletion=_completion(param),
            )
        ]
    return [
        TyperOption(
            param_decls=[param.option, param.name],
            metavar=param.metavar,
            required=param.required,
            multiple=param.many,
            help=param.help,
            autocompletion=_completion(param),
        )
    ]


def _body(param: Param) -> list[Any]:
    """Text of any length: said at once, or from a file."""
    return [
        TyperOption(param_decls=["--text", "-t", param.name], metavar="TEXT", help=param.help),
        TyperOption(
            param_decls=["--file", "-f", f"{param.name}_file"],
            metavar="FILE",
            help="the same from a file; - reads stdin",
        ),
    ]


def _completion(param: Param) -> Callable[..., list[str]] | None:
    find = _OFFERED.get(param.kind)
    if param.choices:
        find = partial(_choices, param)
    return partial(_complete, offered(find)) if find else None


def _complete(find: Callable[[Any, str], list[str]], ctx: Any, _: list[str], incomplete: str) -> list[str]:
    return find(ctx, incomplete)


def _choices(param: Param, _: Session) -> list[str]:
    return list(param.choices)


_OFFERED: Mapping[ParamKind, Callable[[Session], list[str]]] = {
    ParamKind.CONVERSATION: words.conversations,
    ParamKind.ASK: words.asks,
    ParamKind.HANDLE: handles,
}


def _do(session: Session, verb: Verb, said: Mapping[str, Any]) -> None:
    there = partial(their_zone, session.desk)
    context = Context(now=session.now, hours=session.config.hours, there=there)
    given = {param.name: _read(session, param, said, context) for param in verb.params}
    given = {name: value for name, value in given.items() if value not in (None, ())}
    instead = READ_INSTEAD.get(verb.command)
    if instead is not None and "text" not in given:
        instead(session, given)
        return
    _must_have_text(verb, given)
    command = with_promises(session, verb.build(given, context), said)
    by = session.maybe_me if verb.command is commands.AddAgent else session.me
    tell(session, command, session.desk.do(command, by=by))


def _must_have_text(verb: Verb, given: Mapping[str, Any]) -> None:
    """Say which options a text comes from; the `:` line, which `Verb.build` speaks of, has none."""
    for param in verb.params:
        if param.kind is ParamKind.BODY and param.name not in given:
            raise Invalid(
                f"{verb.name} needs {param.metavar}: {param.help}",
                f"Give it with -t {param.metavar} or from a file with -f FILE; -f - reads stdin.",
            )


def _read(session: Session, param: Param, said: Mapping[str, Any], context: Context) -> Any:
    word = said[param.name]
    if param.kind is ParamKind.BODY:
        return _text(session, param, said)
    if param.kind is ParamKind.SWITCH or word is None:
        return word or None
    if param.many:
        return tuple(read_word(param, each, context) for each in word)
    value: Value = read_word(param, word, context)
    return value


def _text(session: Session, param: Param, said: Mapping[str, Any]) -> str | None:
    return body_of(session, said[param.name], said[f"{param.name}_file"])


def body_of(session: Session, text: str | None, source: str | None) -> str | None:
    """A text that is said at once or comes from a file; None where there is neither."""
    if text is not None and source is not None:
        raise Invalid("The text is given twice", "Use either -t TEXT or -f FILE.")
    return session.streams.read_text(source) if source is not None else text
