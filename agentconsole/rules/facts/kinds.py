"""The kinds of fact that every desk knows. A desk adds its own to them."""

from collections.abc import Iterable, Mapping

from agentconsole.model.fact import FactKind

BUILT_IN: tuple[FactKind, ...] = (
    FactKind(name="order", label="order number"),
    FactKind(name="email", label="account e-mail"),
    FactKind(name="phone", label="phone number"),
    FactKind(name="address", label="address"),
    FactKind(name="device", label="device"),
    FactKind(name="os", label="operating system"),
    FactKind(name="version", label="product version"),
    FactKind(name="plan", label="plan"),
    FactKind(name="serial", label="serial number"),
    FactKind(name="error", label="error text", several=True),
    FactKind(name="tried", label="steps already tried", several=True),
    FactKind(name="name", label="preferred name"),
    FactKind(name="language", label="language"),
    FactKind(name="zone", label="time zone"),
)


def by_name(kinds: Iterable[FactKind]) -> Mapping[str, FactKind]:
    """The kinds under their names. Of two with one name the later stands: a desk may redefine a kind."""
    return {kind.name: kind for kind in kinds}
