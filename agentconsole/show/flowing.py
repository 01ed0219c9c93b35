"""Whether mail flows, for the last line of a screen: nothing where all is well."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo

from agentconsole.desk.channels import Standing
from agentconsole.show.ages import moment
from agentconsole.show.spans import Line, Role, Span, joined, spans


def flow_line(channels: Sequence[Standing], now: datetime, tz: tzinfo | None = None) -> Line:
    """`mail: support not reached since 09:12 · 2 uncertain · 1 failed`; of several channels, how many."""
    stuck = [each for each in channels if is_stuck(each)]
    counts = (
        (sum(each.uncertain for each in channels), "uncertain", Role.BAD),
        (sum(each.failed for each in channels), "failed", Role.BAD),
        (sum(each.stuck for each in channels), "stuck", Role.WARNING),
    )
    said = spans(f"mail: {_all_since(stuck, now, tz)}", Role.BAD) if stuck else ()
    return joined((said, *((Span(f"{count} {word}", role),) for count, word, role in counts if count)))


def is_stuck(channel: Standing) -> bool:
    """Mail has come in by it, and does not now."""
    return channel.connected is not None and not channel.flowing


def troubles(
    channels: Iterable[Standing], now: datetime, tz: tzinfo | None = None
) -> Iterator[tuple[str, str]]:
    """Of each channel by which no mail comes in, why, and the next step."""
    for channel in channels:
        if is_stuck(channel):
            why = f": {channel.error}" if channel.error else ""
            yield f"mail: {_since(channel, now, tz)}{why}", channel.hint


def _all_since(channels: Sequence[Standing], now: datetime, tz: tzinfo | None) -> str:
    if len(channels) == 1:
        return _since(channels[0], now, tz)
    begun = [at for each in channels if (at := each.last_look if each.connected else each.since)]
    since = f" since {moment(min(begun), now, tz)}" if begun else ""
    return f"{len(channels)} channels bring none{since}"


def _since(channel: Standing, now: datetime, tz: tzinfo | None) -> str:
    """A mailbox that nobody looks into is not the same as one that cannot be reached."""
    silent = bool(channel.connected)
    words = "not fetched by any program" if silent else "not reached"
    since = channel.last_look if silent else channel.since
    return f"{channel.channel} {words}{f' since {moment(since, now, tz)}' if since else ''}"
