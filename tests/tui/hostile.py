"""Mails in which everything a sender can write is hostile."""

from email.header import Header
from zlib import crc32

TITLE = "\x1b]0;gone\x07"
CLIPBOARD = "\x1b]52;c;ZXZpbA==\x07"
LINK = "\x1b]8;;http://evil.example\x1b\\here\x1b]8;;\x1b\\"
QUERY = "\x1b[21t\x1b[c\x1bP$qm\x1b\\\x9b6n"
TURNED = "Bob\u202egnp.exe\u2066"
MARKUP = "[@click=app.quit]x[/] [/red] [b [["
EVIL = f"{TITLE}{CLIPBOARD}{LINK}{QUERY}{TURNED}{MARKUP}\x00\x7f"

ON_THE_WIRE = (
    *(
        b"\x1b]0;gone",
        b"\x1b]52;c;ZXZ",
        b"\x1b]8;",
        b"evil.example\x1b\\",
        b"\x1b[21t",
        b"\x1bP$qm",
        b"\xc2\x9b",
    ),
    *("\u202e".encode(), "\u2066".encode(), b"\x7f"),
)
"""What must never be written to a terminal."""


def word(text: str) -> str:
    """Text as a header carries it: what it says is only seen when it is decoded."""
    return Header(text, "utf-8", maxlinelen=10_000).encode()


def mail(body: bytes, kind: str = "text/plain; charset=utf-8", **headers: str) -> bytes:
    """A mail with hostile headers, unless others are given."""
    named = {
        "From": f"{word(EVIL)} <evil@x.example>",
        "To": f"{word(EVIL)} <support@desk.example>",
        "Cc": f"{word(EVIL)} <li@x.example>",
        "Subject": word(EVIL),
        "Message-ID": f"<{crc32(body)}@x.example>",
        "X-Mailer": word(EVIL),
        "List-Id": word(EVIL),
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"{head}MIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n".encode() + body


def parts(*parts_: tuple[str, bytes]) -> bytes:
    return (
        b"".join(b"--b\r\n" + head.encode() + b"\r\n\r\n" + body + b"\r\n" for head, body in parts_)
        + b"--b--\r\n"
    )


CALENDAR = f"""BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
SUMMARY:{EVIL}
LOCATION:{EVIL}
ORGANIZER;CN="{TURNED}":mailto:{TITLE}@x.example
DTSTART;TZID={TURNED}:20260303T170000
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")

LIES = (
    '<p><a href="https://evil.test/login">https://bank.test</a>'
    '<a href="javascript:alert(1)">press</a><img src="http://tracker.test/x.png">'
    f'<a href="http://x.test/{TITLE}">{EVIL}</a></p>'
)

MAILS: dict[str, bytes] = {
    "body": mail(EVIL.encode()),
    "links": mail(LIES.encode(), "text/html; charset=utf-8"),
    "latin": mail(EVIL.encode("latin-1", "replace"), "text/plain; charset=iso-8859-1"),
    "calendar": mail(CALENDAR.encode(), "text/calendar; charset=utf-8; method=REQUEST"),
    "files": mail(
        parts(
            ("Content-Type: text/plain", b"See the files"),
            (
                f'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="{word(EVIL)}"',
                b"%PDF",
            ),
            (
                f'Content-Type: {"x" * 200}\r\nContent-Disposition: attachment; filename="../../{TITLE}.pdf"',
                b"x",
            ),
            ("Content-Type: message/rfc822", mail(EVIL.encode())),
        ),
        'multipart/mixed; boundary="b"',
    ),
    "checks": mail(
        b"Believe me",
        Authentication_Results=f"mx.desk.example; spf=fail ({TITLE}) smtp.mailfrom={TITLE}; dkim=fail",
        Reply_To=f"{word(EVIL)} <other@y.example>",
    ),
    "quotes": mail(
        f"Yes\r\n\r\nOn Tue, 3 Mar 2026 at 17:21, {EVIL} <ana@desk.example> wrote:\r\n> {EVIL}\r\n".encode()
    ),
    "secret": mail(f"-----BEGIN PGP MESSAGE-----\r\n{EVIL}\r\n-----END PGP MESSAGE-----".encode()),
    "raw": EVIL.encode(),
}
