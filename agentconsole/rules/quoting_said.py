"""Whether what stands below a mail is said by the one who wrote it, or put there by a server or a lawyer."""

import re
from itertools import islice

from agentconsole.rules.quoting_lines import LABEL, NOT_WORDS
from agentconsole.rules.quoting_words import words

SHORTEST_DISCLAIMER = 10
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
ENDS = re.compile(r"[^\W\d_]{2}[.!?…]+[\"')\]]?(?:\s|$)|[。！？]")
ASKS = re.compile(r"[?？](?:\s|$)|？")
PLACE = re.compile(r"\S{0,200}(?:://|www\.|@)\S*")
HIRAGANA = re.compile(r"[ぁ-ん]")
WITHOUT_SPACES = re.compile(r"[ぁ-ヿ㐀-鿿]+")
BEGINNING = 80
WIDTH = 400
SMALL_WORDS_THAT_END = 2
"""Words in small letters of a sentence that ends as one."""
SMALL_WORDS = 5
"""Of one that does not."""
LETTER = 2
"""Letters of `T:`, `M:`, `Ph:`."""
CHINESE = re.compile("[请請了吗嗎没沒我您你不还還很]")
"""Letters of sentences that names of people and companies have not."""
JAPANESE = 6
"""Letters between the nouns of a sentence."""
SEVERAL = 2
"""Phrases that make a disclaimer, and, where its writers speak of themselves, one more."""


def is_disclaimer(paragraph: str, *, below_signature: bool = False) -> bool:
    """Something a server or a lawyer has put below a mail: several legal phrases, or one that begins it below
    a signature. They never ask, and say `you`, `we` at most, and not `I`."""
    said = " ".join(paragraph.lower().split())
    if len(said) < SHORTEST_DISCLAIMER:
        return False
    hits = len(list(islice((phrase for phrase in words().disclaimers if phrase in said), SEVERAL + 1)))
    if not hits or _speaks(paragraph, words().first) or ASKS.search(said):
        return False
    if _speaks(paragraph, words().we):
        return hits > SEVERAL and below_signature
    begins = NOT_WORDS.sub("", said).startswith(words().disclaimers)
    return hits >= SEVERAL or (below_signature and begins)


def is_afterthought(line: str) -> bool:
    """`PS`, `One more thing` and the like, in any language."""
    said = line[:BEGINNING].strip().lower().lstrip("*_")
    return said.startswith(words().afterthoughts) and any(
        said.startswith(word) and _is_whole(said, word) for word in words().afterthoughts
    )


def _is_whole(said: str, word: str) -> bool:
    return not word[-1].isalpha() or ord(word[-1]) > 0x2E80 or not said[len(word) :][:1].isalpha()


def is_sentence(line: str, *, small: int = SMALL_WORDS) -> bool:
    """What people say, and not what stands on a card: it ends as sentences do, or has many small words."""
    line = PLACE.sub(" ", line[:WIDTH])
    found = WORD.findall(line)
    few = _small(found)
    if ENDS.search(line) and (few >= SMALL_WORDS_THAT_END or WITHOUT_SPACES.search(line)):
        return True
    if len(HIRAGANA.findall(line)) >= JAPANESE:
        return True
    return few >= small and 2 * few > len(found)


def has_legal_words(line: str) -> bool:
    """One of the phrases of a disclaimer stands in it."""
    said = line.lower()
    return any(phrase in said for phrase in words().disclaimers)


def is_on_a_card(line: str, *, beside_name: bool = False) -> bool:
    """A name, an office, a number: no words of somebody, no field but of contacts. `beside_name`: where an
    office with a capital before its small letters is no sentence."""
    line = PLACE.sub(" ", line[:WIDTH]).strip()
    label = LABEL.match(line[:80])
    said = line[label.end() :] if label else line
    if ASKS.search(line) or is_afterthought(line) or is_sentence(said) or CHINESE.search(line):
        return False
    if label:
        return _is_contact(label[1])
    if beside_name and not line[:1].islower():
        return not _speaks(line, words().first | words().we)
    found = WORD.findall(line)
    few = _small(found)
    return few < SMALL_WORDS_THAT_END or 2 * few <= len(found) or line[:1].isdigit()


def _is_contact(label: str) -> bool:
    first = WORD.search(label.lower())
    return not first or len(first[0]) <= LETTER or first[0] in words().contacts


def is_said_by_oneself(line: str, *, small: int = SMALL_WORDS) -> bool:
    """A sentence, in the first person."""
    return is_sentence(line, small=small) and _speaks(line, words().first | words().we)


def _speaks(said: str, people: frozenset[str]) -> bool:
    """One of these words stands in it. The English `I` is a capital: others have a small one."""
    for word in WORD.findall(said):
        lower = word.lower().replace("’", "'")
        if lower in people and word != "i":
            return True
    return any(ord(one[0]) > 0x2E80 and one in said for one in people)


def _small(found: list[str]) -> int:
    return sum(word[0].islower() for word in found)
