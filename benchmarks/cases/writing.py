"""Typing a reply, with the guard looking at it and the draft being saved, beside a bare text area."""

from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.figures import Figures
from benchmarks.results import Row, floor_at_most, row
from benchmarks.turns import rounds_within

TEXT = (
    "Dear Mei, thank you for writing to us. I have looked at your order and I see that you were charged "
    "twice for the same bag. Could you tell me on which day you flew? The refund is on its way. "
)
BARE = "a bare text area"
QUIET, PATIENCE = 0.03, 0.25
"""Seconds. A blank where there was one already paints nothing."""


def measure(bench: Bench) -> Iterator[Row]:
    """Letter by letter, each once the one before has been painted."""
    for size in bench.sizes:
        with bench.screens(ours=bench.console(size), bare=bench.bare("textual_area")) as screens:
            for each in screens.values():
                each.still(0.3)
            screens["ours"].press(b"\r", quiet=0.5)
            screens["ours"].press(b"r", quiet=0.5)
            found: dict[str, list[float]] = {"ours": [], BARE: []}
            for number in rounds_within(len(TEXT), bench.seconds(25), before=5):
                letter = TEXT[number]
                ours = screens["ours"].press(letter.encode(), quiet=QUIET, patience=PATIENCE)
                bare = screens["bare"].press(letter.encode(), quiet=QUIET, patience=PATIENCE)
                if ours is not None and bare is not None and number >= 0:
                    found["ours"].append(ours.first)
                    found[BARE].append(bare.first)
        figures = {name: Figures(tuple(values)) for name, values in found.items()}
        yield floor_at_most(row("typing a reply: a letter", size, figures, floor=BARE), 1.2)
