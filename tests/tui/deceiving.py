"""Mails that look like what they are not, and what has to be seen of them to know better."""

from dataclasses import dataclass

from msgspec.structs import replace

from agentconsole.channels.email.incoming import receive
from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from tests.tui.hostile import EVIL, HARMLESS, HEBREW, LIES, mail, word

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
CYRILLIC_A = "\u0410"


@dataclass(frozen=True)
class Deceit:
    """A mail, and what stands on the screen and in the command's answer for it, each in one piece."""

    raw: bytes
    seen: tuple[str, ...]


def deceit(body: str, *seen: str, kind: str = "text/plain; charset=utf-8", **headers: str) -> Deceit:
    """A mail of a person, as far as the list of its headers goes."""
    usual = {"To": "support@desk.example", "Cc": "", "List-Id": "", "X-Mailer": ""}
    return Deceit(mail(body.encode(), kind, **(usual | headers)), seen)


DECEITS: dict[str, Deceit] = {
    "lying link": deceit(
        LIES,
        "https://bank.test <leads elsewhere: https://evil.test/login>",
        "press <javascript:…>",
        "not loaded: tracker.test",
        kind="text/html; charset=utf-8",
        From="Mallory <m@links.example>",
        Subject="a lying link",
    ),
    "everything": deceit(EVIL, *HARMLESS, From="Eve <eve@all.example>", Subject="all of it"),
    "hebrew": deceit(
        f"{HEBREW} dear {HEBREW}",
        f"← {HEBREW} ",
        f"{HEBREW} dear {HEBREW}",
        From=f"{word(HEBREW)} <heb@he.example>",
        Subject=word(f"hello {HEBREW}"),
    ),
    "turned name": deceit(
        "see the picture",
        "← Bob␦gnp.exe ",
        "Bob␦gnp.exe, then more",
        From=f"{word(f'Bob{chr(0x202E)}gnp.exe')} <bob@turned.example>",
        Subject=word(f"Bob{chr(0x202E)}gnp.exe, then more"),
    ),
    "name is an address": deceit(
        "press here",
        "← support@bank.com ",
        "! the name is an address, and another one: it is from evil@x.com",
        "The sender's name is another address: support@bank.com",
        From='"support@bank.com" <evil@x.com>',
        Subject="of the bank",
    ),
    "mixed alphabets": deceit(
        "it is me",
        f"← {CYRILLIC_A}nna ",
        "a name in mixed alphabets: anna@look.example",
        From=f"{word(f'{CYRILLIC_A}nna')} <anna@look.example>",
        Subject="of two alphabets",
    ),
    "looks like ours": deceit(
        "send me the list",
        f"← {CYRILLIC_A}na ",
        "a customer, not our Ana: ana@look.example",
        From=f"{word(f'{CYRILLIC_A}na')} <ana@look.example>",
        Subject="of a colleague",
    ),
    "hidden in a name": deceit(
        "pay me",
        "← Pay␦Pal ",
        "a name with hidden characters: pay@hidden.example",
        From=f"{word(f'Pay{chr(0x200B)}Pal')} <pay@hidden.example>",
        Subject="of a hidden space",
    ),
    "family": deceit(
        "we are three",
        f"← The {FAMILY} Tans ",
        From=f"{word(f'The {FAMILY} Tans')} <tans@family.example>",
        Subject="of a family",
    ),
    "failed checks": deceit(
        "believe me",
        "! spf failed, dkim failed, dmarc failed: may not be from mei@checks.example",
        From="Mei <mei@checks.example>",
        Subject="of failed checks",
        Authentication_Results="mx.desk.example; spf=fail smtp.mailfrom=x; dkim=fail; dmarc=fail",
    ),
}

SECRET = "the code of my safe is 4711"


def break_in(desk: LocalDesk) -> tuple[int, int]:
    """Mei tells us a secret and is answered; a stranger who has seen the id of her mail asks for it, as a
    mailbox brings both in. The numbers of her conversation and of the stranger's."""
    ours = frozenset({"support@desk.example"})
    head = {"To": "support@desk.example", "Cc": "", "List-Id": "", "X-Mailer": "", "Subject": "My safe"}
    hers = mail(SECRET.encode(), From="Mei Tan <mei@safe.example>", Message_ID="<seen@safe.example>", **head)
    numbers = []
    for raw in (
        hers,
        mail(b"What was it?", From="Mei Tan <mei@evil.example>", References="<seen@safe.example>", **head),
    ):
        came = receive(raw, ours=ours, now=desk.clock())
        (outcome,) = desk.receive([replace(came, guarded=True)])
        assert not isinstance(outcome, Exception) and outcome.conversation is not None
        numbers.append(outcome.conversation.id)
        desk.do(c.Claim(conversation=numbers[-1]), by="ana")
        if len(numbers) == 1:
            desk.do(
                c.Reply(conversation=numbers[0], text=f"Dear Mei, {SECRET}", quote=True, anyway=True),
                by="ana",
            )
    return numbers[0], numbers[1]
