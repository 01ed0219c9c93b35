"""The places one can be, each with its style sheet beside it. One that is only named as `screens.search` is
loaded when somebody goes there: all of them would take a tenth of the start."""

from typing import TYPE_CHECKING

from agentconsole.tui.wanted import loading

if TYPE_CHECKING:
    from agentconsole.tui.screens import asks as asks
    from agentconsole.tui.screens import board as board
    from agentconsole.tui.screens import brief as brief
    from agentconsole.tui.screens import command as command
    from agentconsole.tui.screens import customer as customer
    from agentconsole.tui.screens import customers as customers
    from agentconsole.tui.screens import facts as facts
    from agentconsole.tui.screens import help as help  # noqa: A004 - a place like the others
    from agentconsole.tui.screens import kept as kept
    from agentconsole.tui.screens import palette as palette
    from agentconsole.tui.screens import promises as promises
    from agentconsole.tui.screens import questions as questions
    from agentconsole.tui.screens import search as search

__getattr__ = loading(__name__)
