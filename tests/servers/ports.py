"""Ports for servers that can only be told a number: free now, and still free when the server has begun."""

import errno
import random
import socket

HOST = "127.0.0.1"
LOWEST, HIGHEST = 15_000, 32_000
"""Below the ports that Linux hands out unasked, to connections too: those may be taken at any moment."""
_chance = random.SystemRandom()


def free_ports(count: int) -> list[int]:
    """So many, of which nobody listens on any; whoever asks at the same time gets others."""
    found: list[int] = []
    while len(found) < count:
        port = _chance.randrange(LOWEST, HIGHEST)
        if port not in found and _is_free(port):
            found.append(port)
    return found


def _is_free(port: int) -> bool:
    try:
        socket.create_server((HOST, port)).close()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        return False
    return True
