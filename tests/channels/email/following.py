"""A follower in a thread of its own, and what it brought and said so far."""

import threading
from contextlib import contextmanager

from agentconsole.channels.email.cursor import Cursor
from agentconsole.channels.email.follow import Follower
from tests.channels.email.fetching import fetcher, subjects

PATIENCE = 30.0


class Heard:
    """What a follower did. `refuse` are errors to raise, one for each batch, before any is kept."""

    def __init__(self, *refuse):
        self.receives = []
        self.batches = []
        self.standings = []
        self.refuse = list(refuse)
        self._changed = threading.Condition()

    def take(self, batch):
        with self._changed:
            if self.refuse:
                raise self.refuse.pop(0)
            self.receives += batch.receives
            self.batches.append(batch)
            self._changed.notify_all()

    def tell(self, standing):
        with self._changed:
            self.standings.append(standing)
            self._changed.notify_all()

    def wait_for(self, what, patience=PATIENCE):
        """Until `what(self)` holds; fails when it never does."""
        with self._changed:
            assert self._changed.wait_for(lambda: what(self), patience), (
                subjects(self.receives)[-5:],
                self.standings[-5:],
            )

    def wait_for_mail(self, count):
        self.wait_for(lambda heard: len(heard.receives) >= count)


@contextmanager
def followed(server, *, heard=None, cursor=None, poll=PATIENCE, user="support", imap=None, **options):
    """Follows the INBOX. What it polls that seldom is brought by IDLE."""
    heard = heard or Heard()
    follower = Follower(
        fetcher(server, user, imap=imap or {}),
        cursor or Cursor(mailbox="INBOX"),
        take=heard.take,
        tell=heard.tell,
        poll=poll,
        **options,
    )
    thread = threading.Thread(target=follower.run)
    thread.start()
    heard.thread = thread
    try:
        yield heard
    finally:
        follower.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive()
