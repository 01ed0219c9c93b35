"""Content transfer encodings (RFC 2045, 6): undone as well as can be, and never an error."""

import binascii
import re

NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
FIRST = re.compile(rb"[A-Za-z0-9+/]*(?:=|\s*(?:\n|\Z))")
WHITE = b" \t\r\n"
LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=" + WHITE


def undo(body: bytes, encoding: str) -> bytes:
    """The bytes behind an encoding; those of an unknown encoding stand as they are."""
    match encoding:
        case "base64":
            return base64(body)
        case "quoted-printable":
            return binascii.a2b_qp(body)
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            return _uu(body)
    return body


def size(body: bytes, encoding: str) -> tuple[int, bool]:
    """How many bytes there are behind an encoding, without undoing base64, and whether it ends well."""
    if encoding != "base64":
        return len(undo(body, encoding)), True
    letters = len(body.translate(None, WHITE))
    return (letters - body[-4:].count(b"=")) * 3 // 4, letters % 4 == 0


def is_whole(body: bytes, encoding: str) -> bool:
    """Nothing but base64 is in it, as many letters as make bytes; of other encodings it cannot be told."""
    if encoding != "base64":
        return True
    return len(body.translate(None, WHITE)) % 4 == 0 and not body.translate(None, LETTERS)


def base64(body: bytes) -> bytes:
    """What is base64 in it, with wrong padding and stray characters forgiven. What does not even begin as
    base64 stands as it is."""
    start = body[:1_000].lstrip()
    if len(start) < 1_000 and not FIRST.match(start):
        return body
    try:
        return binascii.a2b_base64(body)
    except binascii.Error:
        letters = NOT_BASE64.sub(b"", body).split(b"=", 1)[0]
        whole = letters if len(letters) % 4 != 1 else letters[:-1]
        return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


def _uu(body: bytes) -> bytes:
    lines = iter(body.splitlines())
    for line in lines:
        if line.startswith(b"begin "):
            break
    decoded = []
    for line in lines:
        if line.strip() in (b"end", b"`", b""):
            break
        try:
            decoded.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(decoded) or body
