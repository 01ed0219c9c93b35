"""What both ends of a live stream and of a command agree on: `GET /v1/live`, and the headers.

The stream is of server-sent events. Each change is one event, in the order of positions:

    id: 4711
    event: change
    data: {"position":4711,"at":"2026-11-17T09:12:00Z","kind":"entry","entry":88}

`data` is the change in the exact form, on one line. With `Last-Event-ID` the stream begins after that
position, else with what happens from now on. Whatever happens after the answer's head has been sent is in the
stream. In every `KEEP_ALIVE_SECONDS` in which there is no event a line with a colon alone is sent: a line
that is silent for `SILENT_SECONDS` is dead, and nobody has to believe it for longer.
"""

KEEP_ALIVE_SECONDS = 2.0
SILENT_SECONDS = 4.5
CHANGE = "change"
LAST_EVENT = "Last-Event-ID"
KEY = "Idempotency-Key"
"""Of a command: given again, it does what it did, once."""
