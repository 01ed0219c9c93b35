"""A link in a mail whose text names another host than it leads to says so in words."""

import pytest

from agentconsole.channels.email.links import target

pytestmark = pytest.mark.attack


def test_a_link_that_names_another_host_is_said_to_lead_elsewhere() -> None:
    written = target("https://bank.example", "https://evil.example/x")
    assert written == "<leads elsewhere: https://evil.example/x>"
    assert target("bank.example", "https://bank.example@evil.example/").startswith("<leads elsewhere: ")


def test_an_honest_link_is_only_followed_by_its_place_where_that_says_more() -> None:
    assert target("bank.example", "https://bank.example/") == ""
    assert target("bank.example", "https://bank.example/a") == "<https://bank.example/a>"
    assert target("here", "https://evil.example") == "<https://evil.example>"
