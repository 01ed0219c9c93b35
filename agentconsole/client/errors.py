"""What can go wrong on the way to a server. All of it may be over in a moment: `Unavailable`."""

import os
from pathlib import Path

from agentconsole.model.errors import Unavailable

AGAIN = "Look at the network, and try again"


class Unreached(Unavailable):
    """The server could not be reached, or its answer did not arrive."""

    def __init__(
        self, message: str, hint: str = AGAIN, *, delivered: bool = False, slow: bool = False
    ) -> None:
        super().__init__(message, hint)
        self.delivered = delivered
        """Whether the request may have arrived: nobody knows then whether it was done."""
        self.slow = slow
        """Whether time ran out: asking again at once would only wait again."""


class Untrusted(Unreached):
    """Whoever answers cannot show that they are the server. Nothing was sent."""

    def __init__(self, message: str) -> None:
        super().__init__(message, _whom_to_trust(), slow=True)


def _whom_to_trust() -> str:
    """What to do. The library says nothing of a file that is not there, and trusts nobody for it."""
    file = os.environ.get("SSL_CERT_FILE")
    if file and not Path(file).is_file():
        return f"SSL_CERT_FILE names {file}, and there is no such file"
    if file:
        return f"Ask who runs it. SSL_CERT_FILE names {file}: it may be the certificate of somebody else"
    return "Ask who runs it. A certificate of one's own: SSL_CERT_FILE=ca.pem agentconsole …"


class NotADesk(Unreached):
    """What answered is no desk's server, or not all of it: a proxy's page, the login of a hotel's network."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(
            message,
            hint or "Look whether the address is right, and whether a proxy is in between",
            delivered=True,
            slow=True,
        )


class Unseen(Unavailable):
    """The server cannot be reached, and this was never looked at from here."""
