"""The addresses of a team server."""

import json

from agentconsole.server.describing import document
from generating.tables import table

INTRO = """\
# HTTP

What `agentconsole serve` answers. The parameters and the JSON of each address are in
[openapi.json](openapi.json), which the server has at `/openapi.json`; the nouns are in [json.md](json.md).

- A token goes into the header, `Authorization: Bearer acs_…`. It is good for `read`, `act` (which may read),
  `admin` (which may all) or `ingest`, and acts as its agent.
- A list that may be long is an object with `items`, `complete` and `cursor`: pass the cursor on as `after` or
  `before`. `limit` may be up to 2000.
- `/v1/search?q=` takes the grammar of the search; `/v1/customers/12/history?kind=note&channel=email` narrows.
- A command is one `POST` with a JSON object. With `Idempotency-Key` it is done once, however often it is
  sent, and answered with what it did. With `seen` in the body, or `If-Match: "12"`, nothing is done when
  somebody wrote since: 409, with the new entries in `news`.
- An error is `{"error": {"code", "message", "hint", "rule", "news"}}`: 400 not understood, 401 no good token,
  403 a rule refused or the token is not good for it, 404 not there (or not to be seen), 409 moved on, 413 too
  large, 429 too often and 503 not now, both with `Retry-After`.
- With `Accept: application/vnd.agentconsole.exact+json` the answer is in the exact form, which programs of
  one version speak among each other.
- `/v1/live` sends events as they happen, each with its position as `id`. `Last-Event-ID` goes on from there.

"""


def page() -> str:
    """Every address of a team server."""
    operations = [
        (verb.upper(), path, said)
        for path, verbs in document()["paths"].items()
        for verb, said in verbs.items()
    ]
    rows = [
        (
            f"`{verb} {path}`",
            said["summary"],
            said.get("x-scope", "any" if "security" not in said else "none"),
        )
        for verb, path, said in operations
    ]
    return INTRO + table(("address", "is", "token"), rows)


def description() -> str:
    """The description of the HTTP interface for programs."""
    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"
