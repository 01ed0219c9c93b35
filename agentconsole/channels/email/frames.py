"""The lines of a text while it is read out of nested quotes, lists and tables.

A frame is an element whose lines are changed as a whole when it ends: quoted, indented, put side by side.
Beyond a depth no more frames are made, so that a line is not copied more often than that.
"""

import re

from msgspec import Struct, field

from agentconsole.channels.email import tables
from agentconsole.channels.email.tables import Cell

FRAMED = frozenset({"blockquote", "ul", "ol", "li", "pre", "table", "tr", "td", "th"})
DEEPEST = 40
SPACES = re.compile(r"[ \t\r\n\f]+")
CELLS = frozenset({"td", "th"})
IN_TABLE = frozenset({"table"})
IN_CELL = IN_TABLE | CELLS
SCOPE = {"td": IN_TABLE, "th": IN_TABLE, "tr": IN_TABLE, "table": frozenset[str]()}
"""Which frames an end tag cannot reach out of; any other, not out of its cell."""


class Frame(Struct):
    """One open element."""

    name: str
    pre: bool = False
    lines: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    """The line being written."""
    items: int = 0
    flushed: int = 0
    tag: str = ""
    """What stands in the tag of a table or a cell."""
    cells: list[Cell] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    """Those that are no lines yet: where the columns stand is known when the last of them is."""
    heads: bool = False
    """A heading stands in this table or row."""
    holds: bool = False
    """Another frame stood in it."""

    def put(self, lines: list[str]) -> None:
        """Lines behind all that is there."""
        if self.rows:
            self.lay()
        self.lines.extend(lines)

    def lay(self) -> None:
        """The rows become lines."""
        if len(self.rows) == 1:
            self.lines.extend(tables.beside(self.rows[0]))
        elif self.rows:
            self.lines.extend(tables.laid(self.rows, tables.claim(self.tag, heads=self.heads)))
        self.rows.clear()


class Mark(Struct, frozen=True):
    """A place in the text."""

    frame: Frame
    flushed: int
    pieces: int


class Frames:
    """Text on its way to lines."""

    def __init__(self) -> None:
        self.stack = [Frame("document")]
        self.unframed: dict[str, int] = {}
        """Elements that are open but too deep to have a frame."""

    def write(self, text: str) -> None:
        """Text in the running line."""
        top = self.stack[-1]
        top.inline.append(text.replace("\r\n", "\n") if top.pre else SPACES.sub(" ", text))

    def append(self, text: str) -> None:
        """Text behind the last line that says something."""
        top = self.stack[-1]
        top.lay()
        if top.inline or not top.lines:
            self.write(text if top.inline and top.inline[-1].endswith(" ") else f" {text}")
            return
        last = len(top.lines) - 1
        while last > 0 and not top.lines[last]:
            last -= 1
        top.lines[last] += f" {text}"

    def write_break(self) -> None:
        """A line break within a paragraph."""
        self.stack[-1].inline.append("\n")

    def newline(self) -> None:
        """The running line ends, if there is one."""
        _flush(self.stack[-1])

    def gap(self) -> None:
        """A blank line comes before what follows."""
        self.newline()
        _gap(self.stack[-1])

    def rule(self) -> None:
        """A line across."""
        self.newline()
        self.stack[-1].put(["---"])

    def mark(self) -> Mark:
        """Remember this place."""
        top = self.stack[-1]
        return Mark(top, top.flushed, len(top.inline))

    def since(self, mark: Mark) -> str:
        """What was written since; if that went over several lines, only that something was."""
        top = self.stack[-1]
        if mark.frame is not top or mark.flushed != top.flushed:
            return "…"
        return "".join(top.inline[mark.pieces :])

    def open(self, name: str, tag: str = "") -> None:
        """A quote, list, item, table, row, cell or preformatted text begins; `tag` stands in its tag."""
        self._imply(name)
        if len(self.stack) >= DEEPEST:
            self.unframed[name] = self.unframed.get(name, 0) + 1
            self.newline()
            return
        top = self.stack[-1]
        if name in ("blockquote", "pre", "table") or (name in ("ul", "ol") and top.name != "li"):
            self.gap()
        else:
            self.newline()
        if name == "li":
            top.items += 1
        self.stack.append(Frame(name, pre=name == "pre" or (top.pre and name not in CELLS), tag=tag))

    def close(self, name: str) -> None:
        """It ends. An end without a beginning ends the line and nothing else."""
        if self.unframed.get(name):
            self.unframed[name] -= 1
            self.newline()
            return
        depth = self._find(name, SCOPE.get(name, IN_CELL))
        if depth:
            self._close_to(depth)
        else:
            self.newline()

    def text(self) -> str:
        """All of it, with at most one blank line in a row."""
        self._close_to(1)
        _flush(self.stack[0])
        text = "\n".join(line.rstrip() for line in self.stack[0].lines)
        return re.sub(r"\n{3,}", "\n\n", text).strip("\n")

    def _imply(self, name: str) -> None:
        """Ends that HTML lets authors leave out."""
        if name == "li":
            self._end_open(frozenset({"li"}), IN_CELL | {"ul", "ol"})
        elif name in CELLS:
            self._end_open(CELLS, IN_TABLE)
        elif name == "tr":
            self._end_open(frozenset({"tr"}), IN_TABLE)

    def _end_open(self, names: frozenset[str], scope: frozenset[str]) -> None:
        for name in names:
            depth = self._find(name, scope)
            if depth:
                self._close_to(depth)

    def _find(self, name: str, scope: frozenset[str]) -> int:
        """How deep the innermost frame of that name is, not looking beyond its scope; 0 if none is."""
        for depth in range(len(self.stack) - 1, 0, -1):
            if self.stack[depth].name == name:
                return depth
            if self.stack[depth].name in scope:
                return 0
        return 0

    def _close_to(self, depth: int) -> None:
        while len(self.stack) > depth:
            _leave(self.stack.pop(), self.stack[-1])


def _leave(frame: Frame, parent: Frame) -> None:
    """The lines of a frame become lines of the frame around it."""
    _flush(frame)
    _flush(parent)
    if frame.rows:
        frame.lay()
    lines = _trimmed(frame.lines)
    if parent.name == "tr" and frame.name in CELLS:
        across, down = tables.spans(frame.tag)
        parent.cells.append(Cell(lines, across, down, framed=frame.holds))
        parent.heads = parent.heads or frame.name == "th"
        return
    parent.holds = True
    if frame.name == "tr" and parent.name == "table" and not lines:
        parent.rows.append(frame.cells)
        parent.heads = parent.heads or frame.heads
        return
    if frame.name == "tr":
        lines = tables.beside(frame.cells) + lines
    elif frame.name == "blockquote":
        lines = [f"> {line}".rstrip() for line in lines]
    elif frame.name == "li":
        lines = _item(lines, f"{parent.items}. " if parent.name == "ol" else "- ")
    parent.put(lines)
    if frame.name in ("blockquote", "pre", "table") or (frame.name in ("ul", "ol") and parent.name != "li"):
        _gap(parent)


def _item(lines: list[str], marker: str) -> list[str]:
    indent = " " * len(marker)
    return [(indent if number else marker) + line for number, line in enumerate(lines)]


def _trimmed(lines: list[str]) -> list[str]:
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return lines[start:end]


def _flush(frame: Frame) -> None:
    frame.flushed += 1
    if not frame.inline:
        return
    text = "".join(frame.inline)
    frame.inline.clear()
    if frame.pre:
        lines = text.strip("\n").split("\n") if text.strip() else []
    else:
        text = re.sub(" {2,}", " ", text).removesuffix("\n")
        lines = [line.strip(" ").replace("\xa0", " ") for line in text.split("\n")] if text.strip(" ") else []
    if lines:
        frame.put(lines)


def _gap(frame: Frame) -> None:
    if frame.rows:
        frame.lay()
    if frame.lines and frame.lines[-1]:
        frame.lines.append("")
