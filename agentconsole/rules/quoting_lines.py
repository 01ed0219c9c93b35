"""What a line of a mail is: part of a quote, the line above one, a header of an old message.

Each question looks at a fixed number of lines and of characters in each, so that all of them together cost
in proportion to the text.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from agentconsole.rules.quoting_forms import has_time, is_exact, is_worded_by_a_program
from agentconsole.rules.quoting_words import words

WIDTH = 400
"""Characters of a line that are looked at."""
INTRODUCTION = 4
"""Lines over which "On Tue, 3 Mar, Mei Tan <mei@tan.example> wrote:" may be broken."""
HEADERS = 14
"""Lines that a block of headers may have, with those that are broken."""
WORDS_OF_A_DEVICE = 9
NOT_WORDS = re.compile(r"^[\W_]+|[\W_]+$")
BROKEN = 60
"""Characters from which a line may have been broken on its way."""

QUOTED = re.compile(r"[ \t]{0,3}[>＞](?! ?[:：][ \t]*$)")
AROUND = " \t\xa0\u200b\ufeff*_"
ENDS = AROUND + "-–—"
DATED = re.compile(
    r"\d{1,2}[:.h]\d{2}|\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d\d|\d{1,2}時"
    r"|\d{1,2}\.? ?\w{3,9}\.? ?(?:19|20)?\d\d"
)
ADDRESS = re.compile(r"[^\s<>]@[^\s<>]")
ENDS_WITH_ADDRESS = re.compile(r"[>\])] ?[:：]$")
DASHES = "-_=—–"
DASHES_OF_A_PROGRAM = 4
RULED = re.compile(r"[ \t>*]{0,9}(?:_{2,}|-{3,}|={3,}|—{3,}|⸻)[ \t]*$")
LABEL = re.compile(r"[ \t>|]{0,20}[*_]{0,2}(\w[^:：*@<>]{0,24}?)[ \t\xa0*_]{0,3}[:：]")


def is_quoted(line: str) -> bool:
    """It begins with the mark of a quote."""
    return bool(QUOTED.match(line))


def goes_on(line: str, following: str) -> bool:
    """The second line is the rest of the first, which was broken for its length."""
    return is_broken(line) and following[:1].islower()


def is_broken(line: str) -> bool:
    """So long that it may have been broken, and no end of a sentence."""
    return len(line) >= BROKEN and line.rstrip()[-1:] not in ".?!:"


def is_ruled(line: str) -> bool:
    """Nothing but a line across."""
    return len(line) <= WIDTH and bool(RULED.match(line))


def introduction(lines: Sequence[str], end: int) -> int | None:
    """Where the line above a quote begins that ends here; None when none does.

    It has a date or an address, the verb (`wrote`, `schrieb`, `a écrit`) or nothing behind the address, and
    no story.
    """
    if not _can_end(lines[end]):
        return None
    said = ""
    alone: int | None = None
    for start in range(end, max(-1, end - INTRODUCTION), -1):
        line = _bare(lines[start])
        if not line or (start < end and line.endswith((":", "："))):
            break
        said = f"{line} {said}".strip()
        if len(said) > 2 * WIDTH:
            break
        if _introduces(said) and is_worded_by_a_program(said):
            if _opens(line):
                return _further_up(lines, start)
            if start == end and ADDRESS.search(said):
                alone = start
    return alone


def is_exact_introduction(lines: Sequence[str], start: int, end: int) -> bool:
    """These lines are what a mail program writes to the letter: nobody else has to mark what follows."""
    said = " ".join(_bare(line) for line in lines[start : end + 1])
    return is_exact(said, opens=_opens(said))


def _can_end(line: str) -> bool:
    last = line[:WIDTH].rstrip().rstrip(ENDS)
    return last.endswith((":", "：", ">.", ").", "].")) or _says_wrote(last)


def _further_up(lines: Sequence[str], start: int) -> int:
    """`On Nov 21, 2014,` and `at 10:18,` stand in two lines, and either could be the first."""
    above = _bare(lines[start - 1]) if start else ""
    dated = above.endswith(",") and _opens(above) and DATED.search(above)
    return start - 1 if dated and is_worded_by_a_program(above) else start


def _introduces(said: str) -> bool:
    dated, addressed = DATED.search(said), ADDRESS.search(said)
    if not (dated or addressed):
        return False
    if said.endswith((":", "：", ".")):
        return (
            _says_wrote(said)
            or any(word in f" {said.lower()} " for word in words().wrote_inside)
            or bool(dated and addressed and ENDS_WITH_ADDRESS.search(said))
        )
    return bool(dated and addressed)


def _says_wrote(said: str) -> bool:
    """The verb ends it."""
    said = said.rstrip(":：. ").lower()
    if not said.endswith(words().wrote):
        return False
    return any(said.endswith(word) and _whole(said, word) for word in words().wrote)


def _whole(said: str, word: str) -> bool:
    before = said[-len(word) - 1 : -len(word)]
    return not before.isalpha() or ord(before) > 0x2E80 or ord(word[0]) > 0x2E80


def _opens(line: str) -> bool:
    """Whether a line can be the first one above a quote: a date, a weekday, or a word such as `On`."""
    lower = line.lower()
    if lower[:1].isdigit():
        return True
    first = re.split(r"[\s,.]", lower, maxsplit=1)[0]
    return first in words().opens or lower.startswith(words().opens_with)


def _bare(line: str) -> str:
    """Without bold marks, and without dashes around it, as one program writes them."""
    return line[:WIDTH].strip().strip(AROUND).strip("-–— ").rstrip(AROUND)


def is_separator(line: str) -> bool:
    """`-----Original Message-----`, `Begin forwarded message:` and the like, in any language."""
    if len(line) > WIDTH:
        return False
    line = line.strip("> \t*")
    if line[:1] not in DASHES and line[-1:] not in ":：":
        return False
    said = line.strip(DASHES + AROUND + ":：").lower()
    dashed = _dashes(line) >= 2
    if said in words().separators:
        return dashed or line.endswith((":", "："))
    return dashed and any(said.startswith(f"{word} ") for word in words().separators)


def is_exact_separator(line: str) -> bool:
    """A separator with so many dashes as only programs write."""
    return is_separator(line) and _dashes(line.strip("> \t*")) >= DASHES_OF_A_PROGRAM


def _dashes(line: str) -> int:
    return len(line) - len(line.lstrip(DASHES))


class Block(Struct, frozen=True):
    """Headers of an old message."""

    end: int
    """The line behind them."""
    exact: bool
    """All that a mail program writes stands there, and nothing of a form on a website."""


def header_block(lines: Sequence[str], start: int, *, announced: bool = False) -> Block | None:
    """The headers of an old message that begin here; None when they are none.

    Outlook writes `From:`, `Sent:`, `To:`, `Subject:`. Somebody who asks for a journey writes `From:` and
    `To:` as well, but no address or subject; a website names who wrote, and not to whom. `announced`: what
    stands above says that one comes; so does a line across, of which websites are fond too.
    """
    if _label(lines[start]) not in ("from", "sent", "subject", "to"):
        return None
    seen: set[str] = set()
    end, broken = start, 0
    for position in range(start, min(len(lines), start + HEADERS)):
        label = _label(lines[position])
        if label:
            if label == "from" and "from" in seen:
                break
            seen.add(label)
            end, broken = position + 1, 0
        elif broken >= 2 or (not lines[position].strip() and broken):
            break
        else:
            broken += 1
    said = " ".join(line[:WIDTH] for line in lines[start:end])
    ruled = announced or any(is_ruled(line) for line in lines[max(0, start - 2) : start])
    if not _is_block(seen, said, ruled=ruled):
        return None
    whole = seen >= {"from", "sent", "to"} and has_time(said)
    return Block(end, (announced or whole) and not _is_filled_in(lines, end))


def _is_filled_in(lines: Sequence[str], end: int) -> bool:
    """What follows the headers is one more field, of a form that somebody has filled in."""
    for position in range(end, min(len(lines), end + 3)):
        found = LABEL.match(lines[position][:80])
        if found:
            return position == end or " ".join(found[1].lower().split()) in words().forms
        if lines[position].strip():
            break
    return False


def _is_block(seen: set[str], said: str, *, ruled: bool) -> bool:
    if "from" not in seen:
        return False
    others = len(seen & {"sent", "to", "subject"})
    addressed, dated = bool(ADDRESS.search(said)), bool(DATED.search(said))
    if others >= 2:
        return ruled or addressed or ("subject" in seen and dated)
    return others == 1 and ruled and (addressed or dated)


def _label(line: str) -> str:
    found = LABEL.match(line[:80])
    return words().labels.get(" ".join(found[1].lower().split()), "") if found else ""


def is_sent_from(line: str) -> bool:
    """What a telephone or a program adds: `Sent from my iPhone`. No sentence of a person, and no parcel that
    was sent on a Monday."""
    said = line[:WIDTH].strip().strip(AROUND).lower()
    if not said or len(line) > WIDTH or not said.startswith(words().sent_from):
        return False
    if not words().days.isdisjoint(NOT_WORDS.sub("", word) for word in said.split()):
        return False
    said = re.sub(r"[<(\[]\s{0,3}(?:https?:|mailto:)\S*", "", said).strip()
    return (
        len(said.split()) <= WORDS_OF_A_DEVICE and len(said) <= 80 and not said.endswith((".", "!", "?", ":"))
    )


def is_closing(line: str) -> bool:
    """`Kind regards,` and the like, alone in a line."""
    return len(line) <= 60 and NOT_WORDS.sub("", line.lower()) in words().closings
