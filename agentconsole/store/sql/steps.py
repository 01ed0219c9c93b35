"""The numbered steps that a desk's tables have taken: the same numbers whatever database keeps them."""

from msgspec import Struct

LATEST = 5
"""The number of the newest step, known without looking at the files."""


class Step(Struct, frozen=True):
    """One migration."""

    number: int
    name: str
    sql: str


def steps(dialect: str) -> tuple[Step, ...]:
    """The steps that come with the program, in order, in the words of `sqlite` or `postgres`."""
    from importlib.resources import files  # only loaded by a desk that is behind

    found = files("agentconsole.store").joinpath("migrations").iterdir()
    named = sorted(
        (file.name, file.read_text("utf-8")) for file in found if file.name.endswith(f".{dialect}.sql")
    )
    return tuple(Step(int(name[:4]), name.split(".")[0], sql) for name, sql in named)
