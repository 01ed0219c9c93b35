"""Mails in which everything a sender can write is hostile."""

import re
from email.header import Header
from zlib import crc32

TITLE = "\x1b]0;gone\x07"
CLIPBOARD = "\x1b]52;c;ZXZpbA==\x07"
LINK = "\x1b]8;;http://evil.example\x1b\\here\x1b]8;;\x1b\\"
QUERY = "\x1b[21t\x1b[c\x1bP$qm\x1b\\\x9b6n"
EACH = "A\x1b]2;gone\x1b\\B\x1b]52;c;UFdO\x07C\x9b31mD\x1b[6nE\x1b[?1049lF\x1bcG"
"""A title, the clipboard, a colour, the question where the cursor is, the other screen, a new beginning."""
TURNED = "Bob\u202egnp.exe\u2066"
MARKUP = "[@click=app.quit]x[/] [/red] [link=http://x] [b @ [[ ]"
HEBREW = "שלום"
EVIL = f"{EACH} {TITLE}{CLIPBOARD}{LINK}{QUERY}{TURNED}then {MARKUP} {HEBREW}\x00\x7f"

HARMLESS = ("A␦B␦C␦D␦E␦F␦G", "here␦", "Bob␦gnp.exe␦then", *MARKUP.split(), HEBREW)
"""What is left of it for a reader, word by word: all that stands for itself, in the order it was written."""

ON_THE_WIRE = (
    *(b"\x1b]0;", b"\x1b]2;", b"\x1b]52;", b"\x1b]8;", b"evil.example\x1b\\", b"\x1bP"),
    *(
        b"\x1b[21t",
        b"\x1b[c",
        b"\x1b[6n",
        b"\x1b[5n",
        b"\x1b[?1049l",
        b"\x1bc",
        b"\xc2\x9b",
        b"\x00",
        b"\x7f",
    ),
    *("\u202e".encode(), "\u2066".encode()),
)
"""What must never be written to a terminal while a mail is shown."""

OWN = re.compile(r"\x1b\[(?:[\d;]*m|\d+;\d+H|\?2026[hl]|\?25[hl])|\x1b\]22;[a-z-]*\x07")
"""What the console writes of itself between its first frame and its last one."""


def plain(written: bytes) -> str:
    """What a terminal shows of these bytes: a place to write at begins a line, colours are left out. A letter
    that has not come whole is left out at either end."""
    text = written.decode("utf-8", "ignore")
    return OWN.sub(lambda found: "\n" if found[0].endswith("H") else "", text)


def foreign(text: str) -> set[str]:
    """What could act on a terminal or hide in it, once what is its own was taken out."""
    turning = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return {
        hex(ord(one))
        for one in text
        if one in turning or (one < " " and one != "\n") or "\x7f" <= one < "\xa0"
    }


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
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items() if value)
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
