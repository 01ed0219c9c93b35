"""Reading the console's `:` line: `ask @priya Was the fee charged twice? --due 4h`.

Words are split as a shell does it, except that what a verb takes last is the rest of the line as it
was typed: an apostrophe in a note needs no quoting. Options may stand anywhere, and after the text
theirs may have several words too; `--` alone, before the text, ends them.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple, NoReturn

from agentconsole.desk.params import Context, Param, ParamKind, Value, Verb, is_number, read_word
from agentconsole.model.commands import Command
from agentconsole.model.errors import Invalid

_GREEDY = frozenset({ParamKind.BODY, ParamKind.TEXT, ParamKind.WHEN, ParamKind.THERE, ParamKind.BY})
_BODY_FLAGS = ("-t", "--text")


class Word(NamedTuple):
    """A word of the line, and where it stands in it."""

    text: str
    start: int
    end: int
    quoted: bool = False


def split(line: str) -> list[Word]:
    """The words of a line. A quote that does not open a word, or is never closed, is a letter."""
    words: list[Word] = []
    at = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        word = _quoted(line, at) or _bare(line, at)
        words.append(word)
        at = word.end
    return words


def _quoted(line: str, start: int) -> Word | None:
    if line[start] not in "\"'":
        return None
    end = start + 1
    while (end := line.find(line[start], end)) >= 0:
        if end + 1 == len(line) or line[end + 1].isspace():
            return Word(line[start + 1 : end], start, end + 1, quoted=True)
        end += 1
    return None


def _bare(line: str, start: int) -> Word:
    end = next((at for at in range(start, len(line)) if line[at].isspace()), len(line))
    return Word(line[start:end], start, end)


def parse(line: str, verbs: Mapping[str, Verb], context: Context) -> Command:
    """The command the line means. Raises Invalid with the usage of the verb."""
    line = line.strip().removeprefix(":").strip()
    words = split(line)
    verb, used = _find_verb(words, verbs)
    return verb.build(_Reader(verb, context, line).read(words[used:]), context)


def _find_verb(words: Sequence[Word], verbs: Mapping[str, Verb]) -> tuple[Verb, int]:
    """The verb the line begins with, and how many words name it."""
    for used in (2, 1):
        verb = verbs.get(" ".join(word.text for word in words[:used]))
        if verb is not None:
            return verb, used
    said = words[0].text if words else ""
    near = get_close_matches(said, verbs, n=3)
    meant = f"Did you mean {' or '.join(near)}?" if near else "Tab shows what there is."
    raise Invalid(f"“{said}” is not a command" if said else "No command was given", meant)


class _Reader:
    """Reads the words after the verb, from left to right."""

    def __init__(self, verb: Verb, context: Context, line: str) -> None:
        self.verb = verb
        self.context = context
        self.line = line
        self.given: dict[str, Value | tuple[Value, ...]] = {}
        self.places = [param for param in verb.params if not param.flag]
        self.flags = {param.option: param for param in verb.params if param.flag}
        self.rest: Param | None = None
        """The last parameter, once the rest of the line belongs to it."""
        self.pieces: list[Word] = []

    def read(self, words: Sequence[Word]) -> dict[str, Value | tuple[Value, ...]]:
        left = list(words)
        while left:
            word = left.pop(0)
            if word.text == "--" and not word.quoted and self.rest is None:
                self._begin_rest(word)
                self.pieces += left
                break
            if self._is_option(word):
                self._read_option(word, left)
            else:
                self._read_place(word)
        if self.rest is not None:
            self._keep(self.rest, self._said())
        self._use_the_conversation()
        return self.given

    def _is_option(self, word: Word) -> bool:
        dashed = word.text.startswith("--") and word.text[2:3].isalpha()
        return not word.quoted and (dashed or word.text in _BODY_FLAGS)

    def _read_option(self, word: Word, left: list[Word]) -> None:
        name, equals, value = word.text.partition("=")
        param = self.flags.get(name) or (self._body() if name in _BODY_FLAGS else None)
        if param is None:
            near = get_close_matches(name, self.flags, n=1)
            self._fail(f"{self.verb.name} has no {name}" + (f"; did you mean {near[0]}?" if near else ""))
        if param.kind is ParamKind.SWITCH:
            self.given[param.name] = True
        elif equals or left:
            self._keep(param, value if equals else self._value(param, left))
        else:
            self._fail(f"{name} needs {param.metavar}")

    def _value(self, param: Param, left: list[Word]) -> str:
        """One word; all words up to the next option where no other text can be meant."""
        first = left.pop(0)
        last = first
        if param.kind in _GREEDY and not first.quoted and (self.rest is not None or not self.places):
            while left and not self._is_option(left[0]):
                last = left.pop(0)
        return first.text if first is last else self.line[first.start : last.end]

    def _body(self) -> Param | None:
        body = next((param for param in self.places if param.kind is ParamKind.BODY), None)
        if body is not None:
            self.places.remove(body)
        return body

    def _read_place(self, word: Word) -> None:
        if self.rest is not None:
            self.pieces.append(word)
            return
        self._use_the_conversation_before(word)
        if not self.places:
            self._fail(f"“{word.text}” is one word too many")
        if len(self.places) == 1 and self.places[0].kind in _GREEDY:
            self.rest = self.places.pop()
            self.pieces.append(word)
        else:
            self._keep(self.places.pop(0), word.text)

    def _begin_rest(self, word: Word) -> None:
        self._use_the_conversation()
        if len(self.places) != 1 or self.places[0].kind not in _GREEDY:
            self._fail(f"“{word.text}” stands before the text")
        self.rest = self.places.pop()

    def _use_the_conversation_before(self, word: Word) -> None:
        if not is_number(word.text) or word.quoted:
            self._use_the_conversation()

    def _use_the_conversation(self) -> None:
        """Take the conversation on the screen where a number would have to come."""
        here = self.context.conversation
        if here is not None and self.places and self.places[0].kind is ParamKind.CONVERSATION:
            self.given[self.places.pop(0).name] = here

    def _said(self) -> str:
        """The text as typed, without the options that stood in it."""
        if len(self.pieces) == 1:
            return self.pieces[0].text
        said = ""
        for before, word in zip([None, *self.pieces], self.pieces, strict=False):
            gap = self.line[before.end : word.start] if before else ""
            said += (gap if gap.isspace() else " " if before else "") + self.line[word.start : word.end]
        return said

    def _keep(self, param: Param, word: str) -> None:
        value = read_word(param, word, self.context)
        if param.many:
            before = self.given.get(param.name, ())
            self.given[param.name] = (*(before if isinstance(before, tuple) else ()), value)
        else:
            self.given[param.name] = value

    def _fail(self, message: str) -> NoReturn:
        raise Invalid(message, f"Usage: {self.verb.usage}")


def complete(
    line: str, verbs: Mapping[str, Verb], *, handles: Sequence[str], conversations: Sequence[int]
) -> list[str]:
    """Whole words the last word of the line can become."""
    line = line.lstrip().removeprefix(":").lstrip()
    words = [word.text for word in split(line)]
    partial = words.pop() if words and not line[-1:].isspace() else ""
    return [
        word
        for word in _candidates(words, partial, verbs, handles, conversations)
        if word.startswith(partial)
    ]


def _candidates(
    words: Sequence[str],
    partial: str,
    verbs: Mapping[str, Verb],
    handles: Sequence[str],
    conversations: Sequence[int],
) -> list[str]:
    if not words:
        return list(dict.fromkeys(name.split()[0] for name in verbs))
    verb = verbs.get(" ".join(words[:2])) or verbs.get(words[0])
    if verb is None:
        return (
            [name.split()[1] for name in verbs if name.startswith(f"{words[0]} ")] if len(words) == 1 else []
        )
    given = words[len(verb.name.split()) :]
    flags = {param.option: param for param in verb.params if param.flag}
    waiting = flags.get(given[-1]) if given else None
    if waiting is not None and waiting.kind is not ParamKind.SWITCH:
        return _values(waiting, handles, conversations)
    if partial.startswith("-"):
        return [name for name, param in flags.items() if param.many or name not in given]
    return _of_place(verb, given, partial, handles, conversations)


def _of_place(
    verb: Verb, given: Sequence[str], partial: str, handles: Sequence[str], conversations: Sequence[int]
) -> list[str]:
    """What can stand at the next place. A mention can stand anywhere."""
    if partial.startswith("@"):
        return [f"@{handle}" for handle in handles]
    places = [param for param in verb.params if not param.flag]
    if places and places[0].kind is ParamKind.CONVERSATION and given and not is_number(given[0]):
        places.pop(0)
    found = _values(places[len(given)], handles, conversations) if len(given) < len(places) else []
    if not given and len(places) > 1 and places[0].kind is ParamKind.CONVERSATION:
        found = _values(places[1], handles, conversations) + found
    return found


def _values(param: Param, handles: Sequence[str], conversations: Sequence[int]) -> list[str]:
    if param.kind is ParamKind.HANDLE:
        return [f"@{handle}" for handle in handles]
    if param.kind is ParamKind.CONVERSATION:
        return [str(number) for number in conversations]
    return list(param.choices)
