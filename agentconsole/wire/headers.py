"""Headers of a request that mean something to a server, beside those of HTTP itself."""

KEY = "Idempotency-Key"
"""With a command: given twice with one key by one agent, it is done once and answered twice."""
SEEN = "If-Match"
"""With a command about a conversation: the version its writer saw, as in `"12"`."""
REQUEST = "X-Request-Id"
"""In every answer: what the server calls this request in its log."""

LONGEST_KEY = 200
