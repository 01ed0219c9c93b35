"""What the configuration can say."""

from collections.abc import Mapping

from agentconsole.settings import meaning
from agentconsole.settings.attachments import ALLOWED_OF_ATTACHMENTS
from agentconsole.settings.channels import ALLOWED_OF_CHANNEL, ALLOWED_OF_SERVER
from agentconsole.settings.facts import ALLOWED_OF_FACT
from agentconsole.settings.hours import ALLOWED_OF_HOURS
from generating.tables import table

OF_TABLES = {
    "channels.NAME": ALLOWED_OF_CHANNEL,
    "channels.NAME.imap]`, `[channels.NAME.smtp": ALLOWED_OF_SERVER,
    "facts.KIND": ALLOWED_OF_FACT,
    "attachments": ALLOWED_OF_ATTACHMENTS,
}
CHANNELS = (
    "A command stands for both servers, or in the table of one for that one alone. "
    "See [a mail account](../how-to/mail-account.md).\n"
)
HOURS = "A day that is not named is as by default; see [hours](../how-to/hours.md).\n"


def page() -> str:
    """What the configuration can say."""
    intro = (
        "# Configuration\n\n"
        "`config.toml`, in `~/.config/agentconsole` on Linux, or wherever `AGENTCONSOLE_CONFIG` says. "
        "A flag goes before the environment, the environment before the file. It never holds a secret.\n\n"
    )
    desk = _keys("in `[desks.NAME]`", meaning.ALLOWED_OF_DESK)
    hours = _keys("in `[hours]`", ALLOWED_OF_HOURS)
    channel, server, fact, files = (_keys(f"in `[{name}]`", allowed) for name, allowed in OF_TABLES.items())
    top = _keys("key", meaning.ALLOWED)
    variables = (
        ("AGENTCONSOLE_DESK", "the desk, as `--desk`"),
        ("AGENTCONSOLE_AS", "the acting agent, as `--as`"),
        ("AGENTCONSOLE_DATABASE", "the database of a server, as `serve --database`"),
        ("AGENTCONSOLE_TOKEN", "the token for a team server"),
        ("AGENTCONSOLE_RESTRICTED", "any value: nothing leads out of the console, as with `--restricted`"),
        ("AGENTCONSOLE_SECRET_NAME", "the password or token of the channel NAME, in capitals, with _ for -"),
        ("AGENTCONSOLE_SECRET_NAME_IMAP, …_SMTP", "the same for one direction alone"),
    )
    environment = table(("in the environment", "is"), [(f"`{name}`", words) for name, words in variables])
    tables = f"{desk}\n{channel}\n{server}\n{CHANNELS}\n{fact}\n{files}\n{hours}\n{HOURS}"
    return f"{intro}{top}\n{tables}\n{environment}"


def _keys(head: str, allowed: Mapping[str, str]) -> str:
    return table((head, "can be"), [(f"`{key}`", words) for key, words in allowed.items()])
