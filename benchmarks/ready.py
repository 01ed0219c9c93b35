"""What is measured, made before anything is. A machine's first run does that for some minutes, on all of its
processors; later ones find it."""

import os
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any

from benchmarks import peers
from benchmarks.bench import Bench
from benchmarks.making import filling

AT_ONCE = 3
"""A desk is made by one processor, and so is an index; the last two of them share the time that is left."""


def ready(bench: Bench) -> None:
    """Make the desks and the mails, and let the peers index these."""
    with ProcessPoolExecutor(AT_ONCE) as workers:
        mails = workers.submit(peers.mails, bench.mailbox)
        making: list[Future[Any]] = [workers.submit(filling.made, size) for size in reversed(bench.sizes)]
        mails.result()
        if "notmuch" not in bench.missing:
            making.append(workers.submit(peers.notmuch, bench.mails))
        if "mu" not in bench.missing:
            making.append(workers.submit(peers.mu, bench.mails))
        for each in making:
            each.result()
    os.sync()
