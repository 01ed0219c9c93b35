"""How a command is written, in the line that begins its help."""

from collections.abc import Iterator
from typing import Any

from typer.core import TyperCommand

from agentconsole.desk.params import ParamKind, Verb


class Spoken(TyperCommand):
    """A command whose usage is written as in the manual: `history CUSTOMER [OPTIONS]`."""

    verb: Verb | None = None
    """What it is made from, where it is one of the table of verbs."""
    body = "(-t TEXT | -f FILE)"

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """What follows the name of the command."""
        return list(self.verb_pieces(self.verb) if self.verb else _of_arguments(self.params))

    def verb_pieces(self, verb: Verb) -> Iterator[str]:
        """The same, of a verb of the table."""
        for param in verb.params:
            yield self.body if param.kind is ParamKind.BODY else param.usage


def _of_arguments(params: list[Any]) -> Iterator[str]:
    for param in params:
        if param.param_type_name == "argument":
            said = f"{param.metavar} ..." if param.nargs == -1 else param.metavar
            yield said if param.required else f"[{said}]"
    yield "[OPTIONS]"
