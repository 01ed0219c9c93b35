"""From a path to what answers it, by its parts: sixty patterns take longer to look through than to answer."""

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send


class Switch:
    """Paths with `{name}` where any one part may stand, and what answers each verb there."""

    def __init__(self) -> None:
        self._paths: dict[tuple[int, str], list[tuple[list[str], dict[str, ASGIApp]]]] = {}

    def add(self, path: str, verb: str, app: ASGIApp) -> None:
        """A path whose first part, or second after `/v1`, is no name of a parameter. A path without a
        parameter goes before one with, whichever was added first."""
        template = path.split("/")
        there = self._paths.setdefault(_key(template), [])
        for known, apps in there:
            if known == template:
                apps[verb] = app
                return
        there.append((template, {verb: app}))
        there.sort(key=lambda each: sum(part.startswith("{") for part in each[0]))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        parts = scope["path"].split("/")
        found = self._paths.get(_key(parts), ())
        for template, apps in found:
            given = _given(template, parts)
            if given is not None:
                scope["path_params"] = given
                await _of(apps, scope["method"])(scope, receive, send)
                return
        raise HTTPException(404)


def _key(parts: list[str]) -> tuple[int, str]:
    return len(parts), parts[2] if len(parts) > 2 else parts[-1]


def _given(template: list[str], parts: list[str]) -> Mapping[str, str] | None:
    """The parameters, where the path fits. An empty part is none."""
    given: dict[str, str] = {}
    for wanted, part in zip(template, parts, strict=True):
        if wanted.startswith("{"):
            if not part:
                return None
            given[wanted[1:-1]] = part
        elif wanted != part:
            return None
    return given


def _of(apps: Mapping[str, ASGIApp], verb: str) -> Any:
    app = apps.get("GET" if verb == "HEAD" else verb)
    if app is None:
        allowed = [*apps, "HEAD"] if "GET" in apps else [*apps]
        raise HTTPException(405, headers={"Allow": ", ".join(allowed)})
    return app
