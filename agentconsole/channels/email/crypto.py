"""What of a mail is encrypted or signed: said, and neither opened nor checked here."""

from agentconsole.channels.email.parts import Part

SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
SIGNATURES = {
    "application/pgp-signature": "PGP",
    "application/pkcs7-signature": "S/MIME",
    "application/x-pkcs7-signature": "S/MIME",
}
UNREADABLE = "it cannot be read here"
BEGINS = "-----BEGIN PGP "


def of_part(part: Part) -> str:
    """What a part without text says about the mail, as a sentence; empty when nothing."""
    if part.media_type in SMIME:
        kind = part.parameters.get("smime-type", "").lower()
        if kind == "signed-data":
            return f"signed (S/MIME) in a way that holds the text: {UNREADABLE}"
        if kind == "certs-only":
            return ""
        return f"encrypted (S/MIME): {UNREADABLE}"
    if part.media_type == "application/pgp-encrypted":
        return f"encrypted (PGP): {UNREADABLE}"
    if part.media_type in SIGNATURES:
        return f"signed ({SIGNATURES[part.media_type]}); the signature is not checked"
    return ""


def of_text(text: str) -> str:
    """The same of a text with PGP's marks in it."""
    if BEGINS not in text:
        return ""
    if f"{BEGINS}MESSAGE-----" in text:
        return f"encrypted (PGP): {UNREADABLE}"
    if f"{BEGINS}SIGNED MESSAGE-----" in text:
        return "signed (PGP); the signature is not checked"
    return ""
