"""A desk with a mailbox on servers that a test started."""

from tests.cli.running import Program
from tests.servers.dovecot import Dovecot


def add_mailbox(
    program: Program,
    incoming: Dovecot,
    smtp_port: int,
    *,
    address: str = "support@desk.test",
    undo: bool = True,
) -> None:
    """The channel `support`. Without `undo`, what is said leaves at once."""
    ran = program(
        *("channel", "add", "email", "support", "--address", address, "--user", "support"),
        *("--imap-host", "localhost", "--imap-port", incoming.imap_port, "--imap-security", "none"),
        *("--smtp-host", "localhost", "--smtp-port", smtp_port, "--smtp-security", "none"),
        *("--no-smtp-login", "--in-file"),
        stdin=incoming.password,
    )
    assert ran.code == 0, ran.err
    if not undo:
        assert program("config", "set", "undo_seconds", "0").code == 0
