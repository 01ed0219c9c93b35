"""The golden files of channels; changed by hand, as the others are."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from agentconsole.desk.channels import Standing
from agentconsole.settings.channels import Channel, MailServer
from agentconsole.wire import mailing
from agentconsole.wire.encoding import encode

GOLDEN = Path(__file__).parent / "golden"
AT = datetime(2026, 11, 17, 9, 12, tzinfo=UTC)

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "channel": [
        mailing.channel_json(
            Channel(
                name="support",
                address="help@shop.example",
                desk="work",
                from_name="The Shop",
                imap=MailServer(host="imap.shop.example", port=993, command="pass …"),
                smtp=MailServer(host="smtp.shop.example", port=587, security="starttls", user="help"),
            )
        ),
        mailing.channel_json(Channel(name="reading", address="info@shop.example")),
    ],
    "standing": [
        mailing.standing_json(Standing(channel="support")),
        mailing.standing_json(
            Standing(
                channel="support",
                connected=False,
                since=AT,
                last_look=AT + timedelta(minutes=2),
                last_success=AT - timedelta(minutes=2),
                lag=240,
                left=3,
                error="support: no connection to imap.shop.example:993: timed out",
                hint="It is tried again by itself",
                waiting=2,
                stuck=1,
                uncertain=1,
                failed=1,
                why="550 nobody here",
            )
        ),
    ],
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_json_is_byte_for_byte_what_scripts_rely_on(name: str) -> None:
    golden = (GOLDEN / f"{name}.json").read_bytes().decode()
    assert f"{encode(SAMPLES[name])}\n" == golden


def test_every_noun_is_in_the_reference() -> None:
    made = {value for value in vars(mailing).values() if isinstance(value, mailing.Noun)}
    assert set(mailing.MAILING) == made
