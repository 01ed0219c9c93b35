"""Mails made to stop whoever reads them, each of bytes that anybody can send."""

import base64
import gzip
from collections.abc import Callable

from tests.channels.email.make_tnef import winmail

MIXED = b"Content-Type: multipart/mixed; boundary=b\n\n"


def nested(depth: int) -> bytes:
    return b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (level, level) for level in range(depth)
    )


def packed_nothing() -> bytes:
    """A file of 20 MB that unpacks to 20 GB."""
    return gzip.compress(bytes(10_000_000), mtime=0) * 2_000


BOMBS: dict[str, Callable[[], bytes]] = {
    "a depth of 100": lambda: nested(100),
    "a depth of 1,000": lambda: nested(1_000),
    "a depth of 3,000": lambda: nested(3_000),
    "50,000 parts": lambda: MIXED + b"--b\n\nx\n" * 50_000,
    "50,000 files": lambda: MIXED + b"--b\nContent-Disposition: attachment; filename=x\n\nx\n" * 50_000,
    "3,000 messages in each other": lambda: b"Content-Type: message/rfc822\n\n" * 3_000,
    "100 messages of HTML": lambda: (
        MIXED + (b"--b\nContent-Type: message/rfc822\n\nContent-Type: text/html\n\n" + b"<p>x" * 50_000) * 100
    ),
    "a header of 1 MB": lambda: b"X: " + b"a" * 1_000_000 + b"\n\nx",
    "100,000 headers": lambda: b"Received: x; Mon, 1 Jan 2024 10:00:00 +0000\n" * 100_000,
    "2,000 comments in each other": lambda: b"From: " + b"(" * 2_000 + b"a@b.example\n\nx",
    "1,000,000 semicolons": lambda: b"Content-Type: text/plain" + b";" * 1_000_000,
    "30 MB of quoted-printable": lambda: (
        b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=C3=BC" * 5_000_000
    ),
    "a file that unpacks to 20 GB": lambda: (
        MIXED
        + b"--b\nContent-Type: application/gzip\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(packed_nothing())
        + b"--b--\n"
    ),
    "a subject with lines and a Bcc": lambda: (
        b"Subject: =?utf-8?q?hi=0ABcc:_evil=40x?=\nBcc: " + b"a@b.example," * 80_000 + b"\n\nx"
    ),
    "tables in each other": lambda: b"Content-Type: text/html\n\n" + b"<table><tr><td>" * 150_000,
    "nothing but attributes": lambda: b"Content-Type: text/html\n\n<p " + b"a=b " * 500_000 + b">",
    "pictures without end": lambda: b"Content-Type: text/html\n\n" + b"<img src=http://a.example/ " * 80_000,
    "quote marks": lambda: b"Content-Type: text/plain; format=flowed\n\n" + b"> a \n" * 400_000,
    "an invitation of everybody": lambda: (
        b"Content-Type: text/calendar\n\nBEGIN:VEVENT\n" + b"ATTENDEE;CN=x:mailto:a@b\n" * 80_000
    ),
    "files in files in files": lambda: (
        MIXED
        + b"--b\nContent-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(winmail(files=tuple((f"{n}.txt", b"x" * 100) for n in range(2_000))))
    ),
    "a bounce of 200,000": lambda: (
        b"Content-Type: message/delivery-status\n\n" + b"Action: failed\n\n" * 200_000
    ),
}

READ_WHOLE = {
    "a file that unpacks to 20 GB": "the file is listed with its size, and nobody unpacks it",
    "quote marks": "they are the text, and all of them are in it",
}
"""Those of which nothing is left out, and why."""
