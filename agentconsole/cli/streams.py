"""The only owner of stdin, stdout and stderr, and of the formats between them.

stdout is data, stderr is narration. In a JSON format every line of stderr is one JSON object, with
one key that says what it is: `error`, `more` for a list that was cut, `problem` for something that
could not be taken in, `note` for anything else.
"""

import io
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import Generic, TextIO, TypeVar

from msgspec import Struct

from agentconsole.model.errors import DeskError, Invalid
from agentconsole.rules.screening import screen, screen_line
from agentconsole.wire.encoding import encode, encode_line
from agentconsole.wire.noun import rfc3339
from agentconsole.wire.nouns import error_json

T = TypeVar("T")
USUAL_WIDTH = 80
LONGEST_SECRET = 20_000
Cell = None | bool | int | str | datetime | Sequence[str]


class Format(StrEnum):
    """How data is written to stdout."""

    TABLE = "table"
    """For people on a terminal; one record a line with tabs between its cells when piped."""
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    IDS = "ids"


class Column(Struct, Generic[T], frozen=True):
    """One cell of a record. `table` says whether it is in the table, too, or only in csv."""

    title: str
    value: Callable[[T], Cell]
    table: bool = True


class Shape(Struct, Generic[T], frozen=True):
    """How one kind of thing is written in every format."""

    columns: tuple[Column[T], ...]
    json: Callable[[T], Mapping[str, object]]
    id: Callable[[T], int | str]


class Streams:
    """Where a command reads from and writes to."""

    def __init__(self, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> None:
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr
        self.format = Format.TABLE
        self.zone: Callable[[], tzinfo | None] = lambda: None
        """The zone of the person who reads; None is that of the machine."""
        for stream in (stdout, stderr):
            _speak(stream)

    @property
    def machine(self) -> bool:
        """Whether a program reads along."""
        return self.format in (Format.JSON, Format.JSONL)

    @property
    def interactive(self) -> bool:
        """Whether a person sits at both ends, on a terminal that can show a screen."""
        return self.stdin.isatty() and self.stdout.isatty()

    @property
    def on_terminal(self) -> bool:
        """Whether a person sees the data as it is written."""
        return self.format is Format.TABLE and self.stdout.isatty()

    def items(self, shape: Shape[T], items: Iterable[T]) -> None:
        """Write a list, item by item as they come, so that a long one takes no room."""
        _WRITERS[self.format](self, shape, items)
        self.stdout.flush()

    def item(self, shape: Shape[T], item: T, *, table: Callable[[], str] | None = None) -> None:
        """Write one thing: an object in JSON, for people the text given."""
        if self.machine:
            self.json(shape.json(item))
        elif table is not None and self.format is Format.TABLE:
            self.text(table())
        else:
            self.items(shape, [item])

    def json(self, data: object) -> None:
        """Write one object; over several lines for a person who asked for JSON on a terminal."""
        pretty = self.format is Format.JSON and self.stdout.isatty()
        self.text(encode(data) if pretty else encode_line(data))

    def text(self, text: str) -> None:
        """Write text as it is, which must be ours or screened."""
        self.stdout.write(f"{text}\n")
        self.stdout.flush()

    def original(self, data: bytes) -> None:
        """Write bytes exactly as they came."""
        self.stdout.flush()
        self.stdout.buffer.write(data)
        self.stdout.buffer.flush()

    def say(self, text: str, *, kind: str = "note", **more: object) -> None:
        """Tell something beside the data."""
        if self.machine:
            self._tell({kind: {"message": text, **more}})
        else:
            self._complain(screen(text))

    def cut(self, shown: int, option: str, cursor: int | str | None) -> None:
        """Say that a list is not whole, and how to go on."""
        on = f", or {option} {cursor} for the next" if cursor is not None else ""
        self.say(
            f"There is more than these {shown}: --limit 0 for all{on}.",
            kind="more",
            option=option,
            cursor=cursor,
        )

    def error(self, error: DeskError) -> None:
        """Say why nothing, or not everything, was done."""
        if self.machine:
            self._tell(error_json(error))
        else:
            hint = f"\n{screen(error.hint)}" if error.hint else ""
            self._complain(f"agentconsole: {screen(error.message)}{hint}")

    def read_text(self, source: str) -> str:
        """The text of a file, or of stdin for `-`, whichever system wrote it; without the newline at its
        end."""
        try:
            data = self.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
            text = data.decode("utf-8-sig").replace("\r\n", "\n")
        except OSError as error:
            raise Invalid(
                f"{source} cannot be read: {error.strerror}", "Use -f FILE, or -f - for stdin."
            ) from error
        except UnicodeDecodeError as error:
            raise Invalid(f"{source} is not UTF-8 text", "Convert it first, as with iconv.") from error
        return text.removesuffix("\n")

    def read_secret(self, prompt: str) -> str:
        """One line that is not shown: typed on the terminal, or the first that is piped in. Empty when
        there is none."""
        if self.stdin.isatty():
            from getpass import getpass

            with suppress(EOFError):
                return getpass(prompt, self.stderr)
            return ""
        try:
            return self.stdin.buffer.readline(LONGEST_SECRET).decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            # Not from the one above: the bytes of the secret hang on it.
            pass
        raise Invalid("What was piped in is not UTF-8 text", "Convert it first, as with iconv.")

    def narrate(self, text: str) -> None:
        """Write text for a person to stderr, whatever the format."""
        self._complain(text)

    def abandon(self) -> None:
        """Nobody reads stdout any more, or it can hold no more."""
        _abandon(self.stdout)

    def _tell(self, data: object) -> None:
        self._complain(encode_line(data))

    def _complain(self, text: str) -> None:
        try:
            self.stderr.write(f"{text}\n")
            self.stderr.flush()
        except OSError:  # how the run ends counts, whether or not anybody can be told why
            _abandon(self.stderr)


def _abandon(stream: TextIO) -> None:
    """What is still buffered goes nowhere, so that leaving is quiet."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _speak(stream: TextIO) -> None:
    """Make a stream able to say everything: UTF-8 for programs; on a terminal what it has no letter for
    is written as `\\u…`."""
    if isinstance(stream, io.TextIOWrapper):
        encoding = stream.encoding if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _write_json(streams: Streams, shape: Shape[T], items: Iterable[T]) -> None:
    between = "[\n"
    for item in items:
        streams.stdout.write(between + encode_line(shape.json(item)))
        between = ",\n"
    streams.stdout.write("\n]\n" if between == ",\n" else "[]\n")


def _write_jsonl(streams: Streams, shape: Shape[T], items: Iterable[T]) -> None:
    for item in items:
        streams.stdout.write(encode_line(shape.json(item)) + "\n")


def _write_ids(streams: Streams, shape: Shape[T], items: Iterable[T]) -> None:
    for item in items:
        streams.stdout.write(f"{shape.id(item)}\n")


def _write_csv(streams: Streams, shape: Shape[T], items: Iterable[T]) -> None:
    import csv

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([column.title for column in shape.columns])
    for item in items:
        writer.writerow([_guarded(plain(column.value(item), lines=True)) for column in shape.columns])
        streams.stdout.write(buffer.getvalue())
        buffer.seek(0)
        buffer.truncate()
    streams.stdout.write(buffer.getvalue())


def _write_table(streams: Streams, shape: Shape[T], items: Iterable[T]) -> None:
    columns = [column for column in shape.columns if column.table]
    if not streams.on_terminal:
        for item in items:
            streams.stdout.write("\t".join(plain(column.value(item)) for column in columns) + "\n")
        return
    from agentconsole.cli.table import Table

    table = Table([column.title for column in columns], width=width_of(streams.stdout))
    for item in items:
        table.add([_shown(column.value(item), streams.zone()) for column in columns])
    streams.stdout.writelines(f"{line}\n" for line in table.lines())


_WRITERS: Mapping[Format, Callable[..., None]] = {
    Format.TABLE: _write_table,
    Format.JSON: _write_json,
    Format.JSONL: _write_jsonl,
    Format.CSV: _write_csv,
    Format.IDS: _write_ids,
}


def plain(cell: Cell, *, lines: bool = False) -> str:
    """A cell for a script: times in RFC 3339, nothing for nothing, untrusted text made harmless."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else ""
    if isinstance(cell, datetime):
        return rfc3339(cell)
    if isinstance(cell, str):
        return screen(cell) if lines else screen_line(cell)
    if isinstance(cell, int):
        return str(cell)
    return " ".join(screen_line(part) for part in cell)


def _shown(cell: Cell, zone: tzinfo | None) -> str:
    """A cell for a person: times on their own clock."""
    return f"{cell.astimezone(zone):%Y-%m-%d %H:%M}" if isinstance(cell, datetime) else plain(cell)


def _guarded(cell: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    formula = cell[:1] in tuple("=+-@\t\r") and not cell[1:].replace(" ", "").isdecimal()
    return f"'{cell}" if cell and formula else cell


def width_of(stream: TextIO) -> int:
    """How many cells a line of the terminal has. A terminal that nobody measured says 0."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said):
        return int(said)
    try:
        return os.get_terminal_size(stream.fileno()).columns or USUAL_WIDTH
    except (OSError, ValueError):
        return USUAL_WIDTH
