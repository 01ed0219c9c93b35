"""Reading a list page by page, so that it is whole when it is wanted whole, and says so when it is not."""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from agentconsole.cli.session import Session
from agentconsole.cli.streams import Shape
from agentconsole.model.queries import Page

T = TypeVar("T")
PAGE = 500


class Listing(Generic[T]):
    """The items of a list, fetched as they are taken. `limit` 0 is all of them."""

    def __init__(
        self,
        fetch: Callable[[int | None, int], Page[T]],
        *,
        limit: int,
        start: int | None = None,
        page: int = PAGE,
    ) -> None:
        self.fetch = fetch
        self.limit = limit
        self.cursor = start
        self.page = page
        self.shown = 0
        self.complete = True

    def __iter__(self) -> Iterator[T]:
        while True:
            wanted = min(self.limit - self.shown, self.page) if self.limit else self.page
            page = self.fetch(self.cursor, wanted)
            self.shown += len(page.items)
            self.cursor, self.complete = page.cursor, page.complete
            yield from page.items
            if page.complete or self.shown == self.limit:
                return


def list_out(session: Session, shape: Shape[T], listing: Listing[T], option: str) -> None:
    """Write the items as they come, and say how to go on when there are more."""
    session.streams.items(shape, listing)
    if not listing.complete:
        session.streams.cut(listing.shown, option, listing.cursor)
