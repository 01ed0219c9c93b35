"""Whether the real mail at hand is the collection whose peculiarities are known one by one.

Of that one the tests say exactly what is otherwise than expected, and why. Of any other mail only that must
hold which holds of all mail.
"""

import hashlib
import os
from pathlib import Path

import pytest

AT_HAND = Path(os.environ.get("AGENTCONSOLE_TEST_DATA", "nowhere")) / "mail"
LOOKED_AT = "4e1a0d0c2b625568"
"""Of the names and sizes of its files."""


def _digest() -> str:
    files = sorted(path for path in AT_HAND.rglob("*") if path.is_file())
    names = (f"{path.relative_to(AT_HAND)} {path.stat().st_size}\n" for path in files)
    return hashlib.sha256("".join(names).encode()).hexdigest()[:16]


IS_LOOKED_AT = AT_HAND.is_dir() and _digest() == LOOKED_AT
only_of_it = pytest.mark.skipif(
    not IS_LOOKED_AT,
    reason="AGENTCONSOLE_TEST_DATA names no mail, or other mail than was looked at one by one",
)
