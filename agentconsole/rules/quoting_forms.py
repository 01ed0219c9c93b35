"""How mail programs word the line above a quote, and how people word what they remember of a mail.

A program says a day, a time, a name, an address and that they wrote, and nothing else.
"""

import re

from agentconsole.rules.quoting_words import words

MONTH = r"[^\W\d_]{3,14}\.?"
YEAR = r"(?:19|20)\d\d"
DATE = re.compile(
    rf"\d{{4}} ?[年년] ?\d{{1,2}} ?[月월] ?\d{{1,2}} ?[日일]"
    rf"|\d{{1,4}}[./-] ?\d{{1,2}}[./-] ?\d{{2,4}}"
    rf"|\d{{1,2}}(?:\.|st|nd|rd|th)? (?:de |of )?{MONTH},? (?:de |of )?{YEAR}"
    rf"|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? {YEAR}"
    rf"|{YEAR}\. ?{MONTH} \d{{1,2}}",
)
"""A day with its year."""
CLOCK = re.compile(r"(?<![\d.])\d{1,2}(?:[:h]\d\d|\.\d\d(?![.\d])|時|点)")
SECONDS = re.compile(r"\d:\d\d:\d\d")
BRACKETED = re.compile(r"[<(\[]\s?(?:mailto:)?[^\s<>@]{1,100}@")
NAME_FIRST = re.compile(r"[^,;:!?@<]{1,60}[<(\[]")
NAMED = re.compile(r"&[a-z]{2,5};|\"[^\"]{0,100}\"|“[^”]{0,100}”|[^\s@]{0,100}@[^\s]{0,100}|mailto:")
SENTENCES = re.compile(r"[!?;。！？；]|[^\W\d_]{3}\.\s+[^\W\d_]")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
NAMES = 4
"""Words of a name, and of a name with its address, more of which stands beside."""
NAMES_WITH_ADDRESS = 8
SMALL_WORDS_WITH_ADDRESS = 3
"""Of those, words in small letters: some write their names so."""
ONE_WORD = 20
PLAIN = re.compile(r"[^\W_]+(?:[ '’][^\W_]+){0,14}[.!?。！？]?")
PLAIN_CHARACTERS = 80


def is_worded_by_a_program(said: str) -> bool:
    """Nothing beside day, time, name, address and the verb: no story around them."""
    rest = DATE.sub(" 0 ", NAMED.sub(" 0 ", said))
    if SENTENCES.search(rest):
        return False
    others = [word for word in WORD.findall(rest) if len(word) > 1 and not _is_known(word)]
    addressed = "@" in said
    small = sum(word[0].islower() for word in others)
    if any(len(word) > ONE_WORD for word in others):
        return False
    most, most_small = (NAMES_WITH_ADDRESS, SMALL_WORDS_WITH_ADDRESS) if addressed else (NAMES, 0)
    return len(others) <= most and small <= most_small


def _is_known(word: str) -> bool:
    lower = word.lower().replace("’", "'")
    return lower in words().introducing


def has_time(said: str) -> bool:
    """A day with its year, and a time."""
    return bool(DATE.search(said) and CLOCK.search(DATE.sub(" ", said)))


def is_exact(said: str, *, opens: bool) -> bool:
    """A day with its year, a time and an address in brackets, as programs write them; one writes the seconds
    instead of brackets. `opens`: it begins as such lines do; otherwise it has to begin with the name."""
    if not (opens or NAME_FIRST.match(said)):
        return False
    if "@" not in said or not has_time(said):
        return False
    return bool(BRACKETED.search(said) or SECONDS.search(said)) and is_worded_by_a_program(said)


def is_one_sentence(line: str) -> bool:
    """A few words without a comma or a dash in them: no room for an answer."""
    return len(line) <= PLAIN_CHARACTERS and bool(PLAIN.fullmatch(line.strip()))
