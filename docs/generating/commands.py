"""Every command, as the program itself explains it."""

import inspect
import sys
from collections.abc import Sequence
from typing import Any

from agentconsole.cli.app import FAMILIES, ROSTER, Commands, program
from agentconsole.cli.outcome import ABOUT
from agentconsole.cli.session import Session
from agentconsole.cli.streams import Streams
from agentconsole.desk.verbs import VERBS
from agentconsole.main import Screens
from generating.tables import table

INTRO = """\
# Commands

`agentconsole` without a command opens the console. Everything the console does, a command does too.

- stdout is data, stderr is narration. Nothing ever asks a question, but for a password on a terminal.
- `--format table` (the default) is for people on a terminal. Into a pipe it is one record a line, with tabs
  between its cells, no heading and nothing cut. `csv` has a heading and all columns; a cell that a
  spreadsheet would run has a `'` before it. `ids` is one id a line.
- `json` is an array for a list and an object for one thing, `jsonl` one object a line; the fields are in
  [json.md](json.md). In both, each line of stderr is an object whose one key says what it is: `error`, `more`
  (a list was cut: pass its `cursor` as its `option`), `problem` (something an import could not take),
  `warning` or `note`.
- Text from outside is shown with `␦` for whatever could act on a terminal. JSON has it whole, escaped.
- A list of more than `--limit` says on stderr how to go on. `--limit 0` is everything.
- A command that writes prints in JSON what it was about, as it is now, with `entries`: what it added to the
  history; after `unsend`, `draft` is the text that was taken back.
- A time to come can be written as `4h`, `3bd`, `eod`, `fri`, `tue 9am`, `24 nov`, `2026-11-24 09:00`; one
  that has been, as `2026`, `2026-03`, `2026-03-14 09:00`, `14 mar`, `tue`, `yesterday`, `3w`. By when
  something is promised is read on the customer's clock: `fri` is when Friday's work ends where they are.
- How a run ends is in [exit-codes.md](exit-codes.md).

These options may stand before or after the command:

"""


def page() -> str:
    """Every command, as the program itself explains it."""
    pages = [INTRO]
    context = program(Session(Streams(sys.stdin, sys.stdout, sys.stderr), Screens())).make_context(
        "agentconsole", [], resilient_parsing=True
    )
    shared = {name for option in context.command.params for name in option.opts}
    pages.append(_parameters([option for option in context.command.params if not option.hidden]))
    for title in dict.fromkeys(family.title for family in FAMILIES):
        pages.append(f"\n## {title}\n")
        pages += [_command(name, shared) for name, family in ROSTER.items() if family.title == title]
    return "".join(pages)


def _command(name: str, shared: set[str]) -> str:
    command: Any = _built(name)
    context = command.make_context(f"agentconsole {name}", [], resilient_parsing=True)
    usage = " ".join(command.collect_usage_pieces(context)).removesuffix("[OPTIONS]").strip()
    own = [param for param in command.params if not shared & set(param.opts)]
    verb = VERBS.get(name)
    prints = f"\nIn JSON: the {ABOUT.get(verb.command, 'conversation')}, with `entries`.\n" if verb else ""
    text = inspect.cleandoc(command.help)
    return f"\n### {name}\n\n{text}\n\n    agentconsole {f'{name} {usage}'.strip()}\n{prints}" + (
        f"\n{_parameters(own)}" if own else ""
    )


def _built(name: str) -> Any:
    first, *rest = name.split()
    command = Commands()[first]
    return command.commands[rest[0]] if rest else command


def _parameters(params: Sequence[Any]) -> str:
    rows = []
    for param in params:
        value = "" if getattr(param, "is_flag", False) else param.metavar or param.type.name.upper()
        if param.param_type_name == "argument":
            rows.append((f"`{value}`", param.help or ""))
        else:
            said = f"{', '.join(param.opts)} {value}".removesuffix(" BOOL").rstrip()
            rows.append((f"`{said}`", param.help + (" (required)" if param.required else "")))
    return table(("given", "is"), rows)
