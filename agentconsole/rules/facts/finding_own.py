"""Kinds of fact that a desk defines for itself, by a pattern from its settings.

Whoever writes the pattern means well, and may still write one that takes for ever on some text, which
would stop every message from coming in. So `wrong_with` counts beforehand in how many ways a pattern can fit
a line: a repeat inside a repeat, `(\\w+ ?)+`, has endlessly many and is refused, and so are three repeats
without an end; `\\s*` counts little. What is left sees a message in lines of at most `LINE` characters, with
blanks drawn together, and no more than `LINES` of them. A pattern that is refused, or that is no regular
expression, finds nothing; the settings ask `wrong_with` to say so where it is written.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from math import prod
from warnings import catch_warnings, simplefilter

from agentconsole.model.fact import FactKind, Found
from agentconsole.rules.facts.finding_text import meant

LINE = 200
LINES = 40
LONGEST = 500
"""Characters of a pattern."""
_WAYS = LINE * LINE * 100
_TOKEN = re.compile(
    r"\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\((?:\?(?:P?<?[=!]|:|P<\w+>|[aiLmsux-]+:))?|\)|\||[*+?][?+]?|"
    r"\{\d*,?\d*\}[?+]?|[\s\S]"
)
_BLANKS = frozenset({r"\s", " ", "[ ]"})


def wrong_with(pattern: str) -> str | None:
    """Why a pattern cannot be used, in words that go on "the pattern ..."; None where it can."""
    if len(pattern) > LONGEST:
        return f"is longer than {LONGEST} characters"
    try:
        with catch_warnings():
            simplefilter("error")  # what is said to change its meaning one day is no pattern to rely on
            compiled = re.compile(pattern, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        return f"is no regular expression: {error}"
    if _ways(pattern) > _WAYS:
        return "could take for ever: it repeats what repeats, or repeats too much"
    return "also fits where nothing stands" if compiled.fullmatch("") else None


def _ways(pattern: str) -> int:
    """In how many ways a pattern can fit one line, at most: what trying them all would cost. Each level of
    brackets has the product of its parts, and the last part, which a repeat may follow."""
    levels = [[1, 1]]
    blank = False
    for token in _TOKEN.findall(pattern):
        product, last = levels[-1]
        if repeat := _repeat(token):
            least, most = repeat
            levels[-1][1] = _repeated(last, least, min(most, 2) if blank else most)
        elif token == ")" and len(levels) > 1:
            levels.pop()
            levels[-1] = [min(_TOO_MANY, levels[-1][0] * levels[-1][1]), min(_TOO_MANY, product * last)]
        elif token == "|":
            levels[-1] = [min(_TOO_MANY, product * last * 2), 1]
        elif token[0] == "(":
            levels.append([1, 1])
        else:
            levels[-1] = [min(_TOO_MANY, product * last), 1]
        blank = token in _BLANKS
    return min(_TOO_MANY, prod(each for level in levels for each in level))


_TOO_MANY = 10**12


def _repeat(token: str) -> tuple[int, int] | None:
    """The least and the most times that a repeat stands for."""
    if token[0] in "*+?":
        return (0, 1) if token[0] == "?" else (0, LINE)
    if token[0] != "{" or not any(each.isdigit() for each in token):
        return None
    least, comma, most = token.rstrip("?+").strip("{}").partition(",")
    bottom = min(int(least[:9] or 0), LINE)
    return bottom, (min(int(most[:9]), LINE) if most else LINE if comma else bottom)


def _repeated(ways: int, least: int, most: int) -> int:
    each = 1 if ways == 1 else _TOO_MANY if most > 20 else min(_TOO_MANY, ways ** max(most, 1))
    return min(_TOO_MANY, each * (max(0, most - least) + 1))


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    return None if wrong_with(pattern) else re.compile(pattern, re.IGNORECASE)


def search(kind: FactKind, text: str) -> Iterator[Found]:
    """What the pattern of the kind finds: its first group, or the whole match where it has none."""
    pattern = _compiled(kind.pattern)
    if pattern is None:
        return
    group = 1 if pattern.groups else 0
    for line, places in _lines(text):
        for match in pattern.finditer(line):
            start, end = match.span(group)
            if start < end and line[start:end].strip() and meant(line, match.start()):
                yield Found(
                    kind=kind.name,
                    value=line[start:end].strip(),
                    start=places[start],
                    end=places[end - 1] + 1,
                )


def _lines(text: str) -> Iterator[tuple[str, list[int]]]:
    """Short lines with each run of blanks as one, and where each of their characters stands in the text."""
    for count, line in enumerate(re.finditer(rf"[^\n]{{1,{LINE}}}(?!\S)|[^\n]{{1,{LINE}}}", text)):
        if count == LINES:
            return
        places = [
            place
            for place in range(line.start(), line.end())
            if not (text[place].isspace() and place > line.start() and text[place - 1].isspace())
        ]
        yield "".join(" " if text[place].isspace() else text[place] for place in places), places
