"""Listening, and ending well."""

import asyncio
import logging
import resource
import socket
import ssl
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from threading import Event, Thread
from types import FrameType
from typing import Any, Protocol

import uvicorn
from msgspec import Struct
from starlette.types import Scope

from agentconsole.desk.api import Desk
from agentconsole.desk.clock import now
from agentconsole.model.errors import DeskError, Misconfigured, Unavailable
from agentconsole.server.app import App
from agentconsole.server.terms import Limits
from agentconsole.server.watching import Complaints, Write, Writer, problem, problems_only

LAST_SECONDS = 10
"""What is being answered when the server is to end may take so long."""
DEAD_SECONDS = 30
"""After which the system gives up a line whose other end takes nothing."""
MOST_FILES = 65_536
"""Open at a time, lines among them, where the system gives so many."""
SWITCH_SECONDS = 0.0005
"""How long one thread works while another has something to do: a tenth of the usual, for an event is on its
way through three of them."""
DUE_SECONDS = 5.0
"""Between two looks for what time has brought."""


class Terms(Struct, frozen=True, kw_only=True):
    """Where and how to listen."""

    host: str = "127.0.0.1"
    port: int = 8010
    certificate: Path | None = None
    key: Path | None = None
    proxies: str = ""
    """Addresses of the proxies in front, whose word counts for who asks."""
    unencrypted: bool = False
    """Somebody said in words that all may listen."""
    quiet: bool = False
    """Only problems are logged."""
    at_hand: bool = False
    """The desk is in a file on this machine: a look at it takes no time."""
    limits: Limits = Limits()


class Server(uvicorn.Server):
    """A web server that ends its open streams at once when it is told to end, and then exits with 0."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.bye: Callable[[], None] = lambda: None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Of a signal. A second one does not wait for what is being answered."""
        self.force_exit = self.should_exit
        self.end()

    def end(self) -> None:
        """Take nobody new, tell the streams, and end when all is answered."""
        self.should_exit = True
        if self.started:
            self.bye()

    def cut(self, scope: Scope) -> None:
        """End the line of a request at once, and what was still to be sent on it with it."""
        for line in self.server_state.connections:
            if getattr(line, "scope", None) is scope:
                line.transport.abort()
                return


def serving(desk: Desk, terms: Terms, *, write: Write | None = None) -> Server:
    """A server that is ready to run. Raises Misconfigured."""
    must_be_private(terms)
    told = write or Writer()
    if terms.quiet:
        told = problems_only(told)
    _complain_to(told)
    server = Server(uvicorn.Config(_not_yet, **_options(terms)))
    app = App(desk, limits=terms.limits, write=told, cut=server.cut, at_hand=terms.at_hand)
    server.config.app = app.asgi
    server.bye = app.hub.close
    return server


class Beside(Protocol):
    """What is done in the background while it serves."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


def run(desk: Desk, terms: Terms, *, began: Callable[[str], None], beside: Beside) -> None:
    """Serve until a signal ends it. Tells where, once it listens. Raises Misconfigured, Unavailable."""
    write = Writer()
    server = serving(desk, terms, write=write)
    threading.excepthook = lambda it: _of_a_thread(it, write)
    over = Event()
    sys.setswitchinterval(SWITCH_SECONDS)
    take_many_files()
    with listening(terms) as listener:
        began(address_of(listener, terms))
        due = Thread(target=_come_due, args=(desk.seen_by(None), over), name="due", daemon=True)
        due.start()
        beside.start()
        try:
            asyncio.run(server.serve(sockets=[listener]))
        finally:
            over.set()
            beside.stop()
            due.join(1.0)


def take_many_files() -> None:
    """Each console holds a dozen lines, and systems let a program have 1,024 until it asks for more."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if most == resource.RLIM_INFINITY else min(most, MOST_FILES)
    if now != resource.RLIM_INFINITY and now < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def listening(terms: Terms) -> socket.socket:
    """The socket. Raises Unavailable where somebody else has it, and Misconfigured."""
    family = socket.AF_INET6 if ":" in terms.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # or asyncio leaves Nagle on
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_SECONDS * 1000)
        listener.bind((terms.host, terms.port))
        listener.listen(1024)
    except OSError as error:
        listener.close()
        raise Unavailable(
            f"Nothing can listen on {terms.host} port {terms.port}: {error.strerror}",
            "Another program may have it; take another with --port",
        ) from None
    return listener


def address_of(listener: socket.socket, terms: Terms) -> str:
    """Where it listens, as a URL."""
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"{'https' if terms.certificate else 'http'}://{shown}:{port}"


def must_be_private(terms: Terms) -> None:
    """Beyond this machine nothing goes unencrypted, unless somebody said so. Raises Misconfigured."""
    if (terms.certificate is None) != (terms.key is None):
        raise Misconfigured(
            "TLS wants a certificate and its key", "Give both: --tls-certificate FILE --tls-key FILE"
        )
    if terms.certificate and terms.key:
        _must_be_usable(terms.certificate, terms.key)
    if terms.certificate or terms.proxies or terms.unencrypted or _is_loopback(terms.host):
        return
    raise Misconfigured(
        f"Whoever is on the way to {terms.host} could read tokens and all the mail",
        "Give --tls-certificate and --tls-key; or --behind-proxy ADDRESS where a proxy in front does TLS; "
        "or --unencrypted where the network is encrypted itself",
    )


def _must_be_usable(certificate: Path, key: Path) -> None:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except (OSError, ValueError) as error:
        why = error.strerror or type(error).__name__ if isinstance(error, OSError) else str(error)
        raise Misconfigured(
            f"The certificate {certificate} and the key {key} cannot be used: {why}",
            "They are PEM files that this user may read, and belong together",
        ) from None


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


def _options(terms: Terms) -> dict[str, Any]:
    return {
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "lifespan": "on",
        "ws": "none",
        "proxy_headers": bool(terms.proxies),
        "forwarded_allow_ips": terms.proxies or None,
        "ssl_certfile": terms.certificate,
        "ssl_keyfile": terms.key,
        "timeout_keep_alive": 75,
        "timeout_graceful_shutdown": LAST_SECONDS,
        "limit_concurrency": None,
    }


async def _not_yet(scope: Scope, receive: object, send: object) -> None:
    raise RuntimeError("nothing is served yet")


def _complain_to(write: Write) -> None:
    for name in ("uvicorn.error", "asyncio"):
        log = logging.getLogger(name)
        log.handlers = [Complaints(write)]
        log.setLevel(logging.WARNING)
        log.propagate = False


def _of_a_thread(it: threading.ExceptHookArgs, write: Write) -> None:
    """A thread that died says so in the log, and nothing of what it was at."""
    if it.exc_value is not None:
        write(problem(it.thread.name if it.thread else "thread", it.exc_value))


def _come_due(desk: Desk, over: Event) -> None:
    """Notice what time has brought, whether or not anybody looks. Several servers may: each thing is noticed
    once."""
    while not over.wait(DUE_SECONDS):
        with suppress(DeskError):
            desk.come_due(now())
