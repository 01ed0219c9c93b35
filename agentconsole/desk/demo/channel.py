"""The way out of the demo: everything is marked as sent, and goes nowhere."""

from agentconsole.model.keeping import Outgoing


class SimulatedChannel:
    """A sender (`channels.base`) that carries every channel and lets each message vanish, under its own
    eyes: `sent` holds their keys, so that a message given twice leaves once."""

    name = "simulated: nothing leaves this machine"

    def __init__(self) -> None:
        self.sent: set[str] = set()

    def carries(self, channel: str) -> bool:
        """Every one."""
        return True

    def send(self, message: Outgoing) -> None:
        """As if it had left."""
        self.sent.add(message.key)
