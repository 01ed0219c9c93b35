"""What can go wrong with a desk whatever database keeps it, in words for a person.

`desk` is how people call the place: a path, or a name of the database without its password.
"""

from pathlib import Path

from agentconsole.model.errors import DeskError, Invalid, Misconfigured, Unavailable
from agentconsole.store.sql.steps import LATEST, Step


def busy(desk: Path | str, seconds: float) -> Unavailable:
    """Nobody let us have a turn."""
    return Unavailable(
        f"The desk at {desk} has been busy for {seconds:.0f} seconds.",
        "Another program holds it: try again when that has finished.",
    )


def half_a_character() -> Invalid:
    """A text was given that no database takes."""
    return Invalid(
        "The text has half a character in it, which cannot be kept.", "Decode it with errors='replace'."
    )


def brought_on(version: int | None) -> Misconfigured:
    """The desk took a step while it was open here."""
    return Misconfigured(
        f"The desk was brought to version {version} by another program; this one knows {LATEST}.",
        "Start this program again.",
    )


def too_new(desk: Path | str, found: int, newest: int) -> Misconfigured:
    """The desk has taken steps that did not come with this program."""
    return Misconfigured(
        f"The desk at {desk} was made by a newer agentconsole: it has version {found},"
        f" and this program knows {newest}.",
        "Install the newer agentconsole.",
    )


def not_taken(desk: Path | str, step: Step, reason: str) -> DeskError:
    """A step failed, and the desk is as it was."""
    return DeskError(
        f"The desk at {desk} could not be brought up to date by {step.name}: {reason}. Nothing was changed.",
        "Go on with the program you used before, and report this.",
    )
