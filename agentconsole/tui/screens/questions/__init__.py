"""Every question the console puts to the person, as a form; one file a family. Named as `questions.course`,
a family is loaded when the first of it is asked."""

from typing import TYPE_CHECKING

from agentconsole.tui.wanted import loading

if TYPE_CHECKING:
    from agentconsole.tui.screens.questions import asks as asks
    from agentconsole.tui.screens.questions import course as course
    from agentconsole.tui.screens.questions import files as files
    from agentconsole.tui.screens.questions import looking as looking
    from agentconsole.tui.screens.questions import mail as mail
    from agentconsole.tui.screens.questions import owning as owning
    from agentconsole.tui.screens.questions import people as people
    from agentconsole.tui.screens.questions import pins as pins
    from agentconsole.tui.screens.questions import promises as promises
    from agentconsole.tui.screens.questions import repeats as repeats

__getattr__ = loading(__name__)
