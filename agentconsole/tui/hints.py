"""What went wrong, said as the console says it: the way to help as keys where there is one."""

import re
from collections.abc import Callable, Mapping

from agentconsole.model.errors import DeskError, Refused
from agentconsole.rules.asking import ASKING
from agentconsole.rules.standing import ONE_OWNER, ONE_VOICE
from agentconsole.settings.config import Config
from agentconsole.tui.state import State

_COMMAND = re.compile(r"\bagentconsole ((?:agent )?[a-z]+)")


def thin_line(config: Config, environ: Mapping[str, str]) -> tuple[str, ...]:
    """What to say to somebody who comes over SSH and has not said how thin the line is."""
    if "SSH_CONNECTION" not in environ or config.low_bandwidth is not None:
        return ()
    return "Over SSH, --low-bandwidth sends less", "config set low_bandwidth false ends this hint"


def hint(error: DeskError, state: State, key_of: Callable[[str], str]) -> str:
    """The next step. `key_of` names the key of an action."""
    conversation = state.conversation
    ours = isinstance(error, Refused) and error.rule in (ONE_OWNER, ONE_VOICE, ASKING)
    if ours and conversation is not None and conversation.owner is None:
        return f"{key_of('owner.claim')} claims it, and so does the first reply"
    if ours and conversation is not None and conversation.owner != state.me:
        owner = state.agents.get(conversation.owner or "")
        tells = f"{key_of('conversation.note')} leaves {owner.first_name if owner else 'the owner'} a note"
        return f"{key_of('ask.answer')} answers your question, {tells}" if state.my_asks else tells
    return _COMMAND.sub(_as_line, error.hint)


def _as_line(found: re.Match[str]) -> str:
    """The verb as the `:` line has it; a command that it does not have stays one."""
    from agentconsole.desk.verbs import VERBS  # all commands: only where a hint names one

    return f":{found[1]}" if found[1] in VERBS else found[0]
