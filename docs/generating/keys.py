"""Every key of the console, by place."""

from agentconsole.tui.actions import ACTIONS, Where
from agentconsole.tui.keymap import said
from generating.tables import table

INTRO = """\
# Keys

Two keys with a blank between them are pressed one after the other. The innermost place that knows a key
decides what it does; letters typed into a text are text. An action without a key is in the palette
(`ctrl+p`).

Other keys are given in the configuration, by id; see [changing keys](../how-to/change-keys-and-colours.md).
"""


def page() -> str:
    """Every key of the console, by place."""
    parts = [INTRO]
    for where in Where:
        rows = [
            (" ".join(f"`{said(key)}`" for key in action.keys), action.title, action.help, f"`{action.id}`")
            for action in ACTIONS
            if action.where is where
        ]
        if rows:
            parts.append(f"\n## {where.value.capitalize()}\n\n{table(('key', 'does', '', 'id'), rows)}")
    return "".join(parts)
