"""What both ends of a live stream and of a command agree on: `GET /v1/live`, and the headers.

The stream is of server-sent events (HTML Living Standard, section 9.2). Each change is one event, in the
order of positions:

    id: 4711
    event: change
    data: {"position":4711,"at":"2026-11-17T09:12:00Z","kind":"entry","entry":88}

`data` is the change in the exact form, on one line. With `Last-Event-ID` (or `?after=`) the stream begins
after that position, else with what happens from now on. Whatever happens after the answer's head has been
sent is in the stream. In every `KEEP_ALIVE_SECONDS` in which there is no event a comment is sent, and the
position as an `id`: a line that is silent for `SILENT_SECONDS` is dead, and nobody has to believe it for
longer.

Two more events are for whoever wants them. `here` comes first: `{"position": 4710}`, from where on is told;
it is lower than what was asked for only on a desk that is not the one it was. `bye` comes last from a server
that ends: connect again, there or to another.
"""

KEEP_ALIVE_SECONDS = 2.0
SILENT_SECONDS = 4.5
RETRY_MS = 500
"""After how long a browser connects again."""
HERE = "here"
CHANGE = "change"
BYE = "bye"
EVENTS = "text/event-stream"
LAST_EVENT = "Last-Event-ID"
KEY = "Idempotency-Key"
"""Of a command: given again, it does what it did, once."""
LONGEST_KEY = 200
SEEN = "If-Match"
"""Of a command about a conversation: the version its writer saw, as in `"12"`."""
REQUEST = "X-Request-Id"
"""In every answer: what the server calls this request in its log."""


def framed(event: str, data: bytes, position: int | None = None) -> bytes:
    """One event. The data has no end of line in it."""
    at = b"" if position is None else b"id: %d\n" % position
    return b"%sevent: %s\ndata: %s\n\n" % (at, event.encode(), data)


def greeting(position: int) -> bytes:
    """How every stream begins."""
    return b"retry: %d\n\n%s" % (RETRY_MS, framed(HERE, b'{"position":%d}' % position, position))


def quiet(position: int) -> bytes:
    """That the line is alive, and nothing happened."""
    return b":\nid: %d\n\n" % position
