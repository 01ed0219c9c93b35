"""Facts: what a customer has told us, found by rules or noted by a colleague, each in its time.

Nothing is removed: a newer value takes the place of an older one, and what was found wrongly is dismissed.
"""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from agentconsole.model import commands
from agentconsole.model.entry import Entry, Kind
from agentconsole.model.errors import Invalid, NotFound, Refused
from agentconsole.model.fact import Fact, FactKind, FactState, Found
from agentconsole.rules.situation import Situation
from agentconsole.rules.standing import actor_of
from agentconsole.rules.text import no_longer_than, required

FACTS = "facts"
LONGEST = 500
Entries = tuple[Entry, ...]


def known(facts: Iterable[Fact], kinds: Sequence[FactKind]) -> tuple[Fact, ...]:
    """The facts in the order they were told, newest first, each with the one that took its place.

    What rules have found takes the place of what rules have found; what a colleague confirmed gives way
    only to what a colleague confirmed.
    """
    several = {kind.name for kind in kinds if kind.several}
    told = sorted(facts, key=lambda fact: (fact.told_at, fact.id), reverse=True)
    newest: dict[str, int] = {}
    confirmed: dict[str, int] = {}
    found: list[Fact] = []
    for fact in told:
        if fact.state != FactState.DISMISSED and fact.kind not in several:
            sure = fact.state == FactState.CONFIRMED
            by = (confirmed if sure else newest).get(fact.kind)
            fact = replace(fact, superseded_by=by)
            newest.setdefault(fact.kind, fact.id)
            if sure:
                confirmed.setdefault(fact.kind, fact.id)
        found.append(fact)
    return tuple(found)


def note(command: commands.SetFact, situation: Situation) -> Entries:
    """A colleague notes a fact, or confirms one that was found in the entry they name."""
    actor_of(situation)
    kind = _kind(command.kind, situation.kinds)
    value = " ".join(required(command.value, "The fact has no value").split())
    no_longer_than(LONGEST, value, "The value")
    source = _source(command.entry, situation)
    same = same_fact(situation.facts, kind=kind.name, value=value, entry=command.entry)
    return (
        situation.entry(
            Kind.FACT,
            customer=situation.customer.id if situation.customer else None,
            conversation=None,
            text=value,
            about=() if source is None else (source.id,),
            data={"fact": same.id if same else situation.new_fact, "kind": kind.name},
        ),
    )


def same_fact(facts: Iterable[Fact], *, kind: str, value: str, entry: int | None) -> Fact | None:
    """The fact that this is once more: found in the same entry, or still holding with the same value."""
    alike = [each for each in facts if each.kind == kind and each.value.casefold() == value.casefold()]
    if entry is not None:
        return next((each for each in alike if each.entry == entry), None)
    return next((each for each in alike if each.holds), None)


def dismiss(command: commands.DismissFact, situation: Situation) -> Entries:
    """What was found, or noted in error, is none."""
    actor_of(situation)
    fact = situation.fact
    if fact is None:
        raise NotFound(f"There is no fact {command.fact}", "agentconsole facts CUSTOMER lists them")
    if fact.state == FactState.DISMISSED:
        return ()
    return (
        situation.entry(
            Kind.DISMISS,
            customer=fact.customer,
            conversation=None,
            text=fact.value,
            about=() if fact.entry is None else (fact.entry,),
            data={"fact": fact.id, "kind": fact.kind},
        ),
    )


def after(facts: dict[int, Fact], entry: Entry, source: Entry | None) -> Fact | None:
    """The fact that a `fact` or `dismiss` entry makes or changes. `source` is the entry it is about."""
    number = entry.data.get("fact")
    kind = entry.data.get("kind")
    if not isinstance(number, int) or not isinstance(kind, str) or entry.customer is None:
        return None
    was = facts.get(number)
    state = FactState.CONFIRMED if entry.kind == Kind.FACT else FactState.DISMISSED
    by = entry.author.id if isinstance(entry.author.id, str) else None
    if was is not None:
        return replace(was, state=state, by=by, at=entry.at, superseded_by=None)
    if entry.kind != Kind.FACT:
        return None
    fact = Fact(
        id=number,
        customer=entry.customer,
        kind=kind,
        value=entry.text,
        told_at=source.at if source else entry.at,
        state=state,
        by=by,
        at=entry.at,
    )
    return _told_in(fact, source) if source else fact


def suggested(found: Iterable[Found], source: Entry, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """What rules found in an entry, without what was known already when the customer wrote it. The new
    facts have no number yet."""
    new: list[Fact] = []
    for each in found:
        if _is_news(each, source, (*facts, *new)):
            fact = Fact(id=0, customer=_writer(source), kind=each.kind, value=each.value, told_at=source.at)
            new.append(_told_in(fact, source))
    return tuple(new)


def _is_news(found: Found, source: Entry, facts: Sequence[Fact]) -> bool:
    """It was never found in this entry, and is not what was said last before."""
    of_kind = [each for each in facts if each.kind == found.kind]
    folded = found.value.casefold()
    if any(each.entry == source.id and each.value.casefold() == folded for each in of_kind):
        return False
    before = [each for each in of_kind if each.told_at <= source.at]
    last = max(before, key=lambda each: (each.told_at, each.id), default=None)
    return last is None or last.value.casefold() != folded


def _told_in(fact: Fact, source: Entry) -> Fact:
    return replace(fact, entry=source.id, conversation=source.conversation, channel=source.channel)


def _writer(source: Entry) -> int:
    """The customer who said it, who need not be the one whose conversation it is."""
    return source.party or source.customer or 0


def repeat(command: commands.MarkRepeat, situation: Situation) -> Entries:
    """A question whose answer we had: avoided, or asked anyway, and then with the reason."""
    actor_of(situation)
    fact = situation.fact
    if fact is None:
        raise NotFound(f"There is no fact {command.fact}", "agentconsole facts CUSTOMER lists them")
    return (
        situation.entry(
            Kind.REPEAT,
            text=required(command.sentence, "Say which sentence it is about"),
            reason=command.reason.strip(),
            about=() if fact.entry is None else (fact.entry,),
            data={"fact": fact.id, "kind": fact.kind},
        ),
    )


def _kind(name: str, kinds: Sequence[FactKind]) -> FactKind:
    folded = " ".join(name.split()).casefold()
    found = next((each for each in kinds if folded in (each.name, each.label.casefold())), None)
    if found is None:
        raise Invalid(
            f"“{name}” is not a kind of fact this desk knows",
            f"There are {', '.join(each.name for each in kinds)}; the settings define more",
        )
    return found


def _source(number: int | None, situation: Situation) -> Entry | None:
    if number is None:
        return None
    source, customer = situation.entry_meant, situation.customer
    theirs = (customer.id, *customer.merged) if customer else ()
    if source is None or not {source.customer, source.party} & set(theirs):
        raise Refused(
            f"Entry {number} is not in the history of {customer.name if customer else 'this customer'}",
            "agentconsole history CUSTOMER lists their entries",
            rule=FACTS,
        )
    return source
