"""A mail server on the loopback that answers as it is told, and keeps what it says it keeps.

    with smtp.running({"rcpt": "550 nobody here"}) as server:
        ...
    assert server.kept == []

The steps are `connect`, `ehlo`, `mail`, `rcpt` (or the address, for that one only), `data`, `body`, `dot` and
`quit`. An answer is a line; `HANG_UP` and `SILENCE` are none, and `LATE` comes after `LATENESS`. At `dot` the
mail is kept before the answer is given, save when that is a refusal.
"""

import asyncio
import ssl
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST = "127.0.0.1"
HANG_UP = "hang up"
SILENCE = "silence"
LATE = "250 OK, after you had gone"
LATENESS = 1.0
"""Seconds until that is said."""
USER, PASSWORD, TOKEN = "support", "pässword", "a-token"
PATIENCE = 30.0


class Server:
    """What it was given. It is one for all its connections."""

    host = HOST
    port = 0

    def __init__(self, answers: Mapping[str, str]) -> None:
        self.answers = answers
        self.kept: list[bytes] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.tried: list[str] = []
        """The message ids of all mail that came whole, kept or not."""

        self.late = 0
        """How often it said `LATE`, to whoever was still there."""

        self.logins: list[str] = []
        """The mechanisms by which somebody tried to log in."""

    def times(self, message_id: str) -> int:
        """How often a mail of that id is kept."""
        return [_id_of(raw) for raw in self.kept].count(message_id)

    async def answer(self, server: SMTP, *steps: str, otherwise: str = "250 OK") -> str:
        said = next((self.answers[step] for step in steps if step in self.answers), otherwise)
        if said == HANG_UP:
            assert server.transport is not None
            server.transport.abort()
        if said == LATE:
            asyncio.get_running_loop().call_later(LATENESS, self._late, server.transport)
        if said in (HANG_UP, SILENCE, LATE):
            await asyncio.Event().wait()  # until the connection is gone
        return said

    def _late(self, transport: Any) -> None:
        self.late += 1
        transport.write(f"{LATE}\r\n".encode())

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        said = await self.answer(server, "ehlo", otherwise="")
        offered = self.answers.get("offers", "").split(",")
        return (
            [said] if said else [*responses[:-1], *(f"250-{each}" for each in offered if each), responses[-1]]
        )

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = await self.answer(server, "mail")
        envelope.mail_from, envelope.mail_options = address, options
        return said

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = await self.answer(server, address, "rcpt")
        if said.startswith("2"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        raw = envelope.original_content or b""
        self.tried.append(_id_of(raw))
        if self.answers.get("dot", "2")[0] not in "45":
            self.kept.append(raw)
            self.envelopes.append((envelope.mail_from or "", list(envelope.rcpt_tos)))
        return await self.answer(server, "dot")


class _Protocol(SMTP):
    event_handler: Server

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        said = await self.event_handler.answer(self, "data", otherwise="")
        if said:
            await self.push(said)
            return
        if "body" in self.event_handler.answers:
            await self.push("354 Go on")
            await self._reader.readuntil(b"\r\n")
            await self.event_handler.answer(self, "body")
        await super().smtp_DATA(arg)

    async def smtp_QUIT(self, arg: str) -> None:  # noqa: N802
        await self.event_handler.answer(self, "quit")
        await super().smtp_QUIT(arg)

    async def _handle_client(self) -> None:
        said = self.event_handler.answers.get("connect", "")
        if said:
            await self.event_handler.answer(self, "connect")
            await self.push(said)
            assert self.transport is not None
            self.transport.close()
            return
        await super()._handle_client()

    async def auth_XOAUTH2(self, _server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802
        import base64

        good = base64.b64encode(f"user={USER}\1auth=Bearer {TOKEN}\1\1".encode()).decode()
        if args[1:] == [good]:
            return AuthResult(success=True)
        assert self._reader is not None
        await self.push("334 eyJzdGF0dXMiOiI0MDAifQ==")
        assert await self._reader.readline() == b"\r\n"
        return AuthResult(success=False, handled=False)


@contextmanager
def running(
    answers: Mapping[str, str] | None = None,
    *,
    certificate: Path | None = None,
    implicit_tls: bool = False,
    **more: Any,
) -> Iterator[Server]:
    """The server, until the block ends. A certificate offers STARTTLS, or with `implicit_tls` wants TLS from
    the first byte; `more` goes to aiosmtpd."""
    server = Server(answers or {})
    context = _context(certificate) if certificate else None
    starttls = None if implicit_tls else context

    made: list[SMTP] = []

    def protocol() -> SMTP:
        one = _Protocol(
            server,
            hostname="mail.test",
            ident="ready",
            tls_context=starttls,
            loop=loop,
            authenticator=_known,
            **more,
        )
        made.append(one)
        return one

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        making = loop.create_server(protocol, HOST, 0, ssl=context if implicit_tls else None)
        listening = asyncio.run_coroutine_threadsafe(making, loop).result(PATIENCE)
        server.port = listening.sockets[0].getsockname()[1]
        try:
            yield server
        finally:
            asyncio.run_coroutine_threadsafe(_end(listening, made), loop).result(PATIENCE)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE)
        loop.close()


def certificate(folder: Path, *, name: str = "localhost") -> Path:
    """A certificate and its key in one file, for that name and the address of the loopback."""
    file, key = folder / "certificate.pem", folder / "key.pem"
    words = (
        f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN={name}"
    )
    names = f"subjectAltName=DNS:{name}" + (f",IP:{HOST}" if name == "localhost" else "")
    subprocess.run(
        [*words.split(), "-addext", names, "-keyout", key, "-out", file], check=True, capture_output=True
    )
    file.write_bytes(file.read_bytes() + key.read_bytes())
    return file


async def _end(listening: asyncio.Server, made: list[SMTP]) -> None:
    listening.close()
    for one in made:
        if one.transport is not None:
            with suppress(AttributeError):  # Python 3.11.2, of a line over TLS that is closed already
                one.transport.abort()  # type: ignore[attr-defined]
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    for _ in range(5):
        await asyncio.sleep(0)  # a transport closes its socket in one of the next rounds


def _known(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, said: LoginPassword
) -> AuthResult:
    there: Server = server.event_handler
    there.logins.append(mechanism)
    return AuthResult(
        success=(said.login, said.password) == (USER.encode(), PASSWORD.encode()), handled=False
    )


def _context(file: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def _id_of(raw: bytes) -> str:
    return str(BytesHeaderParser().parsebytes(raw)["message-id"])
