"""The words by which mail programs mark what is not new, in the languages of `quoting.toml`."""

from functools import cache

from msgspec import Struct

LABELS = ("from", "sent", "to", "subject", "other")


class Words(Struct, frozen=True):
    """Of all languages together: a mail may be written in one and its program speak another."""

    opens: frozenset[str]
    opens_with: tuple[str, ...]
    """Of those, what is several words, or of a script without spaces."""
    days: frozenset[str]
    """Of those, weekdays that are written out."""
    wrote: tuple[str, ...]
    wrote_inside: tuple[str, ...]
    introducing: frozenset[str]
    """Every single word of a line above a quote that is neither a name nor a month."""
    labels: dict[str, str]
    """What a label says (`from`, `sent`, `to`, `subject`, `other`) by its text."""
    forms: frozenset[str]
    contacts: frozenset[str]
    separators: frozenset[str]
    sent_from: tuple[str, ...]
    closings: frozenset[str]
    disclaimers: tuple[str, ...]
    first: frozenset[str]
    we: frozenset[str]
    afterthoughts: tuple[str, ...]


@cache
def words() -> Words:
    """Read once."""
    import tomllib  # only where a text is folded
    from pkgutil import get_data  # of all that reads such a file, what loads least

    said = get_data("agentconsole.rules", "quoting.toml") or b""
    languages: list[dict[str, list[str]]] = list(tomllib.loads(said.decode()).values())

    def every(*kinds: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for one in languages for kind in kinds for word in one.get(kind, ())))

    introducing = " ".join(every("opens", "wrote", "wrote_inside", "between"))
    sent = " ".join(every("sent_from")).split()
    return Words(
        opens=frozenset(every("opens")),
        opens_with=tuple(word for word in every("opens") if not word.isascii() or " " in word),
        wrote=every("wrote"),
        days=frozenset(word for word in every("opens") if len(word) >= 5 and word not in sent),
        wrote_inside=tuple(f" {word} " for word in every("wrote_inside")),
        introducing=frozenset(introducing.replace("(", " ").replace(")", " ").split()),
        labels=_labels([one["labels"] for one in languages if "labels" in one]),  # type: ignore[misc]
        forms=frozenset(every("forms")),
        contacts=frozenset(every("contacts")),
        separators=frozenset(every("separators")),
        sent_from=every("sent_from"),
        closings=frozenset(every("closings")),
        disclaimers=every("disclaimers"),
        first=frozenset(every("first")),
        we=frozenset(every("we")),
        afterthoughts=every("afterthoughts"),
    )


def _labels(languages: list[dict[str, list[str]]]) -> dict[str, str]:
    """Where a word is a label of several kinds, the first kind counts."""
    found: dict[str, str] = {}
    for kind in LABELS:
        for language in languages:
            for word in language.get(kind, ()):
                found.setdefault(word, kind)
    return found
