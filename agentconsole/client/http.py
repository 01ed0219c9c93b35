"""HTTP to one server: the only module that knows the library that speaks it.

One pool of connections that are kept alive, answers that may be packed (gzip), a limit for every wait and for
every answer. Redirects are not followed, and the token is nowhere but in its header: not in an address, an
error or a log.
"""

import logging
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from time import monotonic

import httpx
from msgspec import Struct

from agentconsole import __version__
from agentconsole.client.address import is_loopback, named
from agentconsole.client.errors import AGAIN, NotADesk, Unreached, Untrusted

logging.getLogger("httpx").setLevel(
    logging.WARNING
)  # its lines have the addresses, and so what is searched for


class Waits(Struct, frozen=True, kw_only=True):
    """How long to wait for what, in seconds."""

    connect: float = 3.0
    read: float = 10.0
    """For the next part of an answer."""
    whole: float = 60.0
    """For all of it."""
    silent: float = 4.5
    """For the next sign of life of the live stream."""
    again: tuple[float, ...] = (0.1, 0.5)
    """Before what may be asked twice is asked again."""
    longest: float = 4.0
    """Between two attempts to reach a server that is gone."""
    login: float = 10.0
    """Between two looks whether somebody who is logged out has another token."""


class Answer(Struct, frozen=True, kw_only=True):
    """What the server said. `kind` is its media type, without parameters."""

    status: int
    kind: str
    body: bytes
    elsewhere: str = ""
    """Of a redirect: where to."""
    retry_after: str = ""


class Http:
    """Requests to the server at an address, with a token. All raise `Unreached`."""

    def __init__(self, url: str, token: str, waits: Waits) -> None:
        self._name = named(url)
        self._waits = waits
        self._pool = httpx.Client(
            base_url=url,
            headers={
                "Authorization": _bearer(token),
                "Accept-Encoding": "gzip",
                "User-Agent": f"agentconsole/{__version__}",
            },
            timeout=httpx.Timeout(waits.read, connect=waits.connect, pool=waits.connect),
            limits=httpx.Limits(max_connections=20, max_keepalive_connections=12, keepalive_expiry=60),
            verify=_trust(url),
            trust_env=not is_loopback(url),
        )

    def ask(
        self,
        verb: str,
        path: str,
        *,
        query: Mapping[str, list[str]],
        body: bytes | None,
        headers: Mapping[str, str],
        most: int,
    ) -> Answer:
        """One request and its whole answer, of at most so many bytes."""
        until = monotonic() + self._waits.whole
        params = httpx.QueryParams(dict(query))
        request = self._pool.build_request(verb, path, params=params, content=body, headers=dict(headers))
        with self._open(request) as answer:
            parts, size = [], 0
            for part in _parts(answer, self._name):
                parts.append(part)
                size += len(part)
                if size > most:
                    raise NotADesk(f"{self._name} answers with more than {most // 1_000_000} MB")
                if monotonic() > until:
                    raise Unreached(f"{self._name} does not come to an end of its answer")
            return _answer(answer, b"".join(parts))

    @contextmanager
    def stream(self, path: str, headers: Mapping[str, str]) -> "Iterator[Stream]":
        """An answer that goes on, as it comes."""
        unpacked = {**headers, "Accept-Encoding": "identity"}
        timeout = httpx.Timeout(self._waits.silent, connect=self._waits.connect)
        with self._open(self._pool.build_request("GET", path, headers=unpacked, timeout=timeout)) as answer:
            yield Stream(answer, self._name)

    @contextmanager
    def _open(self, request: httpx.Request) -> Iterator[httpx.Response]:
        answer = self._sent(request)
        try:
            yield answer
        finally:
            with suppress(httpx.HTTPError, OSError, RuntimeError):
                answer.close()

    def _sent(self, request: httpx.Request) -> httpx.Response:
        try:
            return self._pool.send(request, stream=True)
        except FAULTS as error:
            problem = _problem(self._name, error)
        except RuntimeError:  # it was closed meanwhile
            problem = Unreached(f"The line to {self._name} is closed")
        raise problem  # not from what was caught, which has the request with its token

    def use(self, token: str) -> None:
        """Another token, from the next request on."""
        self._pool.headers["Authorization"] = _bearer(token)

    def close(self) -> None:
        """Let go of all connections."""
        self._pool.close()


class Stream:
    """An answer that goes on."""

    def __init__(self, answer: httpx.Response, name: str) -> None:
        self._answer = answer
        self._name = name

    def whole(self, most: int) -> Answer:
        """All of it, where it turned out to be no stream."""
        body = b""
        for part in self.parts():
            body += part
            if len(body) > most:
                break
        return _answer(self._answer, body[:most])

    @property
    def head(self) -> Answer:
        """What it begins with, without a body."""
        return _answer(self._answer, b"")

    def parts(self) -> Iterator[bytes]:
        """Its bytes, as they come."""
        return _parts(self._answer, self._name)

    def hang_up(self) -> None:
        """End it from another thread: whoever waits for its next part is told at once."""
        line = self._answer.extensions.get("network_stream")
        plug = line.get_extra_info("socket") if line is not None else None
        if plug is not None:
            with suppress(OSError):
                plug.shutdown(socket.SHUT_RDWR)


def _parts(answer: httpx.Response, name: str) -> Iterator[bytes]:
    try:
        yield from answer.iter_bytes()
    except FAULTS as error:
        problem = _problem(name, error)
    else:
        return
    raise problem


def _answer(answer: httpx.Response, body: bytes) -> Answer:
    return Answer(
        status=answer.status_code,
        kind=answer.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
        body=body,
        elsewhere=answer.headers.get("Location", ""),
        retry_after=answer.headers.get("Retry-After", ""),
    )


def _bearer(token: str) -> str:
    return f"Bearer {token}"


FAULTS = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError)


def _problem(name: str, error: Exception) -> Unreached:
    """What goes wrong on the way, as an error that names the server, and says whether it may have got the
    request."""
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.ProxyError):
        return _not_there(name, error)
    if isinstance(error, httpx.TimeoutException):
        return Unreached(f"{name} does not answer in time", delivered=True, slow=True)
    if isinstance(error, httpx.DecodingError):
        return NotADesk(f"The answer of {name} cannot be unpacked")
    told = "hung up" if isinstance(error, httpx.NetworkError) else "hung up in the middle of an answer"
    hint = f"{AGAIN}. Whoever speaks TLS has an address with https://" if name.startswith("http:") else AGAIN
    return Unreached(f"{name} {told}", hint, delivered=True)


def _not_there(name: str, error: httpx.TransportError) -> Unreached:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Untrusted(f"The certificate of {name} is not to be trusted: {cause.verify_message}")
        if isinstance(cause, ssl.SSLError):
            return Untrusted(f"{name} does not speak TLS as it should: {cause.reason or 'no reason given'}")
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.TimeoutException):
        return Unreached(f"{name} does not answer in time", slow=True)
    return Unreached(f"{name} cannot be reached")


def _trust(url: str) -> ssl.SSLContext:
    """Whom to trust: whom this machine trusts (and `SSL_CERT_FILE`). Nobody, where there is no TLS."""
    if url.startswith("https:"):
        return ssl.create_default_context()
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
