import pytest

from agentconsole.channels.email.ours import message_id, token_of

KEY = "0123456789abcdef0123456789abcdef"


def test_the_id_of_a_mail_of_ours_is_its_key_at_the_domain_it_is_sent_from():
    assert message_id(KEY, "Support@Desk.Example") == f"<{KEY}@desk.example>"
    assert message_id(KEY, "support@münchen.example") == f"<{KEY}@xn--mnchen-3ya.example>"


def test_no_address_makes_an_id_that_could_not_stand_in_a_header():
    for address in ("", "nobody", "a@b\r\nBcc: c@d", "a@..", f"a@{'x' * 300}", "a@b>c"):
        found = message_id(KEY, address)
        assert token_of(found) == KEY
        assert found.isascii()
        assert not set(found[1:-1]) & set(" \r\n<>")


def test_the_key_is_found_again_however_the_id_is_written():
    for written in (f"<{KEY}@desk.example>", f"{KEY}@desk.example", f" <{KEY.upper()}@DESK.example>\n"):
        assert token_of(written) == KEY


@pytest.mark.parametrize(
    "other",
    [
        *("", "<>", "<1@x>", KEY, f"<{KEY}>", f"<{KEY}@a b>", f"<{KEY}@a><b@c>"),
        *(f"<{KEY[1:]}@desk.example>", f"<x{KEY}@desk.example>", f"<{KEY[:-1]}g@desk.example>"),
    ],
)
def test_an_id_of_another_form_is_not_ours(other: str):
    assert token_of(other) is None
