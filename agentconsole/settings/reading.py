"""Reading tables of the configuration: what is not known is a warning, what cannot be used is an error."""

from pathlib import Path
from typing import Any

import msgspec

from agentconsole.model.errors import Misconfigured

Table = dict[str, Any]


class Reading:
    """One reading of one file. What may stand at a key is said in words, for whoever has to correct it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.warnings: list[str] = []

    def known(self, table: Table, allowed: dict[str, str], prefix: str = "") -> Table:
        """The part of a table that is understood; the rest is warned of."""
        for name in sorted(table.keys() - allowed.keys()):
            from difflib import get_close_matches

            near = get_close_matches(name, allowed, 1)
            perhaps = f" Perhaps {prefix}{near[0]} is meant." if near else ""
            self.warnings.append(f"{self.file}: there is no {prefix}{name}.{perhaps}")
        return {name: value for name, value in table.items() if name in allowed}

    def table(self, value: object, key: str, allowed: str) -> Table:
        """A table. Raises `Misconfigured` for anything else."""
        if not isinstance(value, dict):
            raise self.wrong(key, "is not a table", allowed)
        return value

    def value(self, value: object, key: str, kind: Any, allowed: str) -> Any:
        """A value of that kind. Raises `Misconfigured` for any other."""
        try:
            return msgspec.convert(value, kind)
        except msgspec.ValidationError:
            raise self.wrong(key, f"cannot be {value!r}", allowed) from None

    def values(self, table: Table, kinds: dict[str, Any], allowed: dict[str, str], prefix: str) -> Table:
        """Each value of the kind it has, text where none is named."""
        return {
            name: self.value(said, f"{prefix}{name}", kinds.get(name, str), allowed[name])
            for name, said in table.items()
        }

    def wrong(self, key: str, what: str, allowed: str) -> Misconfigured:
        """What to raise for a key."""
        return Misconfigured(f"{self.file}: {key} {what}.", f"It can be {allowed}.")
