"""Mails in a thread: what is folded, what is marked, and how ours fare."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from agentconsole.model.entry import SYSTEM, Entry, Kind
from agentconsole.model.keeping import Outgoing
from agentconsole.rules.quoting import Fold
from agentconsole.show.folding import folds_of
from agentconsole.show.spans import plain
from agentconsole.show.timeline import entry_block
from tests.make import NOW, agent, customer, entry

ANSWER = """It still does not work.

On Tue, 3 Mar 2026 at 17:21, Ana <ana@desk.example> wrote:
> Dear Mei,
> try it again."""


KEYS = {"arrived": "I it arrived", "again": "Z again", "never": "X never"}


def mail(text: str = ANSWER, **data: object) -> Entry:
    """What Mei wrote."""
    said = {"from": ["Mei Tan <mei@tan.example>"]} | data
    return entry(Kind.MESSAGE, customer(), text=text, channel="email", external_id="1", data=said)


def shown(one: Entry, **more: object) -> str:
    lines = entry_block(one, now=NOW, cells=90, **more)  # type: ignore[arg-type]
    return "\n".join(plain(line).rstrip() for line in lines)


def test_a_quote_is_a_line_that_says_how_it_opens_and_nothing_of_it_is_lost() -> None:
    shut = folds_of(mail())
    assert shut == (Fold(2, 4, "quote"),)
    folded = shown(mail(), shut=shut, hints={"fold": "v opens"})
    assert folded.endswith("  It still does not work.\n  … 3 lines quoted (v opens)")
    assert "> try it again." in shown(mail())


def test_only_what_a_channel_brought_is_folded() -> None:
    ours = entry(Kind.MESSAGE, agent("ana"), text=ANSWER)
    note = entry(Kind.NOTE, agent("ana"), text=ANSWER, external_id="1")
    assert [folds_of(one) for one in (ours, note)] == [(), ()]


def test_what_stands_between_folds_is_shown_in_its_order() -> None:
    shut = (Fold(0, 0, "disclaimer"), Fold(2, 3, "quote"), Fold(5, 5, "signature"))
    text = "banner\none\n> a\n> b\ntwo\n--\x1b[2J"
    assert shown(mail(text), shut=shut).splitlines()[1:] == [
        "  … 1 line of small print",
        "  one",
        "  … 2 lines quoted",
        "  two",
        "  … 1 line of a signature",
    ]


def test_a_long_text_with_folds_is_cut_in_a_thread_and_whole_alone() -> None:
    text = "\n".join(f"line {number}" for number in range(1000)) + "\n> old"
    shut = (Fold(1000, 1000, "quote"),)
    assert shown(mail(text), shut=shut).endswith(f"… cut here, {len(text):,} characters in all")
    assert "… 1 line quoted" in shown(mail(text), shut=shut, whole=True)


@pytest.mark.parametrize(
    "data, said",
    [
        ({"machine": "auto-reply"}, "automatic reply"),
        ({"machine": "list"}, "mailing list"),
        ({"machine": "bounce"}, "could not be delivered"),
        ({"machine": "automatic"}, "written by a program"),
        ({"machine": "quiet"}, "not for programs to answer"),
        ({"claims": 12}, "! says it belongs to #12: not let in, and shown nothing of it"),
        ({"new_address": True}, "! new address: mei@tan.example · l links it"),
        (
            {"authentication": ["spf=softfail", "dkim=fail"]},
            "! spf failed, dkim failed: may not be from mei@tan.example",
        ),
        ({"notes": ["encrypted (PGP): it cannot be read here"]}, "encrypted (PGP): it cannot be read here"),
        ({"date_doubted": True}, "Its date is missing or cannot be"),
        ({"messages": [{"subject": "Re: bag", "from": "Li <li@x.example>"}]}, "Re: bag · Li <li@x.example>"),
    ],
)
def test_what_to_know_of_a_mail_is_said_in_words(data: dict[str, object], said: str) -> None:
    assert said in shown(mail(**data), hints={"link": "l links it"})
    assert said not in shown(mail())


def test_a_name_that_is_another_address_is_said_and_the_real_one_shown() -> None:
    one = mail(**{"from": ["support@bank.example <evil@x.example>"]})
    named = replace(one, author=replace(one.author, name="support@bank.example"))
    assert "! the name is an address, and another one: it is from evil@x.example" in shown(named)


def test_what_a_message_within_says_is_read_when_the_entry_is_opened_whole() -> None:
    """Whoever passes a mail on as a file has it read."""
    inner = {"subject": "Re: bag", "from": "Li <li@x.example>", "text": "It is\n\x1b[1mhers."}
    passed = mail(messages=[{**inner, "attachments": ["bag.png"]}])
    assert "It is" not in shown(passed)
    lines = [line.strip() for line in shown(passed, whole=True).splitlines()]
    at = lines.index("message within: Re: bag · Li <li@x.example>")
    assert lines[at + 1 : at + 4] == ["It is", "␦hers.", "file  bag.png"]
    assert not any("{" in line for line in lines)


def test_an_address_that_was_linked_since_is_new_no_more() -> None:
    assert "new address" not in shown(mail(new_address=True), theirs=(7,))


def test_marks_bring_nothing_from_outside_to_the_screen() -> None:
    evil = "\x1b]0;gone\x07[@click=app.quit]\u202e"
    one = mail(
        **{"from": [f"<{evil}@x>"]},
        authentication=[evil],
        notes=[evil],
        messages=[{"subject": evil}],
        new_address=True,
    )
    assert shown(one).isprintable() or all(line.isprintable() for line in shown(one).splitlines())


@pytest.mark.parametrize(
    "state, fields, said",
    [
        ("failed", {"error": "550 5.1.1 unknown"}, "! not delivered: 550 5.1.1 unknown\n  Z again · X never"),
        ("failed", {}, "! not delivered: no reason was given"),
        (
            "uncertain",
            {"error": "no answer after DATA"},
            "! nobody can say whether it arrived: no answer after",
        ),
        (
            "waiting",
            {"error": "450 greylisted", "attempts": 2, "due_at": NOW + timedelta(minutes=5)},
            "! not left yet, tried 2 times, again ",
        ),
    ],
)
def test_how_a_message_fares_stands_on_it(state: str, fields: dict[str, object], said: str) -> None:
    one = entry(Kind.MESSAGE, agent("ana"), text="Dear Mei", delivery=state)
    out = Outgoing(**{"entry": one, "key": "k", "state": state, "due_at": NOW} | fields)  # type: ignore[arg-type]
    assert said in shown(one, outgoing=out, hints=KEYS)


def test_what_came_of_a_message_is_a_sentence() -> None:
    assert "Ana does not send the message any more" in shown(entry("settle", agent("ana"), reason="never"))
    assert "A message came back: 550" in shown(entry("bounce", SYSTEM, reason="550"))
    late = entry("bounce", SYSTEM, data={"bounce": {"action": "delayed"}})
    assert "has not arrived yet, and is still tried" in shown(late)
    refused = entry("bounce", SYSTEM, reason="550", data={"bounce": {"action": "refused"}})
    assert "A message was not taken by the mail server: 550" in shown(refused)
    partly = {"action": "failed", "recipient": "x@{text}.test\x1b[m", "reached": ["mei@tan.example"]}
    missed = shown(entry("bounce", SYSTEM, reason="550", data={"bounce": partly}))
    assert "A message did not reach x@{text}.test\u2426: 550" in missed
    several = partly | {"recipients": ["li@x.test", "bo@x.test"]}
    assert "did not reach li@x.test, bo@x.test" in shown(entry("bounce", SYSTEM, data={"bounce": several}))
    first = entry("unsend", SYSTEM, reason="the customer wrote first")
    assert "What was to be sent later is a draft again: the customer wrote first" in shown(first)


def test_a_bounce_opened_whole_shows_all_that_the_server_said() -> None:
    came = entry("bounce", SYSTEM, reason="550", text="I am sorry to have to inform you")
    assert "I am sorry" not in shown(came)
    assert "I am sorry to have to inform you" in shown(came, whole=True)
