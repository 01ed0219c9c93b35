"""The keys of writing and of sending."""

from agentconsole.model import commands as c
from agentconsole.tui import state as only
from agentconsole.tui.action import Where
from agentconsole.tui.action import declared as _in

COMPOSER = (
    _in(
        Where.COMPOSER,
        "composer.instead",
        "Say what we have instead of asking",
        "f8",
        help="For a sentence that asks for what the customer told us already.",
        commands=(c.MarkRepeat,),
        footer="say what we have",
        blocked=only.to_say_instead,
    ),
    _in(
        Where.COMPOSER,
        "composer.anyway",
        "Ask anyway",
        "f9",
        help="The reason is kept, and the sentence is left in peace.",
        commands=(c.MarkRepeat,),
        footer="ask anyway",
        blocked=only.to_say_instead,
    ),
    _in(
        Where.COMPOSER,
        "composer.introduce",
        "Introduce myself",
        "f3",
        help="A line above the reply, to somebody whose person is away or has left.",
        footer="introduce yourself",
        blocked=only.to_introduce_myself,
    ),
    _in(
        Where.COMPOSER,
        "composer.must_read",
        "The note must be read, or need not",
        "f5",
        help="Nobody in the conversation writes to the customer before having acknowledged it.",
        footer="must be read",
        blocked=only.to_mark_must_read,
    ),
    _in(Where.COMPOSER, "composer.strip", "Send…", "ctrl+s", footer="send…", palette=False),
    _in(
        Where.COMPOSER,
        "composer.leave",
        "Leave (draft kept)",
        "escape",
        commands=(c.SaveDraft,),
        footer="leave (draft kept)",
        palette=False,
    ),
    _in(
        Where.COMPOSER,
        "composer.editor",
        "Your editor",
        "f4",
        footer="editor",
        blocked=only.inside("An editor"),
        palette=False,
    ),
    _in(Where.STRIP, "send.now", "Send", "enter", palette=False),
    _in(Where.STRIP, "send.later", "Send later", "l", palette=False),
    _in(Where.STRIP, "send.close", "Send and close", "e", palette=False),
    _in(Where.STRIP, "send.promises", "Make the promises in it, or none", "p", palette=False),
    _in(Where.STRIP, "send.keeps", "It keeps what was promised, or nothing", "k", palette=False),
    _in(Where.STRIP, "send.toggle", "This promise, or not", "x", palette=False),
    _in(Where.STRIP, "send.down", "Next promise", "down", palette=False),
    _in(Where.STRIP, "send.up", "Promise before", "up", palette=False),
    _in(Where.STRIP, "send.back", "Back to the text", "escape", palette=False),
)
