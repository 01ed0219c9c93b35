"""What our own mail server found out about the sender (RFC 8601), where it speaks against them."""

import re

from agentconsole.channels.email.headers import Headers

COMMENT = re.compile(r"\([^()]*\)|\"[^\"]*\"")
RESULT = re.compile(r"^\s*(spf|dkim|dmarc|arc)\s*(?:/\s*\d+\s*)?=\s*([a-z]+)", re.IGNORECASE)
AGAINST = frozenset({"fail", "softfail", "permerror", "policy", "hardfail"})
MOST = 20


def failures(headers: Headers) -> list[str]:
    """Such as `spf=fail`. Empty when nothing failed, or when DMARC, which weighs the others, passed.

    Only the topmost header counts: the server that took the mail in wrote it above all that came with it.
    """
    said = COMMENT.sub(" ", COMMENT.sub(" ", headers.raw("authentication-results")))
    found = [match for match in map(RESULT.match, said.split(";")[:MOST]) if match]
    results = [(match[1].lower(), match[2].lower()) for match in found]
    if ("dmarc", "pass") in results:
        return []
    passed = {method for method, result in results if result == "pass"}
    against = [
        f"{method}={result}" for method, result in results if result in AGAINST and method not in passed
    ]
    return list(dict.fromkeys(against))
