"""One spelling for each address of a customer.

E-mail: the domain's case never matters (RFC 5321 section 2.4); that of the local part matters in
theory and at no provider, so both are folded. Phone: digits, with `+` for an international number
(E.164). Handle: `network:name`, folded, without `@`.
"""

import re
from collections.abc import Callable

from agentconsole.model.errors import Invalid
from agentconsole.model.people import Contact, Identity, IdentityKind

PHONE = re.compile(r"^\+?[\d\s().\-/]{5,24}$")
EMAIL = re.compile(r"^[^\s@<>,;:\"]+@[^\s@<>,;:\"]+$")
HANDLE = re.compile(r"^[^\s:@]+:@?\S+$")


def email(address: str) -> Identity | None:
    """The identity of an e-mail address, or None where it is not one."""
    folded = address.strip().strip("<>").strip().casefold()
    return Identity(IdentityKind.EMAIL, folded) if EMAIL.match(folded) else None


def phone(number: str) -> Identity | None:
    """The identity of a phone number, or None where it is not one. `00` is the `+` of the world."""
    if not PHONE.match(number.strip()):
        return None
    digits = "".join(c for c in number if c.isdecimal() and c.isascii())
    if len(digits) < 5:
        return None
    if digits.startswith("00"):
        return Identity(IdentityKind.PHONE, f"+{digits[2:]}")
    return Identity(IdentityKind.PHONE, f"+{digits}" if number.strip().startswith("+") else digits)


def handle(name: str) -> Identity | None:
    """The identity of a handle such as `twitter:@Mei`, or None where it is not one."""
    name = name.strip()
    if not HANDLE.match(name):
        return None
    network, _, rest = name.partition(":")
    return Identity(IdentityKind.HANDLE, f"{network}:{rest.removeprefix('@')}".casefold())


def read(text: str) -> Identity:
    """Whichever identity the text spells. Raises Invalid when it is none."""
    found = email(text) or handle(text) or phone(text)
    if found is None:
        raise Invalid(
            f"{text!r} is not an e-mail address, a phone number or a handle",
            "Write mei@tan.example, +49 30 1234567 or twitter:mei",
        )
    return found


def meant(text: str) -> tuple[Identity, ...]:
    """The identities the text can be meant as, the likeliest first: also an odd one (`of`), as it is shown
    or as it was given."""
    folded = " ".join(text.split()).casefold()
    spelled = (email(text), handle(text), phone(text))
    odd = (
        Identity(IdentityKind.HANDLE, f"{kind}{folded}")
        for kind in ("", "name:", *(f"{one}:" for one in ODD))
    )
    return tuple(dict.fromkeys(one for one in (*spelled, *odd) if one is not None))


def of(contact: Contact) -> tuple[Identity, ...]:
    """The identities a channel's contact has. What cannot be read as its kind is kept as a handle of
    that name, so that the same odd address is the same customer the next time."""
    found: list[Identity] = []
    given = {"email": contact.email, "phone": contact.phone, "handle": contact.handle}
    for kind, reader in ODD.items():
        if said := " ".join(given[kind].split()):
            found.append(reader(said) or Identity(IdentityKind.HANDLE, f"{kind}:{said}".casefold()))
    if not found and contact.name.strip():
        found.append(Identity(IdentityKind.HANDLE, f"name:{' '.join(contact.name.split())}".casefold()))
    return tuple(dict.fromkeys(found))


ODD: dict[str, Callable[[str], Identity | None]] = {"email": email, "phone": phone, "handle": handle}
"""What a contact has, with what reads it; what it cannot read is a handle of that name."""


def name_of(contact: Contact) -> str:
    """What to call a customer of whom only this is known."""
    return (contact.name or contact.email or contact.phone or contact.handle).strip() or "unknown"
