"""A Typer command that does nothing."""

import typer


def nothing() -> None:
    """Nothing."""


typer.run(nothing)
