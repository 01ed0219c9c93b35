"""Write the reference pages from the program itself, or say which are stale.

    python docs/generate.py            writes them
    python docs/generate.py --check    exits with 1 when one is stale, and names it

A page is a function that returns its text, and a line in `PAGES`.
"""

import inspect
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import agentconsole
from agentconsole.cli.app import FAMILIES, ROSTER, Commands, program
from agentconsole.cli.outcome import ABOUT
from agentconsole.cli.session import Session
from agentconsole.cli.streams import Streams
from agentconsole.desk.verbs import VERBS
from agentconsole.main import Screens
from agentconsole.model.errors import DeskError
from agentconsole.server.describing import document
from agentconsole.settings import meaning
from agentconsole.settings.attachments import ALLOWED_OF_ATTACHMENTS
from agentconsole.settings.channels import ALLOWED_OF_CHANNEL, ALLOWED_OF_SERVER
from agentconsole.settings.facts import ALLOWED_OF_FACT
from agentconsole.settings.hours import ALLOWED_OF_HOURS
from agentconsole.tui.actions import ACTIONS, Where
from agentconsole.tui.keymap import said
from agentconsole.wire.done import TEAM
from agentconsole.wire.kept import kept_json
from agentconsole.wire.known import KNOWN
from agentconsole.wire.mailing import MAILING
from agentconsole.wire.noun import Noun
from agentconsole.wire.nouns import NOUNS

DOCS = Path(__file__).parent
COMMAND = "python docs/generate.py"
FRONT = f"<!-- Written by `{COMMAND}`. Change the program, not this page. -->\n\n"


def json_page() -> str:
    """The JSON of every noun."""
    intro = (
        "# JSON\n\n"
        "What `--format json` and `jsonl` print: a list is an array in `json`, one object a line in `jsonl`. "
        "Fields may be added; none changes its meaning or goes away.\n\n"
        "- Every field is always there: null where nothing is known.\n"
        "- A time is RFC 3339 in UTC: `2026-11-17T09:12:00Z`.\n"
        "- A handle names an agent, without `@`.\n"
        "- Text is as it came. What could act on a terminal is written as `\\uXXXX`.\n"
        "- An error is one line on stderr: `" + '{"error": {"code", "message", "hint", ...}}' + "`.\n"
    )
    return intro + "".join(f"\n{_noun(noun)}" for noun in (*NOUNS, *KNOWN, *MAILING, *TEAM, kept_json))


def openapi_page() -> str:
    """The description of the HTTP interface for programs."""
    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"


def http_page() -> str:
    """Every address of a team server."""
    operations = [
        (verb.upper(), path, said)
        for path, verbs in document()["paths"].items()
        for verb, said in verbs.items()
    ]
    rows = [
        (
            f"`{verb} {path}`",
            said["summary"],
            said.get("x-scope", "any" if "security" not in said else "none"),
        )
        for verb, path, said in operations
    ]
    return HTTP_INTRO + table(("address", "is", "token"), rows)


HTTP_INTRO = """\
# HTTP

What `agentconsole serve` answers. The parameters and the JSON of each address are in
[openapi.json](openapi.json), which the server has at `/openapi.json`; the nouns are in [json.md](json.md).

- A token goes into the header, `Authorization: Bearer acs_…`. It is good for `read`, `act` (which may read),
  `admin` (which may all) or `ingest`, and acts as its agent.
- A list that may be long is an object with `items`, `complete` and `cursor`: pass the cursor on as `after` or
  `before`. `limit` may be up to 2000.
- `/v1/search?q=` takes the grammar of the search; `/v1/customers/12/history?kind=note&channel=email` narrows.
- A command is one `POST` with a JSON object. With `Idempotency-Key` it is done once, however often it is
  sent, and answered with what it did. With `seen` in the body, or `If-Match: "12"`, nothing is done when
  somebody wrote since: 409, with the new entries in `news`.
- An error is `{"error": {"code", "message", "hint", "rule", "news"}}`: 400 not understood, 401 no good token,
  403 a rule refused or the token is not good for it, 404 not there (or not to be seen), 409 moved on, 413 too
  large, 429 too often and 503 not now, both with `Retry-After`.
- With `Accept: application/vnd.agentconsole.exact+json` the answer is in the exact form, which programs of
  one version speak among each other.
- `/v1/live` sends events as they happen, each with its position as `id`. `Last-Event-ID` goes on from there.

"""


def configuration_page() -> str:
    """What the configuration can say."""
    intro = (
        "# Configuration\n\n"
        "`config.toml`, in `~/.config/agentconsole` on Linux, or wherever `AGENTCONSOLE_CONFIG` says. "
        "A flag goes before the environment, the environment before the file. It never holds a secret.\n\n"
    )
    desk = table(
        ("in `[desks.NAME]`", "can be"),
        [(f"`{key}`", words) for key, words in meaning.ALLOWED_OF_DESK.items()],
    )
    hours = table(
        ("in `[hours]`", "can be"), [(f"`{key}`", words) for key, words in ALLOWED_OF_HOURS.items()]
    )
    channel, server, fact, files = (
        table((f"in `[{name}]`", "can be"), [(f"`{key}`", words) for key, words in allowed.items()])
        for name, allowed in OF_TABLES.items()
    )
    top = table(("key", "can be"), [(f"`{key}`", words) for key, words in meaning.ALLOWED.items()])
    variables = (
        ("AGENTCONSOLE_DESK", "the desk, as `--desk`"),
        ("AGENTCONSOLE_AS", "the acting agent, as `--as`"),
        ("AGENTCONSOLE_DATABASE", "the database of a server, as `serve --database`"),
        ("AGENTCONSOLE_TOKEN", "the token for a team server"),
        ("AGENTCONSOLE_RESTRICTED", "any value: nothing leads out of the console, as with `--restricted`"),
        ("AGENTCONSOLE_SECRET_NAME", "the password or token of the channel NAME, in capitals, with _ for -"),
        ("AGENTCONSOLE_SECRET_NAME_IMAP, …_SMTP", "the same for one direction alone"),
    )
    environment = table(("in the environment", "is"), [(f"`{name}`", words) for name, words in variables])
    tables = f"{desk}\n{channel}\n{server}\n{CHANNELS}\n{fact}\n{files}\n{hours}\n{HOURS}"
    return f"{intro}{top}\n{tables}\n{environment}"


OF_TABLES = {
    "channels.NAME": ALLOWED_OF_CHANNEL,
    "channels.NAME.imap]`, `[channels.NAME.smtp": ALLOWED_OF_SERVER,
    "facts.KIND": ALLOWED_OF_FACT,
    "attachments": ALLOWED_OF_ATTACHMENTS,
}
CHANNELS = (
    "A command stands for both servers, or in the table of one for that one alone. "
    "See [a mail account](../how-to/mail-account.md).\n"
)
HOURS = "A day that is not named is as by default; see [hours](../how-to/hours.md).\n"


def commands_page() -> str:
    """Every command, as the program itself explains it."""
    pages = [COMMANDS_INTRO]
    context = program(Session(Streams(sys.stdin, sys.stdout, sys.stderr), Screens())).make_context(
        "agentconsole", [], resilient_parsing=True
    )
    shared = {name for option in context.command.params for name in option.opts}
    pages.append(_parameters([option for option in context.command.params if not option.hidden]))
    for title in dict.fromkeys(family.title for family in FAMILIES):
        pages.append(f"\n## {title}\n")
        pages += [_command(name, shared) for name, family in ROSTER.items() if family.title == title]
    return "".join(pages)


COMMANDS_INTRO = """\
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


def exit_codes_page() -> str:
    """How a run can end."""
    rows = [
        ("0", "", "Done. Also when whoever read stdout stopped reading."),
        *((str(error.exit_code), f"`{error.code}`", _sentence(error)) for error in _errors(DeskError)),
        ("7", "", "Partly done: an import took what it could, and told of the rest on stderr."),
        ("130", "", "Interrupted with Ctrl-C. What was done before stays."),
    ]
    ordered = sorted(rows, key=lambda row: (int(row[0]), row[1]))  # subclasses come in no order
    return (
        "# Exit codes\n\n"
        "In the JSON formats `code` is in the error on stderr, beside `message`, `hint` (the next step), "
        "`rule` (of a refusal) and `news` (of a conflict: the entries the writer has not seen).\n\n"
        + table(("exit", "code", "means"), ordered)
    )


def _errors(error: type[DeskError]) -> list[type[DeskError]]:
    """Those with a code of their own, of all the program, whatever of it has been loaded so far."""
    for module in walk_packages(agentconsole.__path__, "agentconsole."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    return list(_below(error))


def _below(error: type[DeskError]) -> Iterator[type[DeskError]]:
    if "code" in vars(error):
        yield error
    for child in error.__subclasses__():
        yield from _below(child)


def _sentence(error: type[DeskError]) -> str:
    if error is DeskError:
        return "Something could not be done, as when a check finds something wrong."
    return " ".join((error.__doc__ or "").split())


def keys_page() -> str:
    """Every key of the console, by place."""
    parts = [KEYS_INTRO]
    for where in Where:
        rows = [
            (" ".join(f"`{said(key)}`" for key in action.keys), action.title, action.help, f"`{action.id}`")
            for action in ACTIONS
            if action.where is where
        ]
        if rows:
            parts.append(f"\n## {where.value.capitalize()}\n\n{table(('key', 'does', '', 'id'), rows)}")
    return "".join(parts)


KEYS_INTRO = """\
# Keys

Two keys with a blank between them are pressed one after the other. The innermost place that knows a key
decides what it does; letters typed into a text are text. An action without a key is in the palette
(`ctrl+p`).

Other keys are given in the configuration, by id; see [changing keys](../how-to/change-keys-and-colours.md).
"""


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def _noun(noun: Noun[Any]) -> str:
    rows = [(f"`{field.name}`", field.shape.words, field.meaning) for field in noun.fields]
    return f"## {noun.name}\n\n{noun.meaning}\n\n{table(('field', 'is', 'meaning'), rows)}"


PAGES: dict[str, Callable[[], str]] = {
    "reference/json.md": json_page,
    "reference/configuration.md": configuration_page,
    "reference/commands.md": commands_page,
    "reference/keys.md": keys_page,
    "reference/exit-codes.md": exit_codes_page,
    "reference/http.md": http_page,
    "reference/openapi.json": openapi_page,
}


def stale() -> list[str]:
    """The pages that do not say what the program does."""
    return [name for name in PAGES if not (DOCS / name).exists() or _read(name) != _page(name)]


def main(check: bool) -> int:
    """Write the stale pages, or with `check` only name them. The exit code: 1 when a check finds one."""
    found = stale()
    for name in found:
        if check:
            print(f"docs/{name} is stale; run: {COMMAND}", file=sys.stderr)
        else:
            (DOCS / name).parent.mkdir(parents=True, exist_ok=True)
            (DOCS / name).write_text(_page(name), "utf-8")
            print(f"wrote docs/{name}")
    return int(check and bool(found))


def _read(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def _page(name: str) -> str:
    return PAGES[name]() if name.endswith(".json") else FRONT + PAGES[name]()


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
