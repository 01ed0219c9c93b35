"""Where a reply promises something by a time.

How a language promises is data: `languages/en.toml`. It names times, and what they hang on: ours ("I'll",
"you will have"), theirs ("please", "if you", "I called"), and what takes a promise back ("I can't say
whether"). A time belongs to the nearest of these that begins before it. Nothing is understood beyond
that; what is found is offered, with its time, and the writer decides.
"""

from agentconsole.rules.promising.finding import promised

__all__ = ["promised"]
