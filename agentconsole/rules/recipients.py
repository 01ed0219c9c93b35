"""To whom a reply goes, and by which headers it stays in the thread of the customer's mail program."""

from collections.abc import Collection, Iterable, Sequence

from agentconsole.model.entry import Entry, Json
from agentconsole.model.errors import Invalid, Refused
from agentconsole.model.keeping import USUAL, Wishes
from agentconsole.model.mail import Recipients
from agentconsole.model.people import Customer, IdentityKind
from agentconsole.rules.addresses import address_in, domain_of, people_in, person

RECIPIENTS = "recipients"
NO_ADDRESS = "no address"
MOST = 100
"""A reply goes to so many at most."""
FIRST = ("from", "sender", "to", "cc")
"""The headers of the first mail whose people are no surprise. Where it asks to be answered may be one."""
LINKS = 20
"""So many ids of the thread are passed on: the first and the last."""


def usual(last: Entry | None, customer: Customer | None, ours: frozenset[str]) -> Recipients:
    """Whoever wrote last, and everybody they wrote to: the customer's other people stay in the loop. The
    customer, where nobody wrote, or nobody knows from where. Of too many, those who do not get it are
    `gone`."""
    name, identities = (customer.name, customer.identities) if customer else ("", ())
    reach = tuple(person(name, one.value) for one in identities if one.kind == IdentityKind.EMAIL)[:1]
    if last is None:
        return Recipients(to=reach)
    writers = _people(last.data, "reply_to") or _people(last.data, "from")
    if not last.incoming:
        writers = _people(last.data, "to")
    to = _without(writers, ours) or reach
    seen = ours | {address_in(one) for one in to}
    cc = _without((*_people(last.data, "to"), *_people(last.data, "cc")), seen)
    return Recipients(to=to[:MOST], cc=cc[:MOST], gone=(*to[MOST:], *cc[MOST:]))


def chosen(
    normal: Recipients,
    to: Sequence[str],
    cc: Sequence[str] | None,
    *,
    met: Iterable[str] = (),
    lately: Iterable[str] = (),
) -> Recipients:
    """The usual ones, or those the writer names; with what is to be looked at before it is sent. `met` are
    the addresses we trust in this conversation, none in one that begins; `lately` is who got our last
    message. Raises Invalid for what is no address."""
    given = Recipients(
        to=tuple(map(_checked, to)) or normal.to, cc=normal.cc if cc is None else tuple(map(_checked, cc))
    )
    before = {address_in(one): one for one in (*lately, *normal.gone, *normal.cc, *normal.to)}
    now = {address_in(one): one for one in (*given.to, *given.cc)}
    usual_ones = {address_in(one) for one in (*normal.to, *normal.cc)}
    met = frozenset(met) or usual_ones
    domains = {domain_of(address) for address in met}
    return Recipients(
        to=given.to,
        cc=given.cc,
        new=tuple(one for address, one in now.items() if address not in usual_ones & met),
        gone=tuple(one for address, one in before.items() if address not in now),
        strange=tuple(sorted({domain_of(address) for address in now} - domains)) if domains else (),
    )


def trusted(messages: Sequence[Entry], customer: Customer | None) -> frozenset[str]:
    """The addresses of a conversation, given by its messages from the oldest on, at which nobody is
    surprised to be written to: those of the customer, those in the mail that began it, and those we have
    written to. Whoever a later mail brings along, or wants to be answered instead, is none of them yet."""
    own = [one.value for one in customer.identities] if customer else []
    first = [one for name in FIRST for one in _people(messages[0].data, name)] if messages else []
    ours = [one for entry in messages if entry.outgoing for one in written_to(entry)]
    return frozenset(filter(None, map(address_in, (*own, *first, *ours))))


def written_to(message: Entry, ours: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Whom a message went to, but for our own addresses."""
    return _without((*_people(message.data, "to"), *_people(message.data, "cc")), ours)


def must_be_known(recipients: Recipients) -> None:
    """The first mail to a domain asks once: a slip of the hand is not taken back by anybody there."""
    if recipients.strange:
        raise Refused(
            f"No mail of this conversation went to {', '.join(recipients.strange)} before; nothing was sent",
            "Look at the addresses once more; --anyway sends it",
            rule=RECIPIENTS,
        )


def must_be_somebody(recipients: Recipients, customer: Customer | None) -> None:
    """A mail to nobody would wait, fail, and be told late."""
    if customer is not None and not recipients.to:
        raise Refused(
            f"Nobody knows an e-mail address of {customer.name}; nothing was sent",
            f"agentconsole link {customer.id} ADDRESS adds one; --to ADDRESS sends this one there",
            rule=NO_ADDRESS,
        )


def headers(
    last: Entry | None, subject: str, recipients: Recipients, *, signature: str = "", quote: bool = False
) -> dict[str, Json]:
    """What goes with a reply so that it arrives, and stands in the customer's own thread."""
    data: dict[str, Json] = {"to": list(recipients.to), "subject": (last.subject if last else "") or subject}
    if recipients.cc:
        data["cc"] = list(recipients.cc)
    if signature.strip():
        data["signature"] = list(signature.strip().splitlines())
    if quote and last is not None and last.incoming:
        data["quoted"] = last.text
        data["quoted_line"] = f"On {last.at:%-d %B %Y} {last.author.name} wrote:"
    parent = last.data.get("message_id") if last else None
    if last is not None and isinstance(parent, str):
        thread = [*_texts(last.data, "references"), parent]
        data["in_reply_to"] = parent
        data["references"] = list(thread if len(thread) <= LINKS else [thread[0], *thread[1 - LINKS :]])
    return data


def wished(message: Entry) -> Wishes:
    """What its writer wanted of a mail of ours that is taken back before it has left."""
    if "to" not in message.data:
        return USUAL
    return Wishes(
        to=_people(message.data, "to"), cc=_people(message.data, "cc"), quote="quoted" in message.data
    )


def reached_of(message: Entry, failed: Collection[str]) -> Recipients:
    """Whom a mail of ours went to, but for these addresses, in lower case; nobody, where none of them is one
    it went to: then it is not known who did not get it."""
    to, cc = _people(message.data, "to"), _people(message.data, "cc")
    if not any(address_in(one) in failed for one in (*to, *cc)):
        return Recipients()
    return Recipients(to=_without(to, frozenset(failed)), cc=_without(cc, frozenset(failed)))


def addresses_of(entry: Entry) -> frozenset[str]:
    """Everybody a message came from or went to."""
    names = ("from", "reply_to", "sender", "to", "cc")
    return frozenset(address_in(one) for name in names for one in _people(entry.data, name))


def _people(data: dict[str, Json], name: str) -> tuple[str, ...]:
    return tuple(one for one in _texts(data, name) if address_in(one))


def _texts(data: dict[str, Json], name: str) -> list[str]:
    value = data.get(name)
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _without(people: Sequence[str], others: frozenset[str] | set[str]) -> tuple[str, ...]:
    found = {address_in(one): one for one in reversed(people)}
    return tuple(reversed([one for address, one in found.items() if address not in others]))


def _checked(text: str) -> str:
    if not address_in(text):
        raise Invalid(f"“{text}” is not an e-mail address", "Write it like mei@tan.example")
    if len([one for one in people_in(text) if address_in(one)]) > 1:
        raise Invalid(f"“{text}” is more than one person", "Name each on its own")
    return text
