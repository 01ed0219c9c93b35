"""The servers of well-known providers, so that nobody has to look them up."""

from agentconsole.settings.reading import Table

PRESETS: dict[str, Table] = {
    "gmail": {
        "imap": {"host": "imap.gmail.com"},
        "smtp": {"host": "smtp.gmail.com"},
        "files_sent": True,
    },
    "microsoft365": {
        "imap": {"host": "outlook.office365.com", "auth": "oauth2"},
        "smtp": {"host": "smtp.office365.com", "security": "starttls", "auth": "oauth2"},
        "files_sent": True,
    },
    "fastmail": {
        "imap": {"host": "imap.fastmail.com"},
        "smtp": {"host": "smtp.fastmail.com"},
    },
}
"""As the tables of the configuration; what is not named is as by default. `files_sent` where the provider
itself keeps what is sent."""
