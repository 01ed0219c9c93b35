"""What becomes of a message, for each answer a server can give at each step."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from agentconsole.channels.base import Undelivered
from agentconsole.channels.email.account import Account, Security, Server
from agentconsole.channels.email.ours import message_id
from agentconsole.channels.email.smtp import Smtp, Unanswered
from agentconsole.channels.email.smtpline import Patience
from agentconsole.model.entry import Attachment, Author, AuthorType, Entry, Kind
from agentconsole.model.errors import Misconfigured
from agentconsole.model.keeping import Outgoing
from tests.servers import smtp

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = "0123456789abcdef0123456789abcdef"
ID = message_id(KEY, "support@desk.example")
PATIENCE = Patience(connect=30, command=30, kept=30, quit=30)
HASTE = Patience(connect=30, command=0.1, kept=0.1, quit=0.1)
"""For what comes to the same wherever it is lost."""
NO_ANSWER = Patience(connect=30, command=30, kept=2, quit=2)
"""For a server that keeps the mail, which it has to have done by then, and says nothing of it."""
NO_GOODBYE = Patience(connect=30, command=30, kept=30, quit=0.1)


def a_message(*to: str, text: str = "Dear Mei", key: str = KEY, **changed: object) -> Outgoing:
    entry = Entry(
        **{
            **{"id": 7, "at": NOW, "kind": Kind.MESSAGE, "channel": "support", "text": text},
            "author": Author(type=AuthorType.AGENT, id="ana", name="Ana"),
            "data": {"to": list(to or ("Mei <mei@tan.example>",)), "subject": "My bag"},
            **changed,
        }  # type: ignore[arg-type]
    )
    return Outgoing(entry=entry, key=key, state="sending", due_at=NOW)


def a_sender(
    server: smtp.Server | None, *, security: Security = "none", patience: Patience = PATIENCE, **more: object
) -> Smtp:
    there = Server(
        **{"host": "localhost", "port": server.port if server else 9, "security": security, **more}  # type: ignore[arg-type]
    )
    account = Account(name="support", address="support@desk.example", smtp=there)
    return Smtp(account, lambda: smtp.PASSWORD, patience=patience)


def refusal(sender: Smtp, message: Outgoing | None = None) -> Undelivered:
    with pytest.raises(Undelivered) as raised:
        sender.send(message or a_message())
    return raised.value


def test_it_carries_its_own_channel_and_no_other():
    assert a_sender(None).carries("support")
    assert not a_sender(None).carries("email")
    assert not Smtp(Account(name="support", address="s@desk.example"), str).carries("support")


def test_what_the_server_keeps_has_left_once():
    with smtp.running() as server:
        a_sender(server).send(a_message("Mei <mei@tan.example>", "ben@tan.example", "MEI@tan.example"))
        assert server.times(ID) == 1
    assert server.envelopes == [
        ("support@desk.example", ["mei@tan.example", "ben@tan.example", "MEI@tan.example"])
    ]
    assert server.kept[0].startswith(b"From: Ana <support@desk.example>\r\nTo: Mei <mei@tan.example>")


@pytest.mark.parametrize("step", ["ehlo", "mail", "rcpt", "data", "dot"])
@pytest.mark.parametrize(("said", "again"), [("421 later", True), ("451 busy", True), ("550 never", False)])
def test_a_refusal_for_now_is_tried_again_and_one_for_good_is_not(step: str, said: str, again: bool):
    with smtp.running({step: said}) as server:
        refused = refusal(a_sender(server))
    assert refused.again == (again or step == "ehlo")
    assert said in refused.reason
    assert server.kept == []


def test_a_server_that_does_not_want_to_talk_may_want_to_later():
    for said in ("421 too many", "554 no"):
        with smtp.running({"connect": said}) as server:
            refused = refusal(a_sender(server))
        assert (refused.again, refused.reason) == (True, f"localhost does not want to talk: {said}")


def test_one_recipient_refused_stops_it_for_all_and_is_named():
    people = ("mei@tan.example", "gone@tan.example", "full@tan.example")
    with smtp.running({"gone@tan.example": "550 unknown", "full@tan.example": "452 full"}) as server:
        refused = refusal(a_sender(server), a_message(*people))
    reason = "localhost sends nothing to gone@tan.example: 550 unknown; full@tan.example: 452 full"
    assert (refused.reason, refused.again) == (reason, False)
    assert server.tried == []


def test_recipients_refused_for_now_are_all_tried_again():
    with smtp.running({"full@tan.example": "452 full"}) as server:
        assert refusal(a_sender(server), a_message("mei@tan.example", "full@tan.example")).again
    assert server.tried == []


@pytest.mark.parametrize("step", ["connect", "ehlo", "mail", "rcpt", "data"])
@pytest.mark.parametrize("what", [smtp.HANG_UP, smtp.SILENCE])
def test_a_line_that_breaks_or_falls_silent_before_the_mail_has_certainly_not_sent_it(step: str, what: str):
    with smtp.running({step: what}) as server:
        assert refusal(a_sender(server, patience=HASTE)).again
    assert server.tried == []


def test_a_line_that_breaks_within_the_mail_has_certainly_not_sent_it():
    with smtp.running({"body": smtp.HANG_UP}) as server:
        account = a_sender(server).account
        sender = Smtp(account, str, content=lambda entry, at: bytes(8_000_000), patience=PATIENCE)
        assert refusal(sender, a_message(attachments=(Attachment(name="a.bin"),))).again
    assert server.tried == []


@pytest.mark.parametrize("what", [smtp.HANG_UP, smtp.SILENCE, "399 what?", "nonsense"])
def test_without_a_clear_answer_after_the_mail_nobody_knows_and_nothing_is_sent_again(what: str):
    patience = NO_ANSWER if what == smtp.SILENCE else PATIENCE
    with smtp.running({"dot": what}) as server:
        with pytest.raises(Unanswered, match="localhost was given the mail"):
            a_sender(server, patience=patience).send(a_message())
        assert server.times(ID) == 1
        assert server.tried == [ID]


def test_an_answer_that_never_ends_is_no_answer():
    with smtp.running({"dot": "250-and\r\n" * 20_000}) as server:
        with pytest.raises(Unanswered, match="does not stop talking"):
            a_sender(server).send(a_message())
        assert server.times(ID) == 1
    with smtp.running({"mail": "x" * 300_000}) as server:
        assert "does not stop talking" in refusal(a_sender(server)).reason


def test_a_goodbye_that_is_not_answered_changes_nothing():
    with smtp.running({"quit": smtp.SILENCE}) as server:
        a_sender(server, patience=NO_GOODBYE).send(a_message())
        assert server.times(ID) == 1


def test_where_nobody_listens_it_is_tried_again():
    with smtp.running() as server:
        pass
    assert "cannot be reached" in refusal(a_sender(server)).reason


def test_nothing_is_sent_to_nobody_or_past_an_address_that_is_none():
    with smtp.running() as server:
        sender = a_sender(server)
        nobody = refusal(sender, a_message(data={}))
        assert (nobody.reason, nobody.again) == ("There is no address to send it to", False)
        some = refusal(sender, a_message("mei@tan.example", "Ben"))
        assert (some.reason, some.again) == ("No mail can be sent to Ben", False)
        missing = refusal(sender, a_message(attachments=(Attachment(name="a.pdf"),)))
        assert ("File 1 of entry 7" in missing.reason, missing.again) == (True, False)
    assert server.tried == []


def test_a_mail_too_large_for_the_server_is_not_begun():
    with smtp.running(data_size_limit=2_000) as server:
        refused = refusal(a_sender(server), a_message(text="x" * 3_000))
    assert "and localhost takes 2,000" in refused.reason and not refused.again


def test_an_address_in_letters_of_its_own_needs_a_server_that_knows_them():
    message = a_message("jörg@tan.example")
    with smtp.running(enable_SMTPUTF8=True) as server:
        a_sender(server).send(message)
        assert server.envelopes[0][1] == ["jörg@tan.example"]
        assert "To: jörg@tan.example".encode() in server.kept[0]
    with smtp.running() as server:
        assert refusal(a_sender(server), message).again is False


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return smtp.certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return certificate


def test_a_password_goes_over_tls_of_either_kind(trusted: Path):
    with smtp.running(certificate=trusted, auth_required=True) as server:
        a_sender(server, security="starttls", user=smtp.USER).send(a_message())
        assert server.times(ID) == 1
    with smtp.running(certificate=trusted, implicit_tls=True, auth_require_tls=False) as server:
        a_sender(server, security="tls", user=smtp.USER).send(a_message())
        assert (server.times(ID), server.logins) == (1, ["PLAIN"])


def test_a_server_that_knows_only_login_is_logged_in_to(trusted: Path):
    with smtp.running(certificate=trusted, auth_required=True, auth_exclude_mechanism=["PLAIN"]) as server:
        a_sender(server, security="starttls", user=smtp.USER).send(a_message())
        assert (server.times(ID), server.logins) == (1, ["LOGIN"])


def test_a_certificate_nobody_vouches_for_stops_it_before_anything_is_said(certificate: Path):
    for security, implicit in (("starttls", False), ("tls", True)):
        with smtp.running(certificate=certificate, implicit_tls=implicit) as server:
            refused = refusal(a_sender(server, security=security, user=smtp.USER))  # type: ignore[arg-type]
        assert refused.again and "certificate of localhost cannot be trusted" in refused.reason
        assert server.tried == []


def test_a_certificate_of_another_stops_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    other = smtp.certificate(tmp_path, name="other.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(other))
    with smtp.running(certificate=other) as server:
        refused = refusal(a_sender(server, security="starttls"))
    assert refused.again and "cannot be trusted" in refused.reason


def test_encryption_that_is_not_there_is_not_done_without():
    with smtp.running() as server:
        refused = refusal(a_sender(server, security="starttls", user=smtp.USER))
        assert (refused.reason, refused.again) == (
            "No safe connection to localhost: it offers no STARTTLS",
            True,
        )
        assert refusal(a_sender(server, security="tls", patience=HASTE)).again
    assert server.tried == []


def test_a_refused_password_is_named_and_not_told(trusted: Path):
    with smtp.running(certificate=trusted, auth_required=True) as server:
        sender = a_sender(server, security="starttls", user="somebody")
        refused = refusal(sender)
    reason = "localhost does not take the password of somebody (channel support): 535"
    assert refused.again and refused.reason.startswith(reason)
    assert smtp.PASSWORD not in refused.reason


def test_a_token_logs_in_where_the_account_says_so(trusted: Path):
    with smtp.running(certificate=trusted, auth_required=True) as server:
        sender = a_sender(server, security="starttls", user=smtp.USER, auth="oauth2")
        refused = refusal(sender)
        assert "does not take the token of support" in refused.reason and refused.again
        Smtp(sender.account, lambda: smtp.TOKEN, patience=PATIENCE).send(a_message())
        assert server.times(ID) == 1


def test_a_password_that_is_not_to_be_had_is_waited_for():
    def nowhere() -> str:
        raise Misconfigured("There is no password for support", "agentconsole channel add asks for it")

    sender = a_sender(None, user="support")
    refused = refusal(Smtp(sender.account, nowhere))
    assert refused.again
    assert refused.reason == "There is no password for support. agentconsole channel add asks for it"


def test_an_account_can_be_tried_without_sending(trusted: Path):
    with smtp.running(certificate=trusted, auth_required=True) as server:
        a_sender(server, security="starttls", user=smtp.USER).check()
        with pytest.raises(Undelivered):
            a_sender(server, security="starttls", user="somebody").check()
    assert server.tried == []


SMUGGLED = (
    "\r\n.\r\nMAIL FROM:<evil@x.example>\r\nRCPT TO:<mei@tan.example>\r\nDATA\r\n"
    "Subject: mine\r\n\r\nhi\r\n.\r\n"
)


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r", "\n.\r", "\r\n\0"])
def test_no_text_ends_its_mail_early(ending: str):
    smuggled = SMUGGLED.replace("\r\n", ending)
    with smtp.running() as server:
        a_sender(server).send(a_message(text=smuggled, data={"to": ["mei@tan.example"], "subject": smuggled}))
        assert len(server.kept) == len(server.tried) == server.times(ID) == 1
    assert server.envelopes == [("support@desk.example", ["mei@tan.example"])]
    assert not server.kept[0].replace(b"\r\n", b"").count(b"\n")
    assert b"\r\n\r\n.\r\n" not in server.kept[0]
