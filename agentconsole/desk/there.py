"""Where the customer is whom a verb is about: a promise to them is due on their clock."""

from datetime import tzinfo

from agentconsole.desk.api import Desk
from agentconsole.desk.params import Given
from agentconsole.rules.zones import read


def their_zone(desk: Desk, given: Given) -> tzinfo | None:
    """The time zone of the customer to whom a conversation or a promise belongs. Raises NotFound."""
    number, promise = given.get("conversation"), given.get("promise")
    if isinstance(promise, int):
        number = desk.promise(promise).conversation
    if not isinstance(number, int):
        return None
    name, _ = desk.zone(desk.conversation(number).customer.id)
    return read(name)
