"""What a mail quotes, and what stands below its words, folded to a line: still there, and out of the way."""

from collections.abc import Iterator, Sequence

from agentconsole.model.entry import Entry, Kind
from agentconsole.rules.quoting import Fold, What, folds

LONG = 16_000
"""Characters above which a console looks for what to fold beside what it does."""

WORDS: dict[What, str] = {
    "quote": "quoted",
    "signature": "of a signature",
    "disclaimer": "of small print",
}


def may_fold(entry: Entry) -> bool:
    """It is a message as a channel brought it: what we write here ourselves is shown as written."""
    return entry.kind == Kind.MESSAGE and bool(entry.external_id) and not entry.kept_raw


def folds_of(entry: Entry) -> tuple[Fold, ...]:
    """What of its text is folded, from top to bottom."""
    return folds(entry.text) if may_fold(entry) else ()


def pieces(text: str, shut: Sequence[Fold]) -> Iterator[str | Fold]:
    """The text between the folds, and the folds, in order. What has only blank lines is left out."""
    lines = text.split("\n")
    begin = 0
    for fold in (*shut, None):
        piece = "\n".join(lines[begin : fold.first if fold else None])
        if piece.strip():
            yield piece
        if fold:
            yield fold
            begin = fold.last + 1


def fold_words(fold: Fold, hint: str = "") -> str:
    """`… 12 lines quoted (v opens)`. `hint` says how it opens."""
    count = fold.last - fold.first + 1
    said = f"… {count:,} line{'s' * (count > 1)} {WORDS[fold.what]}"
    return f"{said} ({hint})" if hint else said
