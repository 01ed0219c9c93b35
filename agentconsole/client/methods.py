"""The methods of the desk, each asked over the line, with the parameters and answers of its interface."""

from collections.abc import Callable, Mapping
from inspect import signature
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from agentconsole.desk import api
from agentconsole.desk.api_knowing import Knowing
from agentconsole.desk.api_team import Access, Present

P = ParamSpec("P")
R = TypeVar("R")


class Asking:
    """Something that gets an answer from the desk."""

    def answer(self, name: str, arguments: Mapping[str, Any]) -> Any:
        """The answer of the method of that name. Arguments that are as by default are not among them."""
        raise NotImplementedError


def over(method: Callable[Concatenate[Any, P], R]) -> Callable[Concatenate[Asking, P], R]:
    """The method of that name, asked of a server."""
    name, shape = method.__name__, signature(method)
    usual = {each.name: each.default for each in shape.parameters.values()}

    def ask(self: Asking, /, *args: P.args, **kwargs: P.kwargs) -> R:
        given = shape.bind(self, *args, **kwargs).arguments
        given.pop("self")
        said = {key: value for key, value in given.items() if value != usual[key]}
        return cast(R, self.answer(name, said))

    ask.__name__, ask.__doc__ = name, method.__doc__
    return ask


class Reading(Asking):
    """Who there is, what is going on, what happened."""

    agents = over(api.People.agents)
    agent = over(api.People.agent)
    customers = over(api.People.customers)
    customer = over(api.People.customer)
    inbox = over(api.Conversations.inbox)
    conversation = over(api.Conversations.conversation)
    conversations = over(api.Conversations.conversations)
    conversations_of = over(api.Conversations.conversations_of)
    thread = over(api.Conversations.thread)
    briefs = over(api.Conversations.briefs)
    ask = over(api.Conversations.ask)
    asks = over(api.Conversations.asks)
    history = over(api.Histories.history)
    place = over(api.Histories.place)
    entry = over(api.Histories.entry)
    original = over(api.Histories.original)
    search = over(api.Histories.search)


class Known(Asking):
    """What is known, and what is kept beside the entries."""

    fact_kinds = over(Knowing.fact_kinds)
    facts = over(Knowing.facts)
    asked_again = over(Knowing.asked_again)
    promises_in = over(Knowing.promises_in)
    zone = over(Knowing.zone)
    promise = over(Knowing.promise)
    promises = over(Knowing.promises)
    readers = over(Knowing.readers)
    pinned = over(Knowing.pinned)
    met = over(Knowing.met)
    brief_draft = over(Knowing.brief_draft)
    board = over(Knowing.board)
    outbox = over(api.Keeping.outbox)
    draft_files = over(api.Keeping.draft_files)
    attachment = over(api.Keeping.attachment)
    recipients = over(api.Keeping.recipients)
    mark = over(api.Keeping.mark)
    marks = over(api.Keeping.marks)


class Working(Asking):
    """What carries out, and who may look."""

    lease = over(api.Deliveries.lease)
    settle = over(api.Deliveries.settle)
    come_due = over(api.Deliveries.come_due)
    make_token = over(Access.make_token)
    tokens = over(Access.tokens)
    revoke_token = over(Access.revoke_token)
    here = over(Present.here)
    present = over(Present.present)
