"""A batch over the line: what cannot even be written down is kept out here, as a desk does."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from agentconsole.client.kept import encoded
from agentconsole.model.commands import Receive
from agentconsole.model.errors import Invalid

T = TypeVar("T")


def whole(
    batch: Sequence[Receive], send: Callable[[Sequence[Receive]], list[T | Exception]]
) -> list[T | Exception]:
    """What `send` answers for those that can be written down, and for each other why it cannot, in order."""
    problems = {number: why for number, each in enumerate(batch) if (why := _problem(each))}
    answers = iter(send([each for number, each in enumerate(batch) if number not in problems]))
    return [problems.get(number) or next(answers) for number in range(len(batch))]


def _problem(command: Receive) -> Invalid | None:
    try:
        encoded(command)
    except Invalid as why:
        return why
    return None
