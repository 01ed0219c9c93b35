"""A mail with everything in it that a program could fetch from an address, and who listens there."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def listening() -> Iterator[bytes]:
    """The mail. When the block ends, nobody must have come."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(16)
        listener.setblocking(False)
        yield _mail(f"127.0.0.1:{listener.getsockname()[1]}")
        with pytest.raises(BlockingIOError):
            listener.accept()


def _mail(here: str) -> bytes:
    html = f"""<html><head><link rel=prefetch href="http://{here}/a"><base href="http://{here}">
        <style>@import url(http://{here}/b); p {{background: url('http://{here}/c')}}</style>
        <meta http-equiv=refresh content="0; url=http://{here}/d"><script src="http://{here}/e"></script></head>
        <body background="http://{here}/f"><img src="http://{here}/g"><img srcset="//{here}/h 2x">
        <object data="http://{here}/i"></object><iframe src="http://{here}/j"></iframe>
        <svg><image href="http://{here}/k"/></svg><video poster="http://{here}/l"></video>
        <img src="cid:x">Parcel <a href="http://{here}/m">here</a></body></html>"""
    return f"""From: mei@tan.example
Message-ID: <1@tan.example>
Subject: Where it is
List-Unsubscribe: <http://{here}/n>
Disposition-Notification-To: mei@tan.example
Content-Type: multipart/related; boundary=b

--b
Content-Type: text/html

{html}
--b
Content-Type: message/external-body; access-type=URL; URL="http://{here}/o"

x
--b
Content-Type: text/calendar

BEGIN:VEVENT
ATTACH:http://{here}/p
END:VEVENT
--b--
""".encode()
