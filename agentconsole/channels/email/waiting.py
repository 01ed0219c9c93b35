"""Waiting for mail: IDLE (RFC 2177) where the server has it, and nothing but time where it has not.

Whoever waits looks into the mailbox afterwards, whether anything was said or not, and waits no longer than
it may take for that: so a server whose IDLE says nothing is polled, and a line that went silently dead is
found out.
"""

from threading import Event
from time import monotonic

from agentconsole.channels.email.imap import Connection

LONGEST = 540.0
"""Seconds of one IDLE: a provider may hang up on one after ten minutes, the RFC says after thirty."""
STEP = 0.5
"""Seconds until a wait notices that it is to stop."""
TAG = b"WAIT"
NEWS = (b"EXISTS", b"RECENT", b"EXPUNGE")
MANY = 1_000


def wait(connection: Connection, seconds: float, stop: Event) -> bool:
    """Until the open mailbox has changed (True), the time is up, or `stop` is set.

    After `stop` the connection may only be closed. Raises `Broken` when it is."""
    until = monotonic() + min(seconds, LONGEST)
    if "IDLE" not in connection.capabilities:
        stop.wait(max(0.0, until - monotonic()))
        return False
    with connection.speaking():
        begun, news = _begun(connection)
        if not begun:
            stop.wait(max(0.0, until - monotonic()))
            return False
        news = news or _heard(connection, until, stop)
        if not stop.is_set():
            _ended(connection)
    return news


def _begun(connection: Connection) -> tuple[bool, bool]:
    """Whether the server is listening, and whether it had news before it was."""
    connection.line.send(TAG + b" IDLE\r\n")
    news = False
    for _ in range(MANY):
        line = connection.line.readline()
        if line.startswith(b"+"):
            return True, news
        if line.startswith(TAG):
            return False, news
        news = news or _is_news(line)
    raise connection.broken("it does not answer IDLE")


def _heard(connection: Connection, until: float, stop: Event) -> bool:
    while not stop.is_set() and (left := until - monotonic()) > 0:
        line = connection.line.line_within(min(left, STEP))
        if line is None:
            continue
        if line.startswith(b"* BYE") or line.startswith(TAG):
            raise connection.broken(f"it ended: {line.decode('utf-8', 'replace').strip()}")
        if _is_news(line):
            return True
    return False


def _is_news(line: bytes) -> bool:
    return line.startswith(b"* ") and line.split()[-1].upper() in NEWS


def _ended(connection: Connection) -> None:
    connection.line.begin()
    connection.line.send(b"DONE\r\n")
    for _ in range(MANY):
        if connection.line.readline().startswith(TAG):
            return
    raise connection.broken("it does not end IDLE")
