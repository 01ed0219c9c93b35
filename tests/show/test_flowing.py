"""Whether mail flows, in the last line."""

from datetime import UTC, datetime, timedelta

from agentconsole.desk.channels import Standing
from agentconsole.show.flowing import flow_line
from agentconsole.show.spans import plain, width
from tests.make import NOW

EARLIER = NOW - timedelta(minutes=30)
WELL = Standing(channel="info", connected=True, flowing=True, last_look=NOW)


def gone(name: str, since: datetime = NOW, **more: object) -> Standing:
    """A channel that cannot be reached."""
    return Standing(channel=name, connected=False, since=since, **more)  # type: ignore[arg-type]


def shown(*channels: Standing) -> str:
    return plain(flow_line(channels, NOW, UTC))


def test_where_all_is_well_nothing_is_said() -> None:
    assert shown(WELL, Standing(channel="email")) == ""


def test_one_channel_is_named_with_what_is_wrong_since_when() -> None:
    assert shown(WELL, gone("support")) == "mail: support not reached since 09:15"
    silent = Standing(channel="support", connected=True, last_look=EARLIER)
    assert shown(silent) == "mail: support not fetched by any program since 08:45"


def test_several_are_counted_and_leave_room_for_the_rest_of_the_line() -> None:
    silent = Standing(channel="orders", connected=True, last_look=EARLIER, failed=1)
    line = flow_line((WELL, gone("support-in-a-language-with-long-words"), silent), NOW, UTC)
    assert plain(line) == "mail: 2 channels bring none since 08:45 · 1 failed"
    assert width(line) <= 60
